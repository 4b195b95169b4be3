"""The notice as events, each with its clause and grade; it gives no reserve dates, no decommission date (N6, N11)."""

from datetime import date, datetime
from functools import cache

from hersys_lifecycle.citations import NOTICE, Citation, Grade
from hersys_lifecycle.events import (
    BulkExportOpened,
    DecommissionLimitAnnounced,
    Event,
    MaintenanceScheduled,
    NonReportableRegistrationStopped,
    SlotAssigned,
    UpdatesStopped,
)
from hersys_lifecycle.instants import JST, Span, days, through
from hersys_lifecycle.notice.annex import PERIODS

SYSTEM_UPGRADE = "system-upgrade"
"""The name of the maintenance period (システム改修) that brings bulk export."""

_STOP = datetime(2023, 10, 31, 18, tzinfo=JST)
_OPENING = datetime(2023, 11, 1, 8, tzinfo=JST)


def _cite(clause: str, grade: Grade) -> Citation:
    return Citation(NOTICE, clause, grade)


@cache
def official_events() -> tuple[Event, ...]:
    """Return what the notice announces, as events in log order: 5 dates and 47 slots.

    The grades say what the reading rests on: that a day ends at 24:00, that slots are whole days, that bulk export
    opens with the end of the lockout and that the fiscal year ends with 31 March 2024 is inferred (rules, section 2).
    """
    slots = (
        SlotAssigned(prefecture=prefecture, span=days(first, last), citation=_cite("N10", Grade.INFERRED))
        for first, last, prefectures in PERIODS
        for prefecture in prefectures
    )
    return (
        NonReportableRegistrationStopped(at=through(date(2023, 9, 30)), citation=_cite("N1", Grade.INFERRED)),
        UpdatesStopped(at=_STOP, citation=_cite("N2", Grade.STATED)),
        MaintenanceScheduled(name=SYSTEM_UPGRADE, span=Span(_STOP, _OPENING), citation=_cite("N9", Grade.STATED)),
        BulkExportOpened(at=_OPENING, citation=_cite("N3", Grade.INFERRED)),
        *slots,
        DecommissionLimitAnnounced(at=through(date(2024, 3, 31)), citation=_cite("N6", Grade.INFERRED)),
    )
