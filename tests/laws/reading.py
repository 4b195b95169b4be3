"""A law: two readings of one question about an instant."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

import attrs
from hypothesis import strategies as st

from hersys_lifecycle.instants import EPOCH, JST
from tests.shorthand import jst

DAY = 86_400_000_000


def instant(micros: int, zone: tzinfo = JST) -> datetime:
    return EPOCH.astimezone(zone) + timedelta(microseconds=micros)


def moment(micros: int) -> datetime:
    """Return an instant that is compared with others which are drawn too: ``tests/solver`` has a simpler one for it."""
    return instant(micros)


def when(text: str) -> int:
    since = jst(text) - EPOCH
    return since.days * DAY + since.seconds * 1_000_000 + since.microseconds


INSTANTS = st.integers(when("2023-01-01"), when("2025-01-01"))
ASKED = st.integers(when("2022-12-01"), when("2025-12-01"))
LENGTHS = st.integers(1, 100 * DAY)
WAITS = st.integers(0, 100 * DAY)


@attrs.frozen
class Law:
    """Two readings that agree on all whole numbers drawn.

    Attributes:
        drawn: the numbers; the last one is the instant that is asked about.
        said: the library's answer.
        ruled: that of the rules.
        edge: an instant at which the answer becomes another one, told from all numbers but the last.
    """

    drawn: tuple[st.SearchStrategy[int], ...]
    said: Callable[..., object]
    ruled: Callable[..., object]
    edge: Callable[..., int]


def wrong(law: Law, after: int) -> Law:
    """Return a law with a fault of one microsecond in the library, so and so many microseconds after the edge.

    In that microsecond, and in no other, the library says what holds before the edge.
    """

    def said(*numbers: int) -> object:
        *others, at = numbers
        right = law.said(*numbers)  # first, so that a solver has to come through the library to the fault
        edge = law.edge(*others)
        return law.said(*others, edge - 1) if at == edge + after else right

    return attrs.evolve(law, said=said)


FAULTS = {
    "at the edge": 0,
    "where nobody would look": when("2023-12-13T07:41:52.123457") - when("2023-10-31T18:00"),
}
"""How long after an edge a fault is planted: for the stop of updates at its 18:00, and on that December morning."""
