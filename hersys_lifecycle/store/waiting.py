"""Waiting until somebody may have recorded something: whom PostgreSQL tells, and who looks now and then."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import TIMEOUT_MAX, Event
from time import monotonic
from typing import cast

from eventsourcing.persistence import ApplicationRecorder
from eventsourcing.popo import POPOApplicationRecorder
from eventsourcing.sqlite import SQLiteApplicationRecorder

from hersys_lifecycle.errors import InvalidFieldError

Wait = Callable[[], object]
"""Returns when something may have been recorded, when it is time to look anyway, or when it is told to."""

_SHORTEST = 0.01
"""The seconds between two looks that a database can bear."""

_SLICE = 0.25
"""For how many seconds a connection is waited on before the event is looked at."""

_UNHEARD = (POPOApplicationRecorder, SQLiteApplicationRecorder)
"""Those that tell nobody else; PostgreSQL does."""


def longest_wait(recorder: ApplicationRecorder, *, every: float, heartbeat: float) -> float:
    """Return the seconds after which it is time to look anyway.

    Args:
        recorder: of the store.
        every: those where no other tells, as on SQLite.
        heartbeat: those where PostgreSQL tells.

    Raises:
        InvalidFieldError: either is no number of seconds that can be waited.
    """
    given: dict[str, object] = {"every": every, "heartbeat": heartbeat}
    for name, seconds in given.items():
        number = seconds if isinstance(seconds, (int, float)) and not isinstance(seconds, bool) else 0
        if not _SHORTEST <= number <= TIMEOUT_MAX:
            raise InvalidFieldError(name, seconds, f"give seconds, a number from {_SHORTEST} to {TIMEOUT_MAX:.0f}")
    return every if isinstance(recorder, _UNHEARD) else heartbeat


@contextmanager
def waiting(recorder: ApplicationRecorder, told: Event, longest: float) -> Iterator[Wait]:
    """Be told of what is recorded from now on. Whoever enters, then looks, then waits, misses nothing.

    Args:
        recorder: of the store.
        told: ends the wait when it is set; whoever records in this very store sets it.
        longest: the seconds of the longest wait.
    """
    if isinstance(recorder, _UNHEARD):
        yield lambda: told.wait(longest)
    else:
        from hersys_lifecycle.store.postgres import AppendingRecorder, listening  # noqa: PLC0415  # an extra

        with listening(cast("AppendingRecorder", recorder)) as notified:
            yield lambda: _until(notified, told, longest)


def _until(notified: Callable[[float], bool], told: Event, longest: float) -> None:
    end = monotonic() + longest
    while not told.is_set() and (left := end - monotonic()) > 0:
        if notified(min(_SLICE, left)):
            return
