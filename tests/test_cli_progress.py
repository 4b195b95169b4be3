"""A long command shows on a terminal how far it is, and can be stopped at any time; nothing of either is left."""

import errno
import io
import json
import os
import pty
import re
import select
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import duckdb
import pytest

from hersys_lifecycle.checks import Text
from hersys_lifecycle.cli.progress import progress
from hersys_lifecycle.cli.screen import Screen
from tests.test_cli import LANGUAGES, Language
from tests.test_cli_audit import HEADER, RIGHT, moved
from tests.test_cli_ending import HERSYS

DOING = Text("している", "Doing")
WIPED_OUT = "\x1b[2K"


@contextmanager
def terminal() -> Iterator[tuple[int, TextIO]]:
    """The two ends of a terminal, ours and its."""
    ours, its = pty.openpty()
    try:
        with os.fdopen(its, "w") as file:
            yield ours, file
    finally:
        os.close(ours)


def seen(ours: int, until: str = "") -> str:
    """Return what is shown on a terminal until a text is, or all there is now."""
    shown = ""
    while until not in shown or select.select([ours], [], [], 0)[0]:
        ready, _, _ = select.select([ours], [], [], 60)
        assert ready, shown
        shown += os.read(ours, 1 << 16).decode("utf-8", "replace")
    return shown


def seen_to_the_end(ours: int) -> str:
    """Return what is shown on a terminal until nobody is left who could show more."""
    shown = ""
    while True:
        try:
            shown += os.read(ours, 1 << 16).decode("utf-8", "replace")
        except OSError as error:
            assert error.errno == errno.EIO  # noqa: PT017  # by which Linux says so
            return shown


@contextmanager
def stderr(**environment: str) -> Iterator[int]:
    """Make stderr a terminal; gives our end of it."""
    around = {"TERM": "xterm-256color", "COLUMNS": "80", **environment}
    with pytest.MonkeyPatch.context() as patch, terminal() as (ours, its):
        for name in ("NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
            patch.delenv(name, raising=False)
        for name, value in around.items():
            patch.setenv(name, value)
        patch.setattr("sys.stderr", its)
        yield ours


def screen_of(lang: Language, *, plain: bool = False) -> Screen:
    return Screen(language=lang, as_json=False, plain=plain)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_bar_on_a_terminal_says_what_is_done_and_how_far_and_is_gone_in_the_end(lang: Language) -> None:
    with stderr() as ours:
        with progress(screen_of(lang), patience=0) as tell:
            tell(DOING, 0.0)
            tell(DOING, 0.5)
            assert DOING.in_(lang) in seen(ours, "50%")
        assert seen(ours).endswith(WIPED_OUT)


def test_a_bar_is_plain_where_no_colour_is_wanted() -> None:
    for plain in (True, False):
        with stderr() as ours, progress(screen_of("en", plain=plain), patience=0) as tell:
            tell(DOING, 0.5)
            assert bool(re.search(r"\x1b\[[0-9;]*m", seen(ours, "50%"))) is not plain


@pytest.mark.parametrize(
    ("patience", "environment"), [(3600, {}), (0, {"TERM": "dumb"}), (0, {"TTY_INTERACTIVE": "0"})]
)
def test_there_is_no_bar_before_patience_ends_or_where_none_could_be_wiped_out(
    patience: float, environment: Mapping[str, str]
) -> None:
    with stderr(**environment) as ours:
        with progress(screen_of("en"), patience=patience) as tell:
            tell(DOING, 0.5)
        assert seen(ours) == ""


def test_there_is_no_bar_where_stderr_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.StringIO()
    monkeypatch.setattr("sys.stderr", file)
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress(screen_of("en"), patience=0) as tell:
        tell(DOING, 0.5)
    assert file.getvalue() == ""


# The real program


@contextmanager
def interruptible() -> Iterator[None]:
    """Let what is started take a key that is pressed, even where the tests run in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def auditing(file: Path, *arguments: str, stderr: TextIO | int) -> Iterator[subprocess.Popen[str]]:
    """Start the program on a log, with a folder of its own beside it for files that are not to stay."""
    scratch = file.with_name("scratch")
    scratch.mkdir()
    url = moved(f"sqlite:///{file.with_name('log.db')}")
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    env = kept | {"TERM": "xterm-256color", "COLUMNS": "80", "TMPDIR": str(scratch), "LANG": "C.UTF-8"}
    command: list[str | Path] = [HERSYS, "audit", file, "--store", url, "--lang", "en", *arguments]
    with (
        interruptible(),
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, encoding="utf-8", env=env) as process,
    ):
        try:
            yield process
        finally:
            process.kill()
    assert list(scratch.iterdir()) == []


def test_reading_is_shown_on_a_terminal_and_json_alone_is_on_stdout(tmp_path: Path) -> None:
    file, block = tmp_path / "log.csv", f"{RIGHT}\n".encode() * 50_000
    os.mkfifo(file)
    shown, blocks = "", 0
    with terminal() as (ours, its), auditing(file, "--json", stderr=its) as process:
        its.close()
        with file.open("wb") as pipe:
            pipe.write(f"{HEADER}\n".encode())
            while "Reading" not in shown:  # for it takes what is written only as fast as it reads
                pipe.write(block)
                blocks += 1
                shown += seen(ours)
        assert seen_to_the_end(ours).endswith(WIPED_OUT)
        told, _ = process.communicate(timeout=60)
    assert (process.returncode, json.loads(told)["rows"]) == (0, 50_000 * blocks)


def test_a_key_pressed_while_it_reads_ends_it_with_130_and_nothing_is_left(tmp_path: Path) -> None:
    file, target = tmp_path / "log.csv", tmp_path / "out.csv"
    os.mkfifo(file)
    with (
        auditing(file, "--violations", str(target), stderr=subprocess.PIPE) as process,
        file.open("wb") as pipe,  # which waits until it is read
    ):
        pipe.write(f"{HEADER}\n".encode())
        pipe.flush()
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)
    assert (process.returncode, *said) == (130, "", "")
    assert not target.exists()


def test_a_key_pressed_while_it_writes_ends_it_with_130_and_nothing_is_left(tmp_path: Path) -> None:
    file, out = tmp_path / "log.parquet", tmp_path / "out"
    out.mkdir()
    rows = duckdb.sql(
        "SELECT TIMESTAMPTZ '2023-11-14 12:00:00+09' AS at, 'edit' AS capability, '27' AS prefecture, "
        "md5(n::VARCHAR) AS session FROM range(2_000_000) AS numbers(n)"
    )
    assert rows is not None
    rows.write_parquet(str(file))
    asked = ("--violations", str(out / "rows.csv"), "--threads", "1")
    with terminal() as (ours, its), auditing(file, *asked, stderr=its) as process:
        its.close()
        seen(ours, "Writing")
        assert [path.suffix for path in out.iterdir()] == [".csv"]  # under another name
        process.send_signal(signal.SIGINT)
        assert seen_to_the_end(ours).endswith(WIPED_OUT)
        said, _ = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "")
    assert list(out.iterdir()) == []
