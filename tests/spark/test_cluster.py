"""The ground of the other tests here: two executors work on one query, and what they find is what DuckDB finds."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import ibis
import pytest
from pyspark.sql import SparkSession

from tests.spark.cluster import WORKERS, Daemon

STOP = datetime(2023, 10, 31, 9, tzinfo=UTC)
OPENING = datetime(2023, 10, 31, 23, tzinfo=UTC)
PHASES = ("before", "between", "after")
STEPS = 500
INSTANTS = [edge + timedelta(microseconds=step) for edge in (STOP, OPENING) for step in range(-STEPS, STEPS)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Spans in a file of Parquet, and the instants around their edges in one for each worker."""
    instant = "timestamp('UTC', 6)"
    edges = (None, STOP, OPENING, None)
    spans = {"phase": PHASES, "starts": edges[:-1], "ends": edges[1:]}
    write(spans, {"phase": "string", "starts": instant, "ends": instant}, tmp_path / "spans.parquet")
    (tmp_path / "log").mkdir()
    for number in range(WORKERS):
        log = {"row": range(len(INSTANTS))[number::WORKERS], "at": INSTANTS[number::WORKERS]}
        write(log, {"row": "int64", "at": instant}, tmp_path / "log" / f"{number}.parquet")
    return tmp_path


def write(columns: Mapping[str, Sequence[object]], types: Mapping[str, str], path: Path) -> None:
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    ibis.duckdb.connect().to_parquet(ibis.memtable(rows, schema=types), path)


def joined(engine: ibis.BaseBackend, folder: Path) -> ibis.Table:
    """Each row of the log with the phase of the half-open span that its instant falls in."""
    log, spans = engine.read_parquet(folder / "log" / "*"), engine.read_parquet(folder / "spans.parquet")
    since = spans.starts.isnull() | (spans.starts <= log.at)
    until = spans.ends.isnull() | (log.at < spans.ends)
    return log.join(spans, [since, until]).select("row", "phase")


def test_both_executors_work_on_one_query(spark: ibis.BaseBackend, spark_session: SparkSession, folder: Path) -> None:
    # Spark starts each executor in a folder of its own, that has its number for a name.
    where = "reflect('java.lang.System', 'getProperty', 'user.dir') AS folder"
    rows = spark_session.sql(spark.compile(joined(spark, folder))).selectExpr(where).collect()
    worked = Counter(Path(row.folder).name for row in rows)
    assert worked == {str(number): len(INSTANTS) // WORKERS for number in range(WORKERS)}


def test_a_range_join_gives_on_spark_what_it_gives_on_duckdb_to_the_microsecond(
    spark: ibis.BaseBackend, folder: Path
) -> None:
    expected = [(row, PHASES[(at >= STOP) + (at >= OPENING)]) for row, at in enumerate(INSTANTS)]
    for engine in (spark, ibis.duckdb.connect()):
        found = joined(engine, folder).order_by("row").to_pyarrow().to_pylist()
        assert [(row["row"], row["phase"]) for row in found] == expected, engine.name


def test_a_daemon_that_does_not_start_shows_its_log(tmp_path: Path) -> None:
    failure = pytest.raises(RuntimeError, match=r"worker does not start(?s:.*)no room here")
    with Daemon("worker", ("sh", "-c", "echo no room here"), {}, tmp_path) as worker, failure:
        worker.wait_for("registered")
