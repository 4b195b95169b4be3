"""``hersys record`` asks a person at a terminal, and records what was shown if that person says so."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from select import select

import pytest

from hersys_lifecycle.cli import Surroundings, app
from hersys_lifecycle.store import open_store
from hersys_lifecycle.testing import FrozenClock
from tests.stores import NIGHT, OSAKA_LATER
from tests.test_cli import LANGUAGES, Language, run_together
from tests.test_cli_record import OCTOBER, at_october, entries, nothing_recorded, url
from tests.typed import event_typed

__all__ = ["url"]  # a fixture

Person = Callable[[str], None]


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    """Somebody at the terminal of this process, who types something."""
    keyboard, terminal = pty.openpty()

    def types(text: str) -> None:
        os.write(keyboard, text.encode())

    with os.fdopen(terminal, encoding="utf-8") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        yield types
    os.close(keyboard)


def asked(url: str, *arguments: str, around: Surroundings | None = None) -> int:
    """Record in this process; return the exit status."""
    with pytest.raises(SystemExit) as ended:
        app(
            ["record", *event_typed(OSAKA_LATER), "--store", url, "--by", "ops", *arguments],
            obj=around or at_october(),
        )
    return int(str(ended.value.code))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_says_yes_records_what_was_shown(
    url: str, person: Person, capsys: pytest.CaptureFixture[str], lang: Language
) -> None:
    person("y\n")
    assert asked(url, "--lang", lang) == 0
    shown = capsys.readouterr()
    assert {"ja": "記録しますか", "en": "Record this?"}[lang] in shown.err
    assert run_together(
        {"ja": "今後の回答だけが変わります。", "en": "This changes answers from now on only."}[lang]
    ) in (run_together(shown.out))
    assert entries(url)[-1].event == OSAKA_LATER


@pytest.mark.parametrize("typed", ["n\n", "\n", "\x04"], ids=["no", "enter", "end"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_does_not_say_yes_records_nothing(
    url: str, person: Person, capsys: pytest.CaptureFixture[str], typed: str, lang: Language
) -> None:
    said = {"ja": "何も記録していません", "en": "Nothing was recorded"}[lang]
    person(typed)
    assert asked(url, "--lang", lang) == 1
    assert f"hersys: {said}" in capsys.readouterr().err
    assert nothing_recorded(url)


def test_data_are_not_asked_about_even_at_a_terminal(
    url: str, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    person("y\n")
    assert asked(url, "--json", "--lang", "en") == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "give --yes" in shown.err
    assert nothing_recorded(url)


@pytest.mark.parametrize(("lang", "said"), [("ja", "もう一度実行して"), ("en", "run it again")])
def test_what_others_record_meanwhile_is_to_be_seen_first(
    url: str, person: Person, capsys: pytest.CaptureFixture[str], lang: Language, said: str
) -> None:
    def somebody_is_quicker() -> datetime:
        with open_store(url, clock=FrozenClock(OCTOBER)) as other:
            other.record(NIGHT, by="somebody else", key="once")
        return OCTOBER

    person("y\n")
    assert asked(url, "--lang", lang, around=Surroundings(clock=somebody_is_quicker)) == 2
    assert said in capsys.readouterr().err
    assert [entry.event for entry in entries(url)[52:]] == [NIGHT]


# The program, at a terminal of its own

_PROGRAM = """if True:
    import os, signal
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which tests that run in the background have ignored
    os.login_tty(0)
    from hersys_lifecycle.__main__ import main
    main()
"""


class Terminal:
    """The program at a terminal that is its own."""

    def __init__(self, *arguments: str) -> None:
        self._screen, terminal = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, *arguments],
            stdin=terminal,
            env={**os.environ, "COLUMNS": "80", "HERSYS_NOW": OCTOBER.isoformat()},
        )
        os.close(terminal)
        self.shown = ""

    def await_question(self) -> None:
        while "[y/N]" not in self.shown:
            self.shown += self._read()

    def _read(self) -> str:
        ready, _, _ = select([self._screen], [], [], 60)
        assert ready, f"nothing more is shown: {self.shown}"
        return os.read(self._screen, 4096).decode(errors="replace")

    def type(self, text: str) -> None:
        os.write(self._screen, text.encode())

    def end(self) -> int:
        """Return the exit status, once all is shown."""
        with suppress(OSError):  # what Linux says of a terminal that its last user has left
            while more := self._read():
                self.shown += more
        os.close(self._screen)
        return self._process.wait(timeout=60)


def at_a_terminal(url: str) -> Terminal:
    typed = ["record", *event_typed(OSAKA_LATER), "--store", url, "--by", "ops", "--lang", "en", "--no-color"]
    terminal = Terminal(*typed)
    terminal.await_question()
    assert "This changes answers from now on only." in terminal.shown
    assert nothing_recorded(url)
    return terminal


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [("y\n", 0, "Recorded: 1."), ("n\n", 1, "Nothing was recorded."), ("\x03", 130, "Record this? [y/N]: ^C")],
    ids=["yes", "no", "ctrl-c"],
)
def test_at_a_terminal_it_waits_for_the_answer(url: str, typed: str, status: int, said: str) -> None:
    terminal = at_a_terminal(url)
    terminal.type(typed)
    assert terminal.end() == status
    assert said in terminal.shown
    assert "Traceback" not in terminal.shown
    assert nothing_recorded(url) is bool(status)


def test_what_another_program_records_while_it_waits_is_to_be_seen_first(tmp_path: Path, url: str) -> None:
    terminal = at_a_terminal(url)
    quicker = ["record", *event_typed(NIGHT), "--store", url, "--by", "another", "--yes", "--json"]
    program = "from hersys_lifecycle.__main__ import main; main()"
    environment = {**os.environ, "HERSYS_NOW": OCTOBER.isoformat()}
    subprocess.run(
        [sys.executable, "-c", program, *quicker], env=environment, cwd=tmp_path, check=True, capture_output=True
    )
    terminal.type("y\n")
    assert terminal.end() == 2
    assert "something else was recorded meanwhile" in terminal.shown
    assert [entry.event for entry in entries(url)[52:]] == [NIGHT]
