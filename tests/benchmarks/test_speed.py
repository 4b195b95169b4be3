"""What an answer costs, each row beside its floor in the same run.

The floor of ``allows`` is what one would write by hand for the notice alone: one bisection over edges in the asker's
time zone and a bit mask. It knows no roles, authorities or misuse.
"""

import compileall
import os
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import partial
from pathlib import Path
from statistics import median
from timeit import timeit
from zoneinfo import ZoneInfo

import pendulum
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import hersys_lifecycle
from hersys_lifecycle import Capability, Lifecycle, Prefecture, official_lifecycle
from hersys_lifecycle.instants import JST
from hersys_lifecycle.notice import official_events

# Rounds long enough that neither the timer nor one interruption shows.
pytestmark = pytest.mark.benchmark(min_time=0.002, disable_gc=True)

OFFICIAL = official_lifecycle()
INSTANT = datetime(2023, 12, 5, 12, tzinfo=UTC)
Asked = Capability | Prefecture
Call = Callable[[], object]
Measured = Callable[[], float]

NATIVE: dict[str, tzinfo] = {"utc": UTC, "jst": JST}
FOREIGN: dict[str, datetime] = {
    "new_york": INSTANT.astimezone(ZoneInfo("America/New_York")),
    "tokyo": INSTANT.astimezone(ZoneInfo("Asia/Tokyo")),
    "other_plus_nine": INSTANT.astimezone(timezone(timedelta(hours=9))),
    "pendulum_tokyo": pendulum.instance(INSTANT).in_timezone("Asia/Tokyo"),
    "pendulum_utc": pendulum.instance(INSTANT),
}
QUESTIONS: dict[str, tuple[Capability, Prefecture | None]] = {
    "edit": (Capability.EDIT, None),
    "bulk_export": (Capability.BULK_EXPORT, Prefecture.OSAKA),
}


def allowed(asked: Asked, at: datetime) -> bool:
    if isinstance(asked, Prefecture):
        return OFFICIAL.allows(Capability.BULK_EXPORT, asked, at=at)
    return OFFICIAL.allows(asked, at=at)


def by_hand(zone: tzinfo) -> Callable[[Asked, datetime], int]:
    """Return the look-up one would write by hand, for instants in one time zone."""
    asked: list[Asked] = [*(each for each in Capability if each is not Capability.BULK_EXPORT), *Prefecture]
    bits = {each: bit for bit, each in enumerate(asked)}
    edges = sorted({edge.astimezone(zone) for schedule in OFFICIAL.schedules for edge in schedule.allowed.edges})
    masks = [sum(allowed(each, at) << bits[each] for each in asked) for at in (edges[0] - timedelta(days=1), *edges)]

    def look_up(each: Asked, at: datetime) -> int:
        return masks[bisect_right(edges, at)] >> bits[each] & 1

    return look_up


def taken_in_turn(us: Measured, floor: Measured, pairs: int) -> tuple[float, float]:
    """Return the median ratio of pairs measured right after each other, and the floor's fewest seconds.

    A shared machine changes its speed by the second; what is measured in turn meets it in the same mood.
    """
    seconds = [(us(), floor()) for _ in range(pairs)]
    return median(ours / floors for ours, floors in seconds), min(floors for _, floors in seconds)


def beside(benchmark: BenchmarkFixture, name: str, floor: Call, us: Call, **limits: float) -> None:
    """Measure a call, and its ratio to a floor."""
    number = 2000
    ratio, seconds = taken_in_turn(partial(timeit, us, number=number), partial(timeit, floor, number=number), 201)
    benchmark.extra_info.update(floor=name, floor_seconds=seconds / number, ratio=ratio, **limits)
    benchmark(us)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("zone", NATIVE)
def test_allows(benchmark: BenchmarkFixture, zone: str, question: str) -> None:
    at, (capability, prefecture) = INSTANT.astimezone(NATIVE[zone]), QUESTIONS[question]
    asked, look_up, allows = prefecture or capability, by_hand(NATIVE[zone]), OFFICIAL.allows
    assert bool(look_up(asked, at)) is allowed(asked, at)
    us = (lambda: allows(capability, prefecture, at=at)) if prefecture else (lambda: allows(capability, at=at))
    beside(benchmark, "a look-up by hand", lambda: look_up(asked, at), us, limit=2)


@pytest.mark.parametrize("kind", FOREIGN)
def test_allows_elsewhere(benchmark: BenchmarkFixture, kind: str) -> None:
    at, (capability, prefecture) = FOREIGN[kind], QUESTIONS["bulk_export"]
    own = lambda: at.timestamp()  # noqa: E731, PLW0108  # called as our row is
    beside(benchmark, "its own timestamp()", own, lambda: OFFICIAL.allows(capability, prefecture, at=at), limit=3)


@pytest.mark.parametrize(
    "at", [*(INSTANT.astimezone(zone) for zone in NATIVE.values()), *FOREIGN.values()], ids=[*NATIVE, *FOREIGN]
)
def test_check(benchmark: BenchmarkFixture, at: datetime) -> None:
    capability, prefecture = QUESTIONS["bulk_export"]
    allows = lambda: OFFICIAL.allows(capability, prefecture, at=at)  # noqa: E731
    us = lambda: OFFICIAL.check(capability, prefecture, at=at)  # noqa: E731
    beside(benchmark, "allows", allows, us, limit=10, or_seconds=5e-6)


def test_building_the_lifecycle(benchmark: BenchmarkFixture) -> None:
    events = official_events()
    us, floor = partial(Lifecycle.from_events, events), official_events.__wrapped__
    ratio, seconds = taken_in_turn(partial(timeit, us, number=1), partial(timeit, floor, number=1), 51)
    benchmark.extra_info.update(floor="making its events", floor_seconds=seconds, ratio=ratio, or_seconds=20e-3)
    benchmark(us)


class ReportedTime:
    """A clock that advances by what fresh interpreters report their import to have taken."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def run(self, modules: str) -> float:
        code = f"from time import perf_counter as now; began = now(); import {modules}; print(now() - began)"
        with_bytecode = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        command = [sys.executable, "-c", code]
        taken = float(subprocess.run(command, env=with_bytecode, check=True, capture_output=True).stdout)
        self.seconds += taken
        return taken


CLOCK = ReportedTime()


@pytest.mark.benchmark(timer=CLOCK)
def test_import(benchmark: BenchmarkFixture) -> None:
    compileall.compile_dir(Path(hersys_lifecycle.__file__).parent, quiet=1)  # as an installation does
    us, floor = partial(CLOCK.run, "hersys_lifecycle"), partial(CLOCK.run, "attrs, transitions")
    us(), floor()  # both once, so that both are in the cache of the disk
    ratio, seconds = taken_in_turn(us, floor, 25)
    benchmark.extra_info.update(floor="import attrs, transitions", floor_seconds=seconds, ratio=ratio, limit=2)
    benchmark.pedantic(us, rounds=5)  # type: ignore[no-untyped-call]
