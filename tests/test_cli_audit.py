"""``hersys audit`` tells what ``judge`` finds, as data and as a page, and ends as its findings ask."""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import Result

import hersys_lifecycle.judging
from hersys_lifecycle import Capability, Prefecture
from hersys_lifecycle.checks import say
from hersys_lifecycle.cli import faults
from hersys_lifecycle.cli.audit_options import ENGINES, WAYS
from hersys_lifecycle.judging import LIMITS, VERDICTS, DuckDB, Engine, Verdict, judge
from hersys_lifecycle.store import open_store
from hersys_lifecycle.testing import FrozenClock
from tests.shorthand import jst
from tests.stores import NOTICE, OSAKA_LATER, behind
from tests.test_cli import LANGUAGES, Language, ask, run_together
from tests.test_cli_ending import HERSYS
from tests.test_cli_output import width

IN_OSAKAS_FIRST_SLOT = "2023-11-14T12:00:00+09:00"
MOVED = jst("2023-11-20T12:00")
HEADER = "at,capability,prefecture,outcome"
RIGHT = f"{IN_OSAKAS_FIRST_SLOT},view,27,allowed"
WRONG = f"{IN_OSAKAS_FIRST_SLOT},edit,27,allowed"
HINDSIGHT = f"{IN_OSAKAS_FIRST_SLOT},bulk_export,27,allowed"
BROKEN = "some day,view,27,allowed"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return moved(f"sqlite:///{tmp_path / 'log.db'}")


def moved(url: str) -> str:
    """Fill a store in which Osaka's slot is moved once it has passed; return its URL."""
    clock = FrozenClock(jst("2023-09-20T10:00"))
    with open_store(url, clock=clock) as store:
        store.adopt(NOTICE, by="ops")
        clock.set(MOVED)
        store.record(OSAKA_LATER, by="ops", correction=True)
    return url


def log(folder: Path, *lines: str, header: str = HEADER, name: str = "log.csv") -> str:
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in (header, *lines)), encoding="utf-8")
    return str(path)


def data(*arguments: str) -> Any:  # noqa: ANN401  # JSON
    answer = ask("audit", *arguments, "--json")
    assert answer.stderr == ""
    told = json.loads(answer.stdout)
    assert answer.exit_code == int(not told["agrees"])
    return told


def refused(answer: Result, status: int = 2) -> str:
    """Return the one line that says what is wrong; nothing else was said."""
    assert (answer.exit_code, answer.stdout) == (status, "")
    (line,) = answer.stderr.splitlines()
    assert line.startswith("hersys: ")
    return line


# What is found


def test_as_json_it_is_all_that_judge_finds(tmp_path: Path, url: str) -> None:
    file = log(tmp_path, RIGHT, WRONG, WRONG, HINDSIGHT, BROKEN)
    told = data(file, "--store", url)
    with open_store(url) as store:
        judgment = judge(store.history(), file)
    assert told == {
        "source": file,
        "known_at": None,
        "events": 53,
        "agrees": False,
        "rows": 5,
        "verdicts": {"agrees": 1, "wrong_then": 2, "wrong_in_hindsight": 1, "undecidable": 1},
        "counts": [
            {"capability": "edit", "prefecture": "27", "verdict": "wrong_then", "rows": 2},
            {"capability": "view", "prefecture": "27", "verdict": "agrees", "rows": 1},
            {"capability": "view", "prefecture": "27", "verdict": "undecidable", "rows": 1},
            {"capability": "bulk_export", "prefecture": "27", "verdict": "wrong_in_hindsight", "rows": 1},
        ],
        "undecidable": [
            {
                "file": file,
                "row": 6,
                "problem": "'some day' cannot be read as an instant: write it in ISO 8601, "
                "such as 2023-11-01T08:00:00+09:00",
            }
        ],
        "limits": [{"ja": each.in_("ja"), "en": each.in_("en"), "rows": each.rows} for each in judgment.limits],
        "violations": None,
        "renamed": {},
    }
    assert {each["rows"] for each in told["limits"]} == {None, 1}


@pytest.mark.parametrize(
    ("rows", "status"),
    [((), 0), ((RIGHT,), 0), ((RIGHT, WRONG), 1), ((RIGHT, HINDSIGHT), 1), ((RIGHT, BROKEN), 1)],
)
def test_the_exit_status_says_whether_every_row_agrees(
    tmp_path: Path, url: str, rows: tuple[str, ...], status: int
) -> None:
    file = log(tmp_path, *rows)
    assert [ask("audit", file, "--store", url, *form).exit_code for form in ([], ["--json"])] == [status, status]


def test_a_log_is_read_as_csv_json_lines_or_parquet(tmp_path: Path, url: str) -> None:
    asked = [row.split(",") for row in (RIGHT, WRONG, HINDSIGHT)]
    names = HEADER.split(",")
    records = [dict(zip(names, row, strict=True)) for row in asked]
    lines = "".join(f"{json.dumps(record)}\n" for record in records)
    (tmp_path / "log.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "log.ndjson.gz").write_bytes(gzip.compress(lines.encode()))
    at = pa.array([jst("2023-11-14T12:00")] * len(asked), pa.timestamp("us", "UTC"))
    table = pa.table([at, *([record[name] for record in records] for name in names[1:])], names=names)
    pq.write_table(table, tmp_path / "log.parquet")
    expected = data(log(tmp_path, RIGHT, WRONG, HINDSIGHT), "--store", url)["counts"]
    for name in ("log.jsonl", "log.ndjson.gz", "log.parquet", "*.parquet"):
        assert data(str(tmp_path / name), "--store", url)["counts"] == expected


def test_known_at_takes_what_was_recorded_until_then_for_what_is_known_now(tmp_path: Path, url: str) -> None:
    file = log(tmp_path, HINDSIGHT)
    told = data(file, "--store", url, "--known-at", (MOVED - timedelta(microseconds=1)).isoformat())
    assert (told["agrees"], told["events"], told["known_at"]) == (True, 52, "2023-11-20T11:59:59.999999+09:00")
    assert data(file, "--store", url, "--known-at", MOVED.isoformat())["agrees"] is False
    assert json.loads(ask("audit", file, "--json", env={"HERSYS_STORE": url}).stdout)["agrees"] is False


@pytest.mark.parametrize(("lang", "said"), [("ja", "何も記録されていない"), ("en", "nothing is recorded")])
def test_where_nothing_was_known_the_answer_says_so(tmp_path: Path, url: str, lang: Language, said: str) -> None:
    shown = ask("audit", log(tmp_path, WRONG), "--store", url, "--known-at", "2023-01-01T00:00+09:00", "--lang", lang)
    assert shown.exit_code == 0
    assert said in shown.stdout.splitlines()[0]


def test_columns_and_the_time_zone_are_those_that_are_named(tmp_path: Path, url: str) -> None:
    file = log(tmp_path, "2023-11-14 12:00,view,x", header="timestamp,what,verdict")
    target = tmp_path / "out.csv"
    columns = ("--column", "at=timestamp", "--column", " capability = what ")
    told = data(file, "--store", url, *columns, "--timezone", "Asia/Tokyo", "--violations", str(target))
    assert (told["agrees"], told["rows"], told["renamed"]) == (True, 1, {"verdict": "verdict_in_log"})
    at_night = data(file, "--store", url, *columns, "--timezone", "-12:00", "--known-at", "2023-11-14T21:00+09:00")
    assert any("-12:00" in each["en"] for each in at_night["limits"])


def test_unknown_names_are_undecidable_where_that_is_asked_for(tmp_path: Path, url: str) -> None:
    file = log(tmp_path, RIGHT, f"{IN_OSAKAS_FIRST_SLOT},view,Oska,allowed")
    told = data(file, "--store", url, "--unknown-names", "undecidable")
    assert told["verdicts"]["undecidable"] == 1
    assert "the nearest is 27" in told["undecidable"][0]["problem"]
    assert "'Oska' is not a prefecture" in refused(ask("audit", file, "--store", url))


@pytest.mark.parametrize("name", ["out.parquet", "out.csv"])
def test_the_rows_that_do_not_agree_are_written_where_that_is_asked_for(tmp_path: Path, url: str, name: str) -> None:
    target = tmp_path / name
    told = data(log(tmp_path, RIGHT, WRONG, HINDSIGHT), "--store", url, "--violations", str(target))
    assert told["violations"] == str(target)
    rows = duckdb.execute(f"SELECT row, verdict FROM '{target}' ORDER BY row").fetchall()  # noqa: S608  # a path of ours
    assert rows == [(3, "wrong_then"), (4, "wrong_in_hindsight")]


# The page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_tells_the_counts_the_worst_the_undecidable_rows_and_the_limits(
    tmp_path: Path, url: str, lang: Language
) -> None:
    target = tmp_path / "out.parquet"
    file = log(tmp_path, *(f"{row},x" for row in (RIGHT, WRONG, WRONG, HINDSIGHT, BROKEN)), header=f"{HEADER},Verdict")
    answer = ask("audit", file, "--store", url, "--violations", str(target), "--lang", lang)
    assert answer.stderr == ""
    shown = run_together(answer.stdout)
    with open_store(url) as store:
        judgment = judge(store.history(), file)
    for verdict in Verdict:
        assert run_together(f"{judgment.of(verdict)} {VERDICTS[verdict].in_(lang)}") in shown
    for said in (
        f"2 {say(Capability.EDIT, lang)}",
        say(Prefecture.OSAKA, lang),
        *(each.in_(lang) for each in judgment.undecidable),
        *(each.in_(lang) for each in judgment.limits),
        str(target),
        "Verdict_in_log",
    ):
        assert run_together(said) in shown
    assert answer.stdout.startswith({"ja": "5行のうち4行は", "en": "Rows that do not agree"}[lang])
    assert all(width(line) <= 80 for line in answer.stdout.splitlines())
    assert "\n\n\n" not in answer.stdout


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_limit_is_an_item_whose_lines_are_indented_alike(
    tmp_path: Path, url: str, lang: Language, columns: int
) -> None:
    file = log(tmp_path, RIGHT)
    answer = ask("audit", file, "--store", url, "--lang", lang, env={"COLUMNS": str(columns)})
    with open_store(url) as store:
        limits = judge(store.history(), file).limits
    lines = answer.stdout.split(f"{LIMITS.in_(lang)}\n")[1].splitlines()
    assert all(line.startswith(("-  ", "   ")) and line[3] != " " and width(line) <= columns for line in lines)
    items = "".join(line[3:] if line.startswith(" ") else f"\n{line[3:]}" for line in lines).split("\n")[1:]
    assert [run_together(item) for item in items] == [run_together(each.in_(lang)) for each in limits]


@pytest.mark.parametrize(("lang", "said"), [("ja", "すべての行が記録と一致します。"), ("en", "All rows agree with")])
def test_where_all_agrees_the_page_says_so_and_lists_nothing(
    tmp_path: Path, url: str, lang: Language, said: str
) -> None:
    target = ("--violations", str(tmp_path / "out.csv"))
    shown = ask("audit", log(tmp_path, RIGHT), "--store", url, *target, "--lang", lang).stdout
    assert shown.startswith(said)
    assert run_together(target[1]) in run_together(shown)
    assert VERDICTS[Verdict.WRONG_THEN].in_(lang) in shown  # among the counts
    assert shown.count(VERDICTS[Verdict.WRONG_THEN].in_(lang)) == 1
    assert say(Capability.VIEW, lang) not in shown


@pytest.mark.parametrize(
    ("lang", "others", "more"), [("ja", "3  その他", "ほか1行"), ("en", "3  others", "and 1 more")]
)
def test_what_a_page_has_no_room_for_is_counted(
    tmp_path: Path, url: str, lang: Language, others: str, more: str
) -> None:
    wrong = [f"{IN_OSAKAS_FIRST_SLOT},edit,{code:02d},allowed" for code in range(1, 9)]
    shown = ask("audit", log(tmp_path, *wrong, *[BROKEN] * 21), "--store", url, "--lang", lang).stdout
    assert f"   {others}\n" in shown
    assert f"  {more}\n" in shown


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", "2023年11月1日0時00分までの記録52件"),
        ("en", "events recorded until 2023-11-01 00:00 JST: 52"),
    ],
)
def test_the_page_says_until_when_was_recorded_what_counts_as_known_now(
    tmp_path: Path, url: str, lang: Language, said: str
) -> None:
    known = ("--known-at", "2023-11-01T00:00+09:00")
    assert said in ask("audit", log(tmp_path, RIGHT), "--store", url, *known, "--lang", lang).stdout


# Misuse


@pytest.mark.parametrize(
    ("lines", "arguments", "said"),
    [
        (("x,y", "1,2"), [], "it has no column at or instant, only x, y; say which column it is: at=COLUMN"),
        (("at,capability", "2023-11-14T12:00,view"), [], "line 2: the instant '2023-11-14T12:00' has no UTC offset"),
        (("at,capability", "2023-11-14T12:00Z,veiw"), [], "it names what there is not: 'veiw' is not a capability"),
        (("at,capability",), ["--column", "when=at"], "nothing is judged by when"),
        ((), [], "it is empty"),
    ],
)
def test_a_log_that_cannot_be_judged_is_refused_in_one_line(
    tmp_path: Path, url: str, lines: tuple[str, ...], arguments: list[str], said: str
) -> None:
    file = tmp_path / "log.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "out.csv"
    for form in ([], ["--json"]):
        asked = ("audit", str(file), "--store", url, *arguments, "--violations", str(out), *form)
        assert said in refused(ask(*asked, "--lang", "en"))
        assert refused(ask(*asked, "--lang", "ja")).startswith("hersys: 監査できません（")
    assert {path.name for path in tmp_path.iterdir() if path.suffix != ".db"} <= {"log.csv", "log.db-wal", "log.db-shm"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_name_in_a_log_gives_no_orders_to_the_terminal(tmp_path: Path, url: str, lang: Language) -> None:
    file = log(tmp_path, f"{RIGHT},x", header=f"{HEADER},\x1b[2J")
    shown = ask("audit", file, "--store", url, "--lang", lang).stdout
    assert r"\x1b[2J" in shown
    assert "\x1b" not in shown
    assert r"only \x1b[2J" in refused(ask("audit", log(tmp_path, header="\x1b[2J"), "--store", url, "--lang", lang))


def test_parquet_that_is_cut_off_is_refused_in_one_line(tmp_path: Path, url: str) -> None:
    file = tmp_path / "log.parquet"
    at = pa.array([jst("2023-11-14T12:00")], pa.timestamp("us", "UTC"))
    pq.write_table(pa.table({"at": at, "capability": ["view"]}), file)
    assert ask("audit", str(file), "--store", url).exit_code == 0
    file.write_bytes(file.read_bytes()[:-9])
    assert str(file) in refused(ask("audit", str(file), "--store", url))


@pytest.mark.parametrize(
    ("arguments", "english", "japanese"),
    [
        (["--column", "timestamp"], "write NAME=COLUMN, such as at=timestamp", "名前=列 の形"),
        (["--column", "at="], "'at=' does not say which column", "'at=' から列が分かりません"),
        (["--column", "at=a", "--column", "at=b"], "'at=b' does not say", "名前ごとに1度だけ"),
        (["--timezone", "Mars"], "name a time zone, such as Asia/Tokyo", "timezone に 'Mars' は指定できません"),
        (["--unknown-names", "drop"], "way with unknown names (refuse or undecidable)", "未知の名称の扱い"),
        (["--engine", "sprak"], "the nearest is spark", "最も近いのは spark です"),
        (["--memory", "lots"], "write one such as 2GB or 512MB", "メモリーの量ではありません"),
        (["--memory", "-1GB"], "'-1GB' is no amount of memory", "メモリーの量ではありません"),
        (
            ["--memory", "2\u212aB"],
            "'2\u212aB' is no amount of memory",
            "メモリーの量ではありません",
        ),  # the sign for kelvin
        (["--memory", "0GB"], "'0GB' is no amount of memory", "メモリーの量ではありません"),
        (["--master", "spark://host"], "--master is for --engine spark", "--engine spark のためのもの"),
        (["--engine", "spark", "--memory", "1GB"], "--memory is for --engine duckdb", "--engine duckdb のためのもの"),
        (["--engine", "spark", "--threads", "1"], "--threads is for --engine duckdb", "--engine duckdb のためのもの"),
        (["--known-at", "then"], "'then' cannot be read as an instant", "日時として読み取れません"),
        (["--violations", "out.txt"], "let its name end in .parquet or .csv", "監査できません"),
        (["--violations", "."], "let its name end in .parquet or .csv", "監査できません"),
    ],
)
def test_an_option_that_cannot_be_meant_is_misuse(
    tmp_path: Path, url: str, arguments: list[str], english: str, japanese: str
) -> None:
    file = log(tmp_path, RIGHT)
    for lang, said in (("en", english), ("ja", japanese)):
        assert said in refused(ask("audit", file, "--store", url, *arguments, "--lang", lang))


def test_what_stands_where_the_rows_are_to_be_written_stays(tmp_path: Path, url: str) -> None:
    target = tmp_path / "out.csv"
    target.write_text("mine", encoding="utf-8")
    said = refused(ask("audit", log(tmp_path, WRONG), "--store", url, "--violations", str(target)))
    assert "something is there already; choose another name" in said
    assert target.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("lang", "said"), [("ja", "場所と権限を確認"), ("en", "see to the place and who may use it")])
def test_a_file_that_cannot_be_read_is_misuse(tmp_path: Path, url: str, lang: Language, said: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    for name in ("none.csv", "folder.csv"):
        line = refused(ask("audit", str(tmp_path / name), "--store", url, "--lang", lang))
        assert name in line
        assert said in line


@pytest.mark.parametrize(
    ("lang", "said"), [("ja", "この問いには記録が必要です"), ("en", "name one with --store, or in HERSYS_STORE")]
)
@pytest.mark.parametrize("command", [["audit", "log.csv"], ["trail"], ["departures"]], ids=" ".join)
def test_without_a_record_it_is_misuse(command: list[str], lang: Language, said: str) -> None:
    assert said in refused(ask(*command, "--lang", lang))


@pytest.mark.parametrize("command", [["audit", "log.csv"], ["trail"], ["departures"]], ids=" ".join)
def test_a_record_that_cannot_be_used_ends_it_with_three(tmp_path: Path, url: str, command: list[str]) -> None:
    refused(ask(*command, "--store", f"sqlite:///{tmp_path / 'none.db'}"), status=3)
    behind(url, "DELETE FROM ROWS WHERE NUMBER = 7")
    assert "restore it from a backup" in refused(ask(*command, "--store", url), status=3)
    refused(ask(*command, "--store", "log.db"))  # which names no store


# Engines


@pytest.mark.parametrize("memory", ["512MB", "1.5 GiB", "2gb"])
def test_duckdb_is_bounded_as_it_is_asked_to_be(tmp_path: Path, url: str, memory: str) -> None:
    told = data(log(tmp_path, WRONG), "--store", url, "--memory", memory, "--threads", "1", "--engine", "duckdb")
    assert told["verdicts"]["wrong_then"] == 1


def test_a_log_that_takes_more_memory_than_there_is_is_refused_in_one_line(tmp_path: Path, url: str) -> None:
    said = refused(ask("audit", log(tmp_path, WRONG), "--store", url, "--memory", "1KB"))
    assert said.startswith("hersys: DuckDB")
    assert "--memory, --threads" in said


def test_spark_is_asked_for_by_its_master(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str) -> None:
    asked: list[tuple[str | None, bool]] = []

    @contextmanager
    def connected(master: str | None, *, shows_progress: bool) -> Iterator[Engine]:
        asked.append((master, shows_progress))
        yield DuckDB()

    stand_in = type(sys)("spark_session")  # tests/spark has the real one
    monkeypatch.setattr(stand_in, "connected", connected, raising=False)
    monkeypatch.setitem(sys.modules, "hersys_lifecycle.judging.spark_session", stand_in)
    file = log(tmp_path, WRONG)
    assert data(file, "--store", url, "--engine", "spark", "--master", "spark://host:7077")["rows"] == 1
    assert data(file, "--store", url, "--engine", "spark")["rows"] == 1
    assert asked == [("spark://host:7077", False), (None, False)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_its_extra_it_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str, lang: Language
) -> None:
    for name in [name for name in sys.modules if name.startswith(("hersys_lifecycle.judging", "duckdb", "ibis"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(hersys_lifecycle, "judging")
    monkeypatch.delitem(sys.modules, "hersys_lifecycle.cli.pages.audit", raising=False)
    for extra in ("duckdb", "ibis", "pyarrow"):
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, extra, None)
            said = refused(ask("audit", log(tmp_path, WRONG), "--store", url, "--lang", lang))
        assert "pip install 'hersys-lifecycle[audit]'" in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_its_extra_spark_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str, lang: Language
) -> None:
    monkeypatch.setitem(sys.modules, "py4j", None)
    said = refused(ask("audit", log(tmp_path, WRONG), "--store", url, "--engine", "spark", "--lang", lang))
    assert "pip install 'hersys-lifecycle[spark]'" in said


def test_words_there_are_for_what_there_is() -> None:
    assert set(faults.AUDIT_FAULTS) <= set(hersys_lifecycle.judging.__all__)
    assert {ENGINES.kind, WAYS.kind} <= set(faults.KINDS)


def said_by(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | environment
    return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", timeout=60, check=True)


def test_what_judges_is_not_loaded_for_help() -> None:
    program = """if True:
        import atexit, sys
        heavy = {"duckdb", "ibis", "pyarrow", "numpy", "pandas", "rich", "eventsourcing", "cattrs"}
        atexit.register(lambda: print(sorted(set(sys.modules) & heavy), file=sys.stderr))
        from hersys_lifecycle.cli import app
        app(["audit", "--help"])
    """
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    assert "--violations" in ended.stdout
    assert ended.stderr.splitlines() == ["[]"]


@pytest.mark.parametrize(("typed", "completed"), [("--engine sp", "spark"), ("--unknown-names und", "undecidable")])
def test_the_shell_completes_the_engine_and_what_to_do_with_unknown_names(typed: str, completed: str) -> None:
    words = f"hersys audit log.csv {typed}"
    assert said_by(HERSYS, _HERSYS_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD="4").stdout.split() == [
        completed
    ]
