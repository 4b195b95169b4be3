"""What ical.js, which reads calendars in browsers and mail programs, makes of ours; it knows no time zone by itself."""

import json
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given

from hersys_lifecycle.calendars import calendar
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import EPOCH
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing import histories
from hersys_lifecycle.testing.recordings import Recording
from tests.calendar_files import STAMP, Entry, Times, in_force, read, uid
from tests.shorthand import jst, maintenance, reserve, reserve_cancelled, slot_moved, written
from tests.strategies import SLOW

HERE = Path(__file__).parent
NODE = Path(sys.executable).with_name("node")
NOTICE = official_events()
NAMES = ('a,b;c\\d:"e" \'%2C ^n', "\\N and \\n are no ends of lines \\", "👩‍⚕️ 絵文字・予備期間" * 12)
HOUR = timedelta(hours=1)
TWO_DIGITS = 100  # JavaScript takes a year before it for one of the twentieth century

Found = dict[str, dict[str, Any]]


def read_by_ical_js(file: bytes, zone: str = "UTC") -> Found:
    """Return what ical.js finds, by UID, on a machine in some time zone."""
    command = (NODE, "read_ical.mjs")
    ran = subprocess.run(command, cwd=HERE, input=file, env=os.environ | {"TZ": zone}, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    entries = json.loads(ran.stdout)
    return {each["uid"]: each for each in entries}


def times(found: dict[str, Any]) -> Times:
    start, end = (None if found[name] is None else EPOCH + timedelta(seconds=found[name]) for name in ("start", "end"))
    assert start is not None
    return start, end


def agree(found: Found, expected: dict[str, Entry]) -> None:
    assert list(found) == list(expected)
    for each, entry in expected.items():
        assert times(found[each]) == entry.times
        for name in ("sequence", "status", "summary", "description"):
            assert found[each][name] == getattr(entry, name)
        assert found[each]["categories"] == list(entry.categories)
        alarms = tuple((timedelta(seconds=before), related) for before, related in found[each]["alarms"])
        assert alarms == entry.alarms


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_the_notice_is_read_at_its_instants_wherever_the_reader_is(zone: str) -> None:
    found = read_by_ical_js(calendar(NOTICE, language="ja", stamp=STAMP), zone)
    assert {each: times(entry) for each, entry in found.items()} == in_force(NOTICE)
    assert found[uid("slot", Prefecture.OSAKA)]["summary"] == "一括ダウンロード期間（大阪府）"


def test_without_its_time_zone_the_calendar_would_be_nine_hours_off() -> None:
    file = calendar(NOTICE, language="ja", stamp=STAMP)
    bare = re.sub(rb"BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", b"", file, flags=re.DOTALL)
    right, wrong = (read_by_ical_js(each)[uid("updates_stop")]["start"] for each in (file, bare))
    assert wrong - right == 9 * 3600


@SLOW
@given(histories())
def test_ical_js_reads_all_that_the_python_parser_reads(log: list[Event]) -> None:
    file = calendar(log, language="ja", stamp=STAMP, alarm=12 * HOUR)
    expected = read(file)
    assume(all(entry.times[0].year >= TWO_DIGITS for entry in expected.values()))
    agree(read_by_ical_js(file), expected)


def test_a_moved_slot_and_a_cancelled_period_are_read_as_such() -> None:
    amended = (
        slot_moved(Prefecture.OSAKA, "2023-12-04", "2023-12-09"),
        reserve("R", "2024-02-01", "2024-02-10"),
        reserve_cancelled("R"),
    )
    log = written(Recording(jst("2023-09-15"), NOTICE), Recording(jst("2023-11-02"), amended)).entries
    file = calendar(log, language="en", stamp=STAMP)
    found = read_by_ical_js(file)
    agree(found, read(file))
    moved, cancelled = found[uid("slot", Prefecture.OSAKA)], found[uid("reserve_period", name="R")]
    assert (moved["sequence"], times(moved)[0]) == (1, jst("2023-12-04"))
    assert moved["modified"] == jst("2023-11-02").timestamp()
    assert (cancelled["sequence"], cancelled["status"]) == (1, "CANCELLED")


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_read_as_it_was_recorded(name: str) -> None:
    log = (*NOTICE, maintenance(name, "2023-12-01", "2023-12-02"))
    found = read_by_ical_js(calendar(log, language="en", stamp=STAMP))
    assert found[uid("maintenance", name=name)]["summary"] == f"HER-SYS: maintenance ({name})"
