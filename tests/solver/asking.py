"""A law put to the solver, or to chance: whether it holds, and how far one got."""

from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple

from crosshair.tracers import is_tracing
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.laws import Law


class Search(NamedTuple):
    """What came of it.

    Attributes:
        counterexample: numbers on which the two readings of the law differ, if any were found.
        begun: paths through the law that the solver entered.
        finished: those it came to the end of; the others were too hard for it.
        cases: cases of plain numbers that were tried, the solver's findings included.
        seconds: how long it all took.
    """

    counterexample: tuple[int, ...] | None
    begun: int
    finished: int
    cases: int
    seconds: float


Told = Callable[[Search], None]
"""Shows the figures of a search."""


def search(law: Law, backend: str, limit: int) -> Search:
    """Look for a counterexample to a law, on so many paths or cases at most."""
    begun = finished = cases = 0
    found: tuple[int, ...] | None = None

    @settings(
        backend=backend,
        max_examples=limit,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(st.tuples(*law.drawn))
    def holds(numbers: tuple[int, ...]) -> None:
        nonlocal begun, finished, cases, found
        symbolic = is_tracing()
        begun += symbolic
        cases += not symbolic
        agree = law.said(*numbers) == law.ruled(*numbers)
        if not agree and not symbolic:
            found = numbers
        finished += symbolic
        assert agree

    start = perf_counter()
    try:
        holds()
    except AssertionError:
        assert found is not None
    return Search(found, begun, finished, cases, perf_counter() - start)
