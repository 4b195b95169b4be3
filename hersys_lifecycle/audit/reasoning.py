"""Why every question is answered as it is, under one state after another: only what became another one is compiled."""

from datetime import datetime

from hersys_lifecycle.audit.comparing import Reasons
from hersys_lifecycle.capabilities import Capability
from hersys_lifecycle.checks import GENERAL, GRANTED, Reason
from hersys_lifecycle.checks.ruling import rule
from hersys_lifecycle.checks.windows import Window, windows_of
from hersys_lifecycle.states import LifecycleState
from hersys_lifecycle.timeline import Standing, Steps, compile_timeline


class Reasoning:
    """The reasons under the states of a growing history; remembers those of the last state.

    Where a lifecycle holds all that its answers rest on, this holds the reasons alone. They depend on the values of
    the facts, never on their citations or positions, so that most of them outlast an event.
    """

    def __init__(self) -> None:
        self._ground: object = None
        self._known: dict[object, Steps[Reason]] = {}

    def reasons(self, state: LifecycleState) -> Reasons:
        """Return the reasons of all answers under a state, the very same object where they are as under the last one.

        Raises:
            IllegalMoveError: as :func:`hersys_lifecycle.timeline.compile_timeline`.
        """
        phases = compile_timeline(state).mapped(lambda standing: Standing(standing.phase))
        ground = phases.edges, phases.values, state.decommissioning is None
        last = self._known if ground == self._ground else {}
        self._ground, self._known = ground, {}

        def steps(capability: Capability, window: Window) -> Steps[Reason]:
            def reason(at: datetime | None) -> Reason:
                return rule(state, phases.from_edge(at), capability, window, at).reason

            key = capability, _value(window)
            if key not in self._known:
                self._known[key] = last.get(key) or Steps.evaluated(sorted({*phases.edges, *window.edges()}), reason)
            return self._known[key]

        windows, outside = windows_of(state), Window(state.opening, entitled=False)
        return (
            *(steps(capability, outside) for capability in GENERAL),
            steps(Capability.BULK_EXPORT, outside),
            *(steps(Capability.BULK_EXPORT, windows[authority]) for authority in GRANTED),
        )


def _value(window: Window) -> object:
    """Return what a window's findings depend on."""
    return (
        window.entitled,
        window.opening and window.opening.value,
        window.slot and window.slot.value,
        tuple(fact.value for fact in window.reserves),
        tuple(fact.value for fact in window.steps),
    )
