"""Apache Spark: judges on a cluster what is beyond one machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import ibis
from ibis.expr.types import Table
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import functions as f
from pyspark.sql.types import TimestampNTZType, TimestampType

from hersys_lifecycle.judging.engine import Opened, Progress
from hersys_lifecycle.judging.errors import AccessLogError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


class Spark:
    """The engine for a cluster. Paths are those that the cluster sees; what is written is a folder of files.

    Args:
        session: a session; its time zone is set to UTC.
    """

    local = False

    def __init__(self, session: "SparkSession") -> None:
        self._session = session
        self._ibis = ibis.pyspark.connect(session)
        session.conf.set("spark.sql.session.timeZone", "UTC")

    def open(self, source: str, file: str, row: str) -> Opened:
        """Open Parquet, whatever path, folder or pattern Spark reads."""
        with _border(source):
            frame = self._session.read.parquet(source)
            types = {field.name: field.dataType.simpleString() for field in frame.schema.fields}
            aware = {
                field.name: isinstance(field.dataType, TimestampType)
                for field in frame.schema.fields
                if isinstance(field.dataType, TimestampType | TimestampNTZType)
            }
            place = f.col("_metadata.file_path").alias(file), (f.col("_metadata.row_index") + 1).alias(row)
            return Opened(self._named(frame.select("*", *place), "accesses"), types, aware)

    def table(self, data: Any) -> Table:  # noqa: ANN401  # see the protocol
        """Return a table that the driver hands out."""
        return self._named(self._session.createDataFrame(data), f"table_{id(data)}")

    def fetch(self, query: Table, progress: Progress | None = None) -> Any:  # noqa: ANN401, ARG002
        """Return what a query gives; Spark shows by itself how far it is."""
        with _border("the access log"):
            return self._ibis.to_pyarrow(query)

    def write(self, query: Table, target: str, kind: str, progress: Progress | None = None) -> None:  # noqa: ARG002
        """Write a folder."""
        with _border(target):
            writer = self._session.sql(self._ibis.compile(query)).write
            if kind == "parquet":
                writer.parquet(target)
            else:
                writer.csv(target, header=True)

    def _named(self, frame: Any, name: str) -> Table:  # noqa: ANN401
        frame.createOrReplaceTempView(name)
        return self._ibis.table(name)


@contextmanager
def _border(source: str) -> Iterator[None]:
    """Turn an error of Spark into one of this library, and what Java says into one line."""
    try:
        yield
    except (PySparkException, Py4JError) as error:
        reason = str(error).split("\n", 1)[0]
        raise AccessLogError(
            source, reason, "check that the cluster can read this path, and that it is Parquet"
        ) from error
