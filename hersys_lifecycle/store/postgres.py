"""PostgreSQL as `eventsourcing` keeps it, but for two things: any libpq URL opens it, and no writer needs UPDATE."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore, PostgresFactory
from eventsourcing.utils import Environment, EnvType
from psycopg import Error, ProgrammingError, connect
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import dict_row
from psycopg.sql import SQL, Identifier, Literal

from hersys_lifecycle.store.errors import StoreUnavailableError, StoreUrlError

_URL = "HERSYS_STORE_URL"


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
        raise StoreUrlError("postgresql://...", str(error).strip()) from None
    return _shown(parts)


def _shown(parts: Mapping[str, object]) -> str:
    known = {name: str(value) for name, value in parts.items() if name not in {"password", "sslpassword"}}
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


class StoreFactory(PostgresFactory):
    """Connects as the URL says, with all parameters that libpq knows; what it leaves out libpq finds by itself."""

    application_recorder_class: type[PostgresApplicationRecorder] = AppendingRecorder

    def __init__(self, env: Environment | EnvType | None) -> None:
        super().__init__(env)
        self.datastore.pool.kwargs = {**conninfo_to_dict(self.env[_URL]), "row_factory": dict_row}


@contextmanager
def listening(recorder: PostgresApplicationRecorder) -> Iterator[Callable[[float], bool]]:
    """Listen on a connection of its own; what is yielded waits some seconds and tells whether anything was recorded.

    Raises:
        StoreUnavailableError: the connection cannot be made, or is lost.
    """
    kwargs = cast("dict[str, Any]", recorder.datastore.pool.kwargs)
    parameters = {name: value for name, value in kwargs.items() if name != "row_factory"}
    try:
        with connect(autocommit=True, **parameters) as connection:
            connection.execute(SQL("LISTEN {0}").format(Identifier(recorder.channel_name)))
            yield lambda seconds: any(True for _ in connection.notifies(timeout=seconds, stop_after=1))
    except Error as error:
        raise StoreUnavailableError(_shown(parameters), str(error)) from error
