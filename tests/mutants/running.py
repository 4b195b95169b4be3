"""The tests that a mutant has to fall to: where they are, and what each of them calls and takes."""

import gc
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from functools import _lru_cache_wrapper, partial
from types import CodeType, FrameType
from typing import NamedTuple, TypeVar

import pytest
from _pytest.runner import runtestprotocol

T = TypeVar("T")

TESTS = tuple(
    f"tests/test_{name}.py"
    for name in (
        "admission",
        "admission_limits",
        "checks",
        "codec",
        "codec_golden",
        "columnar_arrays",
        "columnar_tables",
        "counterexamples",
        "decision",
        "errors",
        "events",
        "folding",
        "grounds",
        "instants",
        "lifecycle",
        "moves",
        "names",
        "policy",
        "proofs",
        "reading_instants",
        "record_golden",
        "record_wire",
        "refusals",
        "steps",
        "texts",
        "timeline",
        "timeline_examples",
        "upcasting",
        "windows",
        "wording",
        "written_instants",
    )
)
"""The files of tests that are fast and keep to the core."""

_OPTIONS = ("-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "-p", "no:benchmark")
_BRIEF = ("--quiet", "--no-summary", "--tb=native", "--assert=plain")  # nobody reads why a mutant falls

Place = tuple[str, str]
"""Where a function is written: its file and its qualified name."""


class Sound(NamedTuple):
    """What the tests do without any mutant: the seconds that each takes, and what it calls; by their names."""

    seconds: Mapping[str, float]
    calls: Mapping[str, frozenset[Place]]


def session(take: Callable[[pytest.Session], None], files: Iterable[str] = TESTS) -> None:
    """Collect tests in this process, and hand them over instead of running them."""

    class Taking:
        def pytest_runtestloop(self, session: pytest.Session) -> bool:
            session.config.pluginmanager.unregister(name="terminalreporter")  # which would end with "no tests ran"
            take(session)
            return True

    pytest.main([*_OPTIONS, *_BRIEF, *files], plugins=[Taking()])


def first_failing(items: Iterable[pytest.Item]) -> str | None:
    """Run tests until one fails, and return its name."""
    failing = (item for item in items if any(each.failed for each in runtestprotocol(item, log=False)))
    return next((item.nodeid for item in failing), None)


def caches() -> "list[_lru_cache_wrapper[object]]":
    """Return our caches, which keep a test from calling what it has to; what is frozen (`gc.freeze`) is not found."""
    found = [each for each in gc.get_objects() if isinstance(each, _lru_cache_wrapper)]
    return [each for each in found if str(each.__module__).startswith(("hersys_lifecycle", "tests"))]


def empty(kept: "Iterable[_lru_cache_wrapper[object]]") -> None:
    """Forget all answers that caches keep."""
    for each in kept:
        each.cache_clear()


def sound(items: Iterable[pytest.Item]) -> Sound | str:
    """Run all tests as they are, each to its end; or return the name of one that fails."""
    seconds, calls, kept = dict[str, float](), dict[str, frozenset[Place]](), caches()
    for item in items:
        empty(kept)
        started = time.process_time()
        failing, calls[item.nodeid] = calling(partial(first_failing, [item]))
        if failing:
            return failing
        seconds[item.nodeid] = time.process_time() - started
    return Sound(seconds, calls)


def calling(work: Callable[[], T]) -> tuple[T, frozenset[Place]]:
    """Do some work, and return its result with the places of all functions that it called."""
    seen = set[CodeType]()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            seen.add(frame.f_code)

    sys.setprofile(note)
    try:
        result = work()
    finally:
        sys.setprofile(None)
    return result, frozenset((code.co_filename, code.co_qualname) for code in seen)
