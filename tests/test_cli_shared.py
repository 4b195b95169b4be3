"""What all commands share: the clock, the options, help that fits, completion, and errors in one line."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import typer

from hersys_lifecycle import Grade, Prefecture
from hersys_lifecycle.cli import app, errors, faults
from hersys_lifecycle.cli.draw_options import before, picture_asked
from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.events import EVENT_TYPES
from hersys_lifecycle.instants import MICROSECOND
from tests import shorthand as s
from tests.stores import OSAKA_LATER
from tests.test_cli import LANGUAGES, NOON, RUNNER, Language, ask, run_together
from tests.test_cli_output import width
from tests.test_cli_store import MOVED, filled
from tests.typed import event_typed

THEN = s.jst("2023-11-18") - MICROSECOND


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:  # noqa: ANN401  # click's
    """Yield every command there is, groups too, with the words that name it."""
    yield path, group
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*path, name))


EVERY = dict(commands(typer.main.get_command(app)))
LEAVES = {path: command for path, command in EVERY.items() if not hasattr(command, "commands")}


def options_of(command: Any) -> set[str]:  # noqa: ANN401  # click's
    return {name for option in command.params for name in option.opts}


# The options, and help


def test_every_command_takes_the_clock_the_language_the_form_and_the_record() -> None:
    assert len(LEAVES) > 2 * len(EVENT_TYPES)
    for path, command in LEAVES.items():
        shared = {"--now", "--lang", "--json", "--no-color", "--store"}
        assert shared <= options_of(command), path
    asks = {path for path, command in LEAVES.items() if "--known-at" in options_of(command)}
    keep = {path for path in LEAVES if path[0] in {"record", "propose", "init", "export", "import"}}
    assert asks == {*LEAVES} - keep


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_help_fits_eighty_columns_and_is_not_cut_off(path: tuple[str, ...]) -> None:
    shown = ask(*path, "--help")
    assert shown.exit_code == 0
    assert all(width(line) <= 80 for line in shown.stdout.splitlines())
    assert "..." not in shown.stdout.replace("[ARGS]...", "").replace("PREFECTURE,...", "")


# The clock


@pytest.mark.parametrize(
    "command",
    [
        ["status"],
        ["check", "bulk_export", "Osaka"],
        ["when", "bulk_export", "Osaka"],
        ["explain", "bulk_export", "Osaka"],
        ["matrix"],
        ["outstanding"],
    ],
    ids=" ".join,
)
def test_the_clock_that_is_set_counts_to_the_microsecond_where_no_instant_is_named(command: list[str]) -> None:
    expected = ask(*command, "--json", "--at", THEN.isoformat())
    assert THEN.isoformat() in expected.stdout
    set_by = {"HERSYS_NOW": THEN.isoformat()}
    for answer in (
        ask(*command, "--json", "--now", THEN.isoformat()),
        ask(*command, "--json", env=set_by),
        ask(*command, "--json", "--now", THEN.isoformat(), env={"HERSYS_NOW": NOON.isoformat()}),
        ask(*command, "--json", "--now", NOON.isoformat(), "--at", THEN.isoformat(), env=set_by),
    ):
        assert (answer.stdout, answer.exit_code, answer.stderr) == (expected.stdout, expected.exit_code, "")
    running = ask(*command, "--json", now=THEN)
    assert (THEN.replace(microsecond=0)).isoformat() in running.stdout


def test_what_is_recorded_and_proposed_is_then(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    early, later = s.jst("2023-09-20T10:00") + MICROSECOND, s.jst("2023-10-02T00:00") + 2 * MICROSECOND
    begun = ask("init", "--store", url, "--json", "--now", early.isoformat())
    assert {each["recorded_at"] for each in json.loads(begun.stdout)["events"]} == {early.isoformat()}
    asked = [*event_typed(OSAKA_LATER), "--store", url, "--json"]
    proposed = ask("propose", *asked, "--now", later.isoformat())
    assert json.loads(proposed.stdout)["now"] == later.isoformat()
    recorded = ask("record", *asked, "--yes", env={"HERSYS_NOW": later.isoformat()})
    (entry,) = json.loads(recorded.stdout)["recorded"]
    assert entry["recorded_at"] == later.isoformat()


@pytest.mark.parametrize(("lang", "said"), [("ja", "--now に時差の指定がない"), ("en", "--now has no UTC offset")])
def test_a_clock_without_offset_is_set_to_japan_time_and_the_answer_says_so(lang: Language, said: str) -> None:
    shown = ask("status", "--now", "2023-11-14T12:00", "--lang", lang)
    assert said in shown.stdout.splitlines()[0]
    raw = ask("status", "--now", "2023-11-14T12:00", "--lang", lang, "--json")
    assert json.loads(raw.stdout)["at"] == NOON.isoformat()
    assert said in raw.stderr
    drawn = ask("timeline", "--svg", "--now", "2023-11-14T12:00", "--lang", lang)
    assert said in drawn.stderr
    assert drawn.stdout.startswith("<")


def test_a_clock_cannot_be_set_to_what_is_no_instant() -> None:
    for arguments, env in ((["--now", "soon"], {}), ([], {"HERSYS_NOW": "soon"})):
        refused = ask("status", *arguments, "--lang", "en", env=env)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "'soon' cannot be read as an instant" in refused.stderr


# Completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hersys record ", {*EVENT_TYPES}),
        ("hersys propose slot_", {"slot_assigned", "slot_rescheduled"}),
        ("hersys record slot_assigned --prefecture ", {each.name_en.casefold() for each in Prefecture}),
        ("hersys record slot-assigned --prefecture osa", {"osaka"}),
        ("hersys propose data_return_completed --authority 2710", {"271004"}),
        ("hersys record updates_stopped --grade ", {each.value for each in Grade}),
        ("hersys when bulk", {"bulk_export"}),
    ],
)
def test_shells_complete_kinds_of_events_and_what_their_fields_take(shell: str, typed: str, expected: set[str]) -> None:
    words = typed.split()
    asked: Mapping[str, str] = {
        "_HERSYS_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(words) - (not typed.endswith(" "))),
        "_TYPER_COMPLETE_ARGS": typed,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    shown = RUNNER.invoke(app, prog_name="hersys", env=asked).stdout
    offered = {line.split("\t")[0].strip() for line in shown.replace('"', "\n").replace(":", "\n").splitlines()}
    assert expected <= offered
    others = {*EVENT_TYPES, *(each.value for each in Grade), *(each.name_en.casefold() for each in Prefecture)}
    assert (others - expected) & offered == set()


# Errors


def test_every_error_of_the_shell_has_words_in_both_languages() -> None:
    kinds = {
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, LifecycleError) and kind.__module__ == errors.__name__
    }
    assert kinds == {kind for kind in faults.FAULTS if kind.__module__ == errors.__name__}
    for text in (*faults.FAULTS.values(), *faults.STORE_FAULTS.values(), *faults.KINDS.values()):
        assert text.en.isascii()
        assert text.ja != text.en


@pytest.mark.parametrize(
    ("arguments", "ja", "en"),
    [
        (["explain", "bulk_export"], "都道府県又は --authority を指定", "name a prefecture, or give --authority"),
        (["when", "edditing"], "最も近いのは edit", "the nearest is edit"),
        (["matrix", "--role", "保険所"], "という立場はありません", "the nearest is health_center"),
        (["matrix", "--at", "soon"], "日時として読み取れません", "write it in ISO 8601"),
        (["timeline", "--svg", "--png"], "形式を1つだけ", "name one kind of picture"),
        (["timeline", "plan.txt"], "形式を1つだけ", "name one kind of picture"),
    ],
)
def test_an_error_is_one_line_with_the_remedy(arguments: list[str], ja: str, en: str) -> None:
    for lang, remedy in (("ja", ja), ("en", en)):
        for form in ([], ["--json"]):
            refused = ask(*arguments, "--lang", lang, *form)
            assert (refused.exit_code, refused.stdout) == (2, "")
            (line,) = refused.stderr.splitlines()
            assert line.startswith("hersys: ")
            assert remedy in line


# Which picture


@pytest.mark.parametrize(
    ("file", "svg", "png", "kind"),
    [
        (None, False, False, None),
        (None, True, False, "svg"),
        ("-", False, True, "png"),
        ("plan.svg", False, False, "svg"),
        ("plan.PNG", False, False, "png"),
        ("plan.svg", True, False, "svg"),
        ("plan", False, True, "png"),
    ],
)
def test_an_option_says_which_picture_it_is_or_else_the_end_of_the_name(
    file: str | None, kind: str | None, *, svg: bool, png: bool
) -> None:
    assert picture_asked(file, {"svg": svg, "png": png}) == kind


@pytest.mark.parametrize(
    ("file", "svg", "png"),
    [("plan.txt", False, False), ("-", False, False), (None, True, True), ("a.svg", False, True)],
)
def test_one_picture_is_asked_for_and_not_two_or_any(file: str | None, *, svg: bool, png: bool) -> None:
    with pytest.raises(errors.OnePictureError):
        picture_asked(file, {"svg": svg, "png": png})


def test_an_alarm_rings_whole_days_before() -> None:
    assert (before(None), before(0), before(3)) == (None, timedelta(), timedelta(days=3))


# The pages

PAGES = [
    ["when", "bulk_export", "Osaka"],
    ["when", "edit"],
    ["explain", "bulk_export", "--authority", "大阪市", "--role", "medical_institution"],
    ["explain", "contact_download", "--at", "2023-11-01T00:00+09:00"],
    ["matrix"],
    ["history"],
    ["verify"],
    ["record", *event_typed(s.reserve("予備期間", "2024-02-01", "2024-02-10")), "--yes", "--key", "once"],
]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    return filled(f"sqlite:///{tmp_path_factory.mktemp('record') / 'log.db'}")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", PAGES, ids=lambda words: " ".join(words[:2]))
def test_pages_fit_their_terminal_and_are_not_cut_off_where_it_is_narrow(
    command: list[str], lang: Language, record: str
) -> None:
    def shown(columns: int) -> str:
        return ask(
            *command, "--store", record, "--lang", lang, now=MOVED, env={"COLUMNS": str(columns), "HERSYS_BY": "ops"}
        ).stdout

    shown(80)  # what is recorded is recorded
    text = shown(80)
    assert all(width(line) <= 80 for line in text.splitlines())
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    assert sorted(run_together(shown(30))) == sorted(run_together(text)) == sorted(run_together(shown(500)))


DAYS = {
    "ja": r"(\d+)年(\d+)月(\d+)日(?:（.）)?(?:(\d+)時(\d+)分)?",
    "en": r"(\d{4})-(\d\d)-(\d\d)(?: \([A-Z]..\))?(?: (\d\d):(\d\d))?",
}


@pytest.mark.parametrize("command", PAGES, ids=lambda words: " ".join(words[:2]))
def test_pages_in_both_languages_tell_the_same_instants_in_the_same_number_of_lines(
    command: list[str], record: str
) -> None:
    def shown(lang: Language) -> str:
        env = {"COLUMNS": "500", "HERSYS_BY": "ops"}
        return ask(*command, "--store", record, "--lang", lang, now=MOVED, env=env).stdout

    shown("ja")  # what is recorded is recorded
    told = {lang: shown(lang) for lang in LANGUAGES}
    ja, en = ([tuple(map(int, filter(None, day))) for day in re.findall(DAYS[lang], told[lang])] for lang in LANGUAGES)
    assert sorted(ja) == sorted(en)
    assert len({text.count("\n") for text in told.values()}) == 1
