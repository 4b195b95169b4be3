"""How hard Hypothesis looks, where PostgreSQL is, and a store of each kind.

HYPOTHESIS_PROFILE names a profile; without it "ci" where CI is set, else "dev". There is a "solver" where
CrossHair is installed.
"""

import os
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, Phase, settings

from hersys_lifecycle.store import Store, open_store
from hersys_lifecycle.testing import FrozenClock
from tests import postgres
from tests.stores import KINDS, SHARED

pytest_plugins = ["hersys_lifecycle.integrations.pytest_plugin", "pytester"]

# A busy machine is no fault in a test, and speed has its own benchmarks.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("dev", UNHURRIED)
settings.register_profile("ci", UNHURRIED, derandomize=True, print_blob=True, max_examples=50)
settings.register_profile("long", UNHURRIED, max_examples=5000)
# For `make mutants`: a mutant has to fall to few examples, always the same, and nobody reads the smallest.
settings.register_profile(
    "mutants",
    UNHURRIED,
    derandomize=True,
    max_examples=24,
    phases=[Phase.explicit, Phase.generate],
    database=None,
)
if find_spec("hypothesis_crosshair_provider"):  # in the environment of `make solver`
    settings.register_profile("solver", UNHURRIED, backend="crosshair", derandomize=True, max_examples=100)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
settings.load_profile(PROFILE)
if PROFILE == "solver":
    import_module("tests.solver.moments").teach()


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


@pytest.fixture(params=KINDS)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a fresh store, of each kind in turn; in memory each opening is a store of its own."""
    return _url(request, tmp_path)


@pytest.fixture(params=SHARED)
def shared_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a fresh store, of each kind in turn that outlives its opening."""
    return _url(request, tmp_path)


@pytest.fixture
def clock(lifecycle_clock: FrozenClock) -> FrozenClock:
    """The clock that the plugin offers: 20 October 2023, when nothing of the notice but the first stop had come."""
    return lifecycle_clock


@pytest.fixture
def store(store_url: str, clock: FrozenClock) -> Iterator[Store]:
    """An open, empty store of each kind in turn, with that clock."""
    with open_store(store_url, clock=clock) as opened:
        yield opened


def _url(request: pytest.FixtureRequest, folder: Path) -> str:
    match request.param:
        case "memory":
            return ":memory:"
        case "sqlite":
            return f"sqlite:///{folder / 'log.db'}"
        case _:
            return cast("str", request.getfixturevalue("postgres_url"))
