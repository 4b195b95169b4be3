"""Stores to test: the three kinds there are, a clock that stands until it is set, and a way to look behind a store."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any, Final, LiteralString

import psycopg
from psycopg.sql import SQL

KINDS: Final = ("memory", "sqlite", "postgres")
SHARED: Final = KINDS[1:]
"""The kinds that several stores, in one process or in many, may have open at once."""


class Clock:
    """Tells ``now``, which stays what it is until somebody sets it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> datetime:
        self.now += by
        return self.now


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
