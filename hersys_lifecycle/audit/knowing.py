"""What was known at each instant about that same instant, beside what is known of it now."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import reduce
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from hersys_lifecycle.audit.recorded import RecordedEvent
from hersys_lifecycle.checks import Ruling, compile_rulings
from hersys_lifecycle.instants import Span
from hersys_lifecycle.states import LifecycleState, admit, initial
from hersys_lifecycle.timeline import Steps, compile_timeline


class Hindsight(NamedTuple):
    """Two answers to one question at one instant: as known at that instant, and as known by the whole history."""

    then: Ruling
    now: Ruling


class Known(NamedTuple):
    """What was known, and the instants ``[start, end)`` throughout which it was all that was known."""

    span: Span
    state: LifecycleState


def known(history: Iterable[RecordedEvent]) -> Iterator[Known]:
    """Yield what was known from when to when: gapless, from before the first recording, when nothing was, to no end.

    Raises:
        InadmissibleEventError: an event contradicts those before it.
    """
    state, start = initial(), None
    for recorded_at, entries in groupby(history, key=attrgetter("recorded_at")):
        yield Known(Span(start, recorded_at), state)
        state, start = reduce(admit, (entry.event for entry in entries), state), recorded_at
    yield Known(Span(start, None), state)


def hindsight(history: Iterable[RecordedEvent]) -> tuple[Steps[Hindsight], ...]:
    """Return both answers to every question at every instant, by row as in ``checks.Answers``.

    At an instant k, what was recorded at or before k was known (rules, section 6, "Two clocks").

    Raises:
        InadmissibleEventError, IllegalMoveError: the events are no history.
    """
    course = tuple(known(history))
    spans = [span for span, _ in course]
    as_known = zip(*(compile_rulings(state, compile_timeline(state), span) for span, state in course), strict=True)
    state = course[-1].state
    now = compile_rulings(state, compile_timeline(state))
    return tuple(_both(_joined(spans, parts), known_now) for parts, known_now in zip(as_known, now, strict=True))


def _joined(spans: Sequence[Span], parts: Sequence[Steps[Ruling]]) -> Steps[Ruling]:
    """Return the one function that has each part in its span."""
    pieces = [
        (edge, ruling)
        for span, part in zip(spans, parts, strict=True)
        for edge, ruling in zip((span.start, *part.edges), part.values, strict=True)
    ]
    return Steps([edge for edge, _ in pieces if edge], tuple(ruling for _, ruling in pieces))


def _both(then: Steps[Ruling], now: Steps[Ruling]) -> Steps[Hindsight]:
    def both(at: datetime | None) -> Hindsight:
        return Hindsight(then.from_edge(at), now.from_edge(at))

    return Steps.evaluated(sorted({*then.edges, *now.edges}), both)
