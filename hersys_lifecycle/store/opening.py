"""Opening a store by its URL."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from eventsourcing.domain import EventSourcingError

from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.instants import JST
from hersys_lifecycle.store.application import RecordApplication
from hersys_lifecycle.store.border import translated
from hersys_lifecycle.store.errors import MissingExtraError, StoreSettingsError, StoreUrlError
from hersys_lifecycle.store.record import Clock, Store

MEMORY = ":memory:"


def _now() -> datetime:
    return datetime.now(JST)


def open_store(
    url: str,
    *,
    clock: Clock = _now,
    create: bool = True,
    env: Mapping[str, str] | None = None,
) -> Store:
    """Open the store at a URL, and make it if it is new. Use it in a ``with`` statement, or close it.

    Args:
        url: ``sqlite:///file`` (four slashes before an absolute path), ``postgresql://…`` with whatever libpq knows
            (extra ``postgres``), or ``:memory:``, a store of its own that ends with the process.
        clock: tells the instant at which something is recorded; by default the real one. Another one rehearses.
        create: whether to make the tables where they are missing; a role that may not make tables says ``False``.
        env: settings of `eventsourcing` on top of the process's environment, such as ``COMPRESSOR_TOPIC``,
            ``CIPHER_TOPIC`` and ``CIPHER_KEY``.

    Raises:
        StoreUrlError: the URL names no store.
        StoreSettingsError: a setting of compression or encryption cannot be used.
        StoreUnavailableError: the database cannot be reached, read or written.
        CorruptLogError, UnreadableEntryError: the log is not as it was recorded, or of a newer release.
        MissingExtraError: a PostgreSQL URL, and the extra is not installed.
    """
    shown, settings = _settings(url)
    settings = {**(env or {}), **settings, "CREATE_TABLE": "yes" if create else "no"}
    try:
        application = RecordApplication(env=settings)
    except (EventSourcingError, sqlite3.Error) as error:
        raise translated(error, shown) from error
    except (OSError, ValueError) as error:
        raise StoreSettingsError(str(error)) from error
    store = Store(application, shown, clock)
    try:
        store.log()
    except LifecycleError:
        store.close()
        raise
    return store


def _settings(url: str) -> tuple[str, dict[str, str]]:
    """Return a URL without its secrets, and the settings of `eventsourcing` it stands for."""
    if url == MEMORY:
        return url, {"PERSISTENCE_MODULE": "eventsourcing.popo"}
    scheme, separator, rest = str(url).partition("://")
    if scheme == "sqlite" and rest == f"/{MEMORY}":
        raise StoreUrlError(url, "it has no file")
    if scheme == "sqlite" and rest.startswith("/") and rest != "/":
        path = Path(rest[1:]).absolute()  # wherever the process goes from here
        return url, {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)}
    if scheme in {"postgresql", "postgres"} and separator:
        return _postgres(url)
    raise StoreUrlError(url, "it is none of the three kinds")


def _postgres(url: str) -> tuple[str, dict[str, str]]:
    try:
        from hersys_lifecycle.store import postgres  # noqa: PLC0415  # an extra
    except ImportError:
        raise MissingExtraError("postgres", "a store on PostgreSQL") from None
    return postgres.without_password(url), postgres.settings(url)
