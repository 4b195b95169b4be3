"""The commands that draw write what the library draws, to a file or to stdout, and nothing where it cannot be."""

import json
import os
import pty
import subprocess
import sys
from base64 import b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from hersys_lifecycle import Prefecture, official_lifecycle, pictures
from hersys_lifecycle.calendars import calendar
from hersys_lifecycle.cli import app
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.reports import report
from hersys_lifecycle.store import open_store
from tests import shorthand as s
from tests.stores import NOTICE, OSAKA_LATER
from tests.test_cli import LANGUAGES, NOON, Language, ask

_MAIN = "from hersys_lifecycle.__main__ import main; main()"
LIFECYCLE = official_lifecycle()
DRAWN: dict[tuple[str, str], Any] = {
    ("timeline", "svg"): pictures.timeline_svg,
    ("diagram", "mermaid"): pictures.mermaid,
    ("diagram", "dot"): pictures.dot,
    ("diagram", "svg"): pictures.diagram_svg,
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("command", "kind"), DRAWN)
def test_a_picture_is_what_the_library_draws_now_on_stdout_and_in_a_file(
    tmp_path: Path, command: str, kind: str, lang: Language
) -> None:
    drawn = DRAWN[command, kind](LIFECYCLE, at=NOON, language=lang)
    assert ask(command, f"--{kind}", "--lang", lang).stdout == drawn
    for name, options in ((f"drawn.{kind}", []), ("drawn", [f"--{kind}"])):
        file = tmp_path / name
        answer = ask(command, str(file), *options, "--lang", lang, "--json")
        assert file.read_text(encoding="utf-8") == drawn
        assert json.loads(answer.stdout) == {"file": str(file), "bytes": len(drawn.encode())}


def test_data_hold_what_would_go_to_stdout() -> None:
    svg = pictures.diagram_svg(LIFECYCLE, at=NOON, language="en")
    for kind, told in (("svg", {"content": svg}), ("png", {"base64": b64encode(pictures.png(svg)).decode()})):
        assert json.loads(ask("diagram", f"--{kind}", "--lang", "en", "--json").stdout) == told
    calendar_told = json.loads(ask("ics", "Osaka", "--lang", "ja", "--json").stdout)
    assert calendar_told == {"content": ask("ics", "Osaka", "--lang", "ja").stdout_bytes.decode()}


def test_a_diagram_is_mermaid_unless_it_is_asked_for_otherwise() -> None:
    assert ask("diagram", "--lang", "en").stdout == pictures.mermaid(LIFECYCLE, at=NOON, language="en")
    assert ask("diagram", "-", "--dot", "--lang", "en").stdout == pictures.dot(LIFECYCLE, at=NOON, language="en")


def test_a_png_is_drawn_of_the_same_svg(tmp_path: Path) -> None:
    file = tmp_path / "timeline.PNG"
    told = ask("timeline", str(file), "--prefecture", "大阪", "--at", "2023-12-24T00:00+09:00", "--lang", "ja")
    svg = pictures.timeline_svg(LIFECYCLE, at=s.jst("2023-12-24T00:00"), language="ja", prefecture=Prefecture.OSAKA)
    assert file.read_bytes() == pictures.png(svg)
    assert told.stdout == f"{file} に書き出しました（{file.stat().st_size:,}バイト）。\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["timeline", "--svg", "--png"],
        ["timeline", "out.txt"],
        ["timeline", "-"],
        ["timeline", "out.dot"],
        ["diagram", "out"],
        ["diagram", "--dot", "--svg", "out.svg"],
    ],
)
def test_one_kind_of_picture_is_drawn_or_none(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for lang, remedy in (("ja", "出力の形式を1つだけ"), ("en", "name one kind of picture")):
        refused = ask(*arguments, "--lang", lang)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert remedy in refused.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["timeline", "diagram", "report"])
def test_a_file_that_cannot_be_written_is_named(command: str, tmp_path: Path) -> None:
    file = tmp_path / "no" / "such" / "folder.svg"
    refused = ask(command, str(file), "--lang", "en")
    assert (refused.exit_code, refused.stdout) == (2, "")
    (line,) = refused.stderr.splitlines()
    assert line.startswith(f"hersys: {file} cannot be read or written (No such file or directory)")


def test_a_png_is_not_written_to_a_terminal() -> None:
    leader, terminal = pty.openpty()
    command = [sys.executable, "-m", "hersys_lifecycle", "diagram", "--png", "--lang", "en"]
    ended = subprocess.run(command, stdout=terminal, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    os.close(terminal)
    os.close(leader)
    assert ended.returncode == 2
    assert ended.stderr == "hersys: a PNG is nothing for a terminal: name a file, or redirect the output\n"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_calendar_is_the_library_s_own_of_the_notice(tmp_path: Path, lang: Language) -> None:
    file = tmp_path / "osaka.ics"
    whole = calendar(official_events(), language=lang, stamp=NOON)
    assert ask("ics", "--lang", lang).stdout_bytes == whole
    ask("ics", "大阪", "-o", str(file), "--alarm", "3", "--lang", lang)
    asked = calendar(
        official_events(), prefectures=[Prefecture.OSAKA], language=lang, stamp=NOON, alarm=timedelta(days=3)
    )
    assert file.read_bytes() == asked


def test_a_moved_slot_moves_in_the_calendar_of_a_record(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    with open_store(url, clock=lambda: s.jst("2023-10-20T09:00")) as store:
        store.adopt(NOTICE, by="ops")
        store.record(OSAKA_LATER, by="ops")
    sequences = []
    for asked in ([], ["--store", url]):
        read: Any = icalendar.Calendar.from_ical(ask("ics", "Osaka", "--lang", "en", *asked).stdout_bytes)
        (slot,) = (each for each in read.walk("VEVENT") if "Osaka" in each["SUMMARY"])
        sequences.append((slot["UID"], slot["SEQUENCE"], slot["DTSTART"].dt == OSAKA_LATER.span.start))
    (uid, *before), (same, *after) = sequences
    assert (uid, before, after) == (same, [0, False], [1, True])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_is_the_library_s_own(tmp_path: Path, lang: Language) -> None:
    file = tmp_path / "out.html"
    ask("report", str(file), "--lang", lang)
    page = report(LIFECYCLE, at=NOON, language=lang)
    assert file.read_text(encoding="utf-8") == page
    assert ask("report", "-", "--lang", lang).stdout == page


def test_a_report_of_a_record_tells_who_recorded_what(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    with open_store(url, clock=lambda: s.jst("2023-10-20T09:00")) as store:
        store.adopt(NOTICE, by="ops")
        history, lifecycle = store.history(), store.lifecycle()
    page = ask("report", "-", "--store", url, "--lang", "en").stdout
    assert page == report(lifecycle, history, at=NOON, language="en")


# Files


@pytest.mark.parametrize("command", [["ics", "-o"], ["timeline", "--svg"], ["report"]])
def test_a_record_is_not_written_over(tmp_path: Path, command: list[str]) -> None:
    file = tmp_path / "log.db"
    with open_store(f"sqlite:///{file}", clock=lambda: NOON) as store:
        store.adopt(NOTICE, by="ops")
    before = file.read_bytes()
    for lang, remedy in (("ja", "別の名前を指定"), ("en", "name another file")):
        refused = ask(*command, str(file), "--lang", lang)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert remedy in refused.stderr
    assert file.read_bytes() == before


def test_a_file_is_written_anew_whole_or_not_at_all_and_stays_open_to_whom_it_was(tmp_path: Path) -> None:
    file, link = tmp_path / "osaka.ics", tmp_path / "link.ics"
    file.write_text("as it was")
    file.chmod(0o640)
    link.symlink_to(file)
    drawing = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); " + _MAIN
    command = [sys.executable, "-c", drawing, "ics", "-o", str(file), "--lang", "en"]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"hersys: {file} cannot be read or written (File too large)")
    assert file.read_text() == "as it was"
    assert ask("ics", "-o", str(link)).exit_code == 0
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(tmp_path.iterdir()) == [link, file]


def test_a_device_is_written_as_it_is() -> None:
    assert ask("ics", "-o", "/dev/null", "--json").exit_code == 0


@pytest.mark.parametrize("arguments", [["ics"], ["timeline", "--png"], ["check", "edit"], ["check", "edit", "--json"]])
def test_where_nobody_can_read_it_it_is_not_said_to_be_done(arguments: list[str]) -> None:
    command = [sys.executable, "-c", f"import os, sys; os.close(1); sys.stdout = None; {_MAIN}", *arguments]
    ended = subprocess.run([*command, "--lang", "en"], stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert ended.returncode == 2
    assert ended.stderr == "hersys: standard output is closed, so nothing was told: redirect it to somewhere\n"


@pytest.mark.parametrize(("arguments", "status"), [(["--help"], 2), (["record", "--help"], 2)])
def test_help_that_cannot_be_shown_is_no_traceback(arguments: list[str], status: int) -> None:
    command = [sys.executable, "-c", _MAIN, *arguments]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert (ended.returncode, ended.stderr) == (status, "hersys: No space left on device\n")


@pytest.mark.parametrize(("lang", "remedy"), [("ja", "--prefecture は図の"), ("en", "--prefecture is for pictures")])
def test_a_row_is_emphasised_in_a_picture_only(lang: Language, remedy: str) -> None:
    refused = ask("timeline", "--prefecture", "Osaka", "--lang", lang)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert remedy in refused.stderr


def test_what_stdout_cannot_take_ends_it_with_two(monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*arguments: str) -> object:
        with pytest.raises(SystemExit) as end:
            app(list(arguments))
        return end.value.code

    leader, terminal = pty.openpty()
    with os.fdopen(terminal, "w") as shown:
        monkeypatch.setattr(sys, "stdout", shown)
        assert ended("diagram", "--png") == 2
    os.close(leader)
    monkeypatch.setattr(sys, "stdout", None)
    assert ended("check", "edit") == 2
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert ended("--help") == 2


def test_nobody_is_reminded_of_something_more_than_ten_years_before() -> None:
    assert ask("ics", "--alarm", "3650").exit_code == 0
    for days in ("3651", "99999999999", "-1"):
        refused = ask("ics", "--alarm", days)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert len(refused.stderr.splitlines()) == 1
