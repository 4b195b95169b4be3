"""What must work where the package is installed without any extra; `make bare` runs it in such an environment."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = {"audit": "audit", "rehearsal": "follow"}
ARGUMENTS = {"verify_log": [ROOT / "tests" / "golden" / "log-v1.jsonl"]}
THEIRS = """
def test_the_last_phase_is_the_end(lifecycle):
    assert lifecycle.timeline[-1].phase.value == "decommissioned"


def test_a_store(lifecycle_store):
    pass
"""
HEAVY = ("cattrs", "eventsourcing", "hypothesis", "numpy", "pyarrow", "rich", "typer")


def run(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)


@pytest.mark.parametrize("extra", ["hypothesis", "numpy", "pyarrow", "rich", "typer"])
def test_no_extra_is_installed_here(extra: str) -> None:
    assert find_spec(extra) is None


def test_importing_the_facade_loads_nothing_heavy() -> None:
    loaded = run(sys.executable, "-c", "import hersys_lifecycle, sys; print(*sys.modules)")
    assert loaded.returncode == 0, loaded.stderr
    assert set(HEAVY).isdisjoint(loaded.stdout.split())


@pytest.mark.parametrize(
    "command",
    [[Path(sys.executable).with_name("hersys")], [sys.executable, "-m", "hersys_lifecycle"]],
    ids=["hersys", "python -m"],
)
def test_the_command_says_in_one_line_how_to_install_its_extra(command: list[str | Path]) -> None:
    refused = run(*command, "status")
    assert refused.returncode == 2
    assert refused.stdout == ""
    (line,) = refused.stderr.splitlines()
    assert "pip install 'hersys-lifecycle[cli]'" in line


@pytest.mark.parametrize(
    ("call", "extra"),
    [
        ("official_lifecycle().answers()", "arrow"),
        ("columnar.questions()", "arrow"),
        ("official_lifecycle().allows_many([5], [27], [0])", "numpy"),
        ("calendars.calendar(official_lifecycle().events, language='en', stamp=EPOCH)", "calendar"),
        ("pictures.timeline_svg(official_lifecycle(), at=None, language='en')", "pictures"),
        ("pictures.dot()", "pictures"),
        ("pictures.diagram_svg(language='en')", "pictures"),
        ("pictures.png('<svg/>')", "pictures"),
        ("reports.report(official_lifecycle(), at=EPOCH, language='en')", "report"),
    ],
)
def test_what_answers_in_another_form_says_how_to_install_its_extra(call: str, extra: str) -> None:
    modules = "calendars, columnar, official_lifecycle, pictures, reports"
    program = f"from hersys_lifecycle import {modules}; from hersys_lifecycle.instants import EPOCH; {call}"
    refused = run(sys.executable, "-c", program)
    assert refused.returncode == 1
    last = refused.stderr.splitlines()[-1]
    assert last.startswith("hersys_lifecycle.errors.MissingExtraError: ")
    assert f"pip install 'hersys-lifecycle[{extra}]'" in last


def test_the_test_kit_says_how_to_install_its_extra() -> None:
    refused = run(sys.executable, "-c", "import hersys_lifecycle.testing")
    assert refused.returncode == 1
    assert "pip install 'hersys-lifecycle[testing]'" in refused.stderr.splitlines()[-1]


def test_pytest_finds_the_plugin_and_a_fixture_that_needs_the_extra_says_so(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n", encoding="utf-8")
    (tmp_path / "test_theirs.py").write_text(THEIRS, encoding="utf-8")
    shown = run(sys.executable, "-m", "pytest", "-p", "no:cacheprovider", cwd=tmp_path)
    assert "1 passed, 1 error" in shown.stdout, shown.stdout + shown.stderr
    assert "MissingExtraError: the test kit needs an extra: pip install 'hersys-lifecycle[testing]'" in shown.stdout


EXAMPLES = sorted(path for path in ROOT.glob("examples/*.py") if not path.stem.startswith("test_"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_runs_or_names_the_extra_it_needs(example: Path, tmp_path: Path) -> None:
    shown = run(sys.executable, example, *ARGUMENTS.get(example.stem, []), cwd=tmp_path)
    if extra := NEEDED.get(example.stem):
        assert (shown.returncode, shown.stdout) == (1, "")
        assert f"pip install 'hersys-lifecycle[{extra}]'" in shown.stderr
    else:
        assert shown.returncode == 0, shown.stderr
        assert shown.stdout
