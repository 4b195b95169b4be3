"""Short ways to write down instants, spans and events, so that a test shows what it is about and no more."""

from datetime import datetime
from functools import reduce

from hersys_lifecycle.audit import Log
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.citations import NOTICE, Citation, Grade
from hersys_lifecycle.events import (
    BulkExportOpened,
    DataReturnCompleted,
    DataReturnReopened,
    DecommissionLimitAnnounced,
    DecommissionScheduled,
    MaintenanceCancelled,
    MaintenanceRescheduled,
    MaintenanceScheduled,
    NonReportableRegistrationStopped,
    ReservePeriodCancelled,
    ReservePeriodRescheduled,
    ReservePeriodScheduled,
    SlotAssigned,
    SlotRescheduled,
    UpdatesStopped,
)
from hersys_lifecycle.instants import JST, Span
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing.recordings import Recording, recorded

CITED = Citation(NOTICE, "N1", Grade.ASSUMED)
"""For events that have to cite something."""


When = str | datetime
"""An instant, or how Japan's clocks show it."""


def jst(text: str) -> datetime:
    """Return the instant a text without offset means in Japan."""
    return datetime.fromisoformat(text).replace(tzinfo=JST)


def _instant(when: When) -> datetime:
    return jst(when) if isinstance(when, str) else when


def span(start: When, end: When) -> Span:
    return Span(_instant(start), _instant(end))


def first_stop(at: When) -> NonReportableRegistrationStopped:
    return NonReportableRegistrationStopped(citation=CITED, at=_instant(at))


def updates_stop(at: When) -> UpdatesStopped:
    return UpdatesStopped(citation=CITED, at=_instant(at))


def opening(at: When) -> BulkExportOpened:
    return BulkExportOpened(citation=CITED, at=_instant(at))


def limit(at: When) -> DecommissionLimitAnnounced:
    return DecommissionLimitAnnounced(citation=CITED, at=_instant(at))


def decommissioning(at: When) -> DecommissionScheduled:
    return DecommissionScheduled(citation=CITED, at=_instant(at))


def maintenance(name: str, start: When, end: When) -> MaintenanceScheduled:
    return MaintenanceScheduled(citation=CITED, name=name, span=span(start, end))


def maintenance_moved(name: str, start: When, end: When) -> MaintenanceRescheduled:
    return MaintenanceRescheduled(citation=CITED, name=name, span=span(start, end))


def maintenance_cancelled(name: str) -> MaintenanceCancelled:
    return MaintenanceCancelled(citation=CITED, name=name)


def slot(prefecture: Prefecture, start: When, end: When) -> SlotAssigned:
    return SlotAssigned(citation=CITED, prefecture=prefecture, span=span(start, end))


def slot_moved(prefecture: Prefecture, start: When, end: When) -> SlotRescheduled:
    return SlotRescheduled(citation=CITED, prefecture=prefecture, span=span(start, end))


def reserve(name: str, start: When, end: When, *prefectures: Prefecture) -> ReservePeriodScheduled:
    """Return a reserve period for some prefectures, or, where none is named, for all."""
    covered = frozenset(prefectures) or None
    return ReservePeriodScheduled(citation=CITED, name=name, span=span(start, end), prefectures=covered)


def reserve_moved(name: str, start: When, end: When) -> ReservePeriodRescheduled:
    return ReservePeriodRescheduled(citation=CITED, name=name, span=span(start, end))


def reserve_cancelled(name: str) -> ReservePeriodCancelled:
    return ReservePeriodCancelled(citation=CITED, name=name)


def completed(authority: HealthAuthority, at: When) -> DataReturnCompleted:
    return DataReturnCompleted(citation=CITED, authority=authority, at=_instant(at))


def reopened(authority: HealthAuthority, at: When) -> DataReturnReopened:
    return DataReturnReopened(citation=CITED, authority=authority, at=_instant(at))


def written(*recordings: Recording) -> Log:
    """Return the log of some recordings."""
    return reduce(recorded, recordings, Log())
