"""The commands ask a record instead of the embedded notice, as it is known now or was known then."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

import hersys_lifecycle.store
from hersys_lifecycle import Capability, Prefecture, official_lifecycle
from hersys_lifecycle.cli import faults
from hersys_lifecycle.instants import MICROSECOND
from hersys_lifecycle.store import open_store
from hersys_lifecycle.testing import FrozenClock
from tests.shorthand import jst, slot
from tests.stores import NOTICE, OSAKA_LATER, behind
from tests.test_cli import NOON, RUNNER, Language, amended, ask, without_osaka
from tests.test_cli_ending import run

ADOPTED = jst("2023-09-20T10:00")
MOVED = jst("2023-11-01T12:00")
COMMANDS = [["status"], ["check", "bulk_export", "Osaka"], ["timeline"], ["outstanding"], ["verify"]]
QUICK = COMMANDS[:-1]


def filled(url: str) -> str:
    """Fill a store with the notice and, later, another slot for Osaka; return its URL."""
    clock = FrozenClock(ADOPTED)
    with open_store(url, clock=clock) as store:
        store.adopt(NOTICE, by="ops")
        clock.set(MOVED)
        store.record(OSAKA_LATER, by="ops")
    return url


@pytest.fixture
def url(tmp_path: Path) -> str:
    return filled(f"sqlite:///{tmp_path / 'log.db'}")


@pytest.mark.parametrize("command", QUICK, ids=" ".join)
@pytest.mark.parametrize("form", [["--json"], ["--lang", "ja"]], ids=" ".join)
def test_a_command_answers_from_the_store_as_the_lifecycle_there_does(
    command: list[str], form: list[str], url: str
) -> None:
    expected = ask(*command, *form, lifecycle=amended(OSAKA_LATER))
    for found in (
        ask(*command, *form, "--store", url),
        ask(*command, *form, env={"HERSYS_STORE": url}),
        ask(*command, *form, "--store", url, env={"HERSYS_STORE": "sqlite:///another.db"}),
    ):
        assert (found.stdout, found.exit_code, found.stderr) == (expected.stdout, expected.exit_code, "")


def test_verify_proves_what_must_be_true_of_what_is_in_the_store(tmp_path: Path) -> None:
    url, clock = f"sqlite:///{tmp_path / 'log.db'}", FrozenClock(ADOPTED)
    with open_store(url, clock=clock) as store:
        store.adopt(without_osaka().events, by="ops")
        clock.set(jst("2023-10-20"))
        store.record(slot(Prefecture.OSAKA, "2023-11-13", "2023-11-18"), by="ops")
    assert ask("verify", "--json", "--store", url).exit_code == 0
    assert ask("verify", "--json", "--store", url, "--known-at", ADOPTED.isoformat()).exit_code == 1


def test_a_store_on_postgresql_answers_like_one_in_a_file(postgres_url: str) -> None:
    found = ask("timeline", "--store", filled(postgres_url))
    assert (found.stdout, found.exit_code) == (ask("timeline", lifecycle=amended(OSAKA_LATER)).stdout, 0)


@pytest.mark.parametrize("command", QUICK, ids=" ".join)
def test_known_at_answers_as_was_known_then(command: list[str], url: str) -> None:
    for known_at, lifecycle in (
        (ADOPTED, amended()),
        (MOVED - MICROSECOND, amended()),
        (MOVED, amended(OSAKA_LATER)),
        (MOVED + timedelta(days=9), amended(OSAKA_LATER)),
    ):
        expected = ask(*command, "--json", lifecycle=lifecycle)
        found = ask(*command, "--json", "--store", url, "--known-at", known_at.isoformat())
        assert (found.stdout, found.exit_code, found.stderr) == (expected.stdout, expected.exit_code, "")


def test_what_was_known_decides_whether_it_is_allowed(url: str) -> None:
    question = ("check", "bulk_export", "Osaka", "--at", NOON.isoformat(), "--store", url)
    assert ask(*question).exit_code == 1
    assert ask(*question, "--known-at", "2023-10-01T00:00+09:00").exit_code == 0
    assert official_lifecycle().allows(Capability.BULK_EXPORT, Prefecture.OSAKA, at=NOON)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", "--known-at に時差の指定がないため、日本時間"),
        ("en", "--known-at has no UTC offset, so it was read as Japan"),
    ],
)
def test_a_known_at_without_offset_is_japan_time_and_the_answer_says_so(url: str, lang: Language, said: str) -> None:
    shown = ask("timeline", "--store", url, "--known-at", "2023-11-01T11:59:59", "--lang", lang)
    assert said in shown.stdout.splitlines()[0]
    raw = ask("timeline", "--json", "--store", url, "--known-at", "2023-11-01T11:59:59", "--lang", lang)
    assert raw.stdout == ask("timeline", "--json").stdout
    (remark,) = raw.stderr.splitlines()
    assert said in remark


@pytest.mark.parametrize(("lang", "said"), [("ja", "何も記録されていない"), ("en", "nothing is recorded")])
def test_where_nothing_is_recorded_the_answer_says_so(url: str, lang: Language, said: str) -> None:
    shown = ask("status", "--store", url, "--known-at", "2023-09-01T00:00+09:00", "--lang", lang)
    assert shown.exit_code == 0
    assert said in shown.stdout.splitlines()[0]
    assert ask("status", "--store", url, "--lang", lang).stdout.count(said) == 0


# What is wrong, and whose fault it is


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_known_at_without_a_store_is_misuse(command: list[str]) -> None:
    for lang, remedy in (
        ("en", "name one with --store, or in HERSYS_STORE"),
        ("ja", "--store 又は HERSYS_STORE で指定"),
    ):
        refused = ask(*command, "--known-at", "2023-11-01", "--lang", lang)
        assert refused.exit_code == 2
        assert refused.stdout == ""
        (line,) = refused.stderr.splitlines()
        assert line.startswith("hersys: ")
        assert remedy in line


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["--store", "log.db"], "write sqlite:///file"),
        (["--store", ""], "write sqlite:///file"),
        (["--store", "sqlite:///nowhere.db", "--known-at", "then"], "write it in ISO 8601"),
    ],
)
def test_what_names_no_store_or_no_instant_is_misuse(arguments: list[str], remedy: str) -> None:
    refused = ask("status", *arguments)
    assert refused.exit_code == 2
    assert refused.stdout == ""
    (line,) = refused.stderr.splitlines()
    assert remedy in line


def unusable(url: str, lang: Language = "en", **environment: str) -> str:
    """Ask a store that cannot be used; return what the one line says."""
    answer = ask("check", "view", "--store", url, "--lang", lang, env=environment)
    assert answer.exit_code == 3
    assert answer.stdout == ""
    (line,) = answer.stderr.splitlines()
    assert line.startswith("hersys: ")
    return line


@pytest.mark.parametrize(("lang", "said"), [("ja", "新しく始めるか"), ("en", "begin one with")])
def test_a_file_that_is_not_there_ends_it_with_three_and_is_not_made(tmp_path: Path, lang: Language, said: str) -> None:
    line = unusable(f"sqlite:///{tmp_path / 'none.db'}", lang)
    assert said in line
    assert f"hersys init --store sqlite:///{tmp_path / 'none.db'}" in line
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_does_not_answer_ends_it_with_three_and_keeps_the_password() -> None:
    line = unusable("postgresql://ops:secret@127.0.0.1:1/hersys")
    assert "is not available: " in line
    assert "secret" not in line


@pytest.mark.parametrize(("lang", "said"), [("ja", "バックアップ"), ("en", "restore it from a backup")])
def test_a_log_that_is_damaged_ends_it_with_three(tmp_path: Path, url: str, lang: Language, said: str) -> None:
    behind(url, "DELETE FROM ROWS WHERE NUMBER = 7")
    assert said in unusable(url, lang)
    (tmp_path / "other.db").write_text("no database at all")
    assert said in unusable(f"sqlite:///{tmp_path / 'other.db'}", lang)


@pytest.mark.parametrize(("lang", "said"), [("ja", "環境変数を訂正"), ("en", "correct env or the environment")])
def test_settings_that_cannot_be_used_end_it_with_three(url: str, lang: Language, said: str) -> None:
    assert said in unusable(url, lang, COMPRESSOR_TOPIC="no.such:Compressor")


@pytest.mark.parametrize(("lang", "said"), [("ja", "追加機能"), ("en", "needs an extra")])
def test_an_extra_that_is_missing_ends_it_with_three(
    monkeypatch: pytest.MonkeyPatch, lang: Language, said: str
) -> None:
    monkeypatch.setitem(sys.modules, "hersys_lifecycle.store.postgres", None)
    monkeypatch.delattr("hersys_lifecycle.store.postgres", raising=False)
    line = unusable("postgresql://db/hersys", lang)
    assert said in line
    assert "hersys-lifecycle[postgres]" in line


@pytest.mark.parametrize(("lang", "said"), [("ja", "場所と権限を確認"), ("en", "who may read it")])
def test_a_folder_that_has_gone_ends_it_with_three(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lang: Language, said: str
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert said in unusable("sqlite:///log.db", lang)


def test_the_words_for_errors_of_the_store_are_for_errors_there_are() -> None:
    assert set(faults.STORE_FAULTS) <= set(hersys_lifecycle.store.__all__)


def test_the_program_reads_the_store_and_leaves_it_as_it_was(url: str) -> None:
    file = Path(url.removeprefix("sqlite:///"))
    before = file.read_bytes()
    told = run("check", "bulk_export", "27", "--at", NOON.isoformat(), "--json", HERSYS_STORE=url)
    assert told.returncode == 1
    assert json.loads(told.stdout)["reason"] == "before_slot"
    assert told.stderr == ""
    assert file.read_bytes() == before


@pytest.mark.parametrize(("lang", "said"), [("ja", "の記録は常に空です"), ("en", "name one that is kept")])
@pytest.mark.parametrize("command", [["audit", "log.csv"], ["trail"], ["departures"]], ids=" ".join)
def test_a_store_that_is_always_empty_has_nothing_to_look_back_on(
    command: list[str], lang: Language, said: str
) -> None:
    refused = ask(*command, "--store", ":memory:", "--lang", lang)
    assert (refused.exit_code, refused.stdout) == (2, "")
    (line,) = refused.stderr.splitlines()
    assert said in line


# What is not asked for is not loaded

NOT_LOADED = ("eventsourcing", "sqlite3", "psycopg")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["check", "--help"],
        ["status", "--json"],
        ["check", "edit"],
        ["outstanding"],
        ["timeline"],
        ["verify"],
    ],
    ids=" ".join,
)
def test_without_a_store_nothing_that_keeps_one_is_loaded(arguments: list[str]) -> None:
    program = f"""if True:
        import atexit, sys
        atexit.register(lambda: print(sorted(set(sys.modules) & set({NOT_LOADED!r})), file=sys.stderr))
        from hersys_lifecycle.cli import app
        app({arguments!r})
    """
    kept = {name: value for name, value in os.environ.items() if name != "HERSYS_STORE"}
    ended = subprocess.run(
        [sys.executable, "-c", program], env=kept, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert ended.stdout
    assert ended.stderr.splitlines()[-1] == "[]"


def test_the_runner_of_these_tests_knows_no_store_of_its_own() -> None:
    assert RUNNER.env["HERSYS_STORE"] is None
