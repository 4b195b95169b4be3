"""Admission: which events may be recorded next (rules, section 6). Everything else is refused, and nothing changes."""

from collections.abc import Iterator
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
from hersys_lifecycle.states.state import Entries, Fact, LifecycleState

V = TypeVar("V")

_KINDS = frozenset(get_args(Event))

Refusal = tuple[str, str]
"""Why an event is refused, and what to do about it."""


def admit(state: LifecycleState, event: Event) -> LifecycleState:
    """Return what is known once an event is recorded next, provided that it may be.

    Raises:
        InadmissibleEventError: the event contradicts what is already recorded; the error says what, and the remedy.
        InvalidFieldError: this is no event.
    """
    if type(event) not in _KINDS:
        raise InvalidFieldError("event", event, "pass an event; hersys_lifecycle.codec.structure reads its wire form")
    after = apply(state, event)
    refusal = next(chain(_unprepared(state, event), _out_of_order(after), _cut_off(after)), None)
    if refusal is not None:
        raise InadmissibleEventError(event, *refusal)
    return after


def _unprepared(state: LifecycleState, event: Event) -> Iterator[Refusal]:  # noqa: C901, PLR0912  # one arm a family
    """What must be on record, or must not, before an event."""
    match event:
        case NonReportableRegistrationStopped():
            pass
        case UpdatesStopped():
            if state.non_reportable_stop is None:
                yield "the stop of non-reportable registration is not on record", "record that one first"
        case BulkExportOpened() | DecommissionLimitAnnounced() | DecommissionScheduled():
            yield from _before_updates_stop(state)
        case MaintenanceScheduled(name=name, span=span):
            yield from _name_taken(state.maintenance, "maintenance", name)
            yield from _overlapping(state, name, span)
        case MaintenanceRescheduled(name=name, span=span):
            yield from _name_unknown(state.maintenance, "maintenance", name)
            yield from _overlapping(state, name, span)
        case MaintenanceCancelled(name=name):
            yield from _name_unknown(state.maintenance, "maintenance", name)
        case SlotAssigned(prefecture=prefecture):
            if known := dict(state.slots).get(prefecture):
                yield f"{prefecture} already has the slot {known.value}", "record a SlotRescheduled instead"
        case SlotRescheduled(prefecture=prefecture):
            if prefecture not in dict(state.slots):
                yield f"{prefecture} has no slot to move", "record a SlotAssigned instead"
        case ReservePeriodScheduled(name=name):
            yield from _before_updates_stop(state)
            yield from _name_taken(state.reserves, "reserve", name)
        case ReservePeriodRescheduled(name=name) | ReservePeriodCancelled(name=name):
            yield from _name_unknown(state.reserves, "reserve", name)
        case DataReturnCompleted():
            yield from _not_completable(state, event)
        case DataReturnReopened():
            yield from _not_reopenable(state, event)
        case _:
            assert_never(event)


def _before_updates_stop(state: LifecycleState) -> Iterator[Refusal]:
    if state.updates_stop is None:
        yield "the stop of updates is not on record", "record UpdatesStopped first"


def _name_taken(entries: Entries[str, V], kind: str, name: str) -> Iterator[Refusal]:
    if name in dict(entries):
        yield f"there already is a {kind} period named {name!r}", "reschedule that one, or choose another name"


def _name_unknown(entries: Entries[str, V], kind: str, name: str) -> Iterator[Refusal]:
    if name not in dict(entries):
        known = ", ".join(repr(key) for key, _ in entries) or "none"
        yield f"there is no {kind} period named {name!r}", f"use a name on record: {known}"


def _overlapping(state: LifecycleState, name: str, span: Span) -> Iterator[Refusal]:
    for other, fact in state.maintenance:
        if other != name and fact.value.overlaps(span):
            yield f"it overlaps the maintenance period {other!r} {fact.value}", "reschedule one so that they only touch"


def _not_completable(state: LifecycleState, event: DataReturnCompleted) -> Iterator[Refusal]:
    last = state.last_step_of(event.authority)
    if last and last.value.completed:
        yield (
            f"the data return of {event.authority} is completed since {last.value.at.isoformat()}",
            "record a DataReturnReopened first if it was not",
        )
    elif last and event.at < last.value.at:
        yield (
            f"the data return of {event.authority} was reopened later, at {last.value.at.isoformat()}",
            "give an instant that is not before that",
        )
    if state.opening is None or event.at < state.opening.value:
        yield "bulk download is not open at that instant", "give an instant from its opening on"
    if state.end is not None and event.at >= state.end.value:
        yield f"HER-SYS ends at {state.end.value.isoformat()}", "give an instant before the end"


def _not_reopenable(state: LifecycleState, event: DataReturnReopened) -> Iterator[Refusal]:
    last = state.last_step_of(event.authority)
    if not (last and last.value.completed):
        yield f"the data return of {event.authority} is not completed", "record its completion first"
    elif event.at < last.value.at:
        yield (
            f"the data return of {event.authority} was completed later, at {last.value.at.isoformat()}",
            "give an instant that is not before that",
        )


def _out_of_order(state: LifecycleState) -> Iterator[Refusal]:
    """The order of the single facts, which holds in whatever order they were recorded or moved."""
    first = ("the stop of non-reportable registration", _instant(state.non_reportable_stop))
    updates = ("the stop of updates", _instant(state.updates_stop))
    opening = ("the opening of bulk download", _instant(state.opening))
    limit = ("the announced limit", _instant(state.limit))
    decommissioning = ("the scheduled decommissioning", _instant(state.decommissioning))
    yield from _not_before(updates, first)
    yield from _not_before(opening, updates)
    yield from _later(limit, updates)
    yield from _later(decommissioning, updates)
    yield from _not_before(limit, decommissioning)
    for name, period in state.reserves:
        yield from _not_before((f"the start of the reserve period {name!r}", period.value.span.bounds[0]), updates)


Named = tuple[str, datetime | None]
"""An instant, if it is on record, and what it is called in a message."""


def _instant(fact: Fact[datetime] | None) -> datetime | None:
    return None if fact is None else fact.value


def _not_before(late: Named, early: Named) -> Iterator[Refusal]:
    (second, then), (first, when) = late, early
    if when is not None and then is not None and then < when:
        yield f"{second} ({then.isoformat()}) must not be before {first} ({when.isoformat()})", _MOVE_ONE


def _later(late: Named, early: Named) -> Iterator[Refusal]:
    (second, then), (first, when) = late, early
    if when is not None and then is not None and then <= when:
        yield f"{second} ({then.isoformat()}) must be later than {first} ({when.isoformat()})", _MOVE_ONE


_MOVE_ONE = "give another instant, or move the other fact first"


def _cut_off(state: LifecycleState) -> Iterator[Refusal]:
    """Slots and reserve periods that the end would cut off: whoever misses the window loses the data (N7)."""
    end = state.end
    if end and (lost := " and ".join(_lasting_beyond(state, end.value))):
        yield (
            f"HER-SYS ends at {end.value.isoformat()}, which would cut off {lost}",
            "move what would be cut off first",
        )


def _lasting_beyond(state: LifecycleState, end: datetime) -> Iterator[str]:
    """Name the slots and reserve periods that last beyond an end, each with its prefectures."""
    # Read without `bounds`: this is asked at every event, of every slot.
    if slots := [prefecture for prefecture, slot in state.slots if (close := slot.value.end) and close > end]:
        yield f"{'slots' if len(slots) > 1 else 'the slot'}: {_listed(slots)}"
    for name, period in state.reserves:
        if period.value.span.bounds[1] > end:
            covered = [prefecture for prefecture in Prefecture if period.value.covers(prefecture)]
            yield f"the reserve period {name!r}: {_listed(covered)}"


def _listed(prefectures: list[Prefecture]) -> str:
    return ", ".join(str(prefecture) for prefecture in sorted(prefectures, key=lambda each: each.code))
