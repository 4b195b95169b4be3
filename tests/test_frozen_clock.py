"""The clock for tests: it stands, it is set forward and back, and it tells instants only."""

from datetime import UTC, datetime, timedelta

import pytest

from hersys_lifecycle.errors import NaiveInstantError, NotAnInstantError, UnreadableInstantError
from hersys_lifecycle.testing import FrozenClock
from tests.shorthand import jst

NOON = jst("2023-10-20T12:00")


def test_it_stands_until_it_is_set_forward_or_back() -> None:
    clock = FrozenClock(NOON)
    assert clock() is clock() is clock.now
    assert clock.advance(timedelta(hours=2)) == clock() == jst("2023-10-20T14:00")
    assert clock.advance(-timedelta(hours=3)) == clock() == jst("2023-10-20T11:00")
    assert clock.set(NOON) == clock() == NOON


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
