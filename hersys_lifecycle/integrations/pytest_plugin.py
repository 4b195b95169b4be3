"""Fixtures for pytest, which finds this module by itself where the library is installed.

What they need is imported when a test asks for it: whoever runs pytest without them hardly pays for them.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hersys_lifecycle import Lifecycle
    from hersys_lifecycle.store import Store
    from hersys_lifecycle.testing import FrozenClock


@pytest.fixture
def lifecycle() -> "Lifecycle":
    """The lifecycle that the Ministry's notice announces."""
    from hersys_lifecycle import official_lifecycle  # noqa: PLC0415  # as said above

    return official_lifecycle()


@pytest.fixture
def lifecycle_clock() -> "FrozenClock":
    """A clock that stands at 2023-10-20T00:00 in Japan until the test sets it.

    By then the notice was out, and nothing of it but the first stop had come. Extra ``testing``.
    """
    from hersys_lifecycle.testing import FrozenClock  # noqa: PLC0415  # as said above

    return FrozenClock("2023-10-20T00:00:00+09:00")


@pytest.fixture
def lifecycle_store(tmp_path: Path, lifecycle_clock: "FrozenClock") -> "Iterator[Store]":
    """An open store on a temporary SQLite file, by ``lifecycle_clock``, into which the notice is adopted.

    Extra ``testing``.
    """
    from hersys_lifecycle.notice import official_events  # noqa: PLC0415  # as said above
    from hersys_lifecycle.store import open_store  # noqa: PLC0415  # as said above

    with open_store(f"sqlite:///{tmp_path / 'lifecycle.db'}", clock=lifecycle_clock) as store:
        store.adopt(official_events(), by="operations")
        yield store
