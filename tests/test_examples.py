"""Every example runs alone, and shows what it says it shows."""

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"

FACTS = {
    "amendment": (
        "* [2023-11-13T00:00:00+09:00, 2023-11-18T00:00:00+09:00)  bulk_export, Osaka",
        "* [2023-12-04T00:00:00+09:00, 2023-12-09T00:00:00+09:00)  bulk_export, Osaka",
        "DecommissionLimitAnnounced is not admitted",
        "02 青森県 (Aomori)",
        "[2023-11-13T00:00:00+09:00, 2023-11-18T00:00:00+09:00), as it always was",
    ),
    "countdown": (
        "Sun 12 Nov 2023, 23:30  opens in 30 minutes",
        "Mon 13 Nov 2023, 00:00  open, closes in 5 days",
        "Sat 18 Nov 2023, 00:00  passed",
    ),
    "first_look": (
        "2023-10-31 18:00 – 2023-11-01 08:00  maintenance lockout",
        "2023-10-31 17:59:59  yes: available",
        "2023-10-31 18:00:00  no: locked_out",
        "2023-11-01 07:59:59  no: locked_out",
        "2023-11-01 08:00:00  yes: available",
        "2023-11-13 00:00:00  yes: in_slot",
        "2023-11-18 00:00:00  no: after_slot",
        "no: role_not_entitled",
        "2024-04-01 00:00:00  no: past_announced_limit",
        "日本時間2023年10月31日18時00分の時点で、",
    ),
    "guarded_service": (
        "2023-10-31 17:59:59  PUT /cases/1  →  200",
        "2023-10-31 18:00:00  PUT /cases/1  →  403",
        '"reason": "before_slot"',
        '"next_allowed": "2023-11-13T00:00:00+09:00"',
        '"clause": "N4"',
        "2023-11-13 00:00:00  GET /bulk-export  →  200",
    ),
}


def run(name: str, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", str(EXAMPLES / f"{name}.py"), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)


def test_every_example_is_tested() -> None:
    assert sorted(path.stem for path in EXAMPLES.glob("*.py")) == sorted(FACTS)


@pytest.mark.parametrize(("name", "facts"), FACTS.items(), ids=list(FACTS))
def test_an_example_shows_its_facts(name: str, facts: tuple[str, ...], tmp_path: Path) -> None:
    shown = run(name, tmp_path)
    assert shown.returncode == 0
    assert shown.stderr == ""
    assert [fact for fact in facts if fact not in shown.stdout] == []


def test_the_countdown_takes_another_prefecture_in_any_spelling(tmp_path: Path) -> None:
    shown = run("countdown", tmp_path, "北海道")
    assert shown.returncode == 0
    assert "Hokkaido Prefecture (北海道)" in shown.stdout
    assert "from Mon 27 Nov 2023, 00:00 and before Sat 2 Dec 2023, 00:00" in shown.stdout


def test_the_countdown_names_the_nearest_prefecture_to_a_misspelt_one(tmp_path: Path) -> None:
    refused = run("countdown", tmp_path, "Osakka")
    assert refused.returncode == 1
    assert "27 大阪府 (Osaka)" in refused.stderr
