"""The instants of an access log: the fast way reads what the one way reads, and a local time names one instant."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pendulum
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hersys_lifecycle.codec import parse_instant
from hersys_lifecycle.errors import NaiveInstantError, UnreadableInstantError
from hersys_lifecycle.instants import JST
from hersys_lifecycle.judging.instants import read_instant

FORM = (
    r"[0-3][0-9]{3}-[01][0-9]-[0-3][0-9][T ][0-2][0-9](:[0-6][0-9](:[0-6][0-9]([.,][0-9]{0,8})?)?)?"
    r"(Z|[+-][0-2][0-9]:?[0-7][0-9])?"
)
texts = (
    st.from_regex(FORM, fullmatch=True)
    | st.text("0123456789-:TZ+., ")
    | st.datetimes(timezones=st.timezones() | st.just(UTC)).map(datetime.isoformat)
)


@given(texts)
@example("2023-10-31T24:00Z")
@example("2023-10-31T18:00:60Z")
@example("2023-02-29T18:00Z")
@example("2023-10-31T18:00-00:00")
@example("2023-10-31T18:00+24:00")
def test_a_text_is_read_as_everywhere_else_if_it_says_which_instant_it_is(text: str) -> None:
    try:
        read = parse_instant(text)
    except UnreadableInstantError as error:
        with pytest.raises(UnreadableInstantError, match=f"^{re.escape(str(error))}$"):
            read_instant(text, JST)
        return
    if not read.assumed_japan_time:
        assert read_instant(text, None) == read_instant(text, UTC) == read.at
    elif "T" in text or " " in text:
        assert read_instant(text, JST) == read.at
        with pytest.raises(NaiveInstantError):
            read_instant(text, None)


@pytest.mark.parametrize("text", ["2023-11-01", "20231101"])
@pytest.mark.parametrize("zone", [None, JST])
def test_nobody_has_access_at_a_whole_day(text: str, zone: tzinfo | None) -> None:
    with pytest.raises(UnreadableInstantError, match="it is a whole day; write the time of day too"):
        read_instant(text, zone)


ZONES = (
    ZoneInfo("America/New_York"),
    ZoneInfo("Europe/Dublin"),  # where winter is the exception
    ZoneInfo("Australia/Lord_Howe"),  # half an hour
    ZoneInfo("Pacific/Apia"),  # which left out a day
    ZoneInfo("Asia/Tokyo"),
    pendulum.timezone("America/New_York"),
    JST,
    timezone(-timedelta(hours=3, minutes=30)),
)
TURNS = (
    *("2023-03-12T02:30", "2023-11-05T01:30", "2023-03-26T01:30", "2023-10-29T01:30", "2023-10-01T02:15"),
    *("2023-04-02T01:45", "2011-12-30T12:00", "1951-09-09T00:30", "2023-10-31T18:00"),
)
clocks = st.builds(
    lambda turn, seconds, micro: datetime.fromisoformat(turn) + timedelta(seconds=seconds, microseconds=micro),
    st.sampled_from(TURNS),
    st.integers(-4 * 3600, 4 * 3600) | st.sampled_from([-1800, -1, 0, 1800]),
    st.sampled_from([0, 999_999]),
)


def showing(clock: datetime, zone: tzinfo) -> list[datetime]:
    """Return every instant at which the clocks of a zone show a time, by asking them at all that might."""
    near = [clock.replace(tzinfo=UTC) + timedelta(hours=hours) for hours in range(-50, 51, 2)]
    offsets = {each.astimezone(zone).utcoffset() or timedelta() for each in near}
    might = {clock.replace(tzinfo=UTC) - offset for offset in offsets}
    return sorted(each for each in might if each.astimezone(zone).replace(tzinfo=None) == clock)


@given(clocks, st.sampled_from(ZONES), st.sampled_from("T "))
def test_a_local_time_is_the_one_instant_at_which_the_clocks_showed_it_or_a_fault(
    clock: datetime, zone: tzinfo, separator: str
) -> None:
    text = clock.isoformat(separator)
    match showing(clock, zone):
        case [at]:
            assert read_instant(text, zone) - at == timedelta()
        case found:
            with pytest.raises(UnreadableInstantError) as raised:
                read_instant(text, zone)
            shown = "showed it twice" if found else "never showed it"
            assert f"the clocks of {zone}, being set anew, {shown}; write its UTC offset too" in str(raised.value)


def test_a_local_time_beyond_the_years_that_can_be_recorded_is_refused() -> None:
    text = "9998-12-31T23:00"
    assert read_instant(text, JST) == datetime(9998, 12, 31, 23, tzinfo=JST)
    with pytest.raises(UnreadableInstantError, match="years 2 to 9998"):
        read_instant(text, UTC)
