"""Texts become instants in one place: ISO 8601 without guessing, and Japan time where no offset is written."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.codec import ReadInstant, parse_instant
from hersys_lifecycle.errors import UnreadableInstantError
from hersys_lifecycle.instants import JST


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2023-10-31T18:00:00+09:00", datetime(2023, 10, 31, 18, tzinfo=JST)),
        ("2023-10-31T09:00:00Z", datetime(2023, 10, 31, 18, tzinfo=JST)),
        ("2023-10-31T18:00+0900", datetime(2023, 10, 31, 18, tzinfo=JST)),
        ("2023-10-31 18:00+09", datetime(2023, 10, 31, 18, tzinfo=JST)),
        ("2023-10-31T05:00:00-04:00", datetime(2023, 10, 31, 18, tzinfo=JST)),
        ("20231031T180000+0900", datetime(2023, 10, 31, 18, tzinfo=JST)),
        ("2023-10-31T18:00:00,5+09:00", datetime(2023, 10, 31, 18, 0, 0, 500_000, tzinfo=JST)),
        ("2023-10-31T18:00:00.123456+09:00", datetime(2023, 10, 31, 18, 0, 0, 123_456, tzinfo=JST)),
        ("2023-10-31T18:00:00.1234560+09:00", datetime(2023, 10, 31, 18, 0, 0, 123_456, tzinfo=JST)),
        ("0002-01-01T00:00:00+09:00", datetime(2, 1, 1, tzinfo=JST)),
        ("9998-12-31T23:59:59.999999+09:00", datetime(9998, 12, 31, 23, 59, 59, 999_999, tzinfo=JST)),
    ],
)
def test_a_text_with_an_offset_is_read_as_it_says(text: str, at: datetime) -> None:
    assert parse_instant(text) == ReadInstant(at, assumed_japan_time=False)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2023-10-31T18:00:00", datetime(2023, 10, 31, 18, tzinfo=JST)),
        ("2023-10-31 18:00", datetime(2023, 10, 31, 18, tzinfo=JST)),
        ("2023-10-31T18", datetime(2023, 10, 31, 18, tzinfo=JST)),
        ("20231031T180000.25", datetime(2023, 10, 31, 18, 0, 0, 250_000, tzinfo=JST)),
        ("2023-10-31", datetime(2023, 10, 31, tzinfo=JST)),
        ("20231031", datetime(2023, 10, 31, tzinfo=JST)),
        ("2024-02-29", datetime(2024, 2, 29, tzinfo=JST)),
    ],
)
def test_a_text_without_offset_is_japan_time_and_says_that_it_was_assumed(text: str, at: datetime) -> None:
    assert parse_instant(text) == ReadInstant(at, assumed_japan_time=True)


@pytest.mark.parametrize("text", ["1950-07-01T12:00", "1880-01-01T12:00"])
def test_japan_time_is_nine_hours_ahead_even_where_clocks_once_showed_something_else(text: str) -> None:
    assert parse_instant(text).at.astimezone(UTC).hour == 3


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "now", "today", "Tue, 31 Oct 2023 18:00:00 +0900", "2023-10-31 junk", "junk 2023-10-31"),
        *(
            " 2023-10-31",
            "2023-10-31 ",
            "2023-10-31\n",
            "2023-10-31\0",
            "2023-10-31T",
            "2023-10-31T18:",
            "2023-10-31T18:00.",
        ),
        *("2023", "2023-10", "2023-10T18:00", "202310", "2023-304", "2023304", "2023-W44", "2023-W44-2", "2023-W00-1"),
        *("18:00", "T18:00", "180000", "P1D", "PT1H", "2023-10-31/2023-11-01", "2023-10-31/P1D", "P1D/2023-10-31", "/"),
        *("2023/10/31", "2023:10:31", "10/31/2023", "31-10-2023", "2023-1-5", "2023-10-31T8:00", "2023-1031", "20231"),
        *("２０２３-１０-３１", "2023年10月31日", "令和5年10月31日", "23-10-31", "+2023-10-31", "12023-10-31"),
        *("2023-10-31T18:00:00 +09:00", "2023-10-31T18:00:00−09:00", "2023-10-31T18:00+9", "2023-10-31T18:00+09:00:30"),
        *(
            "2023-10-31T18:00 JST",
            "2023-10-31T18:00[Asia/Tokyo]",
            "2023-10-31+09:00",
            "2023-10-31Z",
            "2023-10-31T18:00z",
        ),
        *("2023-10-31T18:00+09:60", "2023-10-31T18:00+09:75", "2023-10-31T18.5", "2023-10-31T18:00.5", "1698742800"),
    ],
)
def test_what_has_not_the_form_of_an_instant_is_refused(text: str) -> None:
    with pytest.raises(
        UnreadableInstantError, match=r"write it in ISO 8601, such as 2023-11-01T08:00:00\+09:00"
    ) as raised:
        parse_instant(text)
    assert raised.value.text == text


@pytest.mark.parametrize("value", [None, 20231031, datetime(2023, 10, 31, tzinfo=JST), b"2023-10-31"])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(UnreadableInstantError, match=re.escape(repr(value))):
        parse_instant(cast("str", value))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2023-02-29",
            "2023-02-30T00:00Z",
            "2023-13-01",
            "2023-00-01",
            "2023-10-00",
            "0000-01-01",
            "2023-10-31T25:00",
        ),
        *(
            "2023-10-31T24:00",
            "2023-10-31T24:00:00+09:00",
            "2023-10-31T18:60",
            "2023-10-31T18:00:60",
            "2016-12-31T23:59:60Z",
        ),
        *("2023-10-31T18:00+24:00", "2023-10-31T18:00-24:00", "2023-10-31T18:00+99:00"),
    ],
)
def test_what_the_calendar_or_the_clock_does_not_have_is_refused(text: str) -> None:
    with pytest.raises(UnreadableInstantError, match="no such date, time or offset") as raised:
        parse_instant(text)
    assert raised.value.text == text


@pytest.mark.parametrize("digits", ["1234567", "123456789", "0000001", "99999999999", "1234560001"])
def test_what_is_finer_than_a_microsecond_is_refused_and_not_rounded(digits: str) -> None:
    text = f"2023-10-31T18:00:00.{digits}+09:00"
    with pytest.raises(UnreadableInstantError, match="finer than a microsecond") as raised:
        parse_instant(text)
    assert raised.value.text == text


@pytest.mark.parametrize(
    "text",
    ["0001-12-31T23:59:59.999999+09:00", "0001-01-01", "0001-01-01T00:00+23:59", "9998-12-31T15:00Z", "9999-12-31"],
)
def test_what_lies_outside_the_years_2_to_9998_of_japan_time_is_refused(text: str) -> None:
    with pytest.raises(UnreadableInstantError, match="years 2 to 9998") as raised:
        parse_instant(text)
    assert raised.value.text == text


offsets = st.integers(-23 * 60 - 59, 23 * 60 + 59)


@given(
    clock=st.datetimes(datetime(3, 1, 1), datetime(9997, 12, 31)),  # noqa: DTZ001  # what a clock shows, the offset apart
    offset=st.none() | offsets,
    marks=st.sampled_from([("-", ":"), ("", "")]),
    separator=st.sampled_from("T "),
    point=st.sampled_from(".,"),
)
def test_every_way_to_write_an_instant_reads_as_that_instant(
    clock: datetime,
    offset: int | None,
    marks: tuple[str, str],
    separator: str,
    point: str,
) -> None:
    dash, colon = marks
    date = dash.join((f"{clock.year:04}", f"{clock.month:02}", f"{clock.day:02}"))
    time = colon.join((f"{clock.hour:02}", f"{clock.minute:02}", f"{clock.second:02}"))
    fraction = f"{point}{clock.microsecond:06}".rstrip("0") if clock.microsecond else ""
    hours, minutes = divmod(abs(offset or 0), 60)
    written = "" if offset is None else f"{'-' if offset < 0 else '+'}{hours:02}{colon}{minutes:02}"
    zone = JST if offset is None else timezone(timedelta(minutes=offset))
    read = parse_instant(f"{date}{separator}{time}{fraction}{written}")
    assert read == ReadInstant(clock.replace(tzinfo=zone), assumed_japan_time=offset is None)
    assert (type(read.at), read.at.tzinfo) == (datetime, JST)


@given(st.text() | st.text("0123456789-:TZ+., W/P") | st.from_regex(r"\A[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9].*\Z"))
def test_any_text_is_read_as_python_reads_it_or_refused(text: str) -> None:
    try:
        read = parse_instant(text)
    except UnreadableInstantError:
        return
    at = datetime.fromisoformat(text)
    assert read.assumed_japan_time == (at.tzinfo is None)
    assert read.at == (at.replace(tzinfo=JST) if at.tzinfo is None else at)
