"""What other programs make of a calendar: two parsers, and the bytes themselves as RFC 5545 has them."""

from datetime import UTC, datetime, timedelta

from attrs import evolve
from hypothesis import example, given
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

from hersys_lifecycle.calendars import calendar
from hersys_lifecycle.checks import Language
from hersys_lifecycle.events import Event, MaintenanceScheduled
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing import histories
from hersys_lifecycle.testing.announcing import lines
from hersys_lifecycle.testing.growing import OPENED
from hersys_lifecycle.testing.recordings import Recording
from tests.calendar_files import STAMP, components, in_force, read, uid
from tests.shorthand import jst, reserve, reserve_cancelled, slot_moved, span, written
from tests.strategies import SLOW

NOTICE = official_events()
OSAKA = Prefecture.OSAKA

MOVED = """\
BEGIN:VEVENT
UID:6e12b7f6-ee2d-581b-b886-e83cb840bcbe
SEQUENCE:1
DTSTAMP:20231102T013000Z
LAST-MODIFIED:20231102T013000Z
DTSTART;TZID=Asia/Tokyo:20231204T000000
DTEND;TZID=Asia/Tokyo:20231209T000000
SUMMARY:一括ダウンロード期間（大阪府）
DESCRIPTION:{description}
CATEGORIES:ダウンロード期間
STATUS:CONFIRMED
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER;RELATED=START:-P1D
DESCRIPTION:一括ダウンロード期間（大阪府）
END:VALARM
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER;RELATED=END:-P1D
DESCRIPTION:まもなく終了：一括ダウンロード期間（大阪府）
END:VALARM
END:VEVENT
"""
DESCRIPTION = (
    "期間：2023年12月4日（月）から2023年12月8日（金）まで",
    "対象：大阪府",
    "「期間内に作業いただけない場合、各種情報が各都道府県において保有できないこととなる」（N7）",
    "根拠：「本年11月以降のHER-SYSの運用について」N1（仮定）",
    "もとになった記録：記録53",
)
HEAD = """\
BEGIN:VCALENDAR
PRODID:-//hersys-lifecycle//HER-SYS wind-down//EN
VERSION:2.0
CALSCALE:GREGORIAN
NAME:HER-SYS運用終了までの日程（大阪府）
X-WR-CALNAME:HER-SYS運用終了までの日程（大阪府）
REFRESH-INTERVAL;VALUE=DURATION:PT1H
BEGIN:VTIMEZONE
TZID:Asia/Tokyo
BEGIN:STANDARD
DTSTART:19520101T000000
TZOFFSETFROM:+0900
TZOFFSETTO:+0900
TZNAME:JST
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
"""


def other_reading(file: bytes) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(file.decode())


def in_utc(at: object) -> datetime | None:
    assert at is None or isinstance(at, datetime)
    return at and at.astimezone(UTC)


def named(name: str) -> tuple[Event, ...]:
    lockout = MaintenanceScheduled(
        name=name, span=span("2023-12-01", "2023-12-02"), citation=evolve(OPENED[0].citation, document=name)
    )
    return (*OPENED, lockout)


def test_a_slot_that_was_moved_reads_like_this() -> None:
    moved = Recording(jst("2023-11-02T10:30:00.5"), (slot_moved(OSAKA, "2023-12-04", "2023-12-09"),))
    log = written(Recording(jst("2023-09-15T09:00"), NOTICE), moved).entries
    file = calendar(log, prefectures=[OSAKA], language="ja", stamp=STAMP, alarm=timedelta(days=1))
    text = file.replace(b"\r\n ", b"").replace(b"\r\n", b"\n").decode()  # unfolded
    assert text.startswith(HEAD)
    assert MOVED.format(description=r"\n".join(DESCRIPTION)) in text
    assert text.endswith("END:VEVENT\nEND:VCALENDAR\n")


@SLOW
@given(histories())
def test_another_parser_reads_the_same_instants_and_texts(log: list[Event]) -> None:
    file = calendar(log, language="ja", stamp=STAMP, alarm=timedelta(hours=12))
    ours = read(file)
    theirs = {each.uid: each for each in other_reading(file).events}
    assert list(theirs) == list(ours)
    for each, event in theirs.items():
        assert (in_utc(event.dtstart), in_utc(event.dtend)) == ours[each].times
        assert event.dtend is not None or event.duration is None
        assert (event.summary, event.description) == (ours[each].summary, ours[each].description)
        assert (event.status, event.sequence) == (ours[each].status, ours[each].sequence)
        assert tuple((alarm.trigger, "START") for alarm in event.alarm[:1]) == ours[each].alarms[:1]
        assert len(event.alarm) == len(ours[each].alarms)


def test_another_parser_reads_the_notice_at_its_instants() -> None:
    file = calendar(NOTICE, language="en", stamp=STAMP)
    theirs = other_reading(file)
    assert {each.uid: (in_utc(each.dtstart), in_utc(each.dtend)) for each in theirs.events} == in_force(NOTICE)
    assert theirs.name == ["HER-SYS wind-down"]


@SLOW
@given(lines())
@example('a,b;c\\d:"e" \'%2C ^n')
@example("\\N and \\n are no ends of lines \\")
@example("👩‍⚕️ 絵文字・予備期間" * 12)
@example("\ufeff")
def test_any_name_is_read_as_it_was_recorded(name: str) -> None:
    file = calendar(named(name), language="en", stamp=STAMP)
    lockout = uid("maintenance", name=name)
    expected = f"HER-SYS: maintenance ({name})"
    assert read(file)[lockout].summary == expected
    theirs = {each.uid: each for each in other_reading(file).events}
    assert theirs[lockout].summary == expected
    assert theirs[lockout].description == read(file)[lockout].description
    assert f"({name})\n" in read(file)[lockout].description


@SLOW
@given(lines(), histories())
@example("👩‍⚕️ 絵文字・予備期間" * 12, [])
def test_lines_end_in_crlf_and_have_75_octets_at_most_and_no_character_is_cut(name: str, log: list[Event]) -> None:
    files = calendar(named(name), language="ja", stamp=STAMP), calendar(log, language="ja", stamp=STAMP)
    for file in files:
        assert file.endswith(b"END:VCALENDAR\r\n")
        every_line = file.split(b"\r\n")
        assert max(map(len, every_line)) <= 75
        for each in every_line:
            assert not {"\r", "\n"} & set(each.decode())


@SLOW
@given(histories())
def test_every_local_time_names_the_time_zone_that_the_calendar_defines(log: list[Event]) -> None:
    file = calendar(log, language="ja", stamp=STAMP)
    assert file.count(b"BEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo\r\n") == 1
    for event in components(file):
        for name in {"DTSTART", "DTEND"} & event.keys():
            local = event[name].params.get("TZID") == "Asia/Tokyo"
            assert local is not event[name].to_ical().endswith(b"Z")
            assert local is (event[name].dt >= jst("1952-01-01"))


def test_names_that_differ_and_kinds_that_differ_have_entries_of_their_own() -> None:
    names = ("R", "r", "R ", "27", "slot:27:", ":R")
    log = [*OPENED]
    for day, name in enumerate(names, 1):
        period = span(f"2023-12-0{day}", f"2023-12-0{day + 1}")
        log += [evolve(reserve("R", "2023-12-01", "2023-12-02"), name=name, span=period)]
        log += [MaintenanceScheduled(name=name, span=period, citation=OPENED[0].citation)]
    assert len(read(calendar(log, language="ja", stamp=STAMP))) == len(OPENED) + 2 * len(names)


def test_the_calendar_says_whose_it_is() -> None:
    def name(language: Language, *prefectures: Prefecture) -> str:
        (found,) = other_reading(calendar(NOTICE, prefectures=prefectures or None, language=language, stamp=STAMP)).name
        return found

    assert name("ja") == "HER-SYS運用終了までの日程"
    assert name("ja", OSAKA, Prefecture.TOKYO) == "HER-SYS運用終了までの日程（東京都、大阪府）"
    assert name("en", OSAKA) == "HER-SYS wind-down (Osaka)"


def test_what_is_cancelled_is_cancelled_for_another_parser_too() -> None:
    log = (*NOTICE, reserve("R", "2024-02-01", "2024-02-10"), reserve_cancelled("R"))
    events = {each.uid: each for each in other_reading(calendar(log, language="ja", stamp=STAMP)).events}
    assert events[uid("reserve_period", name="R")].status == "CANCELLED"
