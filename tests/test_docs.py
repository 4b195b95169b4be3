"""The documentation says what is so: its generated parts are current, its programs run, its quotations are exact."""

import re
from inspect import signature
from pathlib import Path
from typing import get_args
from unicodedata import normalize

import attrs
import pytest
from typer.main import get_command

from docs.generate import COMMAND, PAGES, expected
from docs.screenshots import LANGUAGES, PICTURES, TAKEN, line
from docs.tables import BLOCKS, ROOT
from hersys_lifecycle import testing
from hersys_lifecycle.cli import app
from hersys_lifecycle.events import Event
from hersys_lifecycle.judging.court import Finding

NOTICE = Path(__file__).parent / "data" / "notice-ja.txt"
COMMANDS = set(get_command(app).commands)  # type: ignore[attr-defined]  # it is a group


def read(page: str | Path) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", normalize("NFKC", text))


def commands(page: str) -> list[str]:
    return [command.removeprefix("$ ") for command in COMMAND.findall(read(page))]


@pytest.mark.parametrize("page", PAGES)
def test_every_program_runs_and_every_generated_part_is_current(page: str) -> None:
    text = read(page)
    current, pictures = expected(text)
    assert current == text, "run `make docs`"
    assert [name for name, drawn in pictures.items() if (ROOT / name).read_bytes() != drawn] == [], "run `make docs`"


def test_every_picture_is_drawn_by_a_command_or_taken_of_the_report() -> None:
    drawn = {name for page in PAGES for name in re.findall(r"docs/pictures/(\S+)", "\n".join(commands(page)))}
    taken = {TAKEN, *(f"report-{language}.png" for language in LANGUAGES)}
    assert {path.name for path in PICTURES.iterdir()} == drawn | taken


def test_the_pictures_of_the_report_are_those_of_the_report_as_it_is() -> None:
    pictured = "".join(line(each, (PICTURES / f"report-{each}.png").read_bytes()) for each in LANGUAGES)
    assert read(f"docs/pictures/{TAKEN}") == pictured, "run `make screenshots`"


def test_every_block_has_its_place() -> None:
    begun = [name for page in PAGES for name in re.findall(r"<!-- begin (\S+) -->", read(page))]
    assert sorted(begun) == sorted(BLOCKS)


def test_the_readmes_are_twins() -> None:
    english, japanese = "README.md", "README.ja.md"

    def shape(page: str) -> list[str]:
        return re.findall(r"^(#+ |```\w*|\||- )", read(page), re.MULTILINE)

    assert shape(english) == shape(japanese)
    assert commands(english) == [re.sub(r"(--lang |-)ja\b", r"\1en", command) for command in commands(japanese)]


@pytest.mark.parametrize("page", ["README.md", "README.ja.md"])
def test_the_readmes_tell_of_every_command(page: str) -> None:
    assert set(re.findall(r"`hersys (\w+)`", read(page))) == COMMANDS


@pytest.mark.parametrize("page", [*PAGES, "CHANGELOG.md"])
def test_every_link_leads_to_a_file(page: str) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", read(page))
    assert [target for target in targets if not (ROOT / page).parent.joinpath(target).exists()] == []


def test_the_clauses_are_quoted_from_the_notice() -> None:
    rows = re.findall(r"^\| N\d+ \|.*$", read("docs/rules-in-short.md"), re.MULTILINE)
    quoted = [quotation for row in rows for quotation in re.findall("「(.*?)」", row)]
    assert len(rows) == len(quoted) == 11
    assert [quotation for quotation in quoted if squeezed(quotation) not in squeezed(read(NOTICE))] == []


@pytest.mark.parametrize("event", get_args(Event), ids=lambda event: event.__name__)
def test_every_event_is_told_with_its_fields(event: type[attrs.AttrsInstance]) -> None:
    told = re.search(rf"^\| `{event.__name__}` \| (.*?) \|", read("docs/events.md"), re.MULTILINE)
    assert told
    fields = [field.name for field in attrs.fields(event) if field.name != "citation"]
    assert re.findall(r"`(\w+)`", told[1]) == fields


def test_every_column_that_judging_adds_is_told() -> None:
    told = re.search(r"^### The rows that do not agree\n(.*?)^###", read("docs/audit.md"), re.MULTILINE | re.DOTALL)
    assert told
    assert set(Finding._fields) <= set(re.findall(r"`(\w+)`", told[1]))


def test_every_strategy_is_told_and_all_else_of_the_kit_too() -> None:
    page = read("docs/testing-your-code.md")
    drawing = {name: each for name, each in vars(testing).items() if name in testing.__all__ and name.islower()}
    strategies = {name for name, each in drawing.items() if "SearchStrategy" in str(signature(each).return_annotation)}
    table = page.partition("## What is drawn\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == strategies
    assert set(testing.__all__) <= set(re.findall(r"`(\w+)", page))
