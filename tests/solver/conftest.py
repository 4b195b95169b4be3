"""Tells, test by test, how far the solver or chance got."""

import pytest

from tests.solver.asking import Search, Told


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """Return what shows the figures of a search beside the name of its test."""

    def show(found: Search) -> None:
        end = "found" if found.counterexample else "none"
        paths = f"{found.finished} of {found.begun} paths"
        with capsys.disabled():
            print(f" {end}: {paths}, {found.cases} cases, {found.seconds:.1f} s", end=" ")  # noqa: T201  # its figures

    return show
