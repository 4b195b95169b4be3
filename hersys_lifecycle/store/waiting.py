"""Waiting until somebody may have recorded something: whom PostgreSQL tells, and who looks now and then."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from time import monotonic
from typing import cast

from eventsourcing.persistence import ApplicationRecorder
from eventsourcing.popo import POPOApplicationRecorder
from eventsourcing.sqlite import SQLiteApplicationRecorder

Wait = Callable[[], object]
"""Returns when something may have been recorded, when it is time to look anyway, or when it is told to."""

_SLICE = 0.25
"""For how many seconds a connection is waited on before the event is looked at."""


@contextmanager
def waiting(recorder: ApplicationRecorder, told: Event, every: float, heartbeat: float) -> Iterator[Wait]:
    """Be told of what is recorded from now on. Whoever enters, then looks, then waits, misses nothing.

    Args:
        recorder: of the store.
        told: ends the wait when it is set; whoever records in this very store sets it.
        every: the seconds between two looks where no other tells, as on SQLite.
        heartbeat: the seconds after which to look although PostgreSQL did not tell.
    """
    if isinstance(recorder, (POPOApplicationRecorder, SQLiteApplicationRecorder)):
        yield lambda: told.wait(every)
    else:
        from hersys_lifecycle.store.postgres import AppendingRecorder, listening  # noqa: PLC0415  # an extra

        with listening(cast("AppendingRecorder", recorder)) as notified:
            yield lambda: _until(notified, told, heartbeat)


def _until(notified: Callable[[float], bool], told: Event, heartbeat: float) -> None:
    end = monotonic() + heartbeat
    while not told.is_set() and (left := end - monotonic()) > 0:
        if notified(min(_SLICE, left)):
            return
