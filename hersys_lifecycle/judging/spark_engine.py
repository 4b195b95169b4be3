"""Apache Spark: judges on a cluster what is beyond one machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any, Final

import ibis
from ibis.expr.types import Table
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import functions as f

from hersys_lifecycle.judging.engine import Progress
from hersys_lifecycle.judging.errors import AccessLogError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


_SETTINGS: Final = {
    "spark.sql.session.timeZone": "UTC",  # what has no time zone is compared on one clock, whatever the session's
    "spark.sql.parquet.mergeSchema": "true",  # a column that only later files have counts where it is
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",  # the folder prefecture=01 says a text
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",  # else others read instants without a time zone
}
# Else instants are cut off after the millisecond.
_MICROSECONDS: Final = "yyyy-MM-dd'T'HH:mm:ss.SSSSSS"
_CSV: Final = {"timestampFormat": f"{_MICROSECONDS}XXX", "timestampNTZFormat": _MICROSECONDS}


class Spark:
    """The engine for a cluster. Paths are those that the cluster sees; what is written is a folder of files.

    Args:
        session: a session; what is set here is set in one of its own beside it.
    """

    local = False

    def __init__(self, session: "SparkSession") -> None:
        self._session, self._numbers = session.newSession(), count()
        for name, value in _SETTINGS.items():
            self._session.conf.set(name, value)

    def open(self, source: str, file: str, row: str) -> Table:
        """Open Parquet, whatever path, folder or pattern Spark reads."""
        with _border(source):
            place = f.col("_metadata.file_path").alias(file), (f.col("_metadata.row_index") + 1).alias(row)
            return self._table(self._session.read.parquet(source).select("*", *place))

    def table(self, data: Any) -> Table:  # noqa: ANN401  # see the protocol
        """Return a table that the driver hands out."""
        return self._table(self._session.createDataFrame(data))

    def fetch(self, query: Table, progress: Progress | None = None) -> Any:  # noqa: ANN401, ARG002
        """Return what a query gives; Spark shows by itself how far it is."""
        with _border("the access log"):
            return self._run(query).toArrow()

    def write(self, query: Table, target: str, kind: str, progress: Progress | None = None) -> None:  # noqa: ARG002
        """Write a folder."""
        with _border(target):
            writer = self._run(query).write
            if kind == "parquet":
                writer.parquet(target)
            else:
                writer.options(**_CSV).csv(target, header=True)

    def _table(self, frame: Any) -> Table:  # noqa: ANN401
        name = f"hersys_{next(self._numbers)}"
        frame.createOrReplaceTempView(name)
        return ibis.table(ibis.Schema.from_pyarrow(frame.limit(0).toArrow().schema), name)

    def _run(self, query: Table) -> Any:  # noqa: ANN401
        return self._session.sql(ibis.to_sql(query, dialect="pyspark", pretty=False))


def _cause(error: Exception) -> str:
    """Return in one line what went wrong: of what Java threw, the cause of causes."""
    thrown = getattr(error, "java_exception", None)
    while thrown is not None and thrown.getCause() is not None:
        thrown = thrown.getCause()
    return str(error if thrown is None else thrown.getMessage()).split("\n", 1)[0]


@contextmanager
def _border(source: str) -> Iterator[None]:
    """Turn an error of Spark into one of this library, and what Java says into one line."""
    try:
        yield
    except (PySparkException, Py4JError) as error:
        reason = _cause(error)
        remedy = "check that all of the cluster can read this path, and that it is Parquet"
        raise AccessLogError(source, reason, remedy) from error
