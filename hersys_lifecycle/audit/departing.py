"""What was first announced against what came to be: every stop, period and end, and how far it moved."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum
from functools import reduce
from typing import NamedTuple, assert_never

from hersys_lifecycle.audit.recorded import RecordedEvent
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
from hersys_lifecycle.states import admit, initial


class SubjectKind(Enum):
    """What kind of thing was announced. In the order of rules, section 6."""

    NON_REPORTABLE_STOP = "non_reportable_stop"
    UPDATES_STOP = "updates_stop"
    MAINTENANCE = "maintenance"
    OPENING = "opening"
    SLOT = "slot"
    RESERVE_PERIOD = "reserve_period"
    LIMIT = "limit"
    DECOMMISSIONING = "decommissioning"

    __hash__ = object.__hash__  # members are singletons; Enum's own hash is slow


class Subject(NamedTuple):
    """What was announced: its kind, with the prefecture of a slot and the name of a maintenance or reserve period."""

    kind: SubjectKind
    prefecture: Prefecture | None = None
    name: str | None = None


When = datetime | Span
"""When something is: an instant for the stops, the opening, the limit and the decommissioning, else a span."""


class Departure(NamedTuple):
    """How what came to be departs from what was first announced; nothing, where it never moved.

    Attributes:
        subject: what it is about.
        first: when it was to be, as first announced.
        final: when it is to be, as last recorded; ``None``: it was cancelled.
        events: the recorded events that led from the one to the other, from the first announcement to the last, in
            log order. They also tell of what no difference shows, such as other prefectures of a reserve period.
    """

    subject: Subject
    first: When
    final: When | None
    events: tuple[RecordedEvent, ...]

    @property
    def moved(self) -> bool:
        """Whether what came to be is at another time than first announced, or was cancelled."""
        return self.final != self.first

    @property
    def start_hours(self) -> float | None:
        """By how many hours the instant, or the start, is later (negative: earlier); ``None``: it was cancelled."""
        return _hours(_start(self.first), _start(self.final))

    @property
    def end_hours(self) -> float | None:
        """By how many hours the end is later (negative: earlier); ``None``: it was cancelled, or has no end."""
        return _hours(_end(self.first), _end(self.final))


def departures(history: Iterable[RecordedEvent]) -> tuple[Departure, ...]:
    """Return for everything that was announced when it was first to be and when it came to be.

    A period that is cancelled and scheduled anew under its name is the same one continued. Ordered by kind, slots by
    prefecture, periods as they were first announced.

    Raises:
        InadmissibleEventError: the events are no history.
    """
    entries = tuple(history)
    reduce(admit, (entry.event for entry in entries), initial())
    told: dict[Subject, list[tuple[When | None, RecordedEvent]]] = {}
    for entry in entries:
        if announced := announcement(entry.event):
            subject, when = announced
            told.setdefault(subject, []).append((when, entry))
    found = (_departure(subject, steps) for subject, steps in told.items())
    return tuple(sorted(found, key=lambda each: _place(each.subject)))


def announcement(event: Event) -> tuple[Subject, When | None] | None:  # noqa: C901, PLR0911  # one arm a kind
    """Return what an event announces and for when, ``None`` where it is cancelled; ``None`` if it announces nothing."""
    match event:
        case NonReportableRegistrationStopped(at=at):
            return Subject(SubjectKind.NON_REPORTABLE_STOP), at
        case UpdatesStopped(at=at):
            return Subject(SubjectKind.UPDATES_STOP), at
        case MaintenanceScheduled(name=name, span=span) | MaintenanceRescheduled(name=name, span=span):
            return Subject(SubjectKind.MAINTENANCE, name=name), span
        case MaintenanceCancelled(name=name):
            return Subject(SubjectKind.MAINTENANCE, name=name), None
        case BulkExportOpened(at=at):
            return Subject(SubjectKind.OPENING), at
        case SlotAssigned(prefecture=prefecture, span=span) | SlotRescheduled(prefecture=prefecture, span=span):
            return Subject(SubjectKind.SLOT, prefecture), span
        case ReservePeriodScheduled(name=name, span=span) | ReservePeriodRescheduled(name=name, span=span):
            return Subject(SubjectKind.RESERVE_PERIOD, name=name), span
        case ReservePeriodCancelled(name=name):
            return Subject(SubjectKind.RESERVE_PERIOD, name=name), None
        case DataReturnCompleted() | DataReturnReopened():
            return None  # done, not announced
        case DecommissionLimitAnnounced(at=at):
            return Subject(SubjectKind.LIMIT), at
        case DecommissionScheduled(at=at):
            return Subject(SubjectKind.DECOMMISSIONING), at
        case _:
            assert_never(event)


def _departure(subject: Subject, steps: list[tuple[When | None, RecordedEvent]]) -> Departure:
    first, final = steps[0][0], steps[-1][0]
    assert first is not None  # noqa: S101  # nothing is cancelled that was not announced: it would not be admitted
    return Departure(subject, first, final, tuple(entry for _, entry in steps))


def _place(subject: Subject) -> tuple[int, str]:
    return list(SubjectKind).index(subject.kind), subject.prefecture.code if subject.prefecture else ""


def _start(when: When | None) -> datetime | None:
    return when.start if isinstance(when, Span) else when


def _end(when: When | None) -> datetime | None:
    return when.end if isinstance(when, Span) else None


def _hours(first: datetime | None, final: datetime | None) -> float | None:
    return None if first is None or final is None else (final - first) / timedelta(hours=1)
