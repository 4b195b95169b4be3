"""Whole command lines that ask: each is answered, or misuse that is told in one line; none ends in any other way."""

import json
from typing import Final

from typer.main import get_command
from typer.testing import CliRunner

from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.cli import Surroundings, app
from hersys_lifecycle.notice import official_events
from tests.fuzz.refusing import in_one_line
from tests.shorthand import jst

_HERSYS: Final = get_command(app)  # made once, for that takes longer than an answer
_COMMANDS: Final = ("check", "when", "explain", "matrix", "status", "outstanding")
_AROUND: Final = Surroundings(clock=lambda: jst("2023-11-14T12:00"))
_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "HERSYS_STORE", "HERSYS_NOW")
_RUNNER: Final = CliRunner(env={**dict.fromkeys(_VARIABLES), "COLUMNS": "80"})

WORDS = (
    *(f"\n{each}" for each in _COMMANDS),
    *("\n27", "\n大阪府", "\n--at=2023-11-14T10:00", "\n--at", "\n--now=2023-12-01", "\n--json", "\n--lang=ja"),
    *("\n--lang=en", "\n--no-color", "\n--authority=271004", "\n--known-at=2023-11-01", "2023-12-01T08:00", "\n--help"),
    *(f"\n{each.value}" for each in Capability),
    *(f"\n--role={each.value}" for each in Role),
    *(f"{official_events()[0].citation.clause}", "--", "\n-", "\n--all"),
)


def question(data: bytes) -> None:
    """A command line, a word a line below what HERSYS_NOW says, is answered, or is misuse that is told in one line."""
    now, *words = data.decode(errors="surrogateescape").replace("\0", "").split("\n")
    if not words or words[0] not in _COMMANDS or any(_writes(word) for word in words):
        return
    status, told, refused = _asked(words, now)
    assert status in {0, 1, 2}
    if status == 2:
        assert told == ""
        (line,) = refused.split("\n")[:-1]
        in_one_line(line)
        assert line.startswith("hersys: ")
    elif "--json" in words and "--help" not in words:
        assert isinstance(json.loads(told), dict)
    else:
        for line in told.split("\n"):
            in_one_line(f"| {line}")


def _writes(word: str) -> bool:
    """Tell whether a word might be an option that names a store, or changes the shell."""
    return word.startswith(("--s", "--i"))


def _asked(words: list[str], now: str) -> tuple[object, str, str]:
    """Return the exit status, and what goes to stdout and to stderr."""
    with _RUNNER.isolation(env={"HERSYS_NOW": now or None}) as (out, err, _):
        try:
            status: object = _HERSYS.main(words, prog_name="hersys", obj=_AROUND)
        except SystemExit as end:
            status = end.code
        return status or 0, out.getvalue().decode(), err.getvalue().decode()
