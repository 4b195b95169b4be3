"""Logs of any length for the benchmarks: the notice, then amendments of all the kinds that repeat."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count, islice
from uuid import UUID

from hersys_lifecycle.audit import GENESIS, RecordedEvent
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.codec import sealed
from hersys_lifecycle.events import (
    DataReturnCompleted,
    DataReturnReopened,
    Event,
    MaintenanceRescheduled,
    MaintenanceScheduled,
    ReservePeriodRescheduled,
    ReservePeriodScheduled,
    SlotRescheduled,
)
from hersys_lifecycle.instants import JST, Span
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.prefectures import Prefecture
from tests.shorthand import CITED

RECORDED_AT = datetime(2023, 10, 20, 9, tzinfo=JST)
_DAY = timedelta(days=1)


def later() -> datetime:
    """Tell the time at which more is recorded, on the next day."""
    return RECORDED_AT + _DAY


def amendments() -> Iterator[Event]:
    """Yield amendments without end, each admitted after the notice and those before it, all of the future."""
    night = Span(datetime(2024, 2, 1, 22, tzinfo=JST), datetime(2024, 2, 2, 6, tzinfo=JST))
    reserve = Span(datetime(2024, 2, 10, tzinfo=JST), datetime(2024, 2, 17, tzinfo=JST))
    yield MaintenanceScheduled(name="update", span=night, citation=CITED)
    yield ReservePeriodScheduled(name="reserve", span=reserve, prefectures=None, citation=CITED)
    prefectures, bodies = tuple(Prefecture), tuple(HealthAuthority)
    for turn in count():
        shift = turn % 11 * timedelta(hours=1)
        start = datetime(2023, 12, 1, tzinfo=JST) + turn % 40 * _DAY
        body = bodies[turn % len(bodies)]
        step = DataReturnReopened if turn // len(bodies) % 2 else DataReturnCompleted
        yield SlotRescheduled(
            prefecture=prefectures[turn % 47], span=Span(start, start + 5 * _DAY + shift), citation=CITED
        )
        yield step(authority=body, at=datetime(2023, 12, 1, tzinfo=JST) + turn * timedelta(seconds=1), citation=CITED)
        yield MaintenanceRescheduled(name="update", span=Span(night.start, night.bounds[1] + shift), citation=CITED)
        yield ReservePeriodRescheduled(
            name="reserve", span=Span(reserve.start, reserve.bounds[1] + shift), citation=CITED
        )


def entries(length: int) -> tuple[RecordedEvent, ...]:
    """Return a log of some length, every event recorded by itself at an instant of its own after the notice."""
    log: list[RecordedEvent] = []
    previous = GENESIS
    notice = official_events()
    for position, event in enumerate(islice((*notice, *islice(amendments(), max(0, length - len(notice)))), length), 1):
        entry = sealed(
            RecordedEvent(
                position=position,
                batch=1 if position <= len(notice) else position,
                id=UUID(int=position),
                key=None,
                recorded_at=RECORDED_AT + max(0, position - len(notice)) * timedelta(milliseconds=37),
                recorded_by="the benchmark",
                correction=False,
                event=event,
                previous=previous,
                digest=GENESIS,
            )
        )
        previous = entry.digest
        log.append(entry)
    return tuple(log)
