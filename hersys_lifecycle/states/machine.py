"""The state machine, built once from the table of legal moves; it validates histories, it answers no questions.

Each move is made on a fresh model, because ``transitions`` writes to its models and our states are frozen.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from transitions import EventData, Machine, MachineError

from hersys_lifecycle.errors import IllegalMoveError
from hersys_lifecycle.states.moves import FINAL, INITIAL, LEGAL_MOVES, LegalMove, Move
from hersys_lifecycle.states.phases import Phase


class _Model:
    """What stands in a phase."""

    def __init__(self, phase: Phase) -> None:
        self.phase = phase


def _transition(row: LegalMove) -> Mapping[str, object]:
    # A move such as the end of maintenance has several targets: the walk says which one it means.
    def meant(event: EventData) -> bool:
        return event.kwargs["target"] is row.target

    return {"trigger": row.move.value, "source": row.source, "dest": row.target, "conditions": meant}


MACHINE = Machine(
    model=None,
    states=[{"name": phase, "final": phase is FINAL} for phase in Phase],
    initial=INITIAL,
    transitions=[_transition(row) for row in LEGAL_MOVES],
    auto_transitions=False,
    send_event=True,
    model_attribute="phase",
)


def machine_moves() -> tuple[LegalMove, ...]:
    """Return the moves that the machine can make, asked of the machine itself; in the order of the table."""
    rows: dict[object, LegalMove] = {(row.move.value, row.source.name, row.target.name): row for row in LEGAL_MOVES}
    return tuple(
        rows[name, transition.source, transition.dest]
        for name, event in MACHINE.events.items()
        for of_a_source in event.transitions.values()
        for transition in of_a_source
    )


@cache
def _makes(phase: Phase, move: Move, target: Phase) -> bool:
    """Tell whether the machine makes a move; it always says the same, so each is asked for once."""
    try:
        return bool(MACHINE.events[move.value].trigger(_Model(phase), target=target))
    except MachineError:
        return False


class Walk:
    """One walk through the machine, from full operation on; ``phase`` is what it has come to."""

    def __init__(self) -> None:
        self.phase = INITIAL

    def go(self, move: Move, target: Phase, at: datetime) -> None:
        """Make a move.

        Raises:
            IllegalMoveError: the table has no such move from the present phase to that target.
        """
        if not _makes(self.phase, move, target):
            raise IllegalMoveError(f"{move.value} to {target.value}", self.phase.value, at)
        self.phase = target
