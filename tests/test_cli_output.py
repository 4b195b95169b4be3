"""What people see fits their terminal, in both languages, and help is at hand."""

import io
import json
import unicodedata
from collections import Counter

import pytest

from hersys_lifecycle.cli import Surroundings, app
from tests.test_cli import LANGUAGES, NOON, RUNNER, Language, ask, page, run_together

PAGES = [
    ["status", "--at", "2023-10-31T12:00+09:00"],
    ["status", "--at", "2024-01-23T12:00+09:00"],
    ["status", "東京"],
    ["check", "bulk_export", "--authority", "大阪市", "--role", "national_government"],
    ["check", "contact_download", "--at", "2023-11-01T00:00+09:00"],
    ["timeline", "--at", "2023-11-14T12:00+09:00"],
    ["verify"],
    ["outstanding", "--at", "2023-11-14T12:00+09:00"],
    ["outstanding", "東京"],
]


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", PAGES, ids=" ".join)
def test_pages_fit_eighty_columns_and_hold_no_character_of_doubtful_width(command: list[str], lang: Language) -> None:
    shown = page(*command, lang=lang)
    assert all(width(line) <= 80 for line in shown.splitlines())
    assert not [line for line in shown.splitlines() if line != line.rstrip()]
    assert {unicodedata.east_asian_width(character) for character in shown} <= {"N", "Na", "W", "F"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", PAGES, ids=" ".join)
def test_nothing_is_cut_off_where_the_terminal_is_narrow(command: list[str], lang: Language) -> None:
    def characters(columns: int) -> Counter[str]:
        return Counter(run_together(ask(*command, "--lang", lang, env={"COLUMNS": str(columns)}).stdout))

    assert characters(24) == characters(80) == characters(500)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_columns_stand_under_each_other_whatever_the_width_of_their_letters(lang: Language) -> None:
    instant = {"ja": "2023年11月1日8時00分", "en": "2023-11-01 08:00 JST"}[lang]
    rows = [line for line in page("timeline", lang=lang).splitlines() if instant in line]
    until, start = (width(row.split(instant)[0]) for row in rows[:2])
    head = page("timeline", lang=lang).splitlines()[1]
    heads = {"ja": ("開始", "終了"), "en": ("From", "Until")}[lang]
    assert [width(head.split(word)[0]) for word in heads] == [start, until]


def test_japanese_lines_break_after_a_comma_and_not_within_a_name() -> None:
    shown = ask("timeline", "--lang", "ja", env={"COLUMNS": "40"}).stdout
    assert "青森県、栃木県、新潟県、滋賀県、\n      奈良県、愛媛県、長崎県\n" in shown


def test_what_the_encoding_lacks_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    ascii_only = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", ascii_only)
    with pytest.raises(SystemExit):
        app(["check", "edit", "--json"], obj=Surroundings(clock=lambda: NOON))
    ascii_only.seek(0)
    decision = json.loads(ascii_only.read())
    assert decision["basis"][0]["document"] == "本年11月以降のHER-SYSの運用について"


def test_help_says_how_to_ask_and_what_the_exit_status_means() -> None:
    assert ask().exit_code == 2
    shown = ask("--help")
    assert shown.exit_code == 0
    for command in ("status", "check", "timeline", "verify", "outstanding", "propose"):
        assert f"  {command} " in shown.stdout
        assert ask(command, "--help").exit_code == 0
    assert "..." not in shown.stdout.replace("[ARGS]...", "")
    assert "1 denied" in ask("check", "--help").stdout


def test_the_version_is_that_of_the_distribution() -> None:
    shown = ask("--version")
    assert shown.exit_code == 0
    assert shown.stdout.startswith("hersys 0.")


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("hersys ver", "verify"),
        ("hersys check bul", "bulk_export"),
        ("hersys check bulk_export osa", "osaka"),
        ("hersys status hok", "hokkaido"),
        ("hersys status Hok", "Hokkaido"),
        ("hersys status 北海", "北海道"),
        ("hersys status 01", "01"),
        ("hersys status --lang j", "ja"),
        ("hersys check edit --role heal", "health_center"),
        ("hersys check edit --authority 2710", "271004"),
        ("hersys check edit --authority 横浜", "横浜市"),
    ],
)
def test_the_shell_completes_commands_and_what_they_take(typed: str, completed: str) -> None:
    asked = {"_HERSYS_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
    shown = RUNNER.invoke(app, prog_name="hersys", env=asked)
    assert shown.stdout.split() == [completed]
