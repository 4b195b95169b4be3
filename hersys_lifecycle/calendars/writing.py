"""The calendar as it is written: the only module that knows icalendar."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from icalendar import (
    Alarm,
    Calendar,
    Event,
    Timezone,
    TimezoneStandard,
    vDatetime,
    vDuration,
    vText,
)

from hersys_lifecycle.calendars.plans import WINDOWS, Plan
from hersys_lifecycle.calendars.seconds import whole_seconds
from hersys_lifecycle.calendars.telling import description, summary, title
from hersys_lifecycle.checks import Language
from hersys_lifecycle.instants import JST
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.wording import naming, planning

_ZONE: Final = {"TZID": "Asia/Tokyo"}
_UNIFORM_SINCE: Final = datetime(1952, 1, 1, tzinfo=JST)
"""Before it, Japan had summers with summer time: Asia/Tokyo is Japan time as we know it from here on."""


class Style(NamedTuple):
    """How a calendar is written: in which language, made when, and with a reminder how long before."""

    language: Language
    stamp: datetime
    alarm: timedelta | None


class _Text(vText):
    r"""A text, escaped as RFC 5545, 3.3.11, has it; icalendar takes a ``\N`` in it for the end of a line."""

    __slots__ = ()

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode()


def written(
    plans: Iterable[Plan], lifecycle: Lifecycle, prefectures: frozenset[Prefecture] | None, style: Style
) -> bytes:
    """Return the calendar of some plans as the bytes of a file."""
    calendar = Calendar()
    calendar.add("PRODID", "-//hersys-lifecycle//HER-SYS wind-down//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    # No METHOD: it would make this a message between participants (RFC 5546), and PUBLISH calls for an organizer.
    name = title(prefectures, style.language)
    calendar.add("NAME", _Text(name))
    calendar.add("X-WR-CALNAME", _Text(name))  # what most programs read instead
    calendar.add("REFRESH-INTERVAL", vDuration(timedelta(hours=1)), {"VALUE": "DURATION"})
    calendar.add_component(_japan_time())
    for plan in plans:
        calendar.add_component(_entry(plan, lifecycle, style))
    file: bytes = calendar.to_ical(sorted=False)  # untyped
    return file


def _japan_time() -> Timezone:
    standard = TimezoneStandard()
    standard.add("DTSTART", vDatetime(_UNIFORM_SINCE.replace(tzinfo=None)))
    standard.add("TZOFFSETFROM", timedelta(hours=9))
    standard.add("TZOFFSETTO", timedelta(hours=9))
    standard.add("TZNAME", "JST")
    zone = Timezone()
    zone.add("TZID", _ZONE["TZID"])
    zone.add_component(standard)
    return zone


def _entry(plan: Plan, lifecycle: Lifecycle, style: Style) -> Event:
    language, stamp, alarm = style
    start, end = whole_seconds(plan)
    event = Event()
    event.add("UID", str(plan.uid))
    event.add("SEQUENCE", plan.revision)
    event.add("DTSTAMP", plan.modified or stamp)
    if plan.modified:
        event.add("LAST-MODIFIED", plan.modified)
    _add_time(event, "DTSTART", start)
    if end:
        _add_time(event, "DTEND", end)
    event.add("SUMMARY", _Text(summary(plan, language)))
    event.add("DESCRIPTION", _Text(description(plan, lifecycle, language)))
    event.add("CATEGORIES", _Text(naming.SUBJECTS[plan.subject.kind].in_(language)))
    event.add("STATUS", "CANCELLED" if plan.withdrawn else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT")  # a week in which one may download keeps nobody busy
    if alarm is not None and not plan.withdrawn:
        for each in _alarms(plan, start, end, alarm, language):
            event.add_component(each)
    return event


def _add_time(event: Event, name: str, at: datetime) -> None:
    if at < _UNIFORM_SINCE:
        event.add(name, vDatetime(at.astimezone(UTC)))
    else:
        event.add(name, vDatetime(at.replace(tzinfo=None)), _ZONE)


def _alarms(
    plan: Plan, start: datetime, end: datetime | None, before: timedelta, language: Language
) -> Iterator[Alarm]:
    """Yield an alarm before the start and, where there is still time to download then, one before the end."""
    what = summary(plan, language)
    yield _alarm(before, "START", what)
    if plan.subject.kind in WINDOWS and end and timedelta() < before < end - start:
        yield _alarm(before, "END", planning.ENDS_SOON.in_(language).format(what))


def _alarm(before: timedelta, related: str, what: str) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", vDuration(-before), {"RELATED": related})
    alarm.add("DESCRIPTION", _Text(what))
    return alarm
