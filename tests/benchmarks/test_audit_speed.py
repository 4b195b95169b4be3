"""What the audit costs, each row beside its floor in the same run: what cannot be done without."""

from collections import deque
from functools import partial
from timeit import timeit

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from hersys_lifecycle import Lifecycle, compare, official_lifecycle
from hersys_lifecycle.audit import replay, trail
from hersys_lifecycle.events import Event
from tests.benchmarks.long_log import entries
from tests.benchmarks.test_speed import taken_in_turn
from tests.shorthand import opening, reserve

pytestmark = pytest.mark.benchmark(disable_gc=True)

OFFICIAL = official_lifecycle()
AMENDMENTS: dict[str, Event] = {
    "later_opening": opening("2023-11-02"),
    "early_reserve": reserve("R", "2023-11-11", "2023-11-13"),
}


def test_trail_of_a_thousand(benchmark: BenchmarkFixture) -> None:
    """Events of all the kinds that repeat; the most authorities are apart by their data returns."""
    log = entries(1_000)
    us, floor = (lambda: deque(trail(log), maxlen=0)), partial(replay, log)
    ratio, seconds = taken_in_turn(partial(timeit, us, number=1), partial(timeit, floor, number=1), 3)
    benchmark.extra_info.update(floor="one replay of all", floor_seconds=seconds, ratio=ratio, or_seconds=30)
    benchmark.pedantic(us, rounds=1)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("amendment", AMENDMENTS)
def test_comparing_two_of_official_size(benchmark: BenchmarkFixture, amendment: str) -> None:
    amended = OFFICIAL.apply(AMENDMENTS[amendment])
    assert len(compare(OFFICIAL, amended)) >= len(OFFICIAL.state.slots)
    us, floor = partial(compare, OFFICIAL, amended), partial(edges_of_both, OFFICIAL, amended)
    ratio, seconds = taken_in_turn(partial(timeit, us, number=20), partial(timeit, floor, number=20), 51)
    benchmark.extra_info.update(floor="merging their edges", floor_seconds=seconds / 20, ratio=ratio, or_seconds=50e-3)
    benchmark(us)


def edges_of_both(before: Lifecycle, after: Lifecycle) -> int:
    """Count the edges at which answers may differ, each pair of steps merged once: what comparing begins with."""
    pairs = {(was.reasons, becomes.reasons) for was, becomes in zip(before.schedules, after.schedules, strict=True)}
    return sum(len(sorted({*was.edges, *becomes.edges})) for was, becomes in pairs)
