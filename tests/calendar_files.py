"""Calendar files, read back without the code that wrote them, and what must stand in them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from icalendar import Calendar

from hersys_lifecycle import events as e
from hersys_lifecycle.instants import EPOCH
from hersys_lifecycle.prefectures import Prefecture
from tests import oracle
from tests.shorthand import jst

STAMP = jst("2023-09-20T10:00")

Times = tuple[datetime, datetime | None]
"""A start and an end, or one instant; in UTC."""


class Entry(NamedTuple):
    """An entry of a calendar, as a subscriber's program sees it."""

    times: Times
    sequence: int
    status: str
    summary: str
    description: str
    categories: tuple[str, ...]
    alarms: tuple[tuple[timedelta, str], ...]
    stamp: datetime
    modified: datetime | None

    @property
    def said(self) -> tuple[object, ...]:
        """All but when it was revised."""
        return self[:-2]


def read(file: bytes) -> dict[str, Entry]:
    """Return the entries of a calendar by UID, in their order."""
    found = {str(event["UID"]): _entry(event) for event in components(file)}
    assert len(found) == len(components(file))
    return found


def components(file: bytes) -> list[Any]:
    """Return the entries as icalendar reads them; its types tell no property from another."""
    return list(Calendar.from_ical(file).walk("VEVENT"))


def _entry(event: Any) -> Entry:  # noqa: ANN401  # as above
    assert event["TRANSP"] == "TRANSPARENT"
    start, end, modified = (event.get(name) for name in ("DTSTART", "DTEND", "LAST-MODIFIED"))
    return Entry(
        times=(start.dt.astimezone(UTC), end.dt.astimezone(UTC) if end else None),
        sequence=int(event["SEQUENCE"]),
        status=str(event["STATUS"]),
        summary=str(event["SUMMARY"]),
        description=str(event["DESCRIPTION"]),
        categories=tuple(map(str, event["CATEGORIES"].cats)),
        alarms=tuple((each["TRIGGER"].dt, each["TRIGGER"].params["RELATED"]) for each in event.walk("VALARM")),
        stamp=event["DTSTAMP"].dt,
        modified=modified.dt if modified else None,
    )


def uid(kind: str, prefecture: Prefecture | None = None, name: str = "") -> str:
    """Return the UID that a subject has for good: subscribers hold it."""
    code = prefecture.code if prefecture else ""
    return str(uuid5(UUID("74da2a02-f052-429a-a4c0-98833adf6be6"), f"{kind}:{code}:{name}"))


def down(at: datetime) -> datetime:
    """Return the last whole second that is not later, in UTC."""
    return EPOCH + timedelta(seconds=(at - EPOCH) // timedelta(seconds=1))


def up(at: datetime) -> datetime:
    """Return the first whole second that is not earlier, in UTC."""
    return EPOCH + timedelta(seconds=-((EPOCH - at) // timedelta(seconds=1)))


def in_force(log: Sequence[e.Event]) -> dict[str, Times]:
    """Return when everything is that is planned after a log, in whole seconds: no window is wider than it is."""
    stops: tuple[tuple[str, oracle.SingleValued], ...] = (
        ("non_reportable_stop", e.NonReportableRegistrationStopped),
        ("updates_stop", e.UpdatesStopped),
        ("decommissioning", e.DecommissionScheduled),
    )
    times: dict[str, Times] = {
        uid(kind): (down(at), None) for kind, event in stops if (at := oracle.latest(log, event))
    }
    if (end := oracle.end_of_service(log)) and uid("decommissioning") not in times:
        times[uid("limit")] = down(end), None
    if opening := oracle.latest(log, e.BulkExportOpened):
        times[uid("opening")] = up(opening), None
    for name, span in oracle.maintenance_periods(log).items():
        start, end = oracle.bounds(span)
        times[uid("maintenance", name=name)] = down(start), up(end)
    windows = {uid("slot", prefecture): span for prefecture, span in oracle.slots(log).items()}
    windows |= {uid("reserve_period", name=name): span for name, (span, _) in oracle.reserve_periods(log).items()}
    for each, span in windows.items():
        start, end = oracle.bounds(span)
        times[each] = up(start), down(end) if up(start) < down(end) else None
    return times
