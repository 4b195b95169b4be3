"""One Spark for all tests of this folder, and a bound on the time of each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import ibis
import pytest
from pyspark.sql import SparkSession

from tests.spark import cluster

_SECONDS: Final = 300
"""What a test may take, with the start of the cluster if it is the first; where nothing hangs, far less."""

_SETTINGS: Final = {
    "spark.app.name": "tests",
    # One core of each worker, and nothing is run before both have come.
    "spark.cores.max": str(cluster.WORKERS),
    "spark.executor.cores": "1",
    "spark.scheduler.minRegisteredResourcesRatio": "1.0",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    # As on the machines of those who use it; no answer may rest on it.
    "spark.driver.extraJavaOptions": "-Duser.timezone=Asia/Tokyo",
    "spark.executor.extraJavaOptions": "-Duser.timezone=Asia/Tokyo",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": str(cluster.WORKERS),
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}

_NOT_OURS: Final = (
    "ignore::DeprecationWarning:ibis",
    "ignore::DeprecationWarning:pyspark",
    "ignore:unclosed <socket:ResourceWarning",  # py4j leaves them to the garbage collector
)


def pytest_configure(config: pytest.Config) -> None:
    for warning in _NOT_OURS:
        config.addinivalue_line("filterwarnings", warning)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            # A call of Java cannot be interrupted, so this ends the run, and with it what it started.
            item.add_marker(pytest.mark.timeout(_SECONDS, method="thread"))


@pytest.fixture(scope="session")
def spark_master() -> Iterator[str]:
    """The URL of a master with two workers; whatever the tests start finds the Java it needs in the environment."""
    with cluster.serving() as serving, pytest.MonkeyPatch.context() as patch:
        for name, value in serving.environment.items():
            patch.setenv(name, value)
        yield serving.url


@pytest.fixture(scope="session")
def spark_session(spark_master: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A session of that master: an executor of one core on each worker, session time zone UTC."""
    builder = SparkSession.builder.master(spark_master)
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse"))).getOrCreate()
    try:
        yield session
    finally:
        session.stop()


@pytest.fixture(scope="session")
def spark(spark_session: SparkSession) -> ibis.BaseBackend:
    """Ibis on that session."""
    return ibis.pyspark.connect(spark_session)
