"""What is known after a fold over the log, which events may come next, and which moves between phases are legal."""

from hersys_lifecycle.states.admission import admit
from hersys_lifecycle.states.folding import apply, fold
from hersys_lifecycle.states.machine import Walk, machine_moves
from hersys_lifecycle.states.moves import FINAL, INITIAL, LEGAL_MOVES, LegalMove, Move
from hersys_lifecycle.states.phases import Phase
from hersys_lifecycle.states.refusals import Lost, Refusal, Refused, SingleFact, Value
from hersys_lifecycle.states.state import Fact, LifecycleState, ReservePeriod, ReturnStep, initial

__all__ = [
    "FINAL",
    "INITIAL",
    "LEGAL_MOVES",
    "Fact",
    "LegalMove",
    "LifecycleState",
    "Lost",
    "Move",
    "Phase",
    "Refusal",
    "Refused",
    "ReservePeriod",
    "ReturnStep",
    "SingleFact",
    "Value",
    "Walk",
    "admit",
    "apply",
    "fold",
    "initial",
    "machine_moves",
]
