"""How long ``hersys --help`` lets one wait for its first line, beside an interpreter that does nothing."""

import compileall
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from time import perf_counter

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import hersys_lifecycle
from tests.benchmarks.test_speed import taken_in_turn

ALLOWED = 0.3
"""The seconds by which help may be later than an interpreter that does nothing."""


class FirstOutput:
    """A clock that advances by how long fresh interpreters take until something can be read from them."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def run(self, *arguments: str) -> float:
        with_bytecode = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        began = perf_counter()
        with subprocess.Popen([sys.executable, *arguments], env=with_bytecode, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.read(1)  # nothing comes from one that does nothing: then this is its end
            taken = perf_counter() - began
            process.stdout.read()
        assert process.returncode == 0
        self.seconds += taken
        return taken


CLOCK = FirstOutput()


@pytest.mark.benchmark(timer=CLOCK)
def test_help(benchmark: BenchmarkFixture) -> None:
    compileall.compile_dir(Path(hersys_lifecycle.__file__).parent, quiet=1)  # as an installation does
    us, floor = partial(CLOCK.run, "-m", "hersys_lifecycle", "--help"), partial(CLOCK.run, "-c", "pass")
    us(), floor()  # both once, so that both are in the cache of the disk
    ratio, seconds = taken_in_turn(us, floor, 25)
    limits = {"or_seconds": seconds + ALLOWED, "statistic": "median"}
    benchmark.extra_info.update(floor="python -c pass", floor_seconds=seconds, ratio=ratio, limit=0, **limits)
    benchmark.pedantic(us, rounds=25)  # type: ignore[no-untyped-call]
