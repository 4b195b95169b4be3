"""The rows of a store, read and written behind its back."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from hashlib import sha256
from typing import NamedTuple

import psycopg

from hersys_lifecycle.audit import RecordedEvent
from hersys_lifecycle.codec import canonical, unstructure, write_line
from hersys_lifecycle.store.application import LOG_ID


class Row(NamedTuple):
    """A row as it stands in the table; `order` is what the table is ordered by. Damaged, it may hold anything."""

    order: object
    log: object
    position: object
    topic: object
    state: object


def rows_of(url: str) -> list[Row]:
    """Return the rows of a store on SQLite or PostgreSQL, in their order."""
    if url.startswith("sqlite"):
        with _file(url) as file:
            return [Row(*row) for row in file.execute("SELECT rowid, * FROM stored_events ORDER BY rowid")]
    with psycopg.connect(url) as connection:
        select = "SELECT notification_id, originator_id, originator_version, topic, state FROM hersys_lifecycle_events"
        return [Row(*row) for row in connection.execute(f"{select} ORDER BY 1")]


def rewrite(url: str, rows: Iterable[Row]) -> None:
    """Put other rows in the place of those that are there, all at once and without telling anybody."""
    if url.startswith("sqlite"):
        with _file(url) as file, file:
            file.execute("PRAGMA synchronous = OFF")  # damage need not last
            file.execute("DELETE FROM stored_events")
            columns = "rowid, originator_id, originator_version, topic, state"
            file.executemany(f"INSERT INTO stored_events ({columns}) VALUES (?, ?, ?, ?, ?)", rows)  # noqa: S608
        return
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("DELETE FROM hersys_lifecycle_events")
        cursor.executemany(
            "INSERT INTO hersys_lifecycle_events"
            " (notification_id, originator_id, originator_version, topic, state) VALUES (%s, %s, %s, %s, %s)",
            rows,
        )


def row_of(entry: RecordedEvent, topic: str | None = None, line: bytes | None = None) -> Row:
    """Return the row of an entry, but for another topic or line if they are given."""
    topic = topic or str(unstructure(entry.event)["type"])
    return Row(entry.position, LOG_ID.hex, entry.position, topic, line or write_line(entry))


def resealed(data: dict[str, object]) -> bytes:
    """Return the line of a wire form, with the digest that fits what it holds."""
    rest = {name: value for name, value in data.items() if name != "digest"}
    return canonical({**rest, "digest": sha256(canonical(rest)).hexdigest()})


def _file(url: str) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(url.removeprefix("sqlite:///")))
