"""The law of the store: it records by the rules, and answers as the pure fold of what it recorded."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hersys_lifecycle.audit import Log, admit_adoption, admit_recording, compare, recording_time, replay
from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import MICROSECOND
from hersys_lifecycle.states import fold
from hersys_lifecycle.store import Store, open_store
from hersys_lifecycle.testing import FrozenClock, around, histories
from tests import postgres
from tests.shorthand import jst
from tests.stores import KINDS, behind
from tests.strategies import SLOW


@pytest.fixture(scope="module", params=KINDS)
def one_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a store of each kind in turn, the same for all examples."""
    match request.param:
        case "memory":
            yield ":memory:"
        case "sqlite":
            yield f"sqlite:///{tmp_path_factory.mktemp('law') / 'log.db'}"
        case _:
            with postgres.database(cast("str", request.getfixturevalue("postgres_server"))) as url:
                yield url


@contextmanager
def empty(url: str, clock: FrozenClock) -> Iterator[Store]:
    """An open store at a URL with nothing in it."""
    with open_store(url, clock=clock):
        if url != ":memory:":
            behind(url, "DELETE FROM ROWS")
    with open_store(url, clock=clock) as store:
        yield store


def refusal(act: Callable[[], object]) -> LifecycleError | None:
    """Return the error with which something is refused."""
    try:
        act()
    except LifecycleError as error:
        return error
    return None


class Recording(NamedTuple):
    """How some events are recorded: how many, how long after those before, and whether as a correction."""

    size: int
    later: timedelta
    correction: bool | None
    """``None`` stands for an adoption."""

    def admit(self, log: Log, events: Sequence[Event], now: datetime) -> object:
        """Ask the rules."""
        if self.correction is None:
            return admit_adoption(log, events)
        return admit_recording(log, events, recording_time(log, now), correction=self.correction)

    def record(self, store: Store, events: Sequence[Event]) -> object:
        if self.correction is None:
            return store.adopt(events, by="ops")
        return store.record(events, by="ops", correction=self.correction)


RECORDINGS = st.builds(
    Recording,
    size=st.integers(1, 5),
    later=st.sampled_from([timedelta(), MICROSECOND, timedelta(days=1), timedelta(days=40), -timedelta(seconds=1)]),
    correction=st.sampled_from([True, True, True, False, None]),
)


@settings(SLOW, max_examples=max(SLOW.max_examples // 2, 1))
@given(events=histories(max_size=12), recordings=st.lists(RECORDINGS, max_size=6))
def test_a_store_records_by_the_rules_and_answers_as_the_fold_of_what_it_recorded(
    one_url: str, events: list[Event], recordings: list[Recording]
) -> None:
    clock, log = FrozenClock(jst("2023-10-20")), Log()
    with empty(one_url, clock) as store:
        for recording in recordings:
            several, events = events[: recording.size], events[recording.size :]
            if several:
                clock.advance(recording.later)
                refused = refusal(partial(recording.admit, log, several, clock.now))
                assert refusal(partial(recording.record, store, several)) == refused
                log = log.extended(store.history()[len(log.entries) :])
                assert refused or [each.event for each in log.entries[-len(several) :]] == several
        assert_fold(store, log)
        if one_url != ":memory:":
            with open_store(one_url, clock=clock) as again:
                assert_fold(again, log)


def assert_fold(store: Store, log: Log) -> None:
    """Assert that a store answers as the fold of the log it holds, whatever was known when."""
    assert store.history() == log.entries
    assert store.head() == store.verify_chain() == log.head
    assert compare(store.lifecycle(), replay(log.entries)) == ()
    for at in around(each.recorded_at for each in log.entries):
        known = store.lifecycle(at)
        assert known.events == tuple(each.event for each in log.entries if each.recorded_at <= at)
        assert known.state == fold(known.events)
        assert known == store.lifecycle(version=len(known.events))
