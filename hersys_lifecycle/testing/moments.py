"""When: instants that meet at edges, or miss them by a microsecond, in the time zones that callers use."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

import pendulum
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from hersys_lifecycle.instants import JST, MICROSECOND, Span, japan_time
from hersys_lifecycle.lifecycle import Lifecycle

# In order. The notice's own instants, and some between them: few, so that facts meet.
NON_REPORTABLE_STOP = datetime(2023, 10, 1, tzinfo=JST)
UPDATES_STOP = datetime(2023, 10, 31, 18, tzinfo=JST)
OPENING = datetime(2023, 11, 1, 8, tzinfo=JST)
LIMIT = datetime(2024, 4, 1, tzinfo=JST)
BASES = (
    NON_REPORTABLE_STOP,
    UPDATES_STOP,
    datetime(2023, 11, 1, tzinfo=JST),
    OPENING,
    datetime(2023, 11, 5, 15, 30, tzinfo=JST),  # 01:30 in New York, for the second time that night
    datetime(2023, 12, 23, tzinfo=JST),
    datetime(2024, 1, 27, tzinfo=JST),
    datetime(2024, 2, 13, tzinfo=JST),
    datetime(2024, 3, 1, tzinfo=JST),
    LIMIT,
)
EXTREMES = _FIRST, _LAST = (
    datetime(2, 1, 1, tzinfo=JST),
    datetime(9998, 12, 31, 23, 59, 59, 999999, tzinfo=JST),
)
"""The first and the last instant that can be recorded."""

_YEAR = timedelta(days=365)


def around(edges: Iterable[datetime]) -> list[datetime]:
    """Return some instants with their neighbours, one microsecond before and after each, in order and each once.

    They are in Japan time.

    Raises:
        NaiveInstantError, NotAnInstantError: one of them is no instant.
        OverflowError: one lies at the very end of the calendar and has no neighbour.
    """
    return sorted({japan_time(edge) + step * MICROSECOND for edge in edges for step in (-1, 0, 1)})


@cache
def colliding_instants() -> SearchStrategy[datetime]:
    """Instants in Japan time from a pool so small that they meet, or miss each other by a microsecond.

    For facts to take effect. Now and then it is one from the ends of the calendar. Shrinks to 2023-10-01T00:00+09:00.
    """
    near = [base + step for base in BASES for step in (-MICROSECOND, MICROSECOND)]
    return st.sampled_from([*BASES * 6, *near, *EXTREMES])


def spans(ends: SearchStrategy[datetime] | None = None) -> SearchStrategy[Span]:
    """Spans with both ends, as events hold them; the ends are by default drawn from :func:`colliding_instants`.

    Shrinks to the span between the two instants that come first in ``ends``.
    """
    pairs = st.lists(colliding_instants() if ends is None else ends, min_size=2, max_size=2, unique=True)
    return pairs.map(lambda pair: Span(min(pair), max(pair)))


@cache
def time_zones() -> SearchStrategy[tzinfo]:
    """Time zones of every make, fixed and with rules, of the standard library and of pendulum. Shrinks to Japan's."""
    return st.sampled_from(
        [
            JST,
            UTC,
            timezone(timedelta(hours=9)),  # equal to JST, and another object
            ZoneInfo("Asia/Tokyo"),
            ZoneInfo("America/New_York"),
            timezone(-timedelta(hours=3, minutes=37, seconds=11)),
            pendulum.timezone("Asia/Tokyo"),
            pendulum.timezone("America/New_York"),
        ]
    )


def in_zone(instant: datetime) -> SearchStrategy[datetime]:
    """Return the same instant as others would hand it in: in any time zone, as a ``datetime`` or one of pendulum's.

    Ask for its equals with ``<=`` and ``>=``: in an hour that a clock shows twice, ``==`` across zones is never true.
    Shrinks to the instant in Japan time.

    Raises:
        NaiveInstantError, NotAnInstantError: it is no instant.
    """
    instant = japan_time(instant)
    pendulums = st.sampled_from(["UTC", "Asia/Tokyo", "America/New_York"]).map(pendulum.instance(instant).in_timezone)
    return time_zones().map(instant.astimezone) | pendulums


def instants(lifecycle: Lifecycle) -> SearchStrategy[datetime]:
    """Instants to ask a lifecycle about, in time zones of every make.

    Three in four are edges, that is instants on record, or one microsecond before or after an edge; one in eight lies
    anywhere from a year before the first edge to a year after the last, and one in eight in any of the years 2 to 9998.
    Where nothing is on record, the notice's own instants stand for the edges. Shrinks to the first edge in Japan time.
    """
    edges: Sequence[datetime] = sorted(lifecycle.state.instants()) or BASES
    within = _between(max(edges[0], _FIRST + _YEAR) - _YEAR, min(edges[-1], _LAST - _YEAR) + _YEAR)
    elsewhere = (within.flatmap(in_zone), _between(_FIRST, _LAST).flatmap(in_zone))
    return st.sampled_from((*[beside(edges)] * 6, *elsewhere)).flatmap(_itself)


def _itself(strategy: SearchStrategy[datetime]) -> SearchStrategy[datetime]:
    return strategy


def beside(edges: Sequence[datetime]) -> SearchStrategy[datetime]:
    """Edges and their neighbours by a microsecond, in time zones of every make. Shrinks to the first, in Japan time."""
    return st.builds(_within_reach, st.sampled_from(edges), _STEPS).flatmap(in_zone)


def _within_reach(edge: datetime, step: timedelta) -> datetime:
    return min(max(edge + step, _FIRST), _LAST)  # what every time zone can write


_STEPS = st.sampled_from([timedelta(), -MICROSECOND, MICROSECOND])


def _between(first: datetime, last: datetime) -> SearchStrategy[datetime]:
    return st.datetimes(first.replace(tzinfo=None), last.replace(tzinfo=None), timezones=st.just(JST))
