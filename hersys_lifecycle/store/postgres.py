"""PostgreSQL as `eventsourcing` keeps it, save that any libpq URL opens it, several at once, and none needs UPDATE."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

from eventsourcing.persistence import ApplicationRecorder, InterfaceError, OperationalError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore, PostgresFactory
from eventsourcing.utils import Environment, EnvType, retry
from psycopg import Connection, Error, ProgrammingError, connect
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL, Identifier, Literal

from hersys_lifecycle.store.errors import StoreUnavailableError, StoreUrlError

_URL = "HERSYS_STORE_URL"
_NOT_SHOWN = {
    "oauth_client_secret",
    "password",
    "row_factory",
    "scram_client_key",
    "scram_server_key",
    "sslpassword",
}
_PATIENCE = 5
"""The seconds to wait for a server that says nothing, if the URL has no `connect_timeout`."""


def settings(url: str) -> dict[str, str]:
    """Return the settings of `eventsourcing` for a URL.

    Raises:
        StoreUrlError: libpq cannot read the URL.
    """
    # The base class insists on a value for each of these five; what the URL says replaces them.
    parts = dict.fromkeys(("DBNAME", "HOST", "PORT", "USER", "PASSWORD"), "")
    return {
        "PERSISTENCE_MODULE": f"{__name__}:{StoreFactory.__name__}",
        _URL: url,
        **{f"POSTGRES_{part}": value for part, value in parts.items()},
    }


def without_password(url: str) -> str:
    """Return a URL fit to be shown.

    Raises:
        StoreUrlError: libpq cannot read the URL.
    """
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        # libpq quotes the part in question, or all of the URL; the password may be in it.
        reason = re.sub('(:| in) ".*"', "", str(error).strip(), flags=re.DOTALL)
        raise StoreUrlError("postgresql:...", f"libpq cannot read it: {reason}") from None
    except UnicodeDecodeError:  # which would show all of the part
        raise StoreUrlError("postgresql:...", "what it says by % is no UTF-8") from None
    # A password with / or @ in it is taken for a host, a port and a database, and one behind no ? for a part of a name.
    host, port, name = (str(parts.get(part) or "") for part in ("host", "port", "dbname"))
    astray = any("password=" in str(value) for part, value in parts.items() if part not in _NOT_SHOWN)
    if astray or "@" in host[1:] + name or not re.fullmatch("[0-9,]*", port):
        remedy = "write @ as %40, / as %2F and % as %25, and parameters behind one ?, with & between them"
        raise StoreUrlError("postgresql:...", f"its parts are not clear; {remedy}")
    return _shown(parts)


def _shown(parts: Mapping[str, object]) -> str:
    known = {name: str(value) for name, value in parts.items() if name not in _NOT_SHOWN}
    return f"postgresql ({make_conninfo(**known)})"


class AppendingRecorder(PostgresApplicationRecorder):
    """Serialises writers by an advisory lock in place of ``LOCK TABLE``.

    PostgreSQL lets only those lock a table who may also change or delete its rows, and our writers may not.
    """

    def __init__(self, datastore: PostgresDatastore, *, events_table_name: str = "stored_events") -> None:
        super().__init__(datastore, events_table_name=events_table_name)
        set_timeout, _ = self.lock_table_statements
        lock = SQL("SELECT pg_advisory_xact_lock(hashtextextended({0}, 0))")
        self.lock_table_statements = [set_timeout, lock.format(Literal(f"{datastore.schema}.{events_table_name}"))]

    @retry((InterfaceError, OperationalError), max_attempts=10, wait=0.2)
    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:  # noqa: ANN401  # as the base class
        """Write some events in one transaction, without the pipeline of the base class.

        In it, psycopg waits for good once it has more to send than the socket takes at once: some hundred events.
        """
        with self.datastore.get_connection() as connection, connection.transaction(), connection.cursor() as cursor:
            self._insert_stored_events(cursor, stored_events, **kwargs)
            if in_time := kwargs.get("in_time"):  # asked when the lock is ours, and others see nothing yet
                in_time()
            return self._fetch_ids_after_insert_events(cursor, stored_events, **kwargs)


class StoreFactory(PostgresFactory):
    """Connects as the URL says, with all parameters that libpq knows; what it leaves out libpq finds by itself."""

    application_recorder_class: type[PostgresApplicationRecorder] = AppendingRecorder

    def __init__(self, env: Environment | EnvType | None) -> None:
        super().__init__(env)
        parameters = {"connect_timeout": _PATIENCE, **conninfo_to_dict(self.env.get(_URL, ""))}
        pool = self.datastore.pool
        pool.kwargs = {**parameters, "row_factory": dict_row}
        pool.reconnect_timeout = 1  # then it is tried anew when one is asked for, and not after an ever longer time

    def application_recorder(self) -> ApplicationRecorder:
        """Return the recorder, its tables made unless they are there or not to be made.

        Raises:
            StoreUnavailableError: there is no connection.
        """
        with _connected(self.datastore) as connection:
            if self.env_create_table():
                # IF NOT EXISTS does not hold for two at once.
                connection.execute("SELECT pg_advisory_lock(hashtextextended('hersys_lifecycle', 0))")
            self.datastore.pool.open(wait=True)  # which is no matter of POSTGRES_CONNECT_TIMEOUT
            return super().application_recorder()


@contextmanager
def listening(recorder: PostgresApplicationRecorder) -> Iterator[Callable[[float], bool]]:
    """Listen on a connection of its own; what is yielded waits some seconds and tells whether anything was recorded.

    Raises:
        StoreUnavailableError: the connection cannot be made, or is lost.
    """
    with _connected(recorder.datastore) as connection:
        connection.execute(SQL("LISTEN {0}").format(Identifier(recorder.channel_name)))
        yield lambda seconds: any(True for _ in connection.notifies(timeout=seconds, stop_after=1))


@contextmanager
def _connected(datastore: PostgresDatastore) -> Iterator[Connection[DictRow]]:
    """Connect outside the pool, which does not tell why it has no connection.

    Raises:
        StoreUnavailableError: the connection cannot be made, or is lost.
    """
    parameters = dict(cast("dict[str, Any]", datastore.pool.kwargs))
    if datastore.pool.get_password_func:
        parameters["password"] = datastore.pool.get_password_func()
    try:
        with connect(autocommit=True, **parameters) as connection:
            yield connection
    except Error as error:
        raise StoreUnavailableError(_shown(parameters), " ".join(str(error).split())) from error
