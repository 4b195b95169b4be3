"""The fold: how one event changes what is known. No rule of admission is in it."""

from collections.abc import Iterable
from functools import reduce
from typing import TypeVar, assert_never

from attrs import evolve

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
from hersys_lifecycle.states.state import Entries, Fact, LifecycleState, ReservePeriod, ReturnStep, initial

K = TypeVar("K")
V = TypeVar("V")


def fold(events: Iterable[Event], start: LifecycleState | None = None) -> LifecycleState:
    """Return what is known after some events, from a state on (by default the initial one)."""
    return reduce(apply, events, start or initial())


def apply(state: LifecycleState, event: Event) -> LifecycleState:  # noqa: C901, PLR0911, PLR0912  # one arm an event
    """Return what is known once an event is recorded next: the later position supersedes, unknown names pass."""
    version = state.version + 1

    def fact(value: V) -> Fact[V]:
        return Fact(value, event.citation, version)

    match event:
        case NonReportableRegistrationStopped(at=at):
            return evolve(state, version=version, non_reportable_stop=fact(at))
        case UpdatesStopped(at=at):
            return evolve(state, version=version, updates_stop=fact(at))
        case BulkExportOpened(at=at):
            return evolve(state, version=version, opening=fact(at))
        case DecommissionLimitAnnounced(at=at):
            return evolve(state, version=version, limit=fact(at))
        case DecommissionScheduled(at=at):
            return evolve(state, version=version, decommissioning=fact(at))
        case MaintenanceScheduled(name=name, span=span) | MaintenanceRescheduled(name=name, span=span):
            return evolve(state, version=version, maintenance=_with(state.maintenance, name, fact(span)))
        case MaintenanceCancelled(name=name):
            return evolve(state, version=version, maintenance=_without(state.maintenance, name))
        case SlotAssigned(prefecture=prefecture, span=span) | SlotRescheduled(prefecture=prefecture, span=span):
            return evolve(state, version=version, slots=_with(state.slots, prefecture, fact(span)))
        case ReservePeriodScheduled(name=name, span=span, prefectures=prefectures):
            period = ReservePeriod(span, prefectures)
            return evolve(state, version=version, reserves=_with(state.reserves, name, fact(period)))
        case ReservePeriodRescheduled(name=name, span=span):
            known = dict(state.reserves).get(name)
            period = ReservePeriod(span, known.value.prefectures if known else None)
            return evolve(state, version=version, reserves=_with(state.reserves, name, fact(period)))
        case ReservePeriodCancelled(name=name):
            return evolve(state, version=version, reserves=_without(state.reserves, name))
        case DataReturnCompleted(authority=authority, at=at):
            step = fact(ReturnStep(at, completed=True))
            return evolve(state, version=version, returns=(*state.returns, (authority, step)))
        case DataReturnReopened(authority=authority, at=at):
            step = fact(ReturnStep(at, completed=False))
            return evolve(state, version=version, returns=(*state.returns, (authority, step)))
        case _:
            assert_never(event)


def _with(entries: Entries[K, V], key: K, fact: Fact[V]) -> Entries[K, V]:
    return tuple({**dict(entries), key: fact}.items())


def _without(entries: Entries[K, V], key: K) -> Entries[K, V]:
    return tuple((known, fact) for known, fact in entries if known != key)
