"""Several at once: none gets in what only one may, none is lost, none is doubled, and closing harms nobody."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from hersys_lifecycle.errors import CorruptLogError, InadmissibleEventError
from hersys_lifecycle.events import Event
from hersys_lifecycle.lifecycle import official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.store import Head, RecordedEvent, Store, StoreUnavailableError, open_store
from hersys_lifecycle.testing import FrozenClock
from tests import racer
from tests.losing import Proxy, proxied
from tests.racer import CONTESTED, OPENED, REPEATED, Outcome
from tests.shorthand import slot, slot_moved
from tests.stores import NIGHT, NIGHT_LONGER, NOTICE, behind, put

ROOT = Path(__file__).parents[1]
RACERS = 8
OSAKA = slot(Prefecture.OSAKA, "2023-11-13", "2023-11-18")


@pytest.fixture
def clock() -> FrozenClock:
    """The clock of all racers."""
    return FrozenClock(racer.NOW)


# Sharing


def test_threads_share_a_store(store: Store) -> None:
    store.adopt(NOTICE, by="ops")
    others = [each for each in Prefecture if each is not Prefecture.OSAKA][:24]
    moves = [slot_moved(each, "2024-02-01", "2024-02-03") for each in others]

    def record_and_read(event: Event) -> RecordedEvent:
        entry = store.record(event, by="a thread")
        assert entry in store.history()
        assert event in store.lifecycle().events
        return entry

    with ThreadPoolExecutor(8) as threads:
        recorded = list(threads.map(record_and_read, moves))
    assert sorted(each.position for each in recorded) == list(range(53, 77))
    assert [each.event for each in recorded] == moves
    assert set(store.history()[52:]) == set(recorded)
    assert store.verify_chain().position == 76


def test_stores_on_one_database_see_what_the_others_record(shared_url: str, clock: FrozenClock) -> None:
    with open_store(shared_url, clock=clock) as one, open_store(shared_url, clock=clock) as other:
        adopted = one.adopt(NOTICE, by="one", key="notice")
        assert other.history() == adopted
        assert other.adopt(NOTICE, by="other", key="notice") == adopted
        night = other.record(NIGHT, by="other")
        assert one.history() == (*adopted, night)
        assert one.lifecycle() == official_lifecycle().apply(NIGHT)
        with pytest.raises(InadmissibleEventError, match="MaintenanceScheduled is not admitted"):
            one.record(NIGHT, by="one")
        assert one.record(NIGHT_LONGER, by="one").previous == night.digest
        other.close()
        assert one.verify_chain().position == 54


def test_entries_go_in_only_behind_the_last(shared_url: str, clock: FrozenClock) -> None:
    with open_store(shared_url, clock=clock) as one, open_store(shared_url, clock=clock) as other:
        one.adopt(NOTICE, by="one")
        night = one.record(NIGHT, by="one")
        assert put(other, [night]) is False
        assert other.head() == one.head() == Head(53, night.digest)


def test_a_row_that_lies_in_wait_for_the_next_entry_is_told(shared_url: str, clock: FrozenClock) -> None:
    with open_store(shared_url, clock=clock) as store:
        store.adopt(NOTICE, by="ops")
        assert len(store.history()) == 52
        # It claims the next position, and stands before the rows that were read.
        behind(
            shared_url,
            "INSERT INTO ROWS (originator_id, originator_version, topic, state, NUMBER) "
            "SELECT originator_id, 53, topic, state, 0 FROM ROWS WHERE originator_version = 52",
        )
        with pytest.raises(CorruptLogError, match="at position 53: a row that is not of this log stands in its place"):
            store.record(NIGHT, by="ops")


# Races


def test_of_processes_that_race_one_gets_in_what_only_one_may(shared_url: str) -> None:
    command = (sys.executable, "-m", "tests.racer", shared_url)
    with ExitStack() as stack:
        processes = [
            stack.enter_context(
                subprocess.Popen((*command, str(number)), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            )
            for number in range(RACERS)
        ]
        for each in processes:
            assert each.stdout
            assert each.stdout.readline() == b"ready\n"
        for each in processes:  # also the first opening, of a database that is empty, is a race
            assert each.stdin
            each.stdin.write(b"go\n")
            each.stdin.flush()
        told = [each.communicate(timeout=120)[0] for each in processes]
    with open_store(shared_url, create=False) as store:
        assert_fair(store, [[Outcome(*outcome) for outcome in json.loads(outcomes)] for outcomes in told])


def test_of_threads_that_race_one_gets_in_what_only_one_may(store: Store) -> None:
    start = threading.Barrier(RACERS)

    def run(number: int) -> list[Outcome]:
        start.wait()
        return racer.race(store, number)

    with ThreadPoolExecutor(RACERS) as threads:
        assert_fair(store, list(threads.map(run, range(RACERS))))


def assert_fair(store: Store, told: Sequence[Sequence[Outcome]]) -> None:
    """Assert that the log holds what the racers were told, each recording once, and that the others were refused."""
    history = store.history()
    assert store.verify_chain() == store.head()
    outcomes = [
        (recording, outcome)
        for number, each in enumerate(told)
        for recording, outcome in zip(racer.course(number), each, strict=True)
    ]
    for recording, outcome in outcomes:  # what a racer was told is so
        entries = [history[int(str(position)) - 1] for position, _ in outcome.entries]
        assert [str(each.id) for each in entries] == [identifier for _, identifier in outcome.entries]
        assert tuple(each.event for each in entries) == (recording if outcome.refused is None else ())
        assert {each.batch for each in entries} <= {each.position for each in entries}
    for contested in (OPENED, *CONTESTED):
        results = [outcome.refused for recording, outcome in outcomes if recording is contested]
        refused = "LogNotEmptyError" if contested is OPENED else "InadmissibleEventError"
        assert sorted(results, key=str) == [refused] * (RACERS - 1) + [None]
    assert {len(outcome.entries) for recording, outcome in outcomes if recording is REPEATED} == {1}
    admitted = {
        event for each in (OPENED, *CONTESTED, *map(racer.own, range(RACERS)), REPEATED) for event in flat(each)
    }
    assert len(history) == len(admitted)
    assert {each.event for each in history} == admitted


def flat(events: object) -> Iterator[object]:
    if isinstance(events, tuple):
        for each in events:
            yield from flat(each)
    else:
        yield events


def test_readers_see_recordings_whole_and_only_ever_more(shared_url: str, clock: FrozenClock) -> None:
    done = threading.Event()

    def read(_: int) -> list[tuple[RecordedEvent, ...]]:
        with open_store(shared_url, create=False) as reader:
            seen = [reader.history()]
            while not done.is_set():
                seen.append(reader.history())
            return [*seen, reader.history()]

    with open_store(shared_url, clock=clock) as store, ThreadPoolExecutor(2) as threads:
        reading = [threads.submit(read, each) for each in range(2)]
        try:
            store.adopt(OPENED, by="ops")
            for each in Prefecture:
                first, then = slot(each, "2023-11-06", "2023-11-11"), slot_moved(each, "2023-11-13", "2023-11-18")
                store.record([first, then], by="ops")
        finally:
            done.set()
        for reader in reading:
            seen = reader.result()
            assert seen[-1] == store.history()
            for history in seen:
                assert history == seen[-1][: len(history)]
                assert len(history) in {0, *range(3, 3 + 2 * 47 + 1, 2)}


# Connections that are lost


END_ALL = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture
def proxy(postgres_url: str) -> Iterator[Proxy]:
    """A proxy before the server of a fresh database."""
    with proxied(postgres_url) as made:
        yield made


def test_a_recording_whose_commit_was_not_heard_of_is_recognised(proxy: Proxy, clock: FrozenClock) -> None:
    with open_store(proxy.url, clock=clock) as store:
        proxy.losing.set()
        adopted = store.adopt(OPENED, by="ops")
        assert not proxy.losing.is_set()
        proxy.losing.set()
        one, two = store.record([NIGHT, OSAKA], by="ops")  # a second time they would not be admitted
        assert not proxy.losing.is_set()
        assert store.history() == (*adopted, one, two)
        assert store.verify_chain().position == 5


def test_after_an_outage_in_the_commit_a_key_tells_whether_it_was_recorded(proxy: Proxy, clock: FrozenClock) -> None:
    with open_store(proxy.url, clock=clock) as store:
        store.adopt(OPENED, by="ops")
        proxy.losing.set()
        proxy.down.set()
        with pytest.raises(StoreUnavailableError, match="a recording with a key can be repeated without harm"):
            store.record(NIGHT, by="ops", key="night")
        assert not proxy.losing.is_set()
        proxy.down.clear()
        night = store.record(NIGHT, by="ops", key="night")
        assert store.history()[3:] == (night,)


def test_connections_that_the_server_ended_are_made_anew(postgres_url: str, clock: FrozenClock) -> None:
    with open_store(postgres_url, clock=clock) as store:
        store.adopt(OPENED, by="ops")
        assert (True,) in behind(postgres_url, END_ALL)
        night = store.record(NIGHT, by="ops")
        assert (True,) in behind(postgres_url, END_ALL)
        assert store.history()[3:] == (night,)


# Closing

CLOSING = """
import sys
from concurrent.futures import ThreadPoolExecutor
from hersys_lifecycle.store import StoreClosedError, open_store
from threading import Barrier
from tests.racer import CONTESTED, OPENED, REPEATED, Outcome

def use(store, start, method):
    start.wait()
    while True:
        try:
            method(store)
        except StoreClosedError:
            return

url, rounds = sys.argv[1], int(sys.argv[2])
for number in range(rounds):
    store = open_store(url)
    if not store.history():
        store.adopt(OPENED, by="ops")
    start = Barrier(9)
    with ThreadPoolExecutor(8) as threads:
        uses = [threads.submit(use, store, start, each) for each in (type(store).history, type(store).verify_chain) * 4]
        start.wait()
        for _ in range(number % 5):
            store.verify_chain()
        store.close()
    for each in uses:
        each.result()
print("survived")
"""


def test_closing_while_threads_read_harms_nobody(store_url: str) -> None:
    command = (sys.executable, "-X", "faulthandler", "-c", CLOSING, store_url, "40")
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "survived\n", "")
