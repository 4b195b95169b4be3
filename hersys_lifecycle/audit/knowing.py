"""What was known at each instant about that same instant, beside what is known of it now."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import reduce
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from hersys_lifecycle.audit.recorded import RecordedEvent
from hersys_lifecycle.checks import Answers, Ruling, Schedule, compile_answers
from hersys_lifecycle.instants import Span
from hersys_lifecycle.states import admit, initial
from hersys_lifecycle.timeline import Steps, compile_timeline


class Hindsight(NamedTuple):
    """Two answers to one question at one instant: as known at that instant, and as known by the whole history."""

    then: Ruling
    now: Ruling


class Known(NamedTuple):
    """Answers, and the instants ``[start, end)`` throughout which they were what was known."""

    span: Span
    answers: Answers


def known(history: Iterable[RecordedEvent]) -> Iterator[Known]:
    """Yield what was known from when to when: gapless, from before the first recording, when nothing was, to no end.

    Raises:
        InadmissibleEventError, IllegalMoveError: the events are no history.
    """
    state, start = initial(), None
    for recorded_at, entries in groupby(history, key=attrgetter("recorded_at")):
        yield Known(Span(start, recorded_at), compile_answers(state, compile_timeline(state)))
        state, start = reduce(admit, (entry.event for entry in entries), state), recorded_at
    yield Known(Span(start, None), compile_answers(state, compile_timeline(state)))


def hindsight(history: Iterable[RecordedEvent]) -> tuple[Steps[Hindsight], ...]:
    """Return both answers to every question at every instant, by row as in :data:`Answers`.

    At an instant k, what was recorded at or before k was known (rules, section 6, "Two clocks"). Questions that were
    answered alike all along share one function. Raises as :func:`known`.
    """
    course = tuple(known(history))
    spans = tuple(each.span for each in course)
    merged: dict[tuple[int, ...], Steps[Hindsight]] = {}
    by_row = []
    for schedules in zip(*(each.answers for each in course), strict=True):
        shared = tuple(map(id, schedules))
        if shared not in merged:
            merged[shared] = _merged(spans, schedules)
        by_row.append(merged[shared])
    return tuple(by_row)


def _merged(spans: tuple[Span, ...], schedules: tuple[Schedule, ...]) -> Steps[Hindsight]:
    now = schedules[-1].outlooks
    edges, rulings = zip(*_as_known(spans, schedules), strict=True)
    then = Steps(edges[1:], rulings)  # the first edge is that before all edges

    def both(at: datetime | None) -> Hindsight:
        return Hindsight(then.from_edge(at), now.from_edge(at).ruling)

    return Steps.evaluated(sorted({*then.edges, *now.edges}), both)


def _as_known(spans: tuple[Span, ...], schedules: tuple[Schedule, ...]) -> Iterator[tuple[datetime | None, Ruling]]:
    """Yield each edge from which on the answer as known then may be another one, with that answer, in order."""
    for span, schedule in zip(spans, schedules, strict=True):
        inside = (edge for edge in schedule.outlooks.edges if edge in span and edge != span.start)
        for edge in (span.start, *inside):
            yield edge, schedule.outlooks.from_edge(edge).ruling
