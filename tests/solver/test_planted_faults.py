"""The solver goes through every law to the end, and finds a fault of one microsecond that chance does not."""

import pytest

from tests.laws import FAULTS, LAWS, Law, wrong
from tests.solver.asking import Search, Told, search

PATHS, CASES = 500, 20_000

UPDATES = LAWS["updates are allowed until 31 October 18:00 and never again"]
BY_NAME = pytest.mark.parametrize("law", LAWS.values(), ids=LAWS.keys())
FAULTY = pytest.mark.parametrize("after", FAULTS.values(), ids=FAULTS.keys())


@BY_NAME
def test_the_solver_finds_no_counterexample_on_any_path_through_a_law(law: Law, told: Told) -> None:
    found = search(law, "crosshair", PATHS)
    told(found)
    assert found.counterexample is None
    assert 0 < found.finished == found.begun < PATHS


@FAULTY
@BY_NAME
def test_the_solver_finds_a_fault_of_one_microsecond(law: Law, after: int, told: Told) -> None:
    found = search(wrong(law, after), "crosshair", PATHS)
    told(found)
    assert found.begun > 0
    assert fault_of(law, after, found)


@FAULTY
def test_20_000_random_cases_do_not_find_it(after: int, told: Told) -> None:
    found = search(wrong(UPDATES, after), "hypothesis", CASES)
    told(found)
    assert found.counterexample is None


def fault_of(law: Law, after: int, found: Search) -> bool:
    """Tell whether what was found is the fault that was planted."""
    assert found.counterexample is not None
    *others, at = found.counterexample
    return at == law.edge(*others) + after
