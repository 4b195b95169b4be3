"""The clock for tests: it stands, it is set forward and back, and it tells instants only."""

from datetime import UTC, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.errors import (
    InstantOutOfRangeError,
    InvalidFieldError,
    NaiveInstantError,
    NotAnInstantError,
    UnreadableInstantError,
)
from hersys_lifecycle.instants import japan_time
from hersys_lifecycle.testing import FrozenClock, in_zone
from hersys_lifecycle.testing.moments import colliding_instants
from tests.shorthand import jst

NOON = jst("2023-10-20T12:00")
NEW_YORK = ZoneInfo("America/New_York")


def test_it_stands_until_it_is_set_forward_or_back() -> None:
    clock = FrozenClock(NOON)
    assert clock() is clock() is clock.now
    assert clock.advance(timedelta(hours=2)) == clock() == jst("2023-10-20T14:00")
    assert clock.advance(-timedelta(hours=3)) == clock() == jst("2023-10-20T11:00")
    assert clock.set(NOON) == clock() == NOON


@given(colliding_instants().flatmap(in_zone), st.timedeltas(timedelta(days=-300), timedelta(days=300)))
def test_it_is_set_forward_by_the_time_that_passes_whatever_clocks_show(at: datetime, by: timedelta) -> None:
    clock = FrozenClock(at)
    after = clock.advance(by)
    assert after is clock()
    assert after.tzinfo is at.tzinfo
    assert japan_time(after) - japan_time(at) == by


def test_a_day_on_which_clocks_are_put_back_has_25_hours() -> None:
    clock = FrozenClock(datetime(2023, 11, 5, tzinfo=NEW_YORK))
    shown = [clock.advance(timedelta(hours=1)).isoformat() for _ in range(3)]
    assert shown == ["2023-11-05T01:00:00-04:00", "2023-11-05T01:00:00-05:00", "2023-11-05T02:00:00-05:00"]
    assert clock.advance(timedelta(hours=22)).isoformat() == "2023-11-06T00:00:00-05:00"


@pytest.mark.parametrize(
    ("at", "by"),
    [
        (NOON, timedelta.max),
        (NOON, timedelta.min),
        (NOON, timedelta(days=365 * 8000)),
        (jst("0001-01-02"), -timedelta(days=1)),  # what is left cannot be written in UTC
        (datetime.max.replace(tzinfo=NEW_YORK), timedelta()),
    ],
)
def test_it_goes_no_further_than_the_calendar(at: datetime, by: timedelta) -> None:
    clock = FrozenClock(at)
    with pytest.raises(InstantOutOfRangeError) as raised:
        clock.advance(by)
    assert raised.value == InstantOutOfRangeError(f"{at.isoformat()} + {by}")
    assert clock() == at


def test_it_is_set_forward_by_a_length_of_time_only() -> None:
    clock = FrozenClock(NOON)
    with pytest.raises(InvalidFieldError, match=r"^by = 3: pass a timedelta, such as timedelta\(hours=2\)$"):
        clock.advance(cast("timedelta", 3))
    assert clock() == NOON


def test_it_tells_an_instant_in_the_zone_in_which_it_was_set() -> None:
    at = NOON.astimezone(UTC)
    assert FrozenClock(at)() is at


def test_a_text_without_offset_is_japan_time() -> None:
    assert FrozenClock("2023-10-20T12:00")() == NOON
    assert FrozenClock("2023-10-20T03:00Z")() == NOON


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (datetime(2023, 10, 20), NaiveInstantError),  # noqa: DTZ001  # what is refused
        (None, NotAnInstantError),
        ("noon", UnreadableInstantError),
    ],
    ids=["naive", "nothing", "noon"],
)
def test_what_is_no_instant_is_refused_and_the_clock_stays(value: datetime, error: type[Exception]) -> None:
    with pytest.raises(error):
        FrozenClock(value)
    clock = FrozenClock(NOON)
    with pytest.raises(error):
        clock.set(value)
    assert clock() == NOON


def test_it_shows_when_it_stands() -> None:
    assert repr(FrozenClock(NOON)) == "FrozenClock('2023-10-20T12:00:00+09:00')"
