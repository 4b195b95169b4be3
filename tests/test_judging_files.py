"""Which files are judged: what a path means, and that nothing in a path, a folder or a column makes it mean another."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from socket import create_server

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hersys_lifecycle.capabilities import Capability
from hersys_lifecycle.judging import AccessLogError, DuckDB, Verdict, judge
from hersys_lifecycle.prefectures import Prefecture
from tests.access_logs import BEFORE, BRIEF, STOP, edits, text, verdicts

WRONG, RIGHT = [STOP], [BEFORE]


def places(folder: Path, source: Path | str) -> list[tuple[str, int]]:
    """Return where the rows stand that are wrong."""
    target = folder / "found.parquet"
    target.unlink(missing_ok=True)
    judge(BRIEF, source, violations=target)
    found = pq.read_table(target).select(["file", "row"]).to_pylist()
    return [(Path(row["file"]).relative_to(folder).as_posix(), row["row"]) for row in found]


def test_several_files_are_one_log_and_each_row_stands_in_its_file(tmp_path: Path) -> None:
    edits(tmp_path / "logs" / "b.parquet", [STOP, BEFORE, STOP])
    edits(tmp_path / "logs" / "a.parquet")
    edits(tmp_path / "logs" / "2024" / "c.parquet", [None, STOP])
    text(tmp_path / "logs" / "notes.txt", "no log")
    here = [("logs/a.parquet", 2), ("logs/b.parquet", 1), ("logs/b.parquet", 3)]
    below = [("logs/2024/c.parquet", 1), ("logs/2024/c.parquet", 2)]
    assert places(tmp_path, f"{tmp_path}/logs/*.parquet") == here
    assert places(tmp_path, f"{tmp_path}/logs/[b-z].parquet") == here[1:]
    assert places(tmp_path, tmp_path / "logs") == below + here
    assert places(tmp_path, f"{tmp_path}/logs/") == below + here
    assert places(tmp_path, f"{tmp_path}/logs/**/*.parquet") == below + here
    judgment = judge(BRIEF, tmp_path / "logs")
    assert judgment.rows == 7
    assert [(each.file, each.row) for each in judgment.undecidable] == [(f"{tmp_path}/logs/2024/c.parquet", 1)]


AWKWARD = ["log[1]", "a*", "b?", "it's", 'say "x"', "100 %s {}", "大阪 の記録", "a;b--", "$HOME", "user=nobody", "a\\b"]


@pytest.mark.parametrize("name", AWKWARD)
@pytest.mark.parametrize("source", ["{name}.parquet", "{name}.csv", "{name}", "{name}/{name}.parquet"])
def test_what_is_there_is_meant_whatever_its_name_would_mean_as_a_pattern(
    tmp_path: Path, name: str, source: str
) -> None:
    for other in ("log1", "ab", "bb", "a"):
        edits(tmp_path / f"{other}.parquet", WRONG * 9)
        edits(tmp_path / other / f"{other}.parquet", WRONG * 9)
        edits(tmp_path / other / "b.parquet", WRONG * 9)
    edits(tmp_path / f"{name}.parquet", WRONG)
    edits(tmp_path / name / f"{name}.parquet", WRONG)
    text(tmp_path / f"{name}.csv", "at,capability", f"{STOP.isoformat()},edit")
    if name == "a\\b" and source == "{name}":
        with pytest.raises(AccessLogError, match="in a pattern a backslash is taken for a slash; give it another name"):
            judge(BRIEF, tmp_path / name)
        return
    judgment = judge(BRIEF, tmp_path / source.format(name=name), violations=tmp_path / f"found {name}.csv")
    assert verdicts(judgment) == {"wrong_then": 1}
    assert judgment.violations == str(tmp_path / f"found {name}.csv")
    assert (tmp_path / f"found {name}.csv").read_text("utf-8").count("wrong_then") == 1


def test_links_are_followed(tmp_path: Path) -> None:
    edits(tmp_path / "real" / "log.parquet")
    (tmp_path / "log.parquet").symlink_to(tmp_path / "real" / "log.parquet")
    (tmp_path / "linked").symlink_to(tmp_path / "real")
    for source in ("log.parquet", "linked", "linked/log.parquet"):
        assert verdicts(judge(BRIEF, tmp_path / source)) == {"agrees": 1, "wrong_then": 1}


def test_folders_named_by_a_column_say_what_the_column_would(tmp_path: Path) -> None:
    for outcome in ("allowed", "denied", "__HIVE_DEFAULT_PARTITION__"):
        edits(tmp_path / "logs" / "prefecture=13" / f"outcome={outcome}" / "log.parquet", WRONG)
    judgment = judge(BRIEF, tmp_path / "logs")
    assert [(count.capability, count.prefecture, count.verdict, count.rows) for count in judgment.counts] == [
        (Capability.EDIT, Prefecture.TOKYO, Verdict.AGREES, 1),
        (Capability.EDIT, Prefecture.TOKYO, Verdict.WRONG_THEN, 2),
    ]
    assert [limit.rows for limit in judgment.limits[3:]] == [1]  # rows that give no outcome


def test_the_folders_of_a_single_file_say_nothing(tmp_path: Path) -> None:
    source = edits(tmp_path / "outcome=denied" / "log.parquet", WRONG)
    assert verdicts(judge(BRIEF, source)) == {"wrong_then": 1}


@pytest.mark.parametrize("column", ["outcome", "Outcome"])
def test_a_column_that_folders_are_named_by_too_is_refused(tmp_path: Path, column: str) -> None:
    edits(tmp_path / "logs" / "outcome=denied" / "log.parquet", WRONG, **{column: ["allowed"]})
    with pytest.raises(AccessLogError, match=f"has the column {column} too; give it another name there"):
        judge(BRIEF, tmp_path / "logs")


def test_folders_only_some_of_which_are_named_by_a_column_are_refused(tmp_path: Path) -> None:
    edits(tmp_path / "logs" / "outcome=denied" / "log.parquet", WRONG)
    edits(tmp_path / "logs" / "log.parquet", WRONG)
    with pytest.raises(AccessLogError, match="Hive partition mismatch"):
        judge(BRIEF, tmp_path / "logs")


def test_a_column_that_only_some_files_have_counts_where_it_is(tmp_path: Path) -> None:
    """The first file alone must not say which columns there are: else outcomes of the second would be overlooked."""
    edits(tmp_path / "logs" / "1.parquet", WRONG, user=[7])
    edits(tmp_path / "logs" / "2.parquet", WRONG, outcome=["denied"], extra=[{"a": {"at": 1}, "b": [1]}])
    edits(tmp_path / "logs" / "3.parquet", WRONG, outcome=pa.nulls(1))
    edits(tmp_path / "logs" / "4.parquet", WRONG, OUTCOME=[None], user=["x"])
    target = tmp_path / "found.parquet"
    judgment = judge(BRIEF, tmp_path / "logs", violations=target)
    assert verdicts(judgment) == {"agrees": 1, "wrong_then": 3}
    assert 3 in {limit.rows for limit in judgment.limits}
    assert pq.read_table(target)["user"].to_pylist() == ["7", None, "x"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (pa.timestamp("us", "UTC"), pa.timestamp("us")),
        (pa.timestamp("us"), pa.timestamp("us", "UTC")),
        (pa.timestamp("us", "UTC"), pa.timestamp("ns", "UTC")),
        (pa.timestamp("ns"), pa.timestamp("us")),
        (pa.timestamp("us", "UTC"), pa.string()),
        (pa.date32(), pa.timestamp("us", "UTC")),
    ],
)
def test_instants_that_files_of_one_log_write_differently_are_refused(
    tmp_path: Path, first: pa.DataType, second: pa.DataType
) -> None:
    """An engine would read them all as those of one file: in a time zone of its own choice, or rounded."""
    for file, column, kind in (("a", "AT", first), ("b", "at", second)):
        at = pa.array([STOP.replace(tzinfo=None)], pa.timestamp("us")).cast(kind)
        pq.write_table(pa.table({column: at, "capability": ["edit"]}), tmp_path / f"{file}.parquet")
    with pytest.raises(AccessLogError, match=r"its column at is of type .* in one file and of type .* in .*b\.parquet"):
        judge(BRIEF, tmp_path, timezone="Asia/Tokyo")


@pytest.mark.parametrize(
    "path",
    ["http://localhost:{port}/log.parquet", "https://localhost:{port}/*.parquet", "s3://localhost:{port}/a.parquet"],
)
def test_nothing_is_fetched_from_elsewhere(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with create_server(("localhost", 0)) as server:
        address = f"http://localhost:{server.getsockname()[1]}"
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):  # an engine or its extensions
            monkeypatch.setenv(name, address)
        with pytest.raises(AccessLogError, match="requires the extension httpfs to be loaded"):
            judge(BRIEF, path.format(port=server.getsockname()[1]))
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_what_is_set_in_the_user_s_duckdb_counts_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".duckdbrc").write_text("SET TimeZone = 'America/New_York'; SET threads = 1;")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TZ", "America/New_York")
    source = edits(
        tmp_path / "log.parquet", [BEFORE.replace(tzinfo=None), STOP.replace(tzinfo=None)], pa.timestamp("us")
    )
    assert verdicts(judge(BRIEF, source, timezone="+09:00")) == {"agrees": 1, "wrong_then": 1}


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "no path was given"),
        ("none.parquet", "No files found"),
        ("none", "No files found"),
        ("*.parquet", "No files found"),
        ("empty", "No files found"),
        ("nul\0.parquet", "No files found"),
        ("log", "No magic bytes"),
        ("log.CVS", "No magic bytes"),
    ],
)
def test_what_is_not_there_or_is_no_parquet_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    edits(tmp_path / "other" / "log.parquet")
    (tmp_path / "empty").mkdir()
    for name in ("log", "log.CVS"):
        text(tmp_path / name, "at,capability", f"{STOP.isoformat()},edit")
    with pytest.raises(AccessLogError, match=reason) as raised:
        judge(BRIEF, source)
    assert raised.value.source == source


@pytest.mark.parametrize("source", ["none.csv", "none.jsonl", "none.csv.gz"])
def test_a_text_that_is_not_there_is_an_error_of_the_system(tmp_path: Path, source: str) -> None:
    with pytest.raises(FileNotFoundError):
        judge(BRIEF, tmp_path / source)


def many(path: Path, *, checksums: bool, compression: str) -> bytes:
    at = pa.array([datetime.fromtimestamp(STOP.timestamp() + row, STOP.tzinfo) for row in range(30_000)])
    columns = {"at": at, "capability": [("edit", "view")[row % 2] for row in range(30_000)]}
    pq.write_table(
        pa.table(columns), path, row_group_size=5_000, write_page_checksum=checksums, compression=compression
    )
    return path.read_bytes()


def cut(data: bytes, _: int) -> bytes:
    return data[: len(data) // 2]


def headless(data: bytes, _: int) -> bytes:
    return data[len(data) // 2 :]


def holed(data: bytes, page: int) -> bytes:
    return data[:page] + data[page + 100 :]


def flipped(data: bytes, page: int) -> bytes:
    return data[: page + 40] + bytes(byte ^ 0xFF for byte in data[page + 40 : page + 240]) + data[page + 240 :]


def zeroed(data: bytes, page: int) -> bytes:
    return data[:page] + bytes(400) + data[page + 400 :]


@pytest.mark.parametrize("damage", [cut, headless, holed, flipped, zeroed])
@pytest.mark.parametrize("compression", ["snappy", "zstd"])
def test_a_damaged_file_is_refused_and_nothing_is_written(
    tmp_path: Path, damage: Callable[[bytes, int], bytes], compression: str
) -> None:
    source, target = tmp_path / "log.parquet", tmp_path / "found.parquet"
    data = many(source, checksums=False, compression=compression)
    page = pq.read_metadata(source).row_group(3).column(0).data_page_offset
    source.write_bytes(damage(data, page))
    with pytest.raises(AccessLogError, match="check the path, and that the file is whole and is Parquet"):
        judge(BRIEF, source, violations=target, engine=DuckDB(threads=2, folder=tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["log.parquet"]
