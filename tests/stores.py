"""Stores to test: their kinds, something to record, and looks behind them."""

import pickle
import sqlite3
import traceback
from collections.abc import Sequence
from contextlib import closing
from typing import Any, Final, LiteralString

import psycopg
from psycopg.sql import SQL

from hersys_lifecycle.audit import RecordedEvent
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.store import Store
from tests.shorthand import maintenance, maintenance_moved, slot_moved

KINDS: Final = ("memory", "sqlite", "postgres")
SHARED: Final = KINDS[1:]
"""The kinds that several stores, in one process or in many, may have open at once."""

NOTICE: Final = official_events()
"""Its 52 events are adopted first."""
NIGHT: Final = maintenance("night", "2023-11-05T00:00", "2023-11-05T06:00")
NIGHT_LONGER: Final = maintenance_moved("night", "2023-11-05T00:00", "2023-11-05T07:00")
OSAKA_LATER: Final = slot_moved(Prefecture.OSAKA, "2023-12-04", "2023-12-09")
OSAKA_BACK: Final = slot_moved(Prefecture.OSAKA, "2023-11-13", "2023-11-18")


def put(store: Store, entries: Sequence[RecordedEvent]) -> bool:
    """Write entries that others have made; tell whether nobody was first at their positions."""
    return store._append(entries)  # noqa: SLF001  # past admission, which no user can go


def behind(url: str, statement: LiteralString) -> list[tuple[Any, ...]]:
    """Execute SQL behind the back of a store, where `ROWS` is its table and `NUMBER` the column that orders it."""
    if url.startswith("sqlite:///"):
        sql = statement.replace("ROWS", "stored_events").replace("NUMBER", "rowid")
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file, file:
            return file.execute(sql).fetchall()
    sql = statement.replace("ROWS", "hersys_lifecycle_events").replace("NUMBER", "notification_id")
    with psycopg.connect(url) as connection:
        cursor = connection.execute(SQL(sql))
        return cursor.fetchall() if cursor.description else []


def shown(error: BaseException) -> str:
    """Return all that anybody might print of an error."""
    return "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error)) + repr(pickle.dumps(error))
