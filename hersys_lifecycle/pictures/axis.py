"""The axis of time: which instants a picture shows, and where."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

import attrs

from hersys_lifecycle import Lifecycle, Span
from hersys_lifecycle.instants import EPOCH, JST, MICROSECOND, japan_time, midnight, since_epoch

_DAY: Final = timedelta(days=1) // MICROSECOND
_NEAR: Final = 183 * _DAY
_SHORTEST: Final = 7 * _DAY
_MARGIN: Final = 0.1
_FIRST: Final = since_epoch(datetime(1, 1, 2, tzinfo=JST)) // MICROSECOND
_LAST: Final = since_epoch(datetime(9999, 11, 30, tzinfo=JST)) // MICROSECOND
_FISCAL_YEAR: Final = (midnight(date(2023, 4, 1)), midnight(date(2024, 4, 1)))


def _micros(at: datetime) -> int:
    return since_epoch(at) // MICROSECOND


def _instant(micros: int) -> datetime:
    return japan_time(EPOCH + micros * MICROSECOND)


@attrs.frozen
class Axis:
    """Instants from ``start`` to ``end``, in microseconds since the epoch, drawn from ``left`` to ``right``."""

    start: int
    end: int
    left: float
    right: float

    @classmethod
    def of(cls, lifecycle: Lifecycle, at: datetime | None, left: float, right: float) -> "Axis":
        """Choose what to show: all slots and reserve periods, and what else is recorded not too far from them.

        Where nothing is recorded it is the time around ``at``, or else the fiscal year of the notice.
        """
        start, end = (min(max(each, _FIRST + _SHORTEST), _LAST - _SHORTEST) for each in _shown(lifecycle, at))
        missing = max(_SHORTEST - (end - start), 0) // 2
        margin = int((end - start + 2 * missing) * _MARGIN) + missing
        return cls(max(start - margin, _FIRST), min(end + margin, _LAST), left, right)

    @property
    def ends(self) -> tuple[datetime, datetime]:
        """The first instant shown, and the end."""
        return _instant(self.start), _instant(self.end)

    @property
    def day(self) -> float:
        """How wide a day is."""
        return (self.right - self.left) * _DAY / (self.end - self.start)

    def shows(self, at: datetime) -> bool:
        """Tell whether an instant is on the axis."""
        return self.start <= _micros(at) <= self.end

    def x(self, at: datetime) -> float:
        """Return where an instant is; one beyond an end is at that end."""
        micros = min(max(_micros(at), self.start), self.end)
        return self.left + (micros - self.start) / (self.end - self.start) * (self.right - self.left)

    def touches(self, span: Span) -> bool:
        """Tell whether some of a span is on the axis."""
        start, end = self.ends
        return (span.end is None or start <= span.end) and (span.start is None or span.start <= end)

    def between(self, span: Span) -> tuple[float, float]:
        """Return from where to where a span is, as far as it is shown."""
        return (
            self.left if span.start is None else self.x(span.start),
            self.right if span.end is None else self.x(span.end),
        )

    def days(self) -> Iterator[datetime]:
        """Yield the midnights after its start."""
        start, end = self.ends
        at = midnight(start.date()) + timedelta(days=1)
        while at <= end:
            yield at
            at += timedelta(days=1)

    def months(self) -> Iterator[datetime]:
        """Yield the beginnings of months on the axis, and before them that of the month in which it starts."""
        at, (_, end) = self.ends[0].date().replace(day=1), self.ends
        while midnight(at) <= end:
            yield midnight(at)
            at = (at.replace(day=28) + timedelta(days=4)).replace(day=1)

    def years(self, step: int) -> Iterator[datetime]:
        """Yield the beginnings of years that a step divides, and before them that of the year in which it starts."""
        start, end = self.ends
        yield midnight(date(start.year, 1, 1))
        for year in range(start.year // step * step + step, end.year + 1, step):
            yield midnight(date(year, 1, 1))


def _shown(lifecycle: Lifecycle, at: datetime | None) -> tuple[int, int]:
    state = lifecycle.state
    periods = [fact.value for _, fact in state.slots] + [fact.value.span for _, fact in state.reserves]
    edges = sorted({_micros(edge) for span in periods for edge in span.bounds})
    others = sorted(map(_micros, state.instants()))
    middle = others[len(others) // 2 :][:1] or [_micros(each) for each in ([at] if at else _FISCAL_YEAR)]
    anchor = edges or middle
    return _widened(anchor[0], anchor[-1], others)


def _widened(start: int, end: int, others: Iterable[int]) -> tuple[int, int]:
    """Take in, one after the other, what is not farther away than half a year, or than what is shown is long."""
    rest = sorted(others, key=lambda each: max(start - each, each - end))
    for each in rest:
        if max(start - each, each - end) > max(_NEAR, end - start):
            break
        start, end = min(start, each), max(end, each)
    return start, end
