"""The legal moves from phase to phase, as a table with its sources (rules, section 3). Anything else is illegal."""

from enum import Enum
from typing import NamedTuple

from hersys_lifecycle.citations import NOTICE, Citation, Grade
from hersys_lifecycle.states.phases import Phase


class Move(Enum):
    """Why a phase gives way to another."""

    STOP_NON_REPORTABLE_REGISTRATION = "stop_non_reportable_registration"
    STOP_UPDATES = "stop_updates"
    OPEN_BULK_DOWNLOAD = "open_bulk_download"
    CLOSE_BULK_DOWNLOAD = "close_bulk_download"
    OPEN_RESERVE = "open_reserve"
    CLOSE_RESERVE = "close_reserve"
    BEGIN_MAINTENANCE = "begin_maintenance"
    END_MAINTENANCE = "end_maintenance"
    DECOMMISSION = "decommission"


class LegalMove(NamedTuple):
    """One row of the table: a move, the phase it leaves, the phase it leads to, and the clause behind it."""

    move: Move
    source: Phase
    target: Phase
    citation: Citation


INITIAL = Phase.FULL_OPERATION
FINAL = Phase.DECOMMISSIONED

# Maintenance may stand over every phase but itself and the end.
_LIVE = tuple(phase for phase in Phase if phase not in {Phase.MAINTENANCE_LOCKOUT, FINAL})


def _rows(
    move: Move, sources: tuple[Phase, ...], targets: tuple[Phase, ...], clause: str, grade: Grade
) -> tuple[LegalMove, ...]:
    citation = Citation(NOTICE, clause, grade)
    return tuple(LegalMove(move, source, target, citation) for source in sources for target in targets)


_FULL, _STOPPED, _READ_ONLY = (Phase.FULL_OPERATION,), (Phase.NON_REPORTABLE_STOPPED,), (Phase.READ_ONLY,)
_BULK, _RESERVE, _LOCKOUT = (Phase.BULK_DOWNLOAD,), (Phase.RESERVE,), (Phase.MAINTENANCE_LOCKOUT,)

LEGAL_MOVES: tuple[LegalMove, ...] = (
    *_rows(Move.STOP_NON_REPORTABLE_REGISTRATION, _FULL, _STOPPED, "N1", Grade.STATED),
    *_rows(Move.STOP_UPDATES, _STOPPED, _READ_ONLY, "N2", Grade.STATED),
    *_rows(Move.OPEN_BULK_DOWNLOAD, _READ_ONLY, _BULK, "N3", Grade.STATED),
    *_rows(Move.CLOSE_BULK_DOWNLOAD, _BULK, _READ_ONLY, "N10", Grade.INFERRED),
    *_rows(Move.OPEN_RESERVE, _READ_ONLY + _BULK, _RESERVE, "N11", Grade.INFERRED),
    *_rows(Move.CLOSE_RESERVE, _RESERVE, _READ_ONLY + _BULK, "N11", Grade.INFERRED),
    *_rows(Move.BEGIN_MAINTENANCE, _LIVE, _LOCKOUT, "N9", Grade.STATED),
    *_rows(Move.END_MAINTENANCE, _LOCKOUT, _LIVE, "N9", Grade.STATED),
    *_rows(Move.DECOMMISSION, _READ_ONLY + _BULK + _RESERVE, (FINAL,), "N6", Grade.STATED),
)
