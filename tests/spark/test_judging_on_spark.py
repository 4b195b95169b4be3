"""Judging on a real cluster: the law of judging, and what is written as files."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyspark.sql import SparkSession

from hersys_lifecycle.audit import RecordedEvent
from hersys_lifecycle.judging import DuckDB
from hersys_lifecycle.judging.spark_engine import Spark
from tests.judging import assert_judged_row_by_row, rows_around, write_parquet
from tests.strategies import Question, questions, recorded_histories

FEW = settings(max_examples=8)  # a run takes seconds on a cluster


@pytest.fixture(scope="session")
def engine(spark_session: SparkSession) -> Spark:
    return Spark(spark_session)


@FEW
@given(history=recorded_histories(), more=st.lists(questions(), max_size=4))
def test_every_access_around_every_edge_is_judged_as_check_answers_on_spark_and_on_duckdb(
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
