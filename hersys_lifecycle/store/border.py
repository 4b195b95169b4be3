"""The border to the database: what goes over it is counted, and what goes wrong beyond it becomes an error of ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

from eventsourcing.domain import EventSourcingError
from eventsourcing.persistence import DatabaseError, DataError, IntegrityError

from hersys_lifecycle.errors import CorruptLogError, LifecycleError
from hersys_lifecycle.store.errors import StoreClosedError, StoreMissingError, StoreUnavailableError
from hersys_lifecycle.store.writing import OutdatedError

_DAMAGED = {"XX001", "XX002"}
"""What PostgreSQL calls damage of data or of an index."""

_NOT_MADE = "42P01"
"""What PostgreSQL calls a table that is not there."""

_NOT_ALLOWED = "42501"
"""What PostgreSQL calls a right that a role has not."""


class Border:
    """Lets threads over to the database until it is closed; closing waits for those who are there.

    SQLite does not survive that a connection is closed while another thread reads from it.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._closed = False
        self._across = 0
        self._change = Condition()

    @contextmanager
    def crossed(self) -> Iterator[None]:
        """Go over, and come back.

        Raises:
            StoreClosedError: the border is closed.
            StoreUnavailableError: the database cannot be reached, read or written.
            CorruptLogError: the database says that it is damaged.
        """
        with self._change:
            if self._closed:
                raise StoreClosedError(self._url)
            self._across += 1
        try:
            yield
        except (IntegrityError, OutdatedError, LifecycleError):
            raise  # another writer was first, or for too long, which is no fault; or it is ours already
        except (EventSourcingError, sqlite3.Error, OSError) as error:
            raise translated(error, self._url) from error
        finally:
            with self._change:
                self._across -= 1
                self._change.notify_all()

    def close(self) -> bool:
        """Let nobody over any more and wait until all are back; tell whether it was open."""
        with self._change:
            was_open, self._closed = not self._closed, True
            self._change.wait_for(lambda: self._across == 0)
        return was_open


def translated(error: Exception, url: str) -> CorruptLogError | StoreUnavailableError:
    """Return the error of ours for one of the database."""
    told = " ".join(str(error).split()) or type(error).__name__
    # SQLite says "malformed" and "not a database" with the general error; others tell of the connection or the disk.
    damaged = type(error) in {DatabaseError, DataError, sqlite3.DatabaseError}
    state = getattr(error.__cause__, "sqlstate", None)
    if damaged or state in _DAMAGED:
        return CorruptLogError(None, f"{url}: {told}")
    if state == _NOT_MADE or told.startswith(("no such file", "no such table")):
        return StoreMissingError(url, told)
    if state == _NOT_ALLOWED and " schema " in told:
        told += "; a role that only writes or reads opens a store that is made with create=False"
    return StoreUnavailableError(url, told)
