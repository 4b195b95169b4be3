"""What commands ask, the embedded notice or a record, and about which instant."""

# ruff: noqa: PLC0415  # stores are slow to import, and most commands do without

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import typer

from hersys_lifecycle import Lifecycle
from hersys_lifecycle.cli import wording
from hersys_lifecycle.cli.errors import KnownAtAloneError
from hersys_lifecycle.cli.screen import UNUSABLE, Screen
from hersys_lifecycle.cli.surroundings import Surroundings
from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.instants import japan_time


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
    known = None if known_at is None else _read(screen, known_at, "--known-at")
    with _used(screen):
        from hersys_lifecycle.store import open_store

        with open_store(store, create=False) as record:
            lifecycle = record.lifecycle(known)
    if not lifecycle.events:  # it answers all the same, as if no stop had ever been announced
        screen.note(wording.NOTHING_RECORDED.in_(screen.language))
    return lifecycle


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
        screen.note(wording.JAPAN_TIME_ASSUMED.in_(screen.language).format(option))
    return read.at


@contextmanager
def _used(screen: Screen) -> Iterator[None]:
    """End the command where a store cannot be used; a URL that names none is misuse as any."""
    try:
        yield
    except LifecycleError as error:
        from hersys_lifecycle.store import StoreUrlError

        if isinstance(error, StoreUrlError):
            raise
        screen.fail(error, UNUSABLE)
    except OSError as error:
        screen.end(wording.STORE_FAILED.in_(screen.language).format(error.strerror or error), UNUSABLE)
