"""A cluster of Apache Spark, for as long as it takes to judge a log."""

from collections.abc import Iterator
from contextlib import contextmanager

from hersys_lifecycle.errors import MissingExtraError
from hersys_lifecycle.judging.engine import Engine


@contextmanager
def on_spark(master: str | None = None, *, shows_progress: bool = False) -> Iterator[Engine]:
    """Give an engine on a session that ends with the block; or on the one that the process has, which stays as it is.

    Args:
        master: the URL of a master, such as ``"spark://host:7077"``; by default that of Spark's own configuration.
        shows_progress: whether Spark is to show on stderr how far it is.

    Raises:
        MissingExtraError: pyspark is not installed.
        AccessLogError: there is no such master, or no Java.
    """
    try:
        from hersys_lifecycle.judging.spark_session import connected  # noqa: PLC0415  # an extra
    except ModuleNotFoundError:
        raise MissingExtraError("spark", "judging on Apache Spark") from None
    with connected(master, shows_progress=shows_progress) as engine:
        yield engine
