"""What is to be written: events made entries, each linked to the one before it; and how long that may take."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from time import monotonic
from uuid import UUID

from eventsourcing.persistence import PersistenceError

from hersys_lifecycle.audit import GENESIS, Head, RecordedEvent
from hersys_lifecycle.codec import sealed
from hersys_lifecycle.errors import InvalidFieldError
from hersys_lifecycle.events import Event

Timely = Callable[[], None]
"""Raises if what is being written was admitted too long ago."""

_TIMELY = 1.0
"""The seconds that may pass from reading the clock until the database lets the writer in.

A writer that waited longer would record for an instant at which others have already been told something else.
"""


class OutdatedError(PersistenceError):
    """What was to be written was admitted too long ago; it has to be admitted anew."""


def timely() -> Timely:
    """Start to count: what is returned raises once too much time has passed."""
    began = monotonic()

    def check() -> None:
        if monotonic() - began > _TIMELY:
            raise OutdatedError

    return check


def entries_of(  # noqa: PLR0913  # an entry has this many parts
    events: Iterable[tuple[Event, UUID]],
    head: Head,
    *,
    at: datetime,
    by: str,
    key: str | None,
    correction: bool,
) -> Iterator[RecordedEvent]:
    """Yield the entries of one recording, each with its id and linked to the one before it."""
    first, previous = head.position + 1, head.digest
    for position, (event, identifier) in enumerate(events, first):
        entry = sealed(
            RecordedEvent(
                position=position,
                batch=first,
                id=identifier,
                key=key,
                recorded_at=at,
                recorded_by=by,
                correction=correction,
                event=event,
                previous=previous,
                digest=GENESIS,
            )
        )
        previous = entry.digest
        yield entry


def several(events: Event | Iterable[Event]) -> tuple[Event, ...]:
    """Return one event or several as a tuple.

    Raises:
        InvalidFieldError: there is none, or something among them is no event.
    """
    if isinstance(events, str | bytes | Mapping):
        raise InvalidFieldError("events", events, "pass events; hersys_lifecycle.codec.structure reads their wire form")
    try:
        given = (events,) if isinstance(events, Event) else tuple(events)
    except TypeError:
        raise InvalidFieldError("events", events, "pass an event, or several") from None
    if not given:
        raise InvalidFieldError("events", given, "pass at least one event")
    for each in given:
        if not isinstance(each, Event):
            raise InvalidFieldError("events", each, "pass an event, or several")
    return given
