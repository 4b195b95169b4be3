"""DuckDB as an engine: one query whatever its threads, interrupted at once, and nothing left behind where it fails."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hersys_lifecycle.judging import AccessLogError, DuckDB, duckdb_engine, judge
from hersys_lifecycle.judging.asking import Asked, read
from hersys_lifecycle.judging.cases import Cases
from hersys_lifecycle.judging.court import Court
from hersys_lifecycle.judging.preparing import prepared
from hersys_lifecycle.judging.query import judged
from tests.access_logs import BRIEF, HISTORY, STOP, UTC_MICROS, verdicts
from tests.judging import assert_judged_row_by_row, rows_around, write_parquet
from tests.staging import log_of

MANY = 1_000_000


@pytest.fixture(autouse=True)
def nothing_stays_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "temporary = [x]"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert gettempdir() == str(folder)
    yield
    assert list(folder.iterdir()) == []
    folder.rmdir()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log of a million edits, all of them wrong."""
    path = tmp_path_factory.mktemp("many") / "log.parquet"
    columns = {"at": pa.repeat(pa.scalar(STOP, UTC_MICROS), MANY), "capability": pa.repeat("edit", MANY)}
    pq.write_table(pa.table({**columns, "number": pa.array(range(MANY))}), path, row_group_size=50_000)
    return path


@pytest.mark.parametrize("threads", [1, 4])
def test_one_query_gives_the_same_whatever_the_threads(tmp_path: Path, threads: int) -> None:
    rows = rows_around(HISTORY)
    for part in range(4):  # row groups and files are what threads share
        write_parquet(rows[part::4], tmp_path / f"{part}.parquet")
    engine, names = DuckDB(threads=threads), ("capability", "prefecture", "authority", "role", "outcome")
    asked = {Asked(*row.names(number)) for part in range(4) for number, row in enumerate(rows[part::4])}
    cases = Cases(Court(HISTORY), {each: read(each) for each in asked}, None)
    log = prepared(engine, str(tmp_path), None, None)
    query = judged(log, engine.table(cases.names(names)), engine.table(cases.findings()))
    found = engine.fetch(query.order_by("file", "row")).select(["row", "at", "verdict", "then_events"]).to_pylist()
    assert len(found) == len(rows)
    one = DuckDB(threads=1)
    log = prepared(one, str(tmp_path), None, None)
    query = judged(log, one.table(cases.names(names)), one.table(cases.findings()))
    again = one.fetch(query.order_by("file", "row")).select(["row", "at", "verdict", "then_events"]).to_pylist()
    assert found == again
    write_parquet(rows, tmp_path / "whole.parquet")
    assert_judged_row_by_row(HISTORY, rows, tmp_path / "whole.parquet", tmp_path, engine)


def test_rows_are_written_in_their_order_whatever_the_threads(many: Path, tmp_path: Path) -> None:
    target = tmp_path / "found.parquet"
    judgment = judge(BRIEF, many, violations=target, engine=DuckDB(threads=4))
    assert verdicts(judgment) == {"wrong_then": MANY}
    written = pq.read_table(target, columns=["row", "number", "at"])
    assert written["row"].to_pylist() == list(range(1, MANY + 1))
    assert written["number"].to_pylist() == list(range(MANY))
    assert written.schema.field("at").type == UTC_MICROS


def test_each_step_is_told_until_it_is_done(many: Path, tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    judge(BRIEF, many, violations=tmp_path / "found.csv", progress=lambda *how_far: told.append(how_far))
    assert [what for what, share in told if share == 1] == ["judge", "write"]
    assert all(0 <= share <= 1 for _, share in told)


class Enough(KeyboardInterrupt):
    """The user has seen enough."""


@pytest.mark.parametrize("doing", ["judge", "write"])
@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_a_run_that_is_interrupted_leaves_nothing_and_the_engine_can_be_used_again(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, doing: str, ending: str
) -> None:
    monkeypatch.setattr(duckdb_engine, "LOOK", 0.001)
    engine, target, asked = DuckDB(threads=1, folder=tmp_path), tmp_path / f"found.{ending}", []

    def progress(what: str, share: float) -> None:
        asked.append((what, share))
        if what == doing:
            raise Enough

    before = set(tmp_path.iterdir())
    with pytest.raises(Enough):
        judge(BRIEF, many, violations=target, engine=engine, progress=progress)
    assert asked[-1][0] == doing
    assert all(0 <= share <= 1 for _, share in asked)
    assert set(tmp_path.iterdir()) == before
    assert verdicts(judge(BRIEF, many, violations=target, engine=engine)) == {"wrong_then": MANY}
    assert set(tmp_path.iterdir()) == before | {target}


def test_a_query_that_is_interrupted_does_not_run_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duckdb_engine, "LOOK", 0.001)
    engine, target = DuckDB(threads=1, folder=tmp_path), tmp_path / "pairs.csv"
    numbers = engine.table(pa.table({"number": pa.array(range(3_000))}))
    pairs = numbers.cross_join(numbers.select(other="number")).mutate(long=ibis.literal("x" * 20))

    def progress(_: float) -> None:
        raise Enough

    with pytest.raises(Enough):
        engine.write(pairs, str(target), "csv", progress)
    written = target.stat().st_size if target.exists() else 0
    engine.write(pairs, str(target), "csv")
    assert written < target.stat().st_size
    target.unlink()


def test_reading_a_text_can_be_interrupted_too(tmp_path: Path) -> None:
    source = tmp_path / "log.csv"
    source.write_bytes(log_of("at,capability", *[f"{STOP.isoformat()},edit"] * 60_000))

    def progress(what: str, share: float) -> None:
        assert (what, 0 < share <= 1) == ("read", True)
        raise Enough

    with pytest.raises(Enough):
        judge(BRIEF, source, violations=tmp_path / "found.csv", progress=progress)
    assert not (tmp_path / "found.csv").exists()


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"memory_limit": "nonsense"}, "Memory must have a number"),
        ({"memory_limit": ""}, "Memory must have a number"),
        ({"threads": 0}, "Must have at least 1 thread"),
        ({"threads": -1}, "Must have at least 1 thread"),
    ],
)
def test_settings_that_duckdb_does_not_take_are_refused(settings: dict[str, object], reason: str) -> None:
    with pytest.raises(AccessLogError, match=f"^DuckDB: .*{reason}.*; give it other settings$"):
        DuckDB(**settings)  # type: ignore[arg-type]


def test_too_little_memory_is_said(many: Path, tmp_path: Path) -> None:
    target = tmp_path / "found.parquet"
    with pytest.raises(AccessLogError, match="DuckDB: it has not enough memory; give it more memory or fewer threads"):
        judge(BRIEF, many, violations=target, engine=DuckDB(memory_limit="8MB", threads=1, folder=tmp_path / "spilled"))
    assert not target.exists()


FULL = """
import resource, signal, sys
from hersys_lifecycle.judging import AccessLogError, judge
from tests.access_logs import BRIEF
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    judge(BRIEF, sys.argv[1], violations=sys.argv[2])
except AccessLogError as error:
    print(error)
"""


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_where_there_is_no_room_nothing_is_left(many: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"found.{ending}"
    command = [sys.executable, "-c", FULL, str(many), str(target)]
    told = subprocess.run(command, cwd=Path(__file__).parents[1], check=True, capture_output=True, text=True).stdout
    assert "File too large" in told
    assert told.rstrip().endswith("and that there is room to write in")
    assert str(tmp_path) in told
    assert [path.name for path in tmp_path.iterdir() if path.suffix] == []
