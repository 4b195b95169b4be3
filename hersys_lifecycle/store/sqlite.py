"""SQLite as `eventsourcing` keeps it, but for what it lets pass: a damaged file, and another file in its place."""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

from eventsourcing.persistence import DatabaseError, OperationalError, StoredEvent
from eventsourcing.sqlite import (
    SQLITE3_DEFAULT_LOCK_TIMEOUT,
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteFactory,
)
from eventsourcing.utils import Environment, EnvType


class Identity(NamedTuple):
    """Which file it is that is at a path, and what may be done with it."""

    device: int
    inode: int
    writable: bool


class FileConnection(SQLiteConnection):
    """A connection to a file as it was when the connection was made."""

    def __init__(self, connection: sqlite3.Connection, file: Identity) -> None:
        super().__init__(connection, max_age=None)
        self.file = file


class FilePool(SQLiteConnectionPool):
    """Connections to the file as it is now, and which was sound when it was first opened.

    SQLite goes on writing to a file that was deleted, moved or replaced, and what is recorded there is lost. Nor does
    it look for damage by itself: with one bit another one, it reads a table without its last rows.
    """

    def __init__(self, path: Path, lock_timeout: int | None, *, create: bool) -> None:
        super().__init__(db_name=str(path), lock_timeout=lock_timeout)
        self._path = path
        self._create = create
        self._sound: Identity | None = None

    def get_connection(self, timeout: float | None = None, *, is_writer: bool | None = None) -> SQLiteConnection:
        """Return a connection for a reader or a writer.

        Raises:
            OSError: there is no file any more.
        """
        # SQLite lets writers wait for one another; the lock of the base class would stay locked if connecting failed.
        del is_writer
        while True:
            now = self._file() if self._sound else None  # SQLite is yet to make it
            connection = cast("FileConnection", super().get_connection(timeout))
            if now in {None, connection.file}:
                return connection
            connection.close()
            self.put_connection(connection)

    def _create_connection(self) -> SQLiteConnection:
        if not self._path.parent.is_dir():  # SQLite would not say so; nor is ~ anybody's home in a URL
            raise OperationalError(f"there is no folder {self._path.parent}: make it first, or correct the URL")
        connection = self._connected()
        connection.row_factory = sqlite3.Row
        # Damaged text is read as well; the digests tell it.
        connection.text_factory = lambda text: text.decode(errors="backslashreplace")
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            file = self._file()
            if file != self._sound:
                _examine(connection)
                self._sound = file
        except Exception as error:
            connection.close()
            if isinstance(error, UnicodeDecodeError):  # SQLite quotes what is damaged
                raise DatabaseError(str(error)) from error
            raise
        return FileConnection(connection, file)

    def _connected(self) -> sqlite3.Connection:
        mode = "rwc" if self._create and not self._sound else "rw"
        try:
            return sqlite3.connect(
                f"{self._path.as_uri()}?mode={mode}",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
                timeout=self.lock_timeout or SQLITE3_DEFAULT_LOCK_TIMEOUT,
            )
        except sqlite3.OperationalError as error:
            if self._create or self._path.exists():
                raise
            raise OperationalError(f"no such file: {self._path}") from error

    def _file(self) -> Identity:
        there = self._path.stat()
        return Identity(there.st_dev, there.st_ino, os.access(self._path, os.W_OK))


class TimelyRecorder(SQLiteApplicationRecorder):
    """Lets a writer in only in time."""

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        **kwargs: Any,  # noqa: ANN401  # as the base class
    ) -> Sequence[int] | None:
        inserted = super()._insert_events(c, stored_events, **kwargs)
        if in_time := kwargs.get("in_time"):  # asked when the file is ours, and others see nothing yet
            in_time()
        return inserted


class StoreFactory(SQLiteFactory):
    """Keeps the store in a file, and looks after it."""

    application_recorder_class: type[SQLiteApplicationRecorder] = TimelyRecorder

    def __init__(self, env: Environment | EnvType | None) -> None:
        super().__init__(env)
        pool = self.datastore.pool
        self.datastore.pool = FilePool(Path(pool.db_name), pool.lock_timeout, create=self.env_create_table())


def _examine(connection: sqlite3.Connection) -> None:
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise DatabaseError(found)
