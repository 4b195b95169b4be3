"""A value for every instant: constant between edges, looked up by bisection."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

import attrs

from hersys_lifecycle.instants import EPOCH, JST, Span, japan_time, not_an_instant, since_epoch

T = TypeVar("T")
R = TypeVar("R")


def _in_japan(edges: Sequence[datetime]) -> tuple[datetime, ...]:
    return tuple(map(japan_time, edges))


@attrs.frozen(eq=False, repr=False)
class Steps(Generic[T]):
    """A step function of time. ``values[i]`` holds from ``edges[i - 1]`` on and before ``edges[i]``.

    Shapes: n ascending edges in Japan time, n + 1 values; the first value has no start and the last one no end. The
    same edges stand in UTC and as time since the epoch too, because comparing two instants is cheap in one time zone
    object only.
    """

    edges: tuple[datetime, ...] = attrs.field(converter=_in_japan)
    values: tuple[T, ...]
    utc: tuple[datetime, ...] = attrs.field(init=False)
    elapsed: tuple[timedelta, ...] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "utc", tuple(edge.astimezone(UTC) for edge in self.edges))
        object.__setattr__(self, "elapsed", tuple(map(since_epoch, self.edges)))

    @classmethod
    def evaluated(cls, edges: Sequence[datetime], value: Callable[[datetime | None], T]) -> "Steps[T]":
        """Evaluate a function at its edges and, with ``None``, before all of them; equal neighbours become one step."""
        kept, values = [], [value(None)]
        for edge in edges:
            here = value(edge)
            if here != values[-1]:
                kept.append(edge)
                values.append(here)
        return cls(kept, tuple(values))

    def mapped(self, change: Callable[[T], R]) -> "Steps[R]":
        """Return the same function with its values changed; neighbours that have become equal are one step."""
        images = dict(zip((None, *self.edges), map(change, self.values), strict=True))
        return Steps.evaluated(self.edges, images.__getitem__)

    def searchable(self) -> "Steps[T]":
        """Return the same function with at least one edge, so that a look-up cannot but compare the instant."""
        return self if self.edges else Steps((EPOCH,), self.values * 2)

    def index(self, at: datetime) -> int:
        """Return which step an instant lies in; any aware ``datetime`` will do.

        Raises:
            NaiveInstantError, NotAnInstantError: ``at`` is no instant.
        """
        try:
            zone = at.tzinfo
            if zone is JST and self.edges:  # without edges nothing would be compared, and nothing found out
                return bisect_right(self.edges, at)
            if zone is UTC and self.edges:
                return bisect_right(self.utc, at)
        except (AttributeError, TypeError):
            raise not_an_instant(at) from None
        return bisect_right(self.elapsed, since_epoch(at))

    def from_edge(self, edge: datetime | None) -> T:
        """Return the value from an edge on; ``None`` is before all edges."""
        return self.values[0] if edge is None else self.at(edge)

    def span_from(self, edge: datetime | None) -> Span:
        """Return the instants of the step that begins at or runs over an edge; ``None`` is before all edges."""
        return self.span(0 if edge is None else self.index(edge))

    def at(self, at: datetime) -> T:
        """Return the value at an instant; raises as :meth:`index`."""
        return self.values[self.index(at)]

    def span(self, index: int) -> Span:
        """Return the instants of one step."""
        return Span(
            self.edges[index - 1] if index > 0 else None,
            self.edges[index] if index < len(self.edges) else None,
        )

    def spans(self) -> tuple[tuple[Span, T], ...]:
        """Return all steps in order, with their spans: gapless, from no start to no end."""
        return tuple((self.span(index), value) for index, value in enumerate(self.values))


def inside(edges: Sequence[datetime], span: Span | None) -> Sequence[datetime]:
    """Return those of some edges, in order, that lie in a span; all, if there is none."""
    if span is None:
        return edges
    first = 0 if span.start is None else bisect_left(edges, span.start)
    return edges[first : len(edges) if span.end is None else bisect_left(edges, span.end)]
