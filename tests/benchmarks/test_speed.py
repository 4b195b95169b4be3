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


# The row and its floor right after each other, so that both meet the machine in the same mood.
@pytest.mark.parametrize("by", ["hand", "us"])
@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("zone", NATIVE)
def test_allows(benchmark: BenchmarkFixture, zone: str, question: str, by: str) -> None:
    at, (capability, prefecture) = INSTANT.astimezone(NATIVE[zone]), QUESTIONS[question]
    asked, look_up, allows = prefecture or capability, by_hand(NATIVE[zone]), OFFICIAL.allows
    benchmark.group = f"allows {question} in {zone}"
    if by == "hand":
        assert benchmark(lambda: look_up(asked, at)) == allowed(asked, at)
        return
    benchmark.extra_info.update(floor=f"test_allows[{zone}-{question}-hand]", limit=2)
    if prefecture is None:
        benchmark(lambda: allows(capability, at=at))
    else:
        benchmark(lambda: allows(capability, prefecture, at=at))


@pytest.mark.parametrize("by", ["own_timestamp", "us"])
@pytest.mark.parametrize("kind", FOREIGN)
def test_allows_elsewhere(benchmark: BenchmarkFixture, kind: str, by: str) -> None:
    at, (capability, prefecture) = FOREIGN[kind], QUESTIONS["bulk_export"]
    benchmark.group = f"allows, {kind}"
    if by == "own_timestamp":
        benchmark(lambda: at.timestamp())  # noqa: PLW0108  # called as its row is
        return
    benchmark.extra_info.update(floor=f"test_allows_elsewhere[{kind}-own_timestamp]", limit=3)
    benchmark(lambda: OFFICIAL.allows(capability, prefecture, at=at))


@pytest.mark.parametrize("zone", NATIVE)
def test_check(benchmark: BenchmarkFixture, zone: str) -> None:
    benchmark.group = "check"
    benchmark.extra_info.update(floor=f"test_allows[{zone}-bulk_export-us]", limit=10, or_seconds=5e-6)
    at, (capability, prefecture) = INSTANT.astimezone(NATIVE[zone]), QUESTIONS["bulk_export"]
    benchmark(lambda: OFFICIAL.check(capability, prefecture, at=at))


@pytest.mark.parametrize("kind", FOREIGN)
def test_check_elsewhere(benchmark: BenchmarkFixture, kind: str) -> None:
    benchmark.group = "check"
    benchmark.extra_info.update(floor=f"test_allows_elsewhere[{kind}-us]", limit=10, or_seconds=5e-6)
    at, (capability, prefecture) = FOREIGN[kind], QUESTIONS["bulk_export"]
    benchmark(lambda: OFFICIAL.check(capability, prefecture, at=at))


def test_floor_making_the_events(benchmark: BenchmarkFixture) -> None:
    benchmark.group = "building the official lifecycle"
    benchmark(official_events.__wrapped__)


def test_building_the_lifecycle(benchmark: BenchmarkFixture) -> None:
    benchmark.group = "building the official lifecycle"
    benchmark.extra_info.update(floor="test_floor_making_the_events", or_seconds=20e-3)
    benchmark(Lifecycle.from_events, official_events())


class ReportedTime:
    """A clock that advances by what fresh interpreters report their import to have taken."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def run(self, modules: str) -> None:
        code = f"from time import perf_counter as now; began = now(); import {modules}; print(now() - began)"
        with_bytecode = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        command = [sys.executable, "-c", code]
        self.seconds += float(subprocess.run(command, env=with_bytecode, check=True, capture_output=True).stdout)


CLOCK = ReportedTime()


@pytest.mark.benchmark(group="import", timer=CLOCK)
@pytest.mark.parametrize("modules", ["attrs, transitions", "hersys_lifecycle"])
def test_import(benchmark: BenchmarkFixture, modules: str) -> None:
    compileall.compile_dir(Path(hersys_lifecycle.__file__).parent, quiet=1)  # as an installation does
    if modules == "hersys_lifecycle":
        benchmark.extra_info.update(floor="test_import[attrs, transitions]", limit=2)
    benchmark.pedantic(partial(CLOCK.run, modules), rounds=25, warmup_rounds=2)  # type: ignore[no-untyped-call]
