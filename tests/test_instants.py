"""Instants and half-open spans of time (rules, section 2)."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.errors import (
    EmptySpanError,
    InstantOutOfRangeError,
    InvalidFieldError,
    NaiveInstantError,
    NotAnInstantError,
)
from hersys_lifecycle.instants import (
    CALENDAR,
    EPOCH,
    JST,
    MICROSECOND,
    Span,
    days,
    japan_time,
    midnight,
    recordable,
    since_epoch,
    through,
)
from hersys_lifecycle.testing import in_zone, spans
from hersys_lifecycle.testing.moments import EXTREMES, colliding_instants
from tests.shorthand import jst, span
from tests.strategies import CALENDAR_ENDS

FIRST, LAST = EXTREMES
OPEN = Span(None, None)


@pytest.mark.parametrize(
    "value", [datetime(2023, 9, 30, 20, tzinfo=UTC), pendulum.naive(2023, 9, 30), "2023-09-30", None]
)
def test_a_day_is_a_date_and_no_instant_whose_day_may_be_another_in_japan(value: date) -> None:
    for use in (midnight, through, lambda day: days(day, day)):
        with pytest.raises(InvalidFieldError, match="pass a date") as raised:
            use(value)
        assert (raised.value.field, raised.value.value) == ("day", value)


def test_nothing_lasts_through_the_last_day_of_the_calendar() -> None:
    with pytest.raises(InstantOutOfRangeError) as raised:
        through(date.max)
    assert raised.value == InstantOutOfRangeError(date.max)


def any_spans() -> st.SearchStrategy[Span]:
    """Spans of every shape: closed, half open and open at both ends."""
    one_sided = st.builds(Span, colliding_instants(), st.none()) | st.builds(Span, st.none(), colliding_instants())
    return spans() | one_sided | st.just(OPEN)


def test_japan_time_is_nine_hours_ahead_without_summer_time() -> None:
    for month in range(1, 13):
        assert datetime(2023, month, 1, tzinfo=JST).utcoffset() == timedelta(hours=9)
    assert str(JST) == "JST"


@given(colliding_instants(), st.data())
def test_an_instant_is_held_as_a_plain_datetime_in_japan_time(at: datetime, data: st.DataObject) -> None:
    elsewhere = data.draw(in_zone(at))
    for held in (japan_time(elsewhere), recordable(elsewhere), Span(elsewhere, None).start):
        assert held == at
        assert (type(held), held.tzinfo) == (datetime, JST)


@given(colliding_instants(), st.data())
def test_the_time_since_the_epoch_is_exact_in_every_time_zone(at: datetime, data: st.DataObject) -> None:
    assert EPOCH + since_epoch(data.draw(in_zone(at))) == at
    assert since_epoch(EPOCH) == timedelta(0)


@pytest.mark.parametrize(
    "at",
    [
        datetime.max.replace(tzinfo=UTC),
        datetime.max.replace(tzinfo=timezone(-timedelta(hours=12))),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
    ],
)
def test_what_cannot_be_written_in_japan_time_is_left_as_it_is(at: datetime) -> None:
    assert japan_time(at) is at


@pytest.mark.parametrize("at", EXTREMES)
def test_what_lies_in_the_years_2_to_9998_can_be_recorded(at: datetime) -> None:
    assert recordable(at) == at


@pytest.mark.parametrize(
    "at",
    [
        FIRST - MICROSECOND,
        LAST + MICROSECOND,
        (FIRST - MICROSECOND).astimezone(UTC),
        (LAST + MICROSECOND).astimezone(timezone(-timedelta(hours=12))),
        *CALENDAR_ENDS,
    ],
)
def test_what_lies_outside_them_cannot(at: datetime) -> None:
    with pytest.raises(InstantOutOfRangeError, match="years 2 to 9998; correct the year") as raised:
        recordable(at)
    assert raised.value.value is at
    with pytest.raises(InstantOutOfRangeError):
        Span(None, at)


class Nowhere(tzinfo):
    """A time zone that knows no offset: what is in it is naive all the same."""

    def utcoffset(self, _: datetime | None) -> None:
        return None

    dst = tzname = utcoffset


NAIVE = [
    datetime(2023, 11, 1, 8),  # noqa: DTZ001  # what is refused
    datetime(2023, 11, 1, 8, tzinfo=Nowhere()),
    pendulum.naive(2023, 11, 1, 8),
]


@pytest.mark.parametrize("at", NAIVE)
def test_a_datetime_without_offset_is_no_instant(at: datetime) -> None:
    for use in (japan_time, recordable, since_epoch, OPEN.__contains__, lambda end: Span(end, None)):
        with pytest.raises(
            NaiveInstantError, match=r"value\.replace\(tzinfo=hersys_lifecycle\.instants\.JST\)"
        ) as raised:
            use(at)
        assert raised.value.value is at


# Spans.


@given(any_spans(), colliding_instants())
def test_a_span_is_half_open(each: Span, at: datetime) -> None:
    after_start = each.start is None or at >= each.start
    before_end = each.end is None or at < each.end
    assert (at in each) is (after_start and before_end)
    assert each.start is None or each.start in each
    assert each.end is None or each.end not in each
    assert each.end is None or each.end - MICROSECOND in each


@given(any_spans(), colliding_instants(), st.data())
def test_what_a_span_holds_does_not_depend_on_the_time_zone(each: Span, at: datetime, data: st.DataObject) -> None:
    assert (data.draw(in_zone(at)) in each) is (at in each)


@given(any_spans(), any_spans())
def test_two_spans_overlap_if_some_instant_lies_in_both(one: Span, other: Span) -> None:
    starts = [start for start in (one.start, other.start) if start is not None]
    candidates = [max(starts, default=FIRST - MICROSECOND)]  # before all ends that can be recorded
    assert one.overlaps(other) is any(at in one and at in other for at in candidates)
    assert one.overlaps(other) is other.overlaps(one)
    assert one.overlaps(one)


def test_spans_that_only_touch_do_not_overlap() -> None:
    first, second = span("2023-11-01", "2023-11-02"), span("2023-11-02", "2023-11-03")
    assert not first.overlaps(second)
    assert not second.overlaps(first)
    assert not Span(None, first.end).overlaps(Span(second.start, None))
    assert first.overlaps(span("2023-11-01T23:59:59.999999", "2023-11-03"))


@pytest.mark.parametrize("text", ["2023-11-01", "2023-10-31T23:59:59.999999"])
def test_a_span_that_ends_where_it_starts_or_before_is_refused(text: str) -> None:
    with pytest.raises(EmptySpanError, match="holds no instant") as raised:
        span("2023-11-01", text)
    assert (raised.value.start, raised.value.end) == (jst("2023-11-01"), jst(text))


def test_the_shortest_span_holds_one_microsecond() -> None:
    start = jst("2023-11-01")
    assert start in Span(start, start + MICROSECOND)


def test_a_span_is_shown_as_it_is_meant() -> None:
    assert str(span("2023-11-01", "2023-11-02")) == "[2023-11-01T00:00:00+09:00, 2023-11-02T00:00:00+09:00)"
    assert str(OPEN) == "[…, …)"


@given(spans())
def test_both_ends_of_a_bounded_span_are_its_bounds(each: Span) -> None:
    assert each.bounds == (each.start, each.end)


@given(any_spans())
def test_spans_are_equal_by_value(each: Span) -> None:
    assert Span(each.start, each.end) == each
    assert hash(Span(each.start, each.end)) == hash(each)


# Days.


@given(st.dates(date(2, 1, 1), date(9998, 12, 30)))
def test_what_lasts_through_a_day_ends_with_the_first_instant_of_the_next(day: date) -> None:
    end = through(day)
    assert end == midnight(day) + timedelta(days=1)
    assert (end - MICROSECOND).date() == day
    assert end.date() == day + timedelta(days=1)
    assert (end.tzinfo, end.time().isoformat()) == (JST, "00:00:00")
    assert days(day, day) == Span(midnight(day), end)


def test_30_september_ends_at_24_00() -> None:
    assert through(date(2023, 9, 30)) == jst("2023-10-01T00:00")


def test_days_are_whole_from_the_first_through_the_last() -> None:
    assert days(date(2023, 11, 13), date(2023, 11, 17)) == span("2023-11-13", "2023-11-18")
    with pytest.raises(EmptySpanError):
        days(date(2023, 11, 17), date(2023, 11, 13))


@pytest.mark.parametrize("value", ["2023-11-01", date(2023, 11, 1), 1698800000, None])
def test_what_is_no_datetime_is_no_instant(value: datetime) -> None:
    for use in (japan_time, recordable, since_epoch, OPEN.__contains__):
        with pytest.raises(NotAnInstantError, match="pass a timezone-aware datetime") as raised:
            use(value)
        assert raised.value.value is value


def test_the_constants_of_time_are_those_of_python() -> None:
    assert EPOCH.timestamp() == 0
    assert timedelta.resolution == MICROSECOND
    assert EPOCH + CALENDAR[0] * MICROSECOND == datetime.min.replace(tzinfo=UTC)
    assert EPOCH + CALENDAR[-1] * MICROSECOND == datetime.max.replace(tzinfo=UTC)


def test_a_span_shows_each_of_its_ends() -> None:
    start, end = jst("2023-10-01"), jst("2023-10-31T18:00")
    assert repr(Span(start, None)) == "Span(datetime(2023, 10, 1, tzinfo=JST), None)"
    assert repr(Span(None, end)) == "Span(None, datetime(2023, 10, 31, 18, tzinfo=JST))"
