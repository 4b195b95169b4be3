"""Recordings without a store: entries linked and sealed as a store links and seals them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from attrs import evolve

from hersys_lifecycle.audit import GENESIS, Log, RecordedEvent, admit_recording
from hersys_lifecycle.codec import sealed
from hersys_lifecycle.errors import LifecycleEndedError, PastChangedError
from hersys_lifecycle.events import Event


class Recording(NamedTuple):
    """Events that are recorded together.

    Attributes:
        at: the instant by the clock of whoever records; a store may record it a little later.
        events: what is recorded, in the order in which each is admitted.
        by: who records.
        key: the idempotency key under which the same is recorded once, if there is one.
        correction: whether it may change answers of the past.
    """

    at: datetime
    events: tuple[Event, ...]
    by: str = "ops"
    key: str | None = None
    correction: bool = False


def entries_of(recording: Recording, after: int = 0) -> tuple[RecordedEvent, ...]:
    """Return the entries of a recording behind a position, neither linked nor sealed."""
    return tuple(
        RecordedEvent(
            position=position,
            batch=after + 1,
            id=UUID(int=position),
            key=recording.key,
            recorded_at=recording.at,
            recorded_by=recording.by,
            correction=recording.correction,
            event=event,
            previous=GENESIS,
            digest=GENESIS,
        )
        for position, event in enumerate(recording.events, after + 1)
    )


def linked(entries: Iterable[RecordedEvent], previous: str = GENESIS) -> Iterator[RecordedEvent]:
    """Yield the entries, each naming the digest of the one before it, and sealed; else they are as they were."""
    for entry in entries:
        link = sealed(evolve(entry, previous=previous))
        previous = link.digest
        yield link


def recorded(log: Log, recording: Recording) -> Log:
    """Return the log with one recording more, which the rule on the past may refuse."""
    return log.extended(linked(entries_of(recording, log.head.position), log.head.digest))


def admits(log: Log, events: Sequence[Event], at: datetime) -> bool:
    """Tell whether a log takes some events, admitted after its own, without a correction; an empty one adopts them."""
    if not log.entries:
        return True
    try:
        admit_recording(log, events, at, correction=False)
    except (PastChangedError, LifecycleEndedError):
        return False
    return True
