"""The plugin of pytest: its fixtures are what they say, in this project and in one that only installs the library."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from hersys_lifecycle import Capability, Lifecycle, Prefecture, official_lifecycle
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.store import Store
from hersys_lifecycle.testing import FrozenClock
from tests.shorthand import jst
from tests.stores import OSAKA_LATER

THEIRS = """
from datetime import timedelta

import pytest

from hersys_lifecycle import Capability, Prefecture, Reason
from hersys_lifecycle.store import StoreClosedError
from hersys_lifecycle.testing import given

stores = []


def test_nobody_edits_at_six(lifecycle):
    given(lifecycle).at("2023-10-31T18:00").check(Capability.EDIT).is_denied(Reason.LOCKED_OUT)


def test_what_is_recorded_is_asked_on_the_day(lifecycle_store, lifecycle_clock):
    stores.append(lifecycle_store)
    lifecycle_clock.advance(timedelta(days=24))
    assert lifecycle_store.lifecycle().allows(Capability.BULK_EXPORT, Prefecture.OSAKA, at=lifecycle_clock())


def test_the_store_is_closed_and_another_one_is_fresh(lifecycle_store, lifecycle_clock):
    with pytest.raises(StoreClosedError):
        stores[0].history()
    assert len(lifecycle_store.history()) == 52
    assert lifecycle_clock().isoformat() == "2023-10-20T00:00:00+09:00"
"""

FAILING = """
from hersys_lifecycle import Capability
from hersys_lifecycle.testing import given


def test_everybody_edits_at_six(lifecycle):
    given(lifecycle).at("2023-10-31T18:00").check(Capability.EDIT).is_allowed()
"""


UNSAID = """
from hersys_lifecycle import Capability
from hersys_lifecycle.testing import given


def test_without_a_verdict(lifecycle):
    given(lifecycle).at("2023-10-31T18:00").check(Capability.EDIT)


def test_without_a_word_on_the_refusal(lifecycle):
    given(lifecycle).adopting(*lifecycle.events)


def test_with_both(lifecycle):
    given(lifecycle).adopting(*lifecycle.events).then_is_refused().at("2023-10-01").check(Capability.EDIT).is_allowed()
"""
PAGE = Path(__file__).parents[1] / "docs" / "testing-your-code.md"


@pytest.fixture
def theirs(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project of somebody else, in which pytest takes every warning for an error."""
    pytester.makeini("[pytest]\nfilterwarnings = error")
    return pytester


def test_the_lifecycle_is_that_of_the_notice(lifecycle: Lifecycle) -> None:
    assert lifecycle is official_lifecycle()


def test_the_clock_stands_when_nothing_but_the_first_stop_has_come(lifecycle_clock: FrozenClock) -> None:
    assert lifecycle_clock() == jst("2023-10-20")


def test_the_store_keeps_the_notice_in_a_temporary_file_by_the_clock(
    lifecycle_store: Store, lifecycle_clock: FrozenClock, tmp_path: Path
) -> None:
    history = lifecycle_store.history()
    assert lifecycle_store.url == f"sqlite:///{tmp_path}/lifecycle.db"
    assert tuple(each.event for each in history) == official_events()
    assert {(each.recorded_at, each.recorded_by) for each in history} == {(lifecycle_clock(), "operations")}
    at = lifecycle_clock.advance(timedelta(days=1))
    assert lifecycle_store.record(OSAKA_LATER, by="operations").recorded_at == at
    assert not lifecycle_store.lifecycle().allows(Capability.BULK_EXPORT, Prefecture.OSAKA, at=jst("2023-11-13"))


def test_pytest_finds_the_fixtures_where_the_library_is_installed(theirs: pytest.Pytester) -> None:
    theirs.makepyfile(THEIRS)
    theirs.runpytest_subprocess().assert_outcomes(passed=3)


def test_a_scenario_that_fails_is_shown_at_the_line_that_tells_it(theirs: pytest.Pytester) -> None:
    theirs.makepyfile(FAILING)
    result = theirs.runpytest_subprocess()
    result.assert_outcomes(failed=1)
    shown = result.stdout.str()
    assert "scenarios.py" not in shown
    assert "answering.py" not in shown
    result.stdout.fnmatch_lines(
        [
            '>       given(lifecycle).at("2023-10-31T18:00").check(Capability.EDIT).is_allowed()',
            "E       *ScenarioFailedError: edit, asked as prefecture at 2023-10-31 18:00 JST",
            "E         expected（期待）: allowed",
            "E         found（実際）:    denied, locked_out",
            "E         --> 2023-10-31 18:00 JST",
            "test_*.py:6: ScenarioFailedError",
        ]
    )


def test_what_a_scenario_leaves_unsaid_fails_as_the_page_has_it_and_else_is_told(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(UNSAID)
    pytester.runpytest_subprocess().assert_outcomes(passed=3, warnings=2)
    pytester.makepyprojecttoml(PAGE.read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0])
    pytester.runpytest_subprocess().assert_outcomes(passed=1, failed=2)


def test_the_fixtures_are_told_by_pytest(theirs: pytest.Pytester) -> None:
    result = theirs.runpytest_subprocess("--fixtures")
    result.stdout.fnmatch_lines_random(
        [
            "lifecycle -- *",
            "    The lifecycle that the Ministry's notice announces.",
            "lifecycle_clock -- *",
            "    A clock that stands at 2023-10-20T00:00 in Japan until the test sets it.",
            "lifecycle_store -- *",
            "    An open store on a temporary SQLite file, *",
        ]
    )


def test_loading_the_plugin_loads_nothing_that_a_test_may_not_need() -> None:
    program = "import hersys_lifecycle.integrations.pytest_plugin, sys; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    heavy = {"cattrs", "eventsourcing", "hypothesis", "pendulum", "sqlite3", "hersys_lifecycle.testing"}
    assert heavy.isdisjoint(ran.stdout.split())
