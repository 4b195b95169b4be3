"""The law as data: what each phase permits, cell by cell, with its clause and grade (rules, section 4)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Final, NamedTuple

from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks.reasons import Reason
from hersys_lifecycle.citations import NOTICE, Citation, Grade
from hersys_lifecycle.states import Fact, LifecycleState, Phase

FactOf = Callable[[LifecycleState], Fact[datetime] | None]


class Verdict(NamedTuple):
    """A reason, the clauses that give it, and the recorded fact behind it where that is not the phase's own."""

    reason: Reason
    basis: tuple[Citation, ...] = ()
    fact_of: FactOf | None = None


def _verdict(reason: Reason, clause: str, grade: Grade, fact_of: FactOf | None = None) -> Verdict:
    return Verdict(reason, (Citation(NOTICE, clause, grade),), fact_of)


_STATED, _INFERRED, _ASSUMED = Grade.STATED, Grade.INFERRED, Grade.ASSUMED

_FREE: Final = Verdict(Reason.AVAILABLE)
_KEPT: Final = _verdict(Reason.AVAILABLE, "N3", _STATED)
_KEPT_LOGIN: Final = _verdict(Reason.AVAILABLE, "N3", _INFERRED)
_STOPPED_FIRST: Final = _verdict(Reason.STOPPED, "N1", _STATED, attrgetter("non_reportable_stop"))
_STOPPED: Final = _verdict(Reason.STOPPED, "N2", _STATED, attrgetter("updates_stop"))
_LOCKED_LOGIN: Final = _verdict(Reason.LOCKED_OUT, "N9", _STATED)
_LOCKED: Final = _verdict(Reason.LOCKED_OUT, "N9", _INFERRED)
_LOCKED_ELSEWHERE: Final = _verdict(Reason.LOCKED_OUT, "N9", _ASSUMED)  # N9 bars HER-SYS only; not promised, so refused
UNOPENED: Final = _verdict(Reason.NOT_YET_OPEN, "N3", _STATED, attrgetter("opening"))
_WINDOW: Final = None  # the phase leaves it to the prefecture's window
_ENDED: Final = _verdict(Reason.DECOMMISSIONED, "N6", _STATED)
_ENDED_TOO: Final = _verdict(Reason.DECOMMISSIONED, "N6", _INFERRED)  # 閲覧機能等

Cell = Verdict | None

_COLUMNS = (
    Phase.FULL_OPERATION,
    Phase.NON_REPORTABLE_STOPPED,
    Phase.MAINTENANCE_LOCKOUT,
    Phase.READ_ONLY,
    Phase.BULK_DOWNLOAD,
    Phase.RESERVE,
    Phase.DECOMMISSIONED,
)

# fmt: off
_ROWS: Mapping[Capability, tuple[Cell, ...]] = {
    Capability.LOGIN:
        (_FREE, _FREE, _LOCKED_LOGIN, _KEPT_LOGIN, _KEPT_LOGIN, _KEPT_LOGIN, _ENDED_TOO),
    Capability.REGISTER:
        (_FREE, _FREE, _LOCKED, _STOPPED, _STOPPED, _STOPPED, _ENDED_TOO),
    Capability.REGISTER_NON_REPORTABLE:
        (_FREE, _STOPPED_FIRST, _LOCKED, _STOPPED_FIRST, _STOPPED_FIRST, _STOPPED_FIRST, _ENDED_TOO),
    Capability.EDIT:
        (_FREE, _FREE, _LOCKED, _STOPPED, _STOPPED, _STOPPED, _ENDED_TOO),
    Capability.DELETE:
        (_FREE, _FREE, _LOCKED, _STOPPED, _STOPPED, _STOPPED, _ENDED_TOO),
    Capability.VIEW:
        (_FREE, _FREE, _LOCKED, _KEPT, _KEPT, _KEPT, _ENDED),
    Capability.EXPORT:
        (_FREE, _FREE, _LOCKED, _KEPT, _KEPT, _KEPT, _ENDED_TOO),
    Capability.CERTIFICATE:
        (_FREE, _FREE, _LOCKED, _KEPT, _KEPT, _KEPT, _ENDED_TOO),
    Capability.CONTACT_DOWNLOAD:
        (_FREE, _FREE, _LOCKED_ELSEWHERE, _KEPT, _KEPT, _KEPT, _ENDED),
    Capability.BULK_EXPORT:
        (UNOPENED, UNOPENED, _LOCKED, _WINDOW, _WINDOW, _WINDOW, _ENDED),
}
# fmt: on

POLICY: Mapping[tuple[Capability, Phase], Cell] = {
    (capability, phase): cell for capability, row in _ROWS.items() for phase, cell in zip(_COLUMNS, row, strict=True)
}
"""What each phase says of each capability, all 70 cells; ``None`` leaves it to the prefecture's window."""

ENTITLED: Mapping[Role, bool] = {
    Role.PREFECTURE: True,
    Role.HEALTH_CENTER: True,
    Role.MEDICAL_INSTITUTION: False,
    Role.NATIONAL_GOVERNMENT: False,
}
"""Who may use bulk export at all (N5)."""

# What the window says of bulk export, where the phase leaves it to the window.
NOT_ENTITLED: Final = _verdict(Reason.ROLE_NOT_ENTITLED, "N5", _STATED)
IN_SLOT: Final = _verdict(Reason.IN_SLOT, "N4", _STATED)
IN_RESERVE_PERIOD: Final = _verdict(Reason.IN_RESERVE_PERIOD, "N11", _INFERRED)
RETURN_COMPLETED: Final = _verdict(Reason.RETURN_COMPLETED, "N11", _INFERRED)
NO_SLOT: Final = _verdict(Reason.NO_SLOT, "N4", _STATED)
BEFORE_SLOT: Final = _verdict(Reason.BEFORE_SLOT, "N4", _STATED)
AFTER_SLOT: Final = _verdict(Reason.AFTER_SLOT, "N4", _STATED)
