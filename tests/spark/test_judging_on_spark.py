"""Judging on a real cluster: as on DuckDB, which is as ``check`` answers."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyspark.sql import SparkSession

from hersys_lifecycle.audit import RecordedEvent
from hersys_lifecycle.judging import AccessLogError, DuckDB, Verdict, judge
from hersys_lifecycle.judging.spark_engine import Spark
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.testing import Question, questions, recorded_histories
from hersys_lifecycle.testing.recordings import Recording
from tests.judging import assert_judged_row_by_row, rows_around, write_parquet
from tests.shorthand import jst, written

# A run takes seconds on a cluster, so no example is made smaller.
FEW = settings(max_examples=4, phases=[Phase.explicit, Phase.reuse, Phase.generate])

NOTICE = written(Recording(jst("2023-09-20"), tuple(official_events()))).entries
STOP = jst("2023-10-31T18:00")
MICROSECOND = timedelta(microseconds=1)
AROUND = [STOP - MICROSECOND, STOP, STOP + MICROSECOND]


@pytest.fixture(scope="session")
def engine(spark_session: SparkSession) -> Spark:
    return Spark(spark_session)


def edits(at: Sequence[datetime | None], kind: pa.DataType, path: Path) -> Path:
    """Write a log of edits that took place."""
    pq.write_table(pa.table({"at": pa.array(at, kind), "capability": ["edit"] * len(at)}), path)
    return path


@FEW
@given(history=recorded_histories(), more=st.lists(questions(), max_size=4))
def test_every_access_around_every_edge_is_judged_on_spark_as_check_answers_and_as_on_duckdb(
    engine: Spark, tmp_path_factory: pytest.TempPathFactory, history: tuple[RecordedEvent, ...], more: list[Question]
) -> None:
    folder = tmp_path_factory.mktemp("law")
    rows = rows_around(history, more)
    source = folder / "log.parquet"
    write_parquet(rows, source)
    on_spark = assert_judged_row_by_row(history, rows, source, folder, engine)
    (folder / "duckdb").mkdir()
    on_duckdb = assert_judged_row_by_row(history, rows, source, folder / "duckdb", DuckDB(threads=1))
    assert (on_spark.counts, on_spark.limits) == (on_duckdb.counts, on_duckdb.limits)


@pytest.mark.parametrize("session_zone", ["UTC", "America/New_York"])
def test_instants_without_time_zone_are_those_of_the_zone_that_is_named_whatever_the_session_s(
    spark_session: SparkSession, tmp_path: Path, session_zone: str
) -> None:
    source = edits([at.replace(tzinfo=None) for at in AROUND], pa.timestamp("us"), tmp_path / "log.parquet")
    session = spark_session.newSession()
    session.conf.set("spark.sql.session.timeZone", session_zone)
    judgment = judge(NOTICE, source, engine=Spark(session), timezone="Asia/Tokyo")
    assert (judgment.of(Verdict.AGREES), judgment.of(Verdict.WRONG_THEN)) == (1, 2)
    assert session.conf.get("spark.sql.session.timeZone") == session_zone
    with pytest.raises(AccessLogError, match="have no time zone"):
        judge(NOTICE, source, engine=Spark(session))


def test_what_is_written_is_in_microseconds_utc(engine: Spark, tmp_path: Path) -> None:
    source = edits([*AROUND, None], pa.timestamp("us", "UTC"), tmp_path / "log.parquet")
    for ending in ("parquet", "csv"):
        judgment = judge(NOTICE, source, engine=engine, violations=tmp_path / f"found.{ending}")
        assert judgment.of(Verdict.UNDECIDABLE) == 1
        assert [(each.row, each.problem[:10]) for each in judgment.undecidable] == [(4, "it has no ")]
    table = pq.read_table(tmp_path / "found.parquet")
    assert table.schema.field("at").type == pa.timestamp("us", "UTC")
    assert table["at"].to_pylist() == [*AROUND[1:], None]
    assert table["row"].to_pylist() == [2, 3, 4]
    lines = "".join(part.read_text() for part in sorted((tmp_path / "found.csv").glob("part-*")))
    assert "2023-10-31T09:00:00.000001Z,edit" in lines


def test_a_log_that_cannot_be_read_is_refused_and_nothing_is_written(engine: Spark, tmp_path: Path) -> None:
    whole = edits(AROUND * 50_000, pa.timestamp("us", "UTC"), tmp_path / "whole.parquet").read_bytes()
    damaged = tmp_path / "damaged.parquet"
    target = tmp_path / "found.parquet"
    for content in (whole[:-20], whole[:2_000] + b"\x00" * 5_000 + whole[7_000:], b"at,capability\n"):
        damaged.write_bytes(content)
        with pytest.raises(AccessLogError, match="all of the cluster can read this path"):
            judge(NOTICE, damaged, engine=engine, violations=target)
        assert not target.exists()
    with pytest.raises(AccessLogError, match="a cluster judges Parquet only"):
        judge(NOTICE, tmp_path / "log.csv", engine=engine)
    assert {path.name for path in tmp_path.iterdir()} == {"whole.parquet", "damaged.parquet"}
