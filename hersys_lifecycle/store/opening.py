"""Opening a store by its URL."""

import re
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep

from eventsourcing.domain import EventSourcingError
from eventsourcing.utils import TopicError

from hersys_lifecycle.errors import InvalidFieldError, LifecycleError, MissingExtraError
from hersys_lifecycle.instants import JST
from hersys_lifecycle.store import sqlite
from hersys_lifecycle.store.application import RecordApplication
from hersys_lifecycle.store.border import translated
from hersys_lifecycle.store.errors import StoreSettingsError, StoreUrlError
from hersys_lifecycle.store.record import Clock, Store

_MEMORY = ":memory:"
_FIXED = {"APPLICATION_RECORDER_TOPIC": "", "IS_SNAPSHOTTING_ENABLED": "no", "ORIGINATOR_ID_TYPE": "uuid"}

_PATIENCE = 10.0
"""The seconds for which a new file may be locked by others that open it."""

_UNWRITABLE = "\0\ud800-\udfff"
"""What neither a path nor a URL can hold: the null character, and halves of surrogate pairs."""


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
        create: whether to make the file and the tables where they are missing; a role that may not make tables says
            ``False``.
        env: settings of `eventsourcing` on top of the process's environment, such as ``COMPRESSOR_TOPIC``,
            ``CIPHER_TOPIC`` and ``CIPHER_KEY``.

    Raises:
        StoreUrlError: the URL names no store.
        InvalidFieldError: ``clock`` cannot be asked.
        StoreSettingsError: a setting of compression or encryption cannot be used.
        StoreUnavailableError: the database cannot be reached, read or written.
        CorruptLogError, UnreadableEntryError: the log is not as it was recorded, or of a newer release.
        MissingExtraError: a PostgreSQL URL or an encryption whose extra is not installed.
    """
    if not callable(clock):
        raise InvalidFieldError("clock", clock, "pass a function that returns the instant it is, or leave it out")
    shown, settings = _settings(url)
    settings |= {"CREATE_TABLE": "yes" if create else "no", **_FIXED}
    # The name in front makes them count before whatever else is set.
    named = {f"{RecordApplication.name.upper()}_{setting}": value for setting, value in settings.items()}
    try:
        application = _application({**(env or {}), **named})
    except LifecycleError:
        raise
    except (EventSourcingError, sqlite3.Error) as error:
        raise translated(error, shown) from error
    except (OSError, ValueError, TopicError) as error:
        cause = error.__cause__
        if isinstance(cause, ModuleNotFoundError) and str(cause.name).startswith("cryptography"):
            raise MissingExtraError("crypto", "encryption") from None
        raise StoreSettingsError(str(error)) from error
    store = Store(application, shown, clock)
    try:
        store.log()
    except LifecycleError:
        store.close()
        raise
    return store


def _application(settings: Mapping[str, str]) -> RecordApplication:
    end = monotonic() + _PATIENCE
    while True:
        try:
            return RecordApplication(env=settings)
        except sqlite3.OperationalError as error:
            # SQLite does not wait, as it does else, where two at once give a new file its write-ahead log.
            if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY or monotonic() > end:
                raise
        sleep(0.01)


def _settings(url: str) -> tuple[str, dict[str, str]]:
    """Return a URL without its secrets, and the settings of `eventsourcing` it stands for."""
    if url == _MEMORY:
        return url, {"PERSISTENCE_MODULE": "eventsourcing.popo"}
    scheme, separator, rest = str(url).partition("://")
    if scheme == "sqlite" and rest == f"/{_MEMORY}":
        raise StoreUrlError(url, "it has no file")
    if scheme == "sqlite" and "?" in rest:
        raise StoreUrlError(url, "a file has no parameters")
    if scheme == "sqlite" and re.fullmatch(f"/[^{_UNWRITABLE}]+", rest):
        path = Path(rest[1:]).absolute()  # wherever the process goes from here
        return url, {"PERSISTENCE_MODULE": f"{sqlite.__name__}:StoreFactory", "SQLITE_DBNAME": str(path)}
    if scheme in {"postgresql", "postgres"} and separator and not re.search(f"[{_UNWRITABLE}]", rest):
        return _postgres(url)
    secret = "@" in str(url) or "password" in str(url)
    hidden = re.sub("^([a-z]+:)?.*", r"\1...", str(url), flags=re.DOTALL)
    raise StoreUrlError(hidden if secret else url, "it is none of the three kinds")


def _postgres(url: str) -> tuple[str, dict[str, str]]:
    try:
        from hersys_lifecycle.store import postgres  # noqa: PLC0415  # an extra
    except ImportError:
        raise MissingExtraError("postgres", "a store on PostgreSQL") from None
    return postgres.without_password(url), postgres.settings(url)
