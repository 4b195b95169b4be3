"""What commands ask, the embedded notice or a record, and about which instant."""

# ruff: noqa: PLC0415  # stores are slow to import, and most commands do without

from collections.abc import Iterator, Sized
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Final

import typer

from hersys_lifecycle import Lifecycle
from hersys_lifecycle.cli import faults
from hersys_lifecycle.cli.errors import EmptyRecordError, KnownAtAloneError, RecordRequiredError
from hersys_lifecycle.cli.screen import UNUSABLE, Screen
from hersys_lifecycle.cli.surroundings import Surroundings
from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.instants import japan_time
from hersys_lifecycle.wording import common

if TYPE_CHECKING:
    from hersys_lifecycle.audit import Log, RecordedEvent
    from hersys_lifecycle.checks import Text
    from hersys_lifecycle.store import Store

_MEMORY: Final = ":memory:"
"""The store of a process, in which nothing is recorded when a command opens it."""


def lifecycle_asked(ctx: typer.Context, screen: Screen, store: str | None, known_at: str | None = None) -> Lifecycle:
    """Return the lifecycle of the store at a URL, as known at an instant, or without one that of the surroundings.

    A store that cannot be used ends the command.

    Raises:
        KnownAtAloneError: there is no store, and nothing but a store knows what was known when.
        UnreadableInstantError: ``known_at`` is no instant.
        StoreUrlError: that is no URL of a store.
    """
    if store is None:
        if known_at is not None:
            raise KnownAtAloneError(known_at)
        return ctx.ensure_object(Surroundings).lifecycle()
    known = known_at_asked(screen, known_at)
    with _opened(screen, store) as record:
        lifecycle = record.lifecycle(known)
    _remark(screen, lifecycle.events, common.NOTHING_ANNOUNCED)
    return lifecycle


def log_asked(screen: Screen, store: str) -> "Log":
    """Return the log of the store at a URL, to propose something to it.

    A store that cannot be used ends the command.

    Raises:
        StoreUrlError: that is no URL of a store.
    """
    from hersys_lifecycle.audit import Log

    with _opened(screen, store) as record:
        return Log().extended(record.history())


def history_asked(
    screen: Screen, store: str | None, known_at: datetime | None, remark: "Text" = common.NOTHING_RECORDED
) -> "tuple[RecordedEvent, ...]":
    """Return what is recorded in the store at a URL, as known at an instant; remark on it where that is nothing.

    A store that cannot be used ends the command.

    Raises:
        RecordRequiredError: there is no store.
        EmptyRecordError: it is one in which nothing can be recorded.
        StoreUrlError: that is no URL of a store.
    """
    if store is None:
        raise RecordRequiredError
    if store == _MEMORY:
        raise EmptyRecordError(store)
    from hersys_lifecycle.audit import recorded_until

    with _opened(screen, store) as record:
        history = record.history()
    if known_at is not None:
        history = recorded_until(history, known_at)
    _remark(screen, history, remark)
    return history


def known_at_asked(screen: Screen, known_at: str | None) -> datetime | None:
    """Return the instant as of which the record is asked, if one was named.

    Raises:
        UnreadableInstantError: that is no instant.
    """
    return None if known_at is None else _read(screen, known_at, "--known-at")


def instant_asked(ctx: typer.Context, screen: Screen, at: str | None) -> datetime:
    """Return the instant that was named, or now, to the second.

    Raises:
        UnreadableInstantError: that is no instant.
    """
    return now(ctx).replace(microsecond=0) if at is None else _read(screen, at, "--at")


def now(ctx: typer.Context) -> datetime:
    """Return what the clock says, in Japan time."""
    return japan_time(ctx.ensure_object(Surroundings).clock())


def _read(screen: Screen, text: str, option: str) -> datetime:
    from hersys_lifecycle.codec import parse_instant

    read = parse_instant(text)
    if read.assumed_japan_time:
        screen.note(common.JAPAN_TIME_ASSUMED.in_(screen.language).format(option))
    return read.at


def _remark(screen: Screen, recorded: Sized, remark: "Text") -> None:
    if not recorded:  # it answers all the same
        screen.note(remark.in_(screen.language))


@contextmanager
def _opened(screen: Screen, url: str) -> "Iterator[Store]":
    """Open a store; end the command where it cannot be used. A URL that names none is misuse as any."""
    try:
        from hersys_lifecycle.store import open_store

        with open_store(url, create=False) as record:
            yield record
    except LifecycleError as error:
        from hersys_lifecycle.store import StoreUrlError

        if isinstance(error, StoreUrlError):
            raise
        screen.fail(error, UNUSABLE)
    except OSError as error:
        screen.end(faults.STORE_FAILED.in_(screen.language).format(error.strerror or error), UNUSABLE)
