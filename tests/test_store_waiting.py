"""A writer that had to wait for the others is admitted by what is known, and what time it is, when it gets in."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from threading import Event

import psycopg
import pytest

from hersys_lifecycle.errors import PastChangedError
from hersys_lifecycle.events import Event as Announced
from hersys_lifecycle.store import open_store, writing
from hersys_lifecycle.testing import FrozenClock
from tests.shorthand import jst, maintenance
from tests.stores import NOTICE

TEN = jst("2023-10-20T10:00")
HALF_PAST = TEN + timedelta(minutes=30)
SOON = maintenance("soon", "2023-10-20T10:05", "2023-10-20T11:05")
LATER = maintenance("later", "2023-10-21T00:00", "2023-10-21T06:00")


class Observed(FrozenClock):
    """Tells that it was asked."""

    def __init__(self) -> None:
        super().__init__(TEN)
        self.asked = Event()

    def __call__(self) -> datetime:
        self.asked.set()
        return super().__call__()


@contextmanager
def shut(url: str) -> Iterator[None]:
    """Keep all writers out."""
    if url.startswith("sqlite:///"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as file:
            file.execute("BEGIN IMMEDIATE")
            yield
            file.execute("ROLLBACK")
    else:
        with psycopg.connect(url) as connection:
            connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('public.hersys_lifecycle_events', 0))")
            yield


@pytest.fixture(autouse=True)
def _short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_TIMELY", 0.3)


@pytest.mark.parametrize(("event", "refused"), [(LATER, False), (SOON, True)], ids=["future", "past by then"])
def test_who_waited_records_for_the_instant_of_getting_in(shared_url: str, event: Announced, *, refused: bool) -> None:
    clock = Observed()
    with open_store(shared_url, clock=clock) as store, ThreadPoolExecutor(1) as thread:
        store.adopt(NOTICE, by="ops")
        known = len(store.history())
        clock.asked.clear()
        with shut(shared_url):
            recording = thread.submit(store.record, event, by="who waits")
            assert clock.asked.wait(30)
            clock.set(HALF_PAST)
            assert not Event().wait(0.4)  # longer than that patience
        if refused:  # at 10:00 it would have been of the future; but others were told since what holds at 10:05
            with pytest.raises(PastChangedError):
                recording.result(60)
            assert len(store.history()) == known
        else:
            assert recording.result(60).recorded_at == HALF_PAST
            assert len(store.history()) == known + 1
