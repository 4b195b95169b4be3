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


def jst(text: str) -> datetime:
    """Return the instant a text without offset means in Japan."""
    return datetime.fromisoformat(text).replace(tzinfo=JST)


def span(start: str, end: str) -> Span:
    return Span(jst(start), jst(end))


def first_stop(at: str) -> NonReportableRegistrationStopped:
    return NonReportableRegistrationStopped(citation=CITED, at=jst(at))


def updates_stop(at: str) -> UpdatesStopped:
    return UpdatesStopped(citation=CITED, at=jst(at))


def opening(at: str) -> BulkExportOpened:
    return BulkExportOpened(citation=CITED, at=jst(at))


def limit(at: str) -> DecommissionLimitAnnounced:
    return DecommissionLimitAnnounced(citation=CITED, at=jst(at))


def decommissioning(at: str) -> DecommissionScheduled:
    return DecommissionScheduled(citation=CITED, at=jst(at))


def maintenance(name: str, start: str, end: str) -> MaintenanceScheduled:
    return MaintenanceScheduled(citation=CITED, name=name, span=span(start, end))


def maintenance_moved(name: str, start: str, end: str) -> MaintenanceRescheduled:
    return MaintenanceRescheduled(citation=CITED, name=name, span=span(start, end))


def maintenance_cancelled(name: str) -> MaintenanceCancelled:
    return MaintenanceCancelled(citation=CITED, name=name)


def slot(prefecture: Prefecture, start: str, end: str) -> SlotAssigned:
    return SlotAssigned(citation=CITED, prefecture=prefecture, span=span(start, end))


def slot_moved(prefecture: Prefecture, start: str, end: str) -> SlotRescheduled:
    return SlotRescheduled(citation=CITED, prefecture=prefecture, span=span(start, end))


def reserve(name: str, start: str, end: str, *prefectures: Prefecture) -> ReservePeriodScheduled:
    """Return a reserve period for some prefectures, or, where none is named, for all."""
    covered = frozenset(prefectures) or None
    return ReservePeriodScheduled(citation=CITED, name=name, span=span(start, end), prefectures=covered)


def reserve_moved(name: str, start: str, end: str) -> ReservePeriodRescheduled:
    return ReservePeriodRescheduled(citation=CITED, name=name, span=span(start, end))


def reserve_cancelled(name: str) -> ReservePeriodCancelled:
    return ReservePeriodCancelled(citation=CITED, name=name)


def completed(authority: HealthAuthority, at: str) -> DataReturnCompleted:
    return DataReturnCompleted(citation=CITED, authority=authority, at=jst(at))


def reopened(authority: HealthAuthority, at: str) -> DataReturnReopened:
    return DataReturnReopened(citation=CITED, authority=authority, at=jst(at))


def written(*recordings: Recording) -> Log:
    """Return the log of some recordings."""
    return reduce(recorded, recordings, Log())
