"""Waiting until somebody may have recorded something: told by PostgreSQL and in memory, by the clock on SQLite."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from time import monotonic
from typing import cast

from eventsourcing.popo import POPOApplicationRecorder
from eventsourcing.sqlite import SQLiteApplicationRecorder

from hersys_lifecycle.store.application import RecordApplication

Wait = Callable[[], object]
"""Returns when something may have been recorded, when it is time to look anyway, or when the stop was set."""

_SLICE = 0.25
"""For how many seconds a connection is waited on before the stop is looked at."""


@contextmanager
def waiting(application: RecordApplication, stop: Event, every: float, heartbeat: float) -> Iterator[Wait]:
    """Be told of what is recorded from now on. Whoever enters, then looks, then waits, misses nothing.

    Args:
        application: of the store.
        stop: ends the wait when it is set.
        every: the seconds between two looks where nobody tells, as on SQLite.
        heartbeat: the seconds after which to look although nobody told.
    """
    recorder = application.recorder
    if isinstance(recorder, SQLiteApplicationRecorder):
        yield lambda: stop.wait(every)
    elif isinstance(recorder, POPOApplicationRecorder):
        with _listening_in_memory(recorder, stop, heartbeat) as wait:
            yield wait
    else:
        from hersys_lifecycle.store.postgres import AppendingRecorder, listening  # noqa: PLC0415  # an extra

        with listening(cast("AppendingRecorder", recorder)) as notified:
            yield lambda: _until(notified, stop, heartbeat)


def _until(notified: Callable[[float], bool], stop: Event, heartbeat: float) -> None:
    end = monotonic() + heartbeat
    while not stop.is_set() and (left := end - monotonic()) > 0:
        if notified(min(_SLICE, left)):
            return


@contextmanager
def _listening_in_memory(recorder: POPOApplicationRecorder, stop: Event, heartbeat: float) -> Iterator[Wait]:
    told = Event()

    def notified(seconds: float) -> bool:
        if heard := told.wait(seconds):
            told.clear()
        return heard

    recorder.listen(told)
    try:
        yield lambda: _until(notified, stop, heartbeat)
    finally:
        recorder.unlisten(told)
