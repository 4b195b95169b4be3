"""Where the rows that do not agree are written: to a new file, whole or not at all, and refused before any work."""

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from ibis.expr.types import Table

from hersys_lifecycle.judging import AccessLogError, DuckDB, judge
from hersys_lifecycle.judging.engine import Progress
from tests.access_logs import BRIEF, HISTORY, edits, text


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("found.txt", "it is not clear what to write there; let its name end in .parquet or .csv"),
        ("found", "it is not clear what to write there"),
        ("found.CSV", "it is not clear what to write there"),
        ("found.csv.gz", "it is not clear what to write there"),
        ("there.csv", "something is there already; choose another name, or remove it first"),
        ("folder.parquet", "something is there already"),
        ("log.parquet", "something is there already"),
        ("none/found.csv", "there is no such folder; make it first"),
        ("there.csv/found.csv", "there is no such folder"),
    ],
)
def test_a_target_that_cannot_be_is_refused_before_anything_is_read(tmp_path: Path, target: str, reason: str) -> None:
    text(tmp_path / "there.csv", "mine")
    text(tmp_path / "log.parquet", "no log at all")
    (tmp_path / "folder.parquet").mkdir()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(AccessLogError, match=reason) as raised:
        judge(BRIEF, tmp_path / "log.parquet", violations=tmp_path / target)
    assert raised.value.source == str(tmp_path / target)
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "there.csv").read_text() == "mine\n"


class InFolders(DuckDB):
    """An engine that writes a folder, as those do that write in many places at once; and then has no room."""

    room = True

    def write(self, query: Table, target: str, kind: str, progress: Progress | None = None) -> None:
        Path(target).mkdir()
        super().write(query, f"{target}/part.{kind}", kind, progress)
        if not self.room:
            raise AccessLogError(target, "there is no room", "make some")


def test_a_target_that_is_a_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    source, target, engine = edits(tmp_path / "log.parquet"), tmp_path / "found.parquet", InFolders()
    engine.room = False
    with pytest.raises(AccessLogError, match="there is no room"):
        judge(BRIEF, source, violations=target, engine=engine)
    assert list(tmp_path.iterdir()) == [source]
    engine.room = True
    judge(BRIEF, source, violations=target, engine=engine)
    assert sorted(tmp_path.iterdir()) == [target, source]
    assert [path.name for path in target.iterdir()] == ["part.parquet"]


def test_both_kinds_of_target_say_the_same(tmp_path: Path) -> None:
    source = text(
        tmp_path / "log.csv",
        "at,capability,user",
        '2023-11-01T00:30:00Z,view,"a, ""b"""',
        "2023-11-01T00:20:00.000001Z,edit,",
        "nonsense",
    )
    for ending in ("parquet", "csv"):
        judgment = judge(HISTORY, source, violations=tmp_path / f"found.{ending}")
        assert judgment.violations == str(tmp_path / f"found.{ending}")
    table = pq.read_table(tmp_path / "found.parquet")
    with (tmp_path / "found.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == table.column_names
    at = header.index("at")
    assert [row[at] for row in rows] == ["2023-11-01 09:30:00+09", "2023-11-01 09:20:00.000001+09", ""]
    for name, *values in zip(header, *rows, strict=True):
        if name != "at":
            written = ["" if value is None else str(value) for value in table[name].to_pylist()]
            assert [value.lower() for value in values] == [value.lower() for value in written]
    assert [row[header.index("user")] for row in rows] == ['a, "b"', "", ""]


def test_a_log_all_of_whose_rows_agree_leaves_a_file_without_rows(tmp_path: Path) -> None:
    source = edits(tmp_path / "log.parquet", [])
    judge(BRIEF, source, violations=tmp_path / "found.csv")
    assert len((tmp_path / "found.csv").read_text().splitlines()) == 1


def test_a_log_may_be_judged_again_by_what_was_written_of_it(tmp_path: Path) -> None:
    source = edits(tmp_path / "log.parquet")
    for ending in ("parquet", "csv"):
        first, second = tmp_path / f"first.{ending}", tmp_path / f"second.{ending}"
        judge(BRIEF, source, violations=first)
        judgment = judge(BRIEF, first, violations=second)
        assert judgment.rows == 1
        assert dict(judgment.renamed)["verdict"] == "verdict_in_log"
