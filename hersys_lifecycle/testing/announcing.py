"""What is announced: events of every kind, any at all or such as may come next."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from hersys_lifecycle.audit import compare
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.citations import NOTICE, Citation, Grade
from hersys_lifecycle.errors import InadmissibleEventError
from hersys_lifecycle.events import (
    EVENT_TYPES,
    BulkExportOpened,
    Covered,
    DataReturnCompleted,
    DataReturnReopened,
    DecommissionLimitAnnounced,
    DecommissionScheduled,
    Event,
    MaintenanceCancelled,
    MaintenanceRescheduled,
    MaintenanceScheduled,
    NonReportableRegistrationStopped,
    PeriodName,
    ReservePeriodCancelled,
    ReservePeriodRescheduled,
    ReservePeriodScheduled,
    SlotAssigned,
    SlotRescheduled,
    UpdatesStopped,
)
from hersys_lifecycle.instants import MICROSECOND, Recordable, Span
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.states import LifecycleState, admit
from hersys_lifecycle.testing.moments import BASES, EXTREMES, colliding_instants, spans
from hersys_lifecycle.testing.places import FEW_AUTHORITIES, FEW_PREFECTURES

CITED = Citation("an invented notice", "1", Grade.ASSUMED)
"""What an event rests on where that does not matter."""
NAMES = ("A", "B", "予備期間")
"""What periods are called: so few that one is moved or cancelled as often as a new one is scheduled."""

Stop = type[NonReportableRegistrationStopped] | type[UpdatesStopped] | type[BulkExportOpened]
End = type[DecommissionScheduled] | type[DecommissionLimitAnnounced]


@cache
def lines() -> SearchStrategy[str]:
    """Short texts that are not blank and fit on one line, of any characters but controls, separators and surrogates.

    Shrinks to ``"0"``.
    """
    return st.text(st.characters(exclude_categories=["Cc", "Zl", "Zp", "Cs"]), min_size=1, max_size=8).filter(str.strip)


@cache
def citations() -> SearchStrategy[Citation]:
    """Citations of the notice and of anything else that has a name. Shrinks to ``N1`` of the notice, ``stated``."""
    return st.builds(
        Citation,
        document=st.sampled_from([NOTICE, "HER-SYSの停止について"]) | lines(),
        clause=st.sampled_from([f"N{number}" for number in range(1, 12)]) | lines(),
        grade=st.sampled_from(Grade),
    )


def events(state: LifecycleState | None = None) -> SearchStrategy[Event]:
    """Events that may be recorded next, once a state is known; without a state any event, admitted somewhere or not.

    With a state each is admitted after it (rules, section 6), and most have to do with what is on record: a slot is
    moved, a period overlaps another, a return is reopened. ``admit(state, event)`` or ``lifecycle.apply(event)`` takes
    it. Shrinks to ``NonReportableRegistrationStopped``, which asks for nothing else on record, at the first instant
    that will do, 2023-10-01T00:00+09:00 if nothing else is on record.
    """
    return _any_event() if state is None else _next(state).filter(partial(admitted, state))


def amendments(lifecycle: Lifecycle) -> SearchStrategy[Event]:
    """Events that may be recorded next and that change some answer: ``compare(before, after)`` is not empty.

    ``lifecycle.apply(amendment)`` takes each. Shrinks to what :func:`events` shrinks to, if that changes an answer.
    """
    return events(lifecycle.state).filter(lambda event: bool(compare(lifecycle, lifecycle.apply(event))))


def admitted(state: LifecycleState, event: Event) -> bool:
    """Tell whether an event may be recorded next."""
    try:
        admit(state, event)
    except InadmissibleEventError:
        return False
    return True


def step(draw: st.DrawFn, state: LifecycleState) -> Event:
    """Draw an event with an eye on what is on record; most, but not all, may be recorded next.

    Of events drawn blindly few are admitted, and those few have little to do with each other.
    """
    return draw(_KINDS)(draw, state)


_next = st.composite(step)


def events_of(kind: type[Event]) -> SearchStrategy[Event]:
    """Events of one kind, any at all, such as ``events_of(SlotAssigned)``.

    Shrinks to the fields that come first: clause ``N1`` of the notice, 2023-10-01T00:00+09:00, Osaka, period ``A``.
    """
    return _by_kind()[kind]


def values_of(annotation: object) -> SearchStrategy[Any]:
    """What may stand in a field of an event that is so annotated, such as ``values_of(Recordable)``.

    Shrinks to what :func:`events_of` shrinks to there.

    Raises:
        KeyError: no event has such a field.
    """
    return _by_annotation()[annotation]


@cache
def _by_annotation() -> Mapping[object, SearchStrategy[Any]]:
    return {
        Citation: citations(),
        Recordable: colliding_instants(),
        Span: spans(),
        PeriodName: st.sampled_from(NAMES),
        Prefecture: st.sampled_from(FEW_PREFECTURES),
        HealthAuthority: st.sampled_from(FEW_AUTHORITIES),
        Covered: _COVERED,
    }


@cache
def _by_kind() -> Mapping[type[Event], SearchStrategy[Event]]:
    return {
        kind: st.builds(kind, **{field.name: values_of(field.type) for field in attrs.fields(kind)})
        for kind in EVENT_TYPES.values()
    }


@cache
def _any_event() -> SearchStrategy[Event]:
    return st.one_of(*_by_kind().values())


def _blindly(draw: st.DrawFn, _state: LifecycleState) -> Event:
    return draw(_any_event())


def _stop_or_opening(draw: st.DrawFn, state: LifecycleState) -> Event:
    facts = (state.non_reportable_stop, state.updates_stop, state.opening)
    kinds: tuple[Stop, ...] = (NonReportableRegistrationStopped, UpdatesStopped, BulkExportOpened)
    missing = [kind for kind, fact in zip(kinds, facts, strict=True) if fact is None]
    kind = missing[0] if missing else draw(st.sampled_from(kinds))
    early = [at for at in _pool(state) if at <= BASES[5]]
    return kind(citation=CITED, at=_instant(draw, [*early * 3, EXTREMES[0] + MICROSECOND]))


def _end(draw: st.DrawFn, state: LifecycleState) -> Event:
    kinds: tuple[End, ...] = (DecommissionLimitAnnounced, DecommissionScheduled)
    late = [*_pool(state)[-5:], *_pool(state)[-5:], EXTREMES[1] - MICROSECOND]
    return draw(st.sampled_from(kinds))(citation=CITED, at=_instant(draw, late))


def _maintenance(draw: st.DrawFn, state: LifecycleState) -> Event:
    name = draw(st.sampled_from(NAMES))
    if name not in dict(state.maintenance):
        return MaintenanceScheduled(citation=CITED, name=name, span=_span(draw, _pool(state)))
    if draw(st.booleans()):
        return MaintenanceRescheduled(citation=CITED, name=name, span=_span(draw, _pool(state)))
    return MaintenanceCancelled(citation=CITED, name=name)


def _slot(draw: st.DrawFn, state: LifecycleState) -> Event:
    slots = dict(state.slots)
    prefecture = draw(st.sampled_from(tuple(dict.fromkeys((*FEW_PREFECTURES, *slots)))))
    kind = SlotRescheduled if prefecture in slots else SlotAssigned
    return kind(citation=CITED, prefecture=prefecture, span=_span(draw, _export_pool(state)))


def _reserve(draw: st.DrawFn, state: LifecycleState) -> Event:
    name = draw(st.sampled_from(NAMES))
    if name not in dict(state.reserves):
        covered = draw(_COVERED)
        span = _span(draw, _export_pool(state))
        return ReservePeriodScheduled(citation=CITED, name=name, span=span, prefectures=covered)
    if draw(st.integers(0, 3)):
        return ReservePeriodRescheduled(citation=CITED, name=name, span=_span(draw, _export_pool(state)))
    return ReservePeriodCancelled(citation=CITED, name=name)


def _return(draw: st.DrawFn, state: LifecycleState) -> Event:
    authority = draw(st.sampled_from(FEW_AUTHORITIES))
    before = state.last_step_of(authority)
    pool = [at for at in _export_pool(state) if before is None or before.value.at <= at] or BASES
    kind = DataReturnReopened if before and before.value.completed else DataReturnCompleted
    return kind(citation=CITED, authority=authority, at=_instant(draw, pool))


# Every kind asks for about as few decisions as the first, so that shrinking gets to that one.
_KINDS: SearchStrategy[Callable[[st.DrawFn, LifecycleState], Event]] = st.sampled_from(
    (_stop_or_opening, *[_end] * 2, *[_maintenance] * 2, *[_slot] * 2, *[_reserve] * 2, *[_return] * 3, _blindly)
)
_COVERED = st.none() | st.frozensets(st.sampled_from(FEW_PREFECTURES), min_size=1)
_STEPS = st.sampled_from([0] * 6 + [-1, 1])


def _pool(state: LifecycleState) -> Sequence[datetime]:
    """Return in order the base instants and those on record, but for the ends of the calendar."""
    return sorted({*BASES, *(edge for edge in state.instants() if edge.year in {2023, 2024})})


def _export_pool(state: LifecycleState) -> Sequence[datetime]:
    """Return those instants of the pool between the stop of updates and the end, as far as recorded."""
    stop, end = state.updates_stop, state.end
    pool = [at for at in _pool(state) if (not stop or stop.value <= at) and (not end or at <= end.value)]
    return pool or BASES


def _instant(draw: st.DrawFn, pool: Sequence[datetime]) -> datetime:
    """Draw an instant of a pool; one in four misses it by a microsecond."""
    return draw(st.sampled_from(pool)) + draw(_STEPS) * MICROSECOND


def _span(draw: st.DrawFn, pool: Sequence[datetime]) -> Span:
    """Draw a span over a few neighbours in the pool, so that spans touch as well as cover."""
    first = draw(st.integers(0, len(pool) - 1))
    last = min(first + draw(st.sampled_from([1, 1, 1, 2, 3, 5])), len(pool) - 1)
    return Span(pool[first], max(_instant(draw, [pool[last]]), pool[first] + MICROSECOND))
