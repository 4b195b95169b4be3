"""Followers: another lifecycle as soon as anybody records, answers at any time, and how old they may be."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from math import inf, nan
from pathlib import Path
from shutil import copyfile
from textwrap import dedent
from threading import TIMEOUT_MAX, Event, Thread, current_thread
from threading import enumerate as running_threads
from typing import Any, Final, cast

import psycopg
import pytest
import stamina
from eventsourcing.persistence import ApplicationRecorder

from hersys_lifecycle.audit import Log
from hersys_lifecycle.errors import CorruptLogError, InvalidFieldError, NaiveInstantError, NotAnInstantError
from hersys_lifecycle.events import SlotRescheduled
from hersys_lifecycle.instants import JST
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.store import (
    Follower,
    MissingExtraError,
    Store,
    StoreClosedError,
    StoreUnavailableError,
    open_store,
)
from hersys_lifecycle.store.waiting import Wait, waiting
from hersys_lifecycle.testing import FrozenClock
from hersys_lifecycle.testing.recordings import Recording, entries_of, linked
from tests import postgres
from tests.growing import NOTICE, PATIENCE, amendment, eventually
from tests.shorthand import jst
from tests.stores import behind
from tests.tampering import rewrite, row_of, rows_of

NEVER: Final = 600.0
"""Seconds between two looks, where nobody may have to wait for one."""
OFTEN: Final = 0.02


def following_threads() -> list[Thread]:
    return [thread for thread in running_threads() if thread.name == "hersys_lifecycle follower"]


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what followers have logged."""
    return [record.message for record in caplog.records if record.name == "hersys_lifecycle.store.following"]


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    yield
    assert following_threads() == []


@pytest.fixture
def adopted(store: Store) -> Store:
    """A store of each kind in turn, with the notice in it."""
    store.adopt(NOTICE, by="ops")
    return store


@pytest.fixture
def shared(shared_url: str, clock: FrozenClock) -> Iterator[Store]:
    """A store of each kind that others may open, with the notice in it."""
    with _opened(shared_url, clock) as store:
        yield store


@pytest.fixture
def served(postgres_url: str, clock: FrozenClock) -> Iterator[Store]:
    """A store on PostgreSQL, with the notice in it."""
    with _opened(postgres_url, clock) as store:
        yield store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


@pytest.fixture
def filed(file: Path, clock: FrozenClock) -> Iterator[Store]:
    """A store on SQLite, with the notice in it, opened anew: so the file is whole without its write-ahead log."""
    url = f"sqlite:///{file}"
    with _opened(url, clock):
        pass
    with open_store(url, clock=clock) as store:
        yield store


@contextmanager
def _opened(url: str, clock: FrozenClock) -> Iterator[Store]:
    with open_store(url, clock=clock) as store:
        store.adopt(NOTICE, by="ops")
        yield store


# What a follower knows


def test_a_follower_begins_with_the_lifecycle_of_the_store(adopted: Store) -> None:
    with adopted.follow() as follower:
        assert follower.current == adopted.lifecycle()
        assert follower.stale_since is None
        assert follower.fault is None


def test_a_follower_knows_what_the_same_store_records(adopted: Store) -> None:
    with adopted.follow(every=NEVER, heartbeat=NEVER) as follower:
        before = follower.current
        recorded = adopted.record(amendment(1), by="ops")
        assert follower.wait_for(recorded.position, PATIENCE)
        assert follower.current == adopted.lifecycle() != before


def test_a_follower_knows_what_another_store_records(shared: Store, shared_url: str, clock: FrozenClock) -> None:
    with shared.follow(every=OFTEN, heartbeat=NEVER) as follower, open_store(shared_url, clock=clock) as other:
        recorded = other.record(amendment(1), by="ops")
        assert follower.wait_for(recorded.position, PATIENCE)
        assert follower.current == other.lifecycle()


def test_a_follower_knows_what_another_process_records(shared: Store, shared_url: str) -> None:
    program = """
        from sys import argv
        from hersys_lifecycle.store import open_store
        from tests.shorthand import jst
        from tests.growing import amendment
        with open_store(argv[1], clock=lambda: jst("2023-10-20")) as store:
            store.record([amendment(1), amendment(2)], by="another process")
    """
    with shared.follow(every=OFTEN, heartbeat=NEVER) as follower:
        _run(program, shared_url)
        assert follower.wait_for(6, PATIENCE)
        assert follower.current.events == (*NOTICE, amendment(1), amendment(2))


def test_a_follower_never_knows_half_of_what_is_recorded_together(
    shared: Store, shared_url: str, clock: FrozenClock
) -> None:
    seen: list[int] = []
    with shared.follow(every=OFTEN, heartbeat=NEVER) as follower, open_store(shared_url, clock=clock) as other:
        follower.subscribe(lambda _, after: seen.append(len(after.events)))
        for number in range(10):
            other.record([amendment(number), amendment(number + 1)], by="ops")
        assert follower.wait_for(24, PATIENCE)
    assert set(seen) <= set(range(4, 25, 2))


def test_threads_that_read_while_others_record_see_whole_lifecycles_and_never_an_older_one(adopted: Store) -> None:
    faults, reads, end = list[Lifecycle](), list[int](), Event()

    def read() -> None:
        last, count = 0, 0
        while not end.wait(0.0001) or not count:
            current, count = follower.current, count + 1
            slot_now, latest = dict(current.state.slots)[Prefecture.OSAKA].value, current.events[-1]
            if len(current.events) < last or (isinstance(latest, SlotRescheduled) and latest.span != slot_now):
                faults.append(current)
            last = len(current.events)
        reads.append(count)

    with adopted.follow(every=NEVER, heartbeat=NEVER) as follower:
        threads = [Thread(target=read) for _ in range(6)]
        for thread in threads:
            thread.start()
        for number in range(20):
            adopted.record(amendment(number), by="ops")
        assert follower.wait_for(24, PATIENCE)
        end.set()
        for thread in threads:
            thread.join()
    assert (faults, len(reads)) == ([], 6)


def test_a_follower_that_begins_while_somebody_records_misses_nothing(adopted: Store) -> None:
    positions: list[int] = []

    def record() -> None:
        positions.extend(adopted.record(amendment(number), by="ops").position for number in range(20))

    recording = Thread(target=record)
    recording.start()
    followers = [adopted.follow(every=NEVER, heartbeat=NEVER) for _ in range(8)]
    recording.join()
    assert positions == list(range(5, 25))
    assert all(follower.wait_for(24, PATIENCE) for follower in followers)


def test_a_follower_that_is_just_being_made_is_told_what_is_recorded_meanwhile(
    adopted: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = Event()

    @contextmanager
    def watched(recorder: ApplicationRecorder, told: Event, longest: float) -> Iterator[Wait]:
        with waiting(recorder, told, longest) as wait:

            def announced() -> None:
                waits.set()
                wait()

            yield announced

    def made(*parts: Any) -> Follower:  # noqa: ANN401  # its parts are its own matter
        follower = Follower(*parts)
        assert waits.wait(PATIENCE)
        adopted.record(amendment(1), by="ops")
        return follower

    monkeypatch.setattr("hersys_lifecycle.store.record.waiting", watched)
    monkeypatch.setattr("hersys_lifecycle.store.record.Follower", made)
    with adopted.follow(every=NEVER, heartbeat=NEVER) as follower:
        assert follower.wait_for(5, PATIENCE)


# Callbacks


def test_a_callback_gets_each_lifecycle_and_the_one_before_it(adopted: Store) -> None:
    pairs: list[tuple[Lifecycle, Lifecycle]] = []
    with adopted.follow(every=NEVER, heartbeat=NEVER) as follower:
        first = follower.current
        follower.subscribe(lambda before, after: pairs.append((before, after)))
        for number in (1, 2, 3):
            adopted.record(amendment(number), by="ops")
        assert eventually(lambda: pairs and len(pairs[-1][1].events) == 7)
        assert pairs[0][0] is first
        assert pairs[-1][1] is follower.current
    assert all(earlier[1] is later[0] for earlier, later in pairwise(pairs))


def test_a_callback_finds_the_new_lifecycle_in_place(adopted: Store) -> None:
    found: list[bool] = []
    with adopted.follow(every=NEVER, heartbeat=NEVER) as follower:
        follower.subscribe(lambda _, after: found.append(follower.current is after))
        adopted.record(amendment(1), by="ops")
        assert eventually(lambda: found)
    assert found == [True]


@pytest.mark.parametrize("failure", [ZeroDivisionError, SystemExit])
def test_a_callback_that_fails_is_logged_and_keeps_nothing_from_the_others(
    adopted: Store, failure: type[BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    called = Event()

    def fail(_before: Lifecycle, _after: Lifecycle) -> None:
        raise failure("a mistake of the user")

    with adopted.follow(every=NEVER, heartbeat=NEVER) as follower:
        follower.subscribe(fail)
        follower.subscribe(lambda _before, _after: called.set())
        for number in (1, 2):
            called.clear()
            adopted.record(amendment(number), by="ops")
            assert called.wait(PATIENCE)
            assert follower.stale_since is None
    assert logged(caplog) == ["a callback of a follower failed"] * 2
    assert "a mistake of the user" in caplog.text


def test_a_callback_is_not_called_any_more_once_it_is_cancelled(adopted: Store) -> None:
    one, other = list[Lifecycle](), list[Lifecycle]()
    with adopted.follow(every=NEVER, heartbeat=NEVER) as follower:
        cancel = follower.subscribe(lambda _, after: one.append(after))
        follower.subscribe(lambda _, after: other.append(after))
        adopted.record(amendment(1), by="ops")
        assert eventually(lambda: other)
        cancel()
        cancel()
        adopted.record(amendment(2), by="ops")
        assert eventually(lambda: len(other) == 2)
    assert one == other[:1]


def test_what_cannot_be_called_back_is_refused(store: Store) -> None:
    with store.follow() as follower, pytest.raises(InvalidFieldError, match="pass a function of the lifecycles"):
        follower.subscribe(5)  # type: ignore[arg-type]


def test_a_callback_subscribed_twice_is_called_twice_and_cancelled_one_by_one(adopted: Store) -> None:
    calls: list[int] = []

    def call(_before: Lifecycle, after: Lifecycle) -> None:
        calls.append(len(after.events))

    with adopted.follow(every=NEVER, heartbeat=NEVER) as follower:
        cancel = follower.subscribe(call)
        follower.subscribe(call)
        adopted.record(amendment(1), by="ops")
        assert eventually(lambda: len(calls) == 2)
        cancel()
        adopted.record(amendment(2), by="ops")
        assert eventually(lambda: len(calls) == 3)
    assert calls == [5, 5, 6]


def test_a_callback_may_itself_record(adopted: Store) -> None:
    def answer(_before: Lifecycle, after: Lifecycle) -> None:
        if len(after.events) < 8:
            adopted.record(amendment(len(after.events)), by="a callback")

    with adopted.follow(every=NEVER, heartbeat=NEVER) as follower:
        follower.subscribe(answer)
        adopted.record(amendment(1), by="ops")
        assert follower.wait_for(8, PATIENCE)


@pytest.mark.parametrize("closed", ["follower", "store"])
def test_a_callback_may_close_the_follower_and_even_the_store(
    adopted: Store, closed: str, caplog: pytest.LogCaptureFixture
) -> None:
    follower = adopted.follow(every=NEVER, heartbeat=NEVER)
    close = {"follower": follower.close, "store": adopted.close}[closed]
    follower.subscribe(lambda _before, _after: close())
    adopted.record(amendment(1), by="ops")
    assert eventually(lambda: not following_threads())
    assert len(follower.current.events) == 5
    assert logged(caplog) == []


def test_while_a_callback_does_not_come_back_the_follower_is_stale_and_then_it_looks_at_once(
    shared: Store, shared_url: str, clock: FrozenClock
) -> None:
    release = Event()
    with (
        open_store(shared_url, clock=clock) as other,
        shared.follow(every=NEVER, heartbeat=NEVER) as follower,
    ):
        follower.subscribe(lambda _before, _after: release.wait(PATIENCE))
        shared.record(amendment(1), by="ops")
        assert follower.wait_for(5, PATIENCE)
        unseen = other.record(amendment(2), by="another host")
        assert eventually(lambda: follower.stale_since)
        assert follower.stale_since == clock.now
        assert len(follower.current.events) == 5
        release.set()
        assert follower.wait_for(unseen.position, PATIENCE)
        assert eventually(lambda: follower.stale_since is None)


# Waiting for a position


def test_waiting_for_what_is_known_is_over_at_once(adopted: Store) -> None:
    with adopted.follow() as follower:
        assert follower.wait_for(4, timeout=0)


def test_waiting_for_what_nobody_records_ends_with_its_time(adopted: Store) -> None:
    with adopted.follow() as follower:
        assert not follower.wait_for(5, timeout=0.01)


def test_waiting_ends_when_the_follower_is_closed(adopted: Store) -> None:
    told: list[bool] = []
    follower = adopted.follow()
    waiter = Thread(target=lambda: told.append(follower.wait_for(5)))
    waiter.start()
    follower.close()
    waiter.join(PATIENCE)
    assert told == [False]


# Staleness


def test_a_late_look_makes_the_follower_stale_by_the_interval_of_its_kind_until_it_is_back(
    shared: Store, shared_url: str, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    release, look, meanwhile = Event(), shared.log, list[datetime | None]()

    def watched_look() -> Log:
        if release.is_set():
            meanwhile.append(follower.stale_since)
        return look()

    @contextmanager
    def late(recorder: ApplicationRecorder, told: Event, longest: float) -> Iterator[Wait]:
        with waiting(recorder, told, longest) as wait:

            def wait_longer() -> None:
                wait()
                release.wait(PATIENCE)

            yield wait_longer

    monkeypatch.setattr(shared, "log", watched_look)
    monkeypatch.setattr("hersys_lifecycle.store.record.waiting", late)
    every, heartbeat = (OFTEN, NEVER) if shared_url.startswith("sqlite") else (NEVER, OFTEN)
    with shared.follow(every=every, heartbeat=heartbeat) as follower:
        assert eventually(lambda: follower.stale_since)
        assert follower.stale_since == clock.now
        assert follower.fault is None
        release.set()
        assert eventually(lambda: follower.stale_since is None)
    assert meanwhile[0] == clock.now


def test_a_follower_whose_thread_dies_is_stale_and_keeps_nobody_waiting(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    main, look = current_thread(), store.log

    def deadly_look() -> Log:
        if current_thread() is not main:
            sys.exit()
        return look()

    monkeypatch.setattr(store, "log", deadly_look)
    told: list[bool] = []
    with store.follow(every=NEVER, heartbeat=NEVER) as follower:
        waiter = Thread(target=lambda: told.append(follower.wait_for(1)))
        waiter.start()
        waiter.join(PATIENCE)
        assert told == [False]
        assert follower.stale_since == jst("2023-10-20")
    assert logged(caplog) == ["what is recorded from 2023-10-20T00:00:00+09:00 on will not be seen"]


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-5))])
def test_whatever_the_zone_of_the_clock_a_follower_is_stale_since_an_instant_in_japan_time(zone: tzinfo) -> None:
    now = jst("2023-10-20T09:00")
    with open_store(":memory:", clock=lambda: now.astimezone(zone)) as store:
        follower = store.follow()
        follower.close()
    assert follower.stale_since == now
    assert follower.stale_since.tzinfo is JST


NO_INSTANTS: Final = [(datetime(2023, 10, 20), NaiveInstantError), (None, NotAnInstantError)]  # noqa: DTZ001


@pytest.mark.parametrize(("now", "error"), NO_INSTANTS)
def test_with_a_clock_that_gives_no_instant_nothing_is_followed(now: Any, error: type[Exception]) -> None:  # noqa: ANN401
    with open_store(":memory:", clock=lambda: now) as store, pytest.raises(error):
        store.follow()


@pytest.mark.parametrize(("now", "error"), NO_INSTANTS)
def test_a_clock_that_gives_no_instant_any_more_is_a_fault(now: Any, error: type[Exception]) -> None:  # noqa: ANN401
    instants = [jst("2023-10-20")]
    with open_store(":memory:", clock=lambda: instants[-1]) as store, store.follow(every=OFTEN) as follower:
        instants.append(now)
        assert eventually(lambda: isinstance(follower.fault, error))
        assert follower.stale_since == instants[0]
        instants.pop()
        assert eventually(lambda: follower.stale_since is None)


@pytest.mark.parametrize("name", ["every", "heartbeat"])
@pytest.mark.parametrize("seconds", [0, -1, 0.009, True, nan, inf, 1e300, 10**400, "1", None, 1j])
def test_seconds_that_cannot_be_waited_are_refused(name: str, seconds: Any) -> None:  # noqa: ANN401
    reason = rf"^{name} = .*: give seconds, a number from 0\.01 to "
    with open_store(":memory:") as store, pytest.raises(InvalidFieldError, match=reason) as caught:
        store.follow(**{name: seconds})
    assert caught.value.value is seconds


@pytest.mark.parametrize("seconds", [0.01, 1, TIMEOUT_MAX])
def test_seconds_that_can_be_waited_are_waited(adopted: Store, seconds: float) -> None:
    with adopted.follow(every=seconds, heartbeat=seconds) as follower:
        recorded = adopted.record(amendment(1), by="ops")
        assert follower.wait_for(recorded.position, PATIENCE)
        assert follower.fault is None


# Closing


def test_a_closed_follower_has_no_thread_and_answers_as_before(adopted: Store, clock: FrozenClock) -> None:
    with adopted.follow(every=NEVER, heartbeat=NEVER) as follower:
        assert len(following_threads()) == 1
    assert following_threads() == []
    adopted.record(amendment(1), by="ops")
    assert follower.current.events == NOTICE
    assert follower.stale_since == clock.now


def test_closing_a_follower_twice_is_closing_it_once_and_leaves_the_store_open(adopted: Store) -> None:
    follower = adopted.follow()
    follower.close()
    follower.close()
    assert len(adopted.history()) == 4


def test_closing_the_store_closes_its_followers(adopted: Store) -> None:
    followers = [adopted.follow(), adopted.follow()]
    adopted.close()
    assert following_threads() == []
    assert [follower.current.events for follower in followers] == [NOTICE] * 2
    with pytest.raises(StoreClosedError):
        adopted.follow()


def test_closing_the_store_in_the_middle_of_a_look_ends_the_follower(
    store_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    main = current_thread()

    def closing_clock() -> datetime:
        if current_thread() is not main:
            store.close()
        return jst("2023-10-20")

    store = open_store(store_url, clock=closing_clock)
    follower = store.follow()
    assert eventually(lambda: not following_threads())
    assert follower.stale_since == jst("2023-10-20")
    assert logged(caplog) == []
    follower.close()


def test_a_follower_left_open_ends_before_the_interpreter_does(store_url: str) -> None:
    program = """
        import atexit
        from sys import argv
        from hersys_lifecycle.store import open_store
        from tests.growing import NOTICE, NOW
        from tests.test_following import following_threads
        atexit.register(lambda: [print("left:", thread) for thread in following_threads()])
        store = open_store(argv[1], clock=lambda: NOW)
        store.follow(every=0.01)
        store.adopt(NOTICE, by="ops")
    """
    _run(program, store_url)


def test_answers_may_be_stale_since_the_instant_before_the_last_look(
    adopted: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    hour, look = timedelta(hours=1), adopted.log

    def slow_look() -> Log:
        log = look()
        clock.advance(hour)
        return log

    monkeypatch.setattr(adopted, "log", slow_look)
    follower = adopted.follow(every=OFTEN, heartbeat=OFTEN)
    follower.close()
    assert follower.stale_since == clock.now - hour


# PostgreSQL tells


@pytest.mark.parametrize("moment", ["before LISTEN", "between LISTEN and the look"])
def test_what_is_recorded_while_a_follower_begins_to_listen_is_not_missed(
    served: Store, postgres_url: str, clock: FrozenClock, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = Event()

    @contextmanager
    def interrupted(recorder: ApplicationRecorder, told: Event, longest: float) -> Iterator[Wait]:
        assert begun.wait(PATIENCE)
        told.clear()  # so that nothing but LISTEN and the look after it can show what is recorded here
        if moment == "before LISTEN":
            other.record(amendment(1), by="ops")
        with waiting(recorder, told, longest) as wait:
            if moment == "between LISTEN and the look":
                other.record(amendment(1), by="ops")
            yield wait

    monkeypatch.setattr("hersys_lifecycle.store.record.waiting", interrupted)
    with open_store(postgres_url, clock=clock) as other, served.follow(heartbeat=NEVER) as follower:
        begun.set()
        assert follower.wait_for(5, PATIENCE)


def test_what_nobody_was_told_is_known_after_a_heartbeat(served: Store, postgres_url: str) -> None:
    with served.follow(heartbeat=0.2) as follower:
        _insert_unheard(postgres_url, served.log())
        assert follower.wait_for(5, PATIENCE)


def test_a_lost_connection_is_made_anew_and_what_was_recorded_meanwhile_is_known(
    served: Store, postgres_url: str, clock: FrozenClock
) -> None:
    def listening() -> tuple[int, ...]:
        sessions = behind(postgres_url, "SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN %'")
        return tuple(pid for (pid,) in sessions)

    with (
        open_store(postgres_url, clock=clock) as other,
        served.follow(heartbeat=NEVER) as follower,
        psycopg.connect(postgres_url, autocommit=True) as operator,
    ):
        lost: tuple[int, ...] = ()
        for number in (1, 2, 3):
            assert eventually(lambda lost=lost: set(listening()) - set(lost))  # type: ignore[misc]
            lost = listening()
            operator.execute("SELECT pg_terminate_backend(%s)", lost)
            recorded = other.record(amendment(number), by="ops")
            assert follower.wait_for(recorded.position, PATIENCE)
        assert eventually(lambda: follower.stale_since is None)


def test_a_look_that_does_not_come_back_makes_the_follower_stale_and_keeps_no_reader_waiting(
    served: Store, clock: FrozenClock, postgres_url: str
) -> None:
    with served.follow(heartbeat=0.1) as follower, psycopg.connect(postgres_url) as other:
        other.execute("LOCK TABLE hersys_lifecycle_events")
        assert eventually(lambda: follower.stale_since)
        assert follower.stale_since == clock.now
        assert follower.fault is None
        assert follower.current.events == NOTICE
        other.rollback()
        assert eventually(lambda: follower.stale_since is None)


def test_while_the_server_is_down_a_follower_answers_and_then_it_knows_what_others_recorded(
    own_server: postgres.Server, clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "hersys_lifecycle")
    with _opened(own_server.url, clock) as store, store.follow(heartbeat=NEVER) as follower:
        own_server.stop("immediate")
        assert eventually(lambda: follower.stale_since)
        stopped_at = clock.now
        clock.set(jst("2023-10-21"))
        # It is tried again and again, and no reader waits for that.
        assert eventually(lambda: caplog.text.count("stamina.retry_scheduled") >= 3)
        assert follower.current.events == NOTICE
        assert follower.stale_since == stopped_at
        assert isinstance(follower.fault, StoreUnavailableError)
        assert not follower.wait_for(5, timeout=0)
        own_server.start()
        with open_store(own_server.url, clock=clock) as other:
            other.record([amendment(1), amendment(2)], by="another host")
        assert follower.wait_for(6, PATIENCE)
        assert eventually(lambda: follower.stale_since is None)
        assert store.record(amendment(3), by="ops").position == 7
    lost, found = logged(caplog)
    assert lost.startswith("what is recorded from 2023-10-20T00:00:00+09:00 on is not seen: the store postgresql")
    assert found == "all that is recorded is seen again"


def test_a_restart_of_the_server_is_survived(own_server: postgres.Server, clock: FrozenClock) -> None:
    with _opened(own_server.url, clock) as store, store.follow(heartbeat=NEVER) as follower:
        for number in (1, 2):
            own_server.restart()
            recorded = store.record(amendment(number), by="ops")
            assert follower.wait_for(recorded.position, PATIENCE)
        assert eventually(lambda: follower.stale_since is None)


def test_a_follower_can_be_closed_while_the_server_is_down(own_server: postgres.Server, clock: FrozenClock) -> None:
    with _opened(own_server.url, clock) as store, store.follow(heartbeat=NEVER) as follower:
        own_server.stop()
        assert eventually(lambda: follower.stale_since)
        follower.close()
        assert following_threads() == []


# SQLite is looked at


def test_while_the_file_is_away_a_follower_answers(filed: Store, file: Path, clock: FrozenClock) -> None:
    away = file.with_suffix(".away")
    with filed.follow(every=OFTEN) as follower:
        file.rename(away)
        assert eventually(lambda: follower.stale_since)
        assert follower.stale_since == clock.now
        assert follower.current.events == NOTICE
        assert isinstance(follower.fault, StoreUnavailableError)
        assert str(file) in str(follower.fault)
        away.rename(file)
        assert eventually(lambda: follower.stale_since is None)
        recorded = filed.record(amendment(1), by="ops")
        assert follower.wait_for(recorded.position, PATIENCE)


def test_a_file_restored_from_a_copy_is_followed_on(filed: Store, file: Path, clock: FrozenClock) -> None:
    copy = file.with_suffix(".copy")
    copyfile(file, copy)
    with filed.follow(every=OFTEN) as follower:
        for path in file.parent.glob(f"{file.name}*"):
            path.unlink()
        assert eventually(lambda: follower.stale_since)
        copy.rename(file)
        assert eventually(lambda: follower.stale_since is None)
        with open_store(f"sqlite:///{file}", clock=clock) as other:
            recorded = other.record(amendment(1), by="ops")
        assert follower.wait_for(recorded.position, PATIENCE)


def test_a_file_with_another_log_is_not_believed(filed: Store, file: Path, clock: FrozenClock) -> None:
    other = file.with_suffix(".other")
    with open_store(f"sqlite:///{other}", clock=clock) as store:
        store.adopt(NOTICE, by="somebody else")
    with filed.follow(every=OFTEN) as follower:
        other.rename(file)
        assert eventually(lambda: isinstance(follower.fault, CorruptLogError))
        assert follower.current.events == NOTICE


def test_where_retries_are_switched_off_an_outage_has_an_end_too(filed: Store, file: Path) -> None:
    away = file.with_suffix(".away")
    stamina.set_active(False)
    try:
        with filed.follow(every=OFTEN) as follower:
            file.rename(away)
            assert eventually(lambda: follower.fault)
            first = follower.fault
            assert eventually(lambda: follower.fault is not first)
            away.rename(file)
            assert eventually(lambda: follower.stale_since is None)
    finally:
        stamina.set_active(True)


# Damage


@pytest.mark.parametrize("position", [4, 5])
def test_a_damaged_log_is_not_believed_until_it_is_mended(
    shared: Store, shared_url: str, position: int, caplog: pytest.LogCaptureFixture
) -> None:
    with shared.follow(every=OFTEN, heartbeat=0.1) as follower:
        if position == 5:  # which is not known yet
            _insert_unheard(shared_url, shared.log(), topic="damaged")
        else:
            behind(shared_url, "UPDATE ROWS SET topic = 'damaged' WHERE originator_version = 4")
        assert eventually(lambda: isinstance(follower.fault, CorruptLogError))
        assert cast("CorruptLogError", follower.fault).position == position
        assert follower.stale_since
        assert follower.current.events == NOTICE
        behind(
            shared_url,
            "UPDATE ROWS SET topic = 'slot_' || CASE originator_version WHEN 4 THEN 'assigned' ELSE 'rescheduled' END"
            " WHERE topic = 'damaged'",
        )
        assert follower.wait_for(position, PATIENCE)
        assert eventually(lambda: follower.stale_since is None)
        assert follower.fault is None
    assert len(logged(caplog)) == 1


# What it needs


def test_without_its_extra_there_is_no_follower(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stamina", None)
    with open_store(":memory:") as store, pytest.raises(MissingExtraError, match=r"hersys-lifecycle\[follow\]"):
        store.follow()


def _insert_unheard(url: str, log: Log, topic: str = "slot_rescheduled") -> None:
    """Write the row of an amendment behind a log, and tell nobody."""
    recording = Recording(log.entries[-1].recorded_at, (amendment(0),))
    (entry,) = linked(entries_of(recording, log.head.position), log.head.digest)
    rewrite(url, [*rows_of(url), row_of(entry, topic)])


def _run(program: str, *arguments: str) -> None:
    """Run a program in a process of its own, which must end well and say nothing."""
    done = subprocess.run(
        (sys.executable, "-c", dedent(program), *arguments),
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
