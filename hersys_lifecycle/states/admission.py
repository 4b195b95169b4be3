"""Admission: which events may be recorded next (rules, section 6). Everything else is refused, and nothing changes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import TypeVar, assert_never, get_args

from hersys_lifecycle.errors import InadmissibleEventError, InvalidFieldError
from hersys_lifecycle.events import (
    BulkExportOpened,
    DataReturnCompleted,
    DataReturnReopened,
    DecommissionLimitAnnounced,
    DecommissionScheduled,
    Event,
    MaintenanceCancelled,
    MaintenanceRescheduled,
    MaintenanceScheduled,
    NonReportableRegistrationStopped,
    ReservePeriodCancelled,
    ReservePeriodRescheduled,
    ReservePeriodScheduled,
    SlotAssigned,
    SlotRescheduled,
    UpdatesStopped,
)
from hersys_lifecycle.instants import Span
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.states.folding import apply
from hersys_lifecycle.states.refusals import Lost, Refusal, Refused, SingleFact, Value
from hersys_lifecycle.states.state import Entries, Fact, LifecycleState

V = TypeVar("V")

_KINDS = frozenset(get_args(Event))


def admit(state: LifecycleState, event: Event) -> LifecycleState:
    """Return what is known once an event is recorded next, provided that it may be.

    Raises:
        InadmissibleEventError: the event contradicts what is already recorded; the error says what, and the remedy.
        InvalidFieldError: this is no event.
    """
    if type(event) not in _KINDS:
        raise InvalidFieldError("event", event, "pass an event; hersys_lifecycle.codec.structure reads its wire form")
    after = apply(state, event)
    refused = next(chain(_unprepared(state, event), _out_of_order(after), _cut_off(after)), None)
    if refused is not None:
        raise InadmissibleEventError(event, *refused.in_english, refused)
    return after


def _unprepared(state: LifecycleState, event: Event) -> Iterator[Refused]:  # noqa: C901, PLR0912  # one arm a family
    """What must be on record, or must not, before an event."""
    match event:
        case NonReportableRegistrationStopped():
            pass
        case UpdatesStopped():
            if state.non_reportable_stop is None:
                yield Refused(Refusal.FIRST_STOP_MISSING, {})
        case BulkExportOpened() | DecommissionLimitAnnounced() | DecommissionScheduled():
            yield from _before_updates_stop(state)
        case MaintenanceScheduled(name=name, span=span):
            yield from _name_taken(Refusal.MAINTENANCE_NAME_TAKEN, state.maintenance, name)
            yield from _overlapping(state, name, span)
        case MaintenanceRescheduled(name=name, span=span):
            yield from _name_unknown(Refusal.MAINTENANCE_UNKNOWN, state.maintenance, name)
            yield from _overlapping(state, name, span)
        case MaintenanceCancelled(name=name):
            yield from _name_unknown(Refusal.MAINTENANCE_UNKNOWN, state.maintenance, name)
        case SlotAssigned(prefecture=prefecture):
            if known := dict(state.slots).get(prefecture):
                yield Refused(Refusal.SLOT_TAKEN, {"prefecture": prefecture, "span": known.value})
        case SlotRescheduled(prefecture=prefecture):
            if prefecture not in dict(state.slots):
                yield Refused(Refusal.SLOT_MISSING, {"prefecture": prefecture})
        case ReservePeriodScheduled(name=name):
            yield from _before_updates_stop(state)
            yield from _name_taken(Refusal.RESERVE_NAME_TAKEN, state.reserves, name)
        case ReservePeriodRescheduled(name=name) | ReservePeriodCancelled(name=name):
            yield from _name_unknown(Refusal.RESERVE_UNKNOWN, state.reserves, name)
        case DataReturnCompleted():
            yield from _not_completable(state, event)
        case DataReturnReopened():
            yield from _not_reopenable(state, event)
        case _:
            assert_never(event)


def _before_updates_stop(state: LifecycleState) -> Iterator[Refused]:
    if state.updates_stop is None:
        yield Refused(Refusal.UPDATES_STOP_MISSING, {})


def _name_taken(refusal: Refusal, entries: Entries[str, V], name: str) -> Iterator[Refused]:
    if name in dict(entries):
        yield Refused(refusal, {"name": name})


def _name_unknown(refusal: Refusal, entries: Entries[str, V], name: str) -> Iterator[Refused]:
    if name not in dict(entries):
        yield Refused(refusal, {"name": name, "known": tuple(key for key, _ in entries)})


def _overlapping(state: LifecycleState, name: str, span: Span) -> Iterator[Refused]:
    for other, fact in state.maintenance:
        if other != name and fact.value.overlaps(span):
            yield Refused(Refusal.MAINTENANCE_OVERLAPS, {"name": other, "span": fact.value})


def _not_completable(state: LifecycleState, event: DataReturnCompleted) -> Iterator[Refused]:
    last = state.last_step_of(event.authority)
    if last and last.value.completed:
        yield Refused(Refusal.RETURN_COMPLETED, {"authority": event.authority, "at": last.value.at})
    elif last and event.at < last.value.at:
        yield Refused(Refusal.RETURN_REOPENED_LATER, {"authority": event.authority, "at": last.value.at})
    if state.opening is None or event.at < state.opening.value:
        yield Refused(Refusal.RETURN_BEFORE_OPENING, {})
    if state.end is not None and event.at >= state.end.value:
        yield Refused(Refusal.RETURN_AFTER_END, {"end": state.end.value})


def _not_reopenable(state: LifecycleState, event: DataReturnReopened) -> Iterator[Refused]:
    last = state.last_step_of(event.authority)
    if not (last and last.value.completed):
        yield Refused(Refusal.RETURN_NOT_COMPLETED, {"authority": event.authority})
    elif event.at < last.value.at:
        yield Refused(Refusal.RETURN_COMPLETED_LATER, {"authority": event.authority, "at": last.value.at})


def _out_of_order(state: LifecycleState) -> Iterator[Refused]:
    """The order of the single facts, which holds in whatever order they were recorded or moved."""
    first = (SingleFact.NON_REPORTABLE_STOP, state.non_reportable_stop)
    updates = (SingleFact.UPDATES_STOP, state.updates_stop)
    opening = (SingleFact.OPENING, state.opening)
    limit = (SingleFact.LIMIT, state.limit)
    decommissioning = (SingleFact.DECOMMISSIONING, state.decommissioning)
    yield from _not_before(updates, first)
    yield from _not_before(opening, updates)
    yield from _later(limit, updates)
    yield from _later(decommissioning, updates)
    yield from _not_before(limit, decommissioning)
    if stop := state.updates_stop:
        for name, period in state.reserves:
            start = period.value.span.bounds[0]
            if start < stop.value:
                values: dict[str, Value] = {"name": name, "then": start, "first": updates[0], "when": stop.value}
                yield Refused(Refusal.RESERVE_TOO_EARLY, values)


Single = tuple[SingleFact, Fact[datetime] | None]
"""Which fact it is, and the fact, if it is on record."""


def _not_before(late: Single, early: Single) -> Iterator[Refused]:
    (second, then), (first, when) = late, early
    if when and then and then.value < when.value:
        yield _misplaced(Refusal.TOO_EARLY, second, then, first, when)


def _later(late: Single, early: Single) -> Iterator[Refused]:
    (second, then), (first, when) = late, early
    if when and then and then.value <= when.value:
        yield _misplaced(Refusal.NOT_LATER, second, then, first, when)


def _misplaced(
    refusal: Refusal, second: SingleFact, then: Fact[datetime], first: SingleFact, when: Fact[datetime]
) -> Refused:
    return Refused(refusal, {"second": second, "then": then.value, "first": first, "when": when.value})


def _cut_off(state: LifecycleState) -> Iterator[Refused]:
    """Slots and reserve periods that the end would cut off: whoever misses the window loses the data (N7)."""
    end = state.end
    if end and (lost := tuple(_lasting_beyond(state, end.value))):
        yield Refused(Refusal.WINDOWS_CUT_OFF, {"end": end.value, "lost": lost})


def _lasting_beyond(state: LifecycleState, end: datetime) -> Iterator[Lost]:
    """Find the slots and reserve periods that last beyond an end, each with its prefectures, by code."""
    # Read without `bounds`: this is asked at every event, of every slot.
    if slots := [prefecture for prefecture, slot in state.slots if (close := slot.value.end) and close > end]:
        yield Lost(None, _ordered(slots))
    for name, period in state.reserves:
        if period.value.span.bounds[1] > end:
            yield Lost(name, _ordered(each for each in Prefecture if period.value.covers(each)))


def _ordered(prefectures: Iterable[Prefecture]) -> tuple[Prefecture, ...]:
    return tuple(sorted(prefectures, key=lambda each: each.code))
