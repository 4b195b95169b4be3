"""What an answer in columns costs, each row beside its floor in the same run.

The floor of ``allows_many`` is what one would write by hand for one history: a bisection over all edges and a look-up
in a table, by questions numbered beforehand. It knows no misuse, and no codes.
"""

from datetime import datetime, timedelta
from functools import partial
from timeit import timeit
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from hersys_lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.capabilities import Capability
from hersys_lifecycle.columnar import CAPABILITY_CODES, PREFECTURE_CODES
from hersys_lifecycle.instants import EPOCH, MICROSECOND
from tests.benchmarks.long_log import entries
from tests.benchmarks.test_speed import taken_in_turn

pytestmark = pytest.mark.benchmark(disable_gc=True)

OFFICIAL: Final = official_lifecycle()
FIRST, LAST = ((datetime.fromisoformat(day) - EPOCH) // MICROSECOND for day in ("2023-09-01T00Z", "2024-05-01T00Z"))
Numbers = npt.NDArray[np.int64]


class Log(NamedTuple):
    """An access log as users hold it in arrays."""

    capabilities: Numbers
    prefectures: Numbers
    micros: Numbers


def log_of(length: int, *, in_order: bool) -> Log:
    chance = np.random.default_rng(1)
    micros = chance.integers(FIRST, LAST, length)
    return Log(chance.integers(0, 10, length), chance.integers(1, 48, length), np.sort(micros) if in_order else micros)


class ByHand(NamedTuple):
    """The edges of a lifecycle, and whether each question is allowed between each two."""

    edges: Numbers
    table: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, lifecycle: Lifecycle) -> "ByHand":
        edges = sorted({edge for schedule in lifecycle.schedules for edge in schedule.allowed.edges})
        codes = [(capability, prefecture) for capability in CAPABILITY_CODES for prefecture in PREFECTURE_CODES]
        table = [
            [
                (prefecture is not None or capability is not Capability.BULK_EXPORT)
                and lifecycle.allows(capability, prefecture, at=at)
                for at in (edges[0] - timedelta(days=1), *edges)
            ]
            for capability, prefecture in codes
        ]
        return cls(np.array([(edge - EPOCH) // MICROSECOND for edge in edges]), np.array(table))

    def look_up(self, questions: Numbers, micros: Numbers) -> Any:  # noqa: ANN401  # what numpy makes of it
        return self.table[questions, np.searchsorted(self.edges, micros, side="right")]


@pytest.mark.parametrize("in_order", [True, False], ids=["in order", "in no order"])
@pytest.mark.parametrize("length", [10_000, 1_000_000, 10_000_000])
def test_allows_many(benchmark: BenchmarkFixture, length: int, *, in_order: bool) -> None:
    beside_the_floor(benchmark, OFFICIAL, log_of(length, in_order=in_order), pairs=11)


def test_allows_many_under_a_thousand_events(benchmark: BenchmarkFixture) -> None:
    lifecycle = Lifecycle.from_events(entry.event for entry in entries(1_000))
    beside_the_floor(benchmark, lifecycle, log_of(1_000_000, in_order=False), pairs=11)


def beside_the_floor(benchmark: BenchmarkFixture, lifecycle: Lifecycle, log: Log, pairs: int) -> None:
    by_hand = ByHand.of(lifecycle)
    questions = log.capabilities * len(PREFECTURE_CODES) + log.prefectures
    us, floor = partial(lifecycle.allows_many, *log), partial(by_hand.look_up, questions, log.micros)
    assert np.array_equal(us(), floor())
    number = max(1, 100_000 // log.micros.size)
    ratio, seconds = taken_in_turn(partial(timeit, us, number=number), partial(timeit, floor, number=number), pairs)
    benchmark.extra_info.update(
        floor="searchsorted and a look-up", floor_seconds=seconds / number, ratio=ratio, limit=2
    )
    benchmark.pedantic(us, rounds=5)  # type: ignore[no-untyped-call]


def test_row_by_row(benchmark: BenchmarkFixture) -> None:
    """The same answers from ``allows``, one call a row, with instants and members ready at hand."""
    log = log_of(100_000, in_order=False)
    capabilities, prefectures = tuple(CAPABILITY_CODES), tuple(PREFECTURE_CODES)
    rows = [
        (capabilities[capability], prefectures[prefecture], EPOCH + micros * MICROSECOND)
        for capability, prefecture, micros in zip(*(each.tolist() for each in log), strict=True)
    ]

    def row_by_row() -> list[bool]:
        return [OFFICIAL.allows(capability, prefecture, at=at) for capability, prefecture, at in rows]

    many = partial(OFFICIAL.allows_many, *log)
    assert many().tolist() == row_by_row()
    ratio, seconds = taken_in_turn(partial(timeit, row_by_row, number=1), partial(timeit, many, number=1), 11)
    benchmark.extra_info.update(floor="allows_many", floor_seconds=seconds, ratio=ratio, or_seconds=1)
    benchmark.pedantic(row_by_row, rounds=3)  # type: ignore[no-untyped-call]


def test_making_ready_for_arrays(benchmark: BenchmarkFixture) -> None:
    """What the first call on a lifecycle costs besides."""

    def first_call() -> None:
        Lifecycle(OFFICIAL.events, OFFICIAL.state).allows_many(0, 0, 0)

    floor = partial(Lifecycle, OFFICIAL.events, OFFICIAL.state)
    ratio, seconds = taken_in_turn(partial(timeit, first_call, number=1), partial(timeit, floor, number=1), 25)
    benchmark.extra_info.update(floor="compiling it", floor_seconds=seconds, ratio=ratio, limit=2)
    benchmark(first_call)


def test_the_table_of_answers(benchmark: BenchmarkFixture) -> None:
    floor = partial(Lifecycle, OFFICIAL.events, OFFICIAL.state)
    ratio, seconds = taken_in_turn(partial(timeit, OFFICIAL.answers, number=1), partial(timeit, floor, number=1), 25)
    benchmark.extra_info.update(floor="compiling it", floor_seconds=seconds, ratio=ratio, or_seconds=0.1)
    benchmark(OFFICIAL.answers)
