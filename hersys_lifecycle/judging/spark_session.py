"""A session of Apache Spark."""

from collections.abc import Iterator
from contextlib import contextmanager

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from hersys_lifecycle.judging.errors import AccessLogError
from hersys_lifecycle.judging.spark_engine import Spark


@contextmanager
def connected(master: str | None, *, shows_progress: bool) -> Iterator[Spark]:
    """Give an engine on a session; see :func:`hersys_lifecycle.judging.on_spark`."""
    active = SparkSession.getActiveSession()
    builder = SparkSession.builder.appName("hersys audit")
    builder = builder.config("spark.ui.showConsoleProgress", str(shows_progress).lower())
    if master is not None:
        builder = builder.master(master)
    try:
        session = builder.getOrCreate()
    except (PySparkException, Py4JError) as error:
        reason = str(error).split("\n", 1)[0].rstrip(".")
        remedy = "check that the master is there, and that Java 17 or 21 is: JAVA_HOME names it"
        raise AccessLogError(master or "Spark", reason, remedy) from error
    try:
        yield Spark(session)
    finally:
        if active is None:
            session.stop()
