"""The program ends as it says: with its exit status, and without a traceback."""

import errno
import io
import os
import pty
import runpy
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

import hersys_lifecycle
from hersys_lifecycle.__main__ import main
from hersys_lifecycle.cli import Surroundings, app
from tests.test_cli import NOON, RUNNER


def test_a_key_pressed_to_stop_it_ends_it_with_130() -> None:
    def interrupted() -> datetime:
        raise KeyboardInterrupt

    stopped = RUNNER.invoke(app, ["status"], obj=Surroundings(clock=interrupted))
    assert stopped.exit_code == 130
    assert stopped.stdout == ""


@pytest.mark.parametrize("arguments", [["status"], ["status", "--json"], ["timeline", "--at", "2023-11-14"]])
def test_a_reader_that_has_gone_is_no_denial_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "w", encoding="utf-8") as pipe:  # noqa: PTH123  # a descriptor, no path
        monkeypatch.setattr("sys.stdout", pipe)
        with pytest.raises(SystemExit) as ended:
            app([*arguments, "--lang", "en"], obj=Surroundings(clock=lambda: NOON))
    assert ended.value.code == 141


class FullDisk(io.TextIOWrapper):
    def write(self, _: str) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_an_answer_that_cannot_be_written_is_an_error_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with (tmp_path / "full").open("wb") as file:
        disk = FullDisk(file, encoding="utf-8")
        monkeypatch.setattr("sys.stdout", disk)
        with pytest.raises(SystemExit) as ended:
            app(["verify"])
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"hersys: {os.strerror(errno.ENOSPC)}\n"


def test_the_program_is_the_command_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["hersys", "--version"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(Path(hersys_lifecycle.__file__).with_name("__main__.py")), run_name="__main__")
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("hersys ")


def without(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    for name in [name for name in sys.modules if name.startswith("hersys_lifecycle.cli")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)


def test_without_its_extra_the_program_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without(monkeypatch, "typer")
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert (
        said.err
        == "hersys: the command line is an extra: pip install 'hersys-lifecycle[cli]', or '.[cli]' from a checkout\n"
    )


def test_a_module_that_is_missing_for_another_reason_is_not_blamed_on_the_extra(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without(monkeypatch, "hersys_lifecycle.cli")
    with pytest.raises(ModuleNotFoundError):
        main()


def test_a_key_pressed_while_it_is_still_loading_ends_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupting:
        def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
            if name == "hersys_lifecycle.cli":
                raise KeyboardInterrupt

    without(monkeypatch, "nothing")
    monkeypatch.setattr("sys.meta_path", [Interrupting(), *sys.meta_path])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130


# The real program

HERSYS = Path(sys.executable).with_name("hersys")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "NO_COLOR"))}
    return subprocess.run(
        [HERSYS, *arguments], capture_output=True, encoding="utf-8", env=kept | environment, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["check", "edit", "--at", "2023-10-31T17:59:59+09:00"], 0),
        (["check", "edit", "--at", "2023-10-31T18:00:00+09:00"], 1),
        (["check", "no such thing"], 2),
        (["check"], 2),
        (["nonsense"], 2),
        (["timeline", "--json"], 0),
    ],
)
def test_the_exit_status_is_0_allowed_1_denied_2_misuse(arguments: list[str], status: int) -> None:
    ended = run(*arguments)
    assert ended.returncode == status
    assert "Traceback" not in ended.stderr
    assert bool(ended.stdout) is (status < 2)
    assert "\x1b" not in ended.stdout + ended.stderr


def test_the_module_runs_like_the_program() -> None:
    module = subprocess.run(
        [sys.executable, "-m", "hersys_lifecycle", "timeline", "--lang", "ja"],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert module.returncode == 0
    assert module.stdout == run("timeline", "--lang", "ja").stdout


@pytest.mark.parametrize(("locale", "word"), [("ja_JP.UTF-8", "できません"), ("en_US.UTF-8", "NOT ALLOWED")])
def test_the_program_speaks_the_language_of_its_locale(locale: str, word: str) -> None:
    assert word in run("check", "edit", LANG=locale).stdout.splitlines()[0]


def in_a_terminal(*arguments: str, **environment: str) -> str:
    ours, its = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    try:
        subprocess.run(
            [HERSYS, *arguments],
            stdin=its,
            stdout=its,
            env=kept | {"TERM": "xterm-256color", "COLUMNS": "80"} | environment,
            timeout=60,
            check=False,
        )
        return os.read(ours, 1 << 16).decode()
    finally:
        os.close(ours)
        os.close(its)


def test_colour_is_for_terminals_and_can_be_declined() -> None:
    command = ("check", "edit", "--at", "2023-11-14T12:00+09:00", "--lang", "en")
    coloured = in_a_terminal(*command)
    assert "\x1b[1;31mediting: NOT ALLOWED\x1b[0m" in coloured
    plain = run(*command).stdout
    assert plain.startswith("editing: NOT ALLOWED\n")
    for declined in (in_a_terminal(*command, "--no-color"), in_a_terminal(*command, NO_COLOR="1")):
        assert declined.replace("\r\n", "\n") == plain


def test_a_closed_pipe_leaves_no_traceback() -> None:
    with subprocess.Popen(
        [HERSYS, "timeline"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(timeout=60) == 128 + signal.SIGPIPE
