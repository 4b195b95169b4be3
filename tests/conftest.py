"""How hard Hypothesis looks, and where PostgreSQL is.

HYPOTHESIS_PROFILE names a profile; without it "ci" where CI is set, else "dev".
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import postgres

# No deadlines: a busy machine is no fault in a test, and speed has its own benchmarks.
settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("long", deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of the server that the databases are made on."""
    if url := os.environ.get("HERSYS_TEST_POSTGRES"):
        yield url
    else:
        with postgres.serving() as server:
            yield server.url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of a fresh database."""
    with postgres.database(postgres_server) as url:
        yield url


@pytest.fixture
def own_server() -> Iterator[postgres.Server]:
    """A started server that the test may stop and start; being fresh, its one database will do."""
    with postgres.serving() as server:
        yield server
