"""What the record costs, each row beside its floor in the same run: `eventsourcing` itself with its defaults.

The floors keep what a row of ours holds in an aggregate, by the default mapper: no chain, no admission, no rule on the
past.
"""

import random
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from time import monotonic, perf_counter, sleep
from typing import IO, Any, cast
from uuid import UUID

import pytest
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from pytest_benchmark.fixture import BenchmarkFixture

from hersys_lifecycle.codec import unstructure_recorded
from hersys_lifecycle.store import Store, open_store
from tests.benchmarks.long_log import amendments, entries, later
from tests.benchmarks.test_speed import ReportedTime, taken_in_turn
from tests.stores import put

pytestmark = pytest.mark.benchmark(disable_gc=True)

LENGTHS = (100, 1_000, 10_000)
EVERY = 0.25
ROOT = Path(__file__).parents[2]


class Plain(Aggregate):
    """A log as `eventsourcing` keeps one by itself."""

    @event("Recorded")
    def record(self, wire: dict[str, object]) -> None:
        """Keep what a row of ours holds."""
        self.length = wire["position"]


def plain(folder: Path, name: str) -> Application[UUID]:
    return Application(env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(folder / name)})


def filled(folder: Path, length: int) -> Store:
    """Return a store on SQLite with a log of some length."""
    store = open_store(f"sqlite:///{folder / 'ours.db'}", clock=later)
    assert put(store, entries(length))
    return store


def seconds(call: Callable[[], object]) -> float:
    began = perf_counter()
    call()
    return perf_counter() - began


def test_loading_ten_thousand(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    log = entries(LENGTHS[-1])
    filled(tmp_path, len(log)).close()
    application, aggregate = plain(tmp_path, "plain.db"), Plain()
    for entry in log:
        aggregate.record(wire=unstructure_recorded(entry))
    application.save(aggregate)

    def load() -> None:
        with open_store(f"sqlite:///{tmp_path / 'ours.db'}", clock=later) as store:
            assert store.log().head.position == len(log)

    def replay() -> None:
        with plain(tmp_path, "plain.db") as again:
            assert cast("Plain", again.repository.get(aggregate.id)).length == len(log)

    ratio, floor = taken_in_turn(partial(seconds, load), partial(seconds, replay), 7)
    benchmark.extra_info.update(floor="eventsourcing's own replay", floor_seconds=floor, ratio=ratio, limit=3)
    benchmark.pedantic(load, rounds=3)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("length", LENGTHS)
def test_recording_one(benchmark: BenchmarkFixture, tmp_path: Path, length: int) -> None:
    store, application, aggregate = filled(tmp_path, length), plain(tmp_path, "plain.db"), Plain()
    application.save(aggregate)
    wire = unstructure_recorded(entries(60)[-1])
    following = islice(amendments(), length - 52, None)

    def record() -> None:
        store.record(next(following), by="the benchmark")

    def save() -> None:
        aggregate.record(wire=wire)
        application.save(aggregate)

    with store, application:
        record()  # reads the log
        ratio, floor = taken_in_turn(partial(seconds, record), partial(seconds, save), 101)
        benchmark.extra_info.update(floor="a plain Application.save", floor_seconds=floor, ratio=ratio, limit=10)
        benchmark.pedantic(record, rounds=50)  # type: ignore[no-untyped-call]


def test_importing_ten_thousand(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    with filled(tmp_path, LENGTHS[-1]) as store:
        store.export_log(tmp_path / "log.jsonl")

    def take_in() -> None:
        with open_store(":memory:", clock=later) as store:
            store.import_log(tmp_path / "log.jsonl")

    def load() -> None:
        open_store(f"sqlite:///{tmp_path / 'ours.db'}", clock=later).close()

    ratio, floor = taken_in_turn(partial(seconds, take_in), partial(seconds, load), 3)
    benchmark.extra_info.update(floor="loading it from SQLite", floor_seconds=floor, ratio=ratio, or_seconds=60)
    benchmark.pedantic(take_in, rounds=1)  # type: ignore[no-untyped-call]


@pytest.fixture(params=["sqlite", "postgresql"])
def shared_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'shared.db'}"
    return str(request.getfixturevalue("postgres_url"))


RECORDER = """
import sys
from itertools import islice
from time import monotonic
from hersys_lifecycle.store import open_store
from tests.benchmarks.long_log import amendments, later
with open_store(sys.argv[1], clock=later) as store:
    for line, event in zip(sys.stdin, islice(amendments(), 8, None)):
        began = monotonic()
        store.record(event, by="another process")
        print(began, flush=True)
"""

SEEN = ReportedTime()


@pytest.mark.benchmark(timer=SEEN)
def test_another_process_is_seen(benchmark: BenchmarkFixture, shared_url: str) -> None:
    """From the call of ``record`` in one process to the other lifecycle in another's follower; median of 100."""
    with open_store(shared_url, clock=later) as store:
        assert put(store, entries(60))
        command = [sys.executable, "-c", RECORDER, shared_url]
        with (
            store.follow(every=EVERY) as follower,
            subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other,
        ):
            position = iter(range(61, 1_000))

            def see() -> None:
                sleep(random.uniform(0, EVERY))  # noqa: S311  # at no fixed time between two looks
                cast("IO[str]", other.stdin).write("\n")
                cast("IO[str]", other.stdin).flush()
                assert follower.wait_for(next(position), timeout=60)
                seen = monotonic()
                SEEN.seconds += seen - float(cast("IO[str]", other.stdout).readline())

            see()  # the other process has started
            benchmark.pedantic(see, rounds=100)  # type: ignore[no-untyped-call]
            told = cast("Any", benchmark.stats).stats.median
            limit, floor = (EVERY, "between two looks") if shared_url.startswith("sqlite") else (0.1, "allowed")
            benchmark.extra_info.update(
                floor=floor, floor_seconds=limit, ratio=told / limit, or_seconds=limit, statistic="median"
            )
            cast("IO[str]", other.stdin).close()
