"""A record is begun, listed, exported and imported; what is there already is never written over."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest

from hersys_lifecycle.audit import Head
from hersys_lifecycle.checks import written
from hersys_lifecycle.cli import Surroundings, app
from hersys_lifecycle.codec import unstructure, unstructure_recorded
from hersys_lifecycle.instants import MICROSECOND
from hersys_lifecycle.store import MalformedLogError, StoreMissingError, open_store
from hersys_lifecycle.testing import FrozenClock
from tests.stores import NIGHT, NIGHT_LONGER, NOTICE
from tests.test_cli import LANGUAGES, NOON, RUNNER, Language, ask, run_together
from tests.test_cli_record import entries
from tests.test_cli_store import ADOPTED, MOVED, filled


def head(url: str) -> Head:
    with open_store(url, create=False) as store:
        return store.head()


def refused(*arguments: str, status: int = 2, lang: Language = "en", env: dict[str, str] | None = None) -> str:
    """Run what is refused; return what the one line says."""
    answer = ask(*arguments, "--lang", lang, env=env)
    assert (answer.exit_code, answer.stdout) == (status, "")
    (line,) = answer.stderr.splitlines()
    assert line.startswith("hersys: ")
    return line


# init


def test_a_record_begins_with_the_notice_wherever_it_is_kept(shared_url: str) -> None:
    answer = ask("init", "--store", shared_url, "--by", "担当者", "--json", now=ADOPTED)
    assert (answer.exit_code, answer.stderr) == (0, "")
    kept = entries(shared_url)
    assert tuple(entry.event for entry in kept) == NOTICE
    assert {(entry.recorded_at, entry.recorded_by, entry.correction) for entry in kept} == {(ADOPTED, "担当者", False)}
    told = json.loads(answer.stdout)
    assert told["events"] == [unstructure_recorded(entry) for entry in kept]
    assert Head(**told["head"]) == head(shared_url)


@pytest.mark.parametrize(("lang", "said"), [("ja", "52件を最初の記録として採用"), ("en", "what is recorded first: 52")])
def test_the_page_tells_how_much_was_adopted_and_the_head_to_keep(tmp_path: Path, lang: Language, said: str) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    shown = run_together(ask("init", "--store", url, "--lang", lang).stdout)
    assert run_together(said) in shown
    assert f"52:{head(url).digest}" in shown
    assert "hersysverify--head" in shown


def test_a_record_that_was_begun_is_not_begun_again(tmp_path: Path) -> None:
    url = filled(f"sqlite:///{tmp_path / 'log.db'}")
    before = entries(url)
    for lang, remedy in (("ja", "新しい記録の場所を --store で"), ("en", "open a store that is empty")):
        assert remedy in refused("init", "--store", url, lang=lang)  # type: ignore[arg-type]
    assert entries(url) == before


def test_to_begin_a_record_twice_with_one_key_is_to_begin_it_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    first, again = (
        ask("init", "--store", url, "--by", "ops", "--key", "notice", "--json", now=now) for now in (ADOPTED, NOON)
    )
    assert (first.stdout, first.exit_code) == (again.stdout, 0)


def test_a_record_may_begin_with_other_events_each_admitted_after_those_before_it(tmp_path: Path) -> None:
    url, file = f"sqlite:///{tmp_path / 'log.db'}", tmp_path / "events.json"
    file.write_text(json.dumps([unstructure(NIGHT_LONGER)]))
    assert f"{file}, $[0]: there is no maintenance period named" in refused(
        "init", "--store", url, "--events", str(file)
    )
    assert not (tmp_path / "log.db").exists()
    file.write_text(json.dumps([unstructure(NIGHT), unstructure(NIGHT_LONGER)]))
    assert ask("init", "--store", url, "--events", str(file)).exit_code == 0
    assert tuple(entry.event for entry in entries(url)) == (NIGHT, NIGHT_LONGER)


@pytest.mark.parametrize(
    "command", [["init"], ["history"], ["export", "log.jsonl"], ["import", "{file}"]], ids=" ".join
)
def test_what_keeps_a_record_asks_for_one_that_is_kept(tmp_path: Path, command: list[str]) -> None:
    file = tmp_path / "exported"
    file.touch()
    arguments = [word.format(file=file) for word in command]
    for lang, remedy in (("ja", "--store 又は HERSYS_STORE で"), ("en", "with --store, or in HERSYS_STORE")):
        assert remedy in refused(*arguments, lang=lang)  # type: ignore[arg-type]
    for lang, remedy in (("ja", "常に空です"), ("en", "name one that is kept")):
        assert remedy in refused(*arguments, "--store", ":memory:", lang=lang)  # type: ignore[arg-type]


def test_a_record_that_is_not_there_is_told_from_one_that_cannot_be_reached(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'none.db'}"
    with pytest.raises(StoreMissingError, match=r"there is no store sqlite:.*open it once with create=True"):
        open_store(url, create=False)
    for lang, remedy in (("ja", f"hersys init --store {url}"), ("en", f"hersys init --store {url}")):
        for command in (["history"], ["export", str(tmp_path / "log.jsonl")]):
            assert remedy in refused(*command, "--store", url, status=3, lang=lang)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_a_record_is_told_from_one_that_cannot_be_reached(postgres_url: str) -> None:
    assert "hersys init --store" in refused("history", "--store", postgres_url, status=3)
    assert ask("init", "--store", postgres_url).exit_code == 0
    assert ask("history", "--store", postgres_url).exit_code == 0


# history


def test_the_history_is_the_log_as_known_then(tmp_path: Path) -> None:
    url = filled(f"sqlite:///{tmp_path / 'log.db'}")
    kept = entries(url)
    for known_at, size in ((None, 53), (MOVED, 53), (MOVED - timedelta(seconds=1), 52), (NOON, 53)):
        asked = [] if known_at is None else ["--known-at", known_at.isoformat()]
        told = json.loads(ask("history", "--store", url, "--json", *asked).stdout)
        assert told["events"] == [unstructure_recorded(entry) for entry in kept[:size]]
        assert told["head"] == {"position": size, "digest": kept[size - 1].digest}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_has_a_row_for_each_recorded_event(tmp_path: Path, lang: Language) -> None:
    url = filled(f"sqlite:///{tmp_path / 'log.db'}")
    with open_store(url, clock=FrozenClock(MOVED)) as store:
        store.record(NIGHT, by="担当者", correction=True)
    shown = ask("history", "--store", url, "--lang", lang, env={"COLUMNS": "500"}).stdout
    rows = [line for line in shown.splitlines() if line.lstrip()[:1].isdecimal()]
    assert [int(row.split()[0]) for row in rows[:54]] == list(range(1, 55))
    for said in {
        "ja": ("2023年11月1日12時00分", "担当者", "訂正", "メンテナンスの予定：night"),
        "en": ("2023-11-01 12:00 JST", "担当者", "correction", "maintenance scheduled: night"),
    }[lang]:
        assert said in rows[53]
    assert {"ja": "訂正", "en": "correction"}[lang] not in rows[52]
    assert f"54:{head(url).digest}" in shown


@pytest.mark.parametrize(("lang", "said"), [("ja", "何も記録されていません"), ("en", "nothing is recorded")])
def test_where_nothing_was_recorded_yet_the_history_is_empty(tmp_path: Path, lang: Language, said: str) -> None:
    url = filled(f"sqlite:///{tmp_path / 'log.db'}")
    early = ["--known-at", "2023-09-01T00:00+09:00"]
    shown = ask("history", "--store", url, *early, "--lang", lang).stdout.splitlines()
    assert said in shown[0]
    assert len(shown) == 2
    raw = ask("history", "--store", url, *early, "--lang", lang, "--json")
    assert json.loads(raw.stdout)["events"] == []
    assert said in raw.stderr


def test_of_the_history_only_what_was_recorded_from_an_instant_on_is_listed(tmp_path: Path) -> None:
    url = filled(f"sqlite:///{tmp_path / 'log.db'}")
    for since, positions in ((ADOPTED, range(1, 54)), (ADOPTED + MICROSECOND, [53]), (MOVED + MICROSECOND, [])):
        asked = ["--since", since.isoformat()]
        told = json.loads(ask("history", "--store", url, "--json", *asked).stdout)
        assert [each["position"] for each in told["events"]] == [*positions]
        assert Head(**told["head"]) == head(url)
        shown = ask("history", "--store", url, *asked, env={"COLUMNS": "500"}).stdout
        assert f"{len(positions)}" in shown.splitlines()[0]
        assert head(url).digest in shown


# export, import


def test_what_is_exported_is_imported_as_it_was_recorded(tmp_path: Path, shared_url: str) -> None:
    source, file = filled(f"sqlite:///{tmp_path / 'source.db'}"), tmp_path / "log.jsonl"
    written = ask("export", str(file), "--store", source, "--json")
    piped = ask("export", "-", "--store", source)
    assert (written.exit_code, piped.exit_code) == (0, 0)
    assert piped.stdout_bytes == file.read_bytes()
    assert json.loads(written.stdout) == {"file": str(file), "head": head(source)._asdict()}
    answer = ask("import", str(file), "--store", shared_url, "--json")
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert json.loads(answer.stdout)["head"] == head(source)._asdict()
    assert entries(shared_url) == entries(source)
    assert "53" in refused("import", str(file), "--store", shared_url)


@pytest.mark.parametrize(
    ("lang", "exported", "imported"),
    [("ja", "53件を書き出しました", "53件を取り込みました"), ("en", "53 events", "53 events")],
)
def test_the_pages_tell_how_much_was_moved_and_the_head_to_keep(
    tmp_path: Path, lang: Language, exported: str, imported: str
) -> None:
    source, target = filled(f"sqlite:///{tmp_path / 'source.db'}"), f"sqlite:///{tmp_path / 'target.db'}"
    file = str(tmp_path / "log.jsonl")
    for command, url, where, said in (("export", source, file, exported), ("import", target, target, imported)):
        shown = run_together(ask(command, file, "--store", url, "--lang", lang).stdout)
        assert run_together(said) in shown
        assert run_together(where) in shown
        assert f"53:{head(source).digest}" in shown


def test_nothing_but_the_log_goes_to_stdout(tmp_path: Path) -> None:
    url, file = filled(f"sqlite:///{tmp_path / 'log.db'}"), tmp_path / "log.jsonl"
    ask("export", str(file), "--store", url)
    piped = ask("export", "-", "--store", url, "--now", "2023-11-14", "--lang", "en")
    assert piped.stdout_bytes == file.read_bytes()
    (remark,) = piped.stderr.splitlines()
    assert "--now has no UTC offset" in remark


def test_a_reader_of_the_log_that_has_gone_is_no_fault_of_the_record(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    url = filled(f"sqlite:///{tmp_path / 'log.db'}")
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "w", encoding="utf-8") as pipe:  # noqa: PTH123  # a descriptor, no path
        monkeypatch.setattr("sys.stdout", pipe)
        with pytest.raises(SystemExit) as ended:
            app(["export", "-", "--store", url], obj=Surroundings(clock=lambda: NOON))
    assert ended.value.code == 141
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("lang", "remedy"), [("ja", "別の名前を指定してください"), ("en", "name another file")])
def test_a_file_that_is_there_is_not_written_over(tmp_path: Path, lang: Language, remedy: str) -> None:
    url, file = filled(f"sqlite:///{tmp_path / 'log.db'}"), tmp_path / "log.jsonl"
    file.write_text("mine")
    assert remedy in refused("export", str(file), "--store", url, lang=lang)
    assert file.read_text() == "mine"


@pytest.mark.parametrize(("lang", "remedy"), [("ja", "場所と権限を確認"), ("en", "see to the place")])
def test_a_file_that_cannot_be_read_or_written_is_misuse(tmp_path: Path, lang: Language, remedy: str) -> None:
    url, target = filled(f"sqlite:///{tmp_path / 'log.db'}"), f"sqlite:///{tmp_path / 'target.db'}"
    assert remedy in refused("export", str(tmp_path / "none" / "log.jsonl"), "--store", url, lang=lang)
    for unreadable in (tmp_path / "none.jsonl", tmp_path):
        assert remedy in refused("import", str(unreadable), "--store", target, lang=lang)
    assert not (tmp_path / "target.db").exists()


@pytest.mark.parametrize(("lang", "place"), [("ja", "3行目："), ("en", "line 3: ")])
def test_a_file_that_is_not_as_it_was_exported_is_refused_with_its_line(
    tmp_path: Path, lang: Language, place: str
) -> None:
    url, target = filled(f"sqlite:///{tmp_path / 'log.db'}"), f"sqlite:///{tmp_path / 'target.db'}"
    file = tmp_path / "log.jsonl"
    ask("export", str(file), "--store", url)
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([*lines[:2], lines[2].replace(b"ops", b"eve"), *lines[3:]]))
    assert place in refused("import", str(file), "--store", target, lang=lang)
    assert not (tmp_path / "target.db").exists()  # an empty record would answer as if nothing had been announced
    assert "nothing was imported" in str(MalformedLogError(3, "it is broken"))


@pytest.mark.parametrize(("option", "value"), [("--by", ""), ("--by", "two\nlines"), ("--key", " ")])
def test_what_begins_no_record_makes_none(tmp_path: Path, option: str, value: str) -> None:
    refused_ = ask("init", "--store", f"sqlite:///{tmp_path / 'log.db'}", option, value)
    assert (refused_.exit_code, refused_.stdout) == (2, "")
    assert list(tmp_path.iterdir()) == []


def test_an_exported_log_is_imported_from_standard_input_too(tmp_path: Path) -> None:
    source, target = filled(f"sqlite:///{tmp_path / 'source.db'}"), f"sqlite:///{tmp_path / 'target.db'}"
    exported = ask("export", "-", "--store", source).stdout_bytes
    answer = RUNNER.invoke(app, ["import", "-", "--store", target], input=exported, catch_exceptions=False)
    assert answer.exit_code == 0
    assert entries(target) == entries(source)


def test_a_clock_that_was_set_is_remarked_on_where_it_counts(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    told = ask("init", "--store", url, "--now", ADOPTED.isoformat(), "--lang", "en", "--json")
    assert told.stderr == f"Note: the clock is set to {written(ADOPTED, 'en')}; that is when it counts as recorded.\n"
