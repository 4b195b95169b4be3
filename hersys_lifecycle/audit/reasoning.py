"""What becomes of the answers from one state to the next: looked for only where something may have become of them."""

from datetime import datetime
from functools import cache
from typing import NamedTuple

from hersys_lifecycle.audit.comparing import Change, Difference, differing_runs, told
from hersys_lifecycle.capabilities import Capability
from hersys_lifecycle.checks import Reason, deciding
from hersys_lifecycle.checks.ruling import rule
from hersys_lifecycle.checks.windows import Window
from hersys_lifecycle.instants import Span
from hersys_lifecycle.states import LifecycleState
from hersys_lifecycle.timeline import Standing, Steps, Timeline, compile_timeline, inside

_ALWAYS = Span(None, None)


class Standpoint(NamedTuple):
    """A state, and what the reasons of all answers under it depend on: the phases, and what decides each row.

    They depend on the values of the facts, never on their citations or positions.
    """

    state: LifecycleState
    phases: Timeline
    rows: tuple[tuple[Capability, Window], ...]

    @classmethod
    def of(cls, state: LifecycleState) -> "Standpoint":
        """Take a standpoint; raises as :func:`hersys_lifecycle.timeline.compile_timeline`."""
        phases = compile_timeline(state).mapped(lambda standing: Standing(standing.phase))
        return cls(state, phases, deciding(state))

    def reasons(self, capability: Capability, window: Window, within: Span) -> Steps[Reason]:
        """Return why a question is answered as it is, at the instants of a span."""

        def reason(at: datetime | None) -> Reason:
            at = within.start if at is None else at
            return rule(self.state, self.phases.from_edge(at), capability, window, at).reason

        return Steps.evaluated(sorted(inside(sorted({*self.phases.edges, *window.edges()}), within)), reason)


def changes_between(before: Standpoint, after: Standpoint) -> tuple[Change, ...]:
    """Return every answer that differs between two standpoints, as :func:`compare` does between lifecycles."""
    moved = _moved(before, after)

    @cache
    def difference(capability: Capability, was: Window, becomes: Window) -> Difference:
        within = moved if _value(was) == _value(becomes) else _ALWAYS
        if within is None:
            return ()
        reasons = before.reasons(capability, was, within), after.reasons(capability, becomes, within)
        return tuple(
            (Span(span.start or within.start, span.end or within.end), old, new)
            for span, old, new in differing_runs(*reasons)
        )

    rows = zip(before.rows, after.rows, strict=True)
    return tuple(told(tuple(difference(capability, was, becomes) for (capability, was), (_, becomes) in rows)))


def _moved(before: Standpoint, after: Standpoint) -> Span | None:
    """Return the narrowest span outside of which the phases, and what an end is called, are what they were."""
    if (before.state.decommissioning is None) is not (after.state.decommissioning is None):
        return _ALWAYS
    runs = tuple(differing_runs(before.phases, after.phases))
    return Span(runs[0][0].start, runs[-1][0].end) if runs else None


def _value(window: Window) -> object:
    """Return what a window's findings depend on."""
    return (
        window.entitled,
        window.opening and window.opening.value,
        window.slot and window.slot.value,
        tuple(fact.value for fact in window.reserves),
        tuple(fact.value for fact in window.steps),
    )
