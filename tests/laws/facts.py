"""Facts of whole microseconds, as the library records them."""

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.events import (
    BulkExportOpened,
    DataReturnCompleted,
    DecommissionLimitAnnounced,
    DecommissionScheduled,
    Event,
    MaintenanceScheduled,
    NonReportableRegistrationStopped,
    ReservePeriodScheduled,
    SlotAssigned,
    UpdatesStopped,
)
from hersys_lifecycle.instants import Span
from hersys_lifecycle.prefectures import Prefecture
from tests.laws.reading import moment
from tests.shorthand import CITED


def span(start: int, length: int) -> Span:
    return Span(moment(start), moment(start + length))


def first_stop(at: int) -> Event:
    return NonReportableRegistrationStopped(citation=CITED, at=moment(at))


def updates_stop(at: int) -> Event:
    return UpdatesStopped(citation=CITED, at=moment(at))


def opening(at: int) -> Event:
    return BulkExportOpened(citation=CITED, at=moment(at))


def limit(at: int) -> Event:
    return DecommissionLimitAnnounced(citation=CITED, at=moment(at))


def end(at: int) -> Event:
    return DecommissionScheduled(citation=CITED, at=moment(at))


def slot(start: int, length: int) -> Event:
    return SlotAssigned(citation=CITED, prefecture=Prefecture.OSAKA, span=span(start, length))


def maintenance(name: str, start: int, length: int) -> Event:
    return MaintenanceScheduled(citation=CITED, name=name, span=span(start, length))


def reserve(start: int, length: int) -> Event:
    return ReservePeriodScheduled(citation=CITED, name="R", span=span(start, length), prefectures=None)


def returned(at: int) -> Event:
    return DataReturnCompleted(citation=CITED, authority=HealthAuthority.OSAKA, at=moment(at))
