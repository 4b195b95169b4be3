"""Instants and half-open spans of time (rules, section 2).

Japan has no summer time, so Japan time is the fixed offset +09:00. Every instant this library hands out is a plain
``datetime`` in that one time zone object, which makes comparing two of them cheap.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, NewType

import attrs

from hersys_lifecycle.errors import (
    EmptySpanError,
    InstantOutOfRangeError,
    InvalidFieldError,
    NaiveInstantError,
    NotAnInstantError,
    UnboundedSpanError,
)
from hersys_lifecycle.reprs import ShownAsTyped, as_typed

JST = timezone(timedelta(hours=9), "JST")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
CALENDAR = range(-62_135_596_800_000_000, 253_402_300_800_000_000)
"""The years 1 to 9999 of UTC, in microseconds since the epoch."""

_EPOCH_IN_JAPAN = EPOCH.astimezone(JST)
_FIRST_YEAR, _LAST_YEAR = 2, 9998
subtract = datetime.__sub__
"""The base class's own subtraction: subclasses override theirs with ones that cost microseconds."""


def since_epoch(at: datetime) -> timedelta:
    """Return the exact time from 1970-01-01T00:00Z to an instant, whatever its time zone or ``datetime`` subclass.

    Raises:
        NotAnInstantError: ``at`` is not a ``datetime``.
        NaiveInstantError: ``at`` has no UTC offset.
    """
    try:
        return subtract(at, EPOCH)
    except (TypeError, NotImplementedError):  # the latter: a time zone that does not know its offset
        raise not_an_instant(at) from None


def not_an_instant(value: object) -> NotAnInstantError | NaiveInstantError:
    """Return the error that says why a value names no instant."""
    return NaiveInstantError(value) if isinstance(value, datetime) else NotAnInstantError(value)


def japan_time(at: datetime) -> datetime:
    """Return the same instant as a plain ``datetime`` in JST.

    The first and last hours of the calendar cannot be written in Japan time; they are returned as they are.

    Raises:
        NotAnInstantError: ``at`` is not a ``datetime``.
        NaiveInstantError: ``at`` has no UTC offset.
    """
    if at.__class__ is datetime and at.tzinfo is JST:
        return at  # by far the most frequent case, and nothing to do
    try:
        return _EPOCH_IN_JAPAN + since_epoch(at)
    except OverflowError:
        return at


if TYPE_CHECKING:
    Recordable = datetime
else:  # a plain datetime to type checkers; whoever reads annotations can tell such a field from any other
    Recordable = NewType("Recordable", datetime)
"""An instant as events hold it: in JST, within the years 2 to 9998 (see :func:`recordable`)."""


def recordable(at: datetime) -> datetime:
    """Return an instant in JST, as events and spans hold it.

    Raises:
        NotAnInstantError: ``at`` is not a ``datetime``.
        NaiveInstantError: ``at`` has no UTC offset.
        InstantOutOfRangeError: ``at`` lies outside the years 2 to 9998 of Japan time.
    """
    instant = japan_time(at)
    if not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
        raise InstantOutOfRangeError(at)
    return instant


def _recordable_or_open(at: datetime | None) -> datetime | None:
    return None if at is None else recordable(at)


@attrs.frozen(repr=False)
class Span(ShownAsTyped):
    """The instants from ``start`` on and before ``end``: half-open ``[start, end)``; ``None`` is an open end.

    Raises:
        EmptySpanError: ``end`` is not later than ``start``.
        NaiveInstantError, NotAnInstantError, InstantOutOfRangeError: an end is no instant that can be recorded.
    """

    start: datetime | None = attrs.field(converter=_recordable_or_open)
    end: datetime | None = attrs.field(converter=_recordable_or_open)

    def __attrs_post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise EmptySpanError(self.start, self.end)

    def __contains__(self, at: datetime) -> bool:
        instant = japan_time(at)
        return (self.start is None or self.start <= instant) and (self.end is None or instant < self.end)

    def __repr__(self) -> str:
        return f"Span({as_typed(self.start)}, {as_typed(self.end)})"

    def __str__(self) -> str:
        start = "…" if self.start is None else self.start.isoformat()
        end = "…" if self.end is None else self.end.isoformat()
        return f"[{start}, {end})"

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """Both ends.

        Raises:
            UnboundedSpanError: an end is open.
        """
        if self.start is None or self.end is None:
            raise UnboundedSpanError(self)
        return self.start, self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether some instant lies in both spans; spans that only touch do not overlap."""
        return not (
            (self.end is not None and other.start is not None and self.end <= other.start)
            or (other.end is not None and self.start is not None and other.end <= self.start)
        )


def midnight(day: date) -> datetime:
    """Return the first instant of a day in Japan.

    Raises:
        InvalidFieldError: ``day`` is no date; a ``datetime`` is none either, for its day may be another one in Japan.
    """
    if isinstance(day, datetime) or not isinstance(day, date):
        raise InvalidFieldError("day", day, "pass a date, such as date(2023, 9, 30)")
    return datetime.combine(day, time(), JST)


def through(day: date) -> datetime:
    """Return the end of what lasts through a day in Japan: the next day's 00:00, itself no longer included.

    Raises:
        InvalidFieldError: as :func:`midnight`.
        InstantOutOfRangeError: there is no next day.
    """
    try:
        return midnight(day) + timedelta(days=1)
    except OverflowError:
        raise InstantOutOfRangeError(day) from None


def days(first: date, last: date) -> Span:
    """Return the whole days in Japan from the first through the last.

    Raises:
        EmptySpanError: the last day is before the first.
        InvalidFieldError, InstantOutOfRangeError: as :func:`through`.
    """
    return Span(midnight(first), through(last))
