"""What is drawn for each prefecture: its slot, and the reserve periods that cover it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from hersys_lifecycle import Capability, Lifecycle, Prefecture, Span


class Kind(Enum):
    """What a bar stands for."""

    SLOT = "slot"
    RESERVE = "reserve"


class Bar(NamedTuple):
    """A period of a prefecture; a reserve period has a ``name``. In ``unusable`` it does not allow bulk download."""

    kind: Kind
    name: str
    span: Span
    unusable: tuple[Span, ...]


class Row(NamedTuple):
    """A prefecture with its slot, if it has one, and all its bars."""

    prefecture: Prefecture
    slot: Span | None
    bars: tuple[Bar, ...]


def rows(lifecycle: Lifecycle) -> tuple[Row, ...]:
    """Return all 47 prefectures, by their slots and then by code; those without a slot come last."""
    return tuple(sorted((_row(lifecycle, each) for each in Prefecture), key=_by_slot))


def _by_slot(row: Row) -> tuple[bool, tuple[datetime, ...], str]:
    return row.slot is None, row.slot.bounds if row.slot else (), row.prefecture.code


def _row(lifecycle: Lifecycle, prefecture: Prefecture) -> Row:
    slot = lifecycle.slot(prefecture)
    windows = lifecycle.windows(Capability.BULK_EXPORT, prefecture)
    reserves = [(name, fact.value) for name, fact in lifecycle.state.reserves]
    spans = [(Kind.SLOT, "", slot)] if slot else []
    spans += [(Kind.RESERVE, name, reserve.span) for name, reserve in reserves if reserve.covers(prefecture)]
    bars = (Bar(kind, name, span, tuple(outside(span, windows))) for kind, name, span in spans)
    return Row(prefecture, slot, tuple(bars))


def outside(span: Span, windows: Sequence[Span]) -> Iterator[Span]:
    """Yield the parts of a span that lie in none of some windows, which are ordered and disjoint."""
    at, end = span.bounds
    for window in windows:
        if not window.overlaps(span):
            continue
        first, last = window.bounds
        if at < first:
            yield Span(at, first)
        at = last
    if at < end:
        yield Span(at, end)
