"""How far back an event reaches: a bound that is quick to find, so that most recordings need no comparison."""

from collections.abc import Iterator
from datetime import datetime
from typing import TypeVar, assert_never

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
from hersys_lifecycle.states import Fact, LifecycleState

V = TypeVar("V")


def reach(state: LifecycleState, event: Event) -> datetime | None:  # noqa: C901, PLR0911, PLR0912  # one arm a family
    """Return an instant before which an admitted event changes no answer; ``None``: it changes none at all.

    The bound holds always; it need not be the first instant at which an answer does change.
    """
    match event:
        case NonReportableRegistrationStopped(at=at):
            return _moved(state.non_reportable_stop, at)
        case UpdatesStopped(at=at):
            return _moved(state.updates_stop, at)
        case BulkExportOpened(at=at):
            return _moved(state.opening, at)
        case DecommissionLimitAnnounced(at=at):
            return _moved(state.limit, at)
        case DecommissionScheduled(at=at):
            # Where the limit was the end so far, its instant gets another reason even if it is the same.
            return min(at, state.end.value) if state.end else at
        case MaintenanceScheduled(span=span) | ReservePeriodScheduled(span=span):
            return span.bounds[0]
        case MaintenanceRescheduled(name=name, span=span):
            return _apart(dict(state.maintenance)[name].value, span)
        case MaintenanceCancelled(name=name):
            return dict(state.maintenance)[name].value.bounds[0]
        case ReservePeriodRescheduled(name=name, span=span):
            return _apart(dict(state.reserves)[name].value.span, span)
        case ReservePeriodCancelled(name=name):
            return dict(state.reserves)[name].value.span.bounds[0]
        case SlotAssigned():
            # From the opening on the reason was that there is no slot.
            return state.opening.value if state.opening else None
        case SlotRescheduled(prefecture=prefecture, span=span):
            return _apart(dict(state.slots)[prefecture].value, span)
        case DataReturnCompleted(authority=authority, at=at) | DataReturnReopened(authority=authority, at=at):
            return min(_reserved(state, authority.prefecture, at), default=None)
        case _:
            assert_never(event)


def _moved(fact: Fact[datetime] | None, at: datetime) -> datetime | None:
    if fact is None:
        return at
    return None if fact.value == at else min(fact.value, at)


def _apart(before: Span, after: Span) -> datetime | None:
    """Return the first instant that lies in one of two spans and not in the other."""
    (start, end), (new_start, new_end) = before.bounds, after.bounds
    if start != new_start:
        return min(start, new_start)
    return None if end == new_end else min(end, new_end)


def _reserved(state: LifecycleState, prefecture: Prefecture, at: datetime) -> Iterator[datetime]:
    """Yield where, from an instant on, a prefecture's reserve periods begin or run: only there a return counts."""
    for _, period in state.reserves:
        start, end = period.value.span.bounds
        if period.value.covers(prefecture) and at < end:
            yield max(at, start)
