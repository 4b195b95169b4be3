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
    "audit": (
        "              3  agrees\n              1  wrong by what was known then\n",
        "              2  当時の記録に照らせば正しいが、現在の記録に照らして誤り\n",
        "  line 3  wrong_then: u1, edit, allowed\n      known then: locked_out, by event 3 maintenance_scheduled\n",
        "  line 6  wrong_in_hindsight: u3, bulk_export, denied\n      known then: locked_out, by event 53 maint",
        "      known now: in_slot, by event 5 slot_assigned\n",
        "  line 8  undecidable: '2023-11-01T10:00:00+09:00,u1'\n",
        "of all prefectures [2023-11-01T09:30:00+09:00, 2023-11-01T10:00:00+09:00): locked_out -> available\n",
        "      final [2023-10-31T18:00:00+09:00, 2023-11-01T09:30:00+09:00), 1.5 hours later\n      events 3 53 54\n",
    ),
    "countdown": (
        "Sun 12 Nov 2023, 23:30  opens in 30 minutes",
        "Mon 13 Nov 2023, 00:00  open, closes in 5 days",
        "Sat 18 Nov 2023, 00:00  passed",
    ),
    "download_desk": (
        "2023-11-10 22:30  東京都: started, 1:30:00 left, too short for 2:00:00 (in_slot)",
        "2023-11-10 22:30  大阪府: put off until 2023-11-13 00:00, 5 days, 0:00:00 left (before_slot)",
        "2023-11-10 22:30  大阪府: turned down (role_not_entitled)",
        "2023-11-13 00:00  大阪府: started, 5 days, 0:00:00 left (in_slot)",
        "2024-01-29 10:00  石川県: turned down (after_slot)",
        "2024-01-29 10:00  石川県: put off until 2024-02-13 00:00, 4 days, 0:00:00 left (after_slot)",
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
    "rehearsal": (
        "Everything else that is recorded, of Ishikawa too, is invented.",
        "edit at 2023-10-31 18:00:00: no, locked_out",
        "bulk_export of 東京都 at 2023-11-01 08:00: no, locked_out, next 2023-11-01 10:00",
        "as known until then: yes, in_slot, until 2023-11-11 00:00",
        "refused   answers before 2023-11-14T11:00:00+09:00 would be others",
        "bulk_export of 石川県 at 2024-01-29 10:00: no, after_slot\n",
        "the reserve period '予備期間': 17 石川県 (Ishikawa); move what would be cut off first",
        "bulk_export of 石川県 at 2024-02-13 09:00: yes, in_reserve_period, until 2024-02-17 00:00",
        "view at 2024-03-22 18:00:00: no, decommissioned",
        "refused   HER-SYS ended at 2024-03-22T18:00:00+09:00",
        "The auditor finds all 18 heads kept on the way; events [212, 215] are corrections.",
    ),
    "verify_log": (
        "whole: 18 entries, head 18:c68cf38a21d7f7c156975bed27d2d084810d45209d12584ea4ecf83f91fcb173",
        "not seen: whether all of it was rewritten, or its end cut off; a head kept elsewhere tells (--head)",
    ),
}

ARGUMENTS = {"verify_log": (str(Path(__file__).parent / "golden" / "log-v1.jsonl"),)}
"""For those that do nothing without."""


def run(name: str, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", str(EXAMPLES / f"{name}.py"), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)


def test_every_example_is_tested() -> None:
    examples = {path.stem for path in EXAMPLES.glob("*.py")}
    own_tests = {f"test_{example}" for example in examples} & examples
    assert examples - own_tests == set(FACTS)


@pytest.mark.parametrize(("name", "facts"), FACTS.items(), ids=list(FACTS))
def test_an_example_shows_its_facts(name: str, facts: tuple[str, ...], tmp_path: Path) -> None:
    shown = run(name, tmp_path, *ARGUMENTS.get(name, ()))
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
