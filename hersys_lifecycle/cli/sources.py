"""What a command asks: the embedded notice or a record, as known when, and what time it is."""

# ruff: noqa: PLC0415  # stores are slow to import, and most commands do without

from collections.abc import Callable, Iterator, Sized
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import attrs
import typer

from hersys_lifecycle import Lifecycle
from hersys_lifecycle.checks import written
from hersys_lifecycle.cli import faults
from hersys_lifecycle.cli.errors import EmptyRecordError, KnownAtAloneError, RecordRequiredError
from hersys_lifecycle.cli.screen import UNUSABLE, Screen
from hersys_lifecycle.cli.surroundings import Surroundings
from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.instants import japan_time
from hersys_lifecycle.wording import shared

if TYPE_CHECKING:
    from hersys_lifecycle.audit import Head, Log, RecordedEvent
    from hersys_lifecycle.checks import Text
    from hersys_lifecycle.store import Store

_MEMORY: Final = ":memory:"
"""The store of a process, in which nothing is recorded when a command opens it."""


@attrs.frozen(kw_only=True)
class Source:
    """Where a command gets its answers from: a store that cannot be used ends the command.

    Attributes:
        clock: tells what time it is, in Japan time: the system's, or the one instant that was set.
        known_at: the instant as of which the record is asked, if one was named.
    """

    _screen: Screen
    _url: str | None
    _embedded: Callable[[], Lifecycle]
    clock: Callable[[], datetime]
    known_at: datetime | None
    _set: bool

    @classmethod
    def of(
        cls, ctx: typer.Context, screen: Screen, *, store: str | None, now: str | None, known_at: str | None = None
    ) -> "Source":
        """Read what the shared options say.

        Raises:
            KnownAtAloneError: there is no record, and nothing else knows what was known when.
            UnreadableInstantError: ``now`` or ``known_at`` is no instant.
        """
        around = ctx.ensure_object(Surroundings)
        if store is None and known_at is not None:
            raise KnownAtAloneError(known_at)
        set_to = None if now is None else read_instant(screen, now, "--now")
        return cls(
            screen=screen,
            url=store,
            embedded=around.lifecycle,
            clock=(lambda: japan_time(around.clock())) if set_to is None else (lambda: set_to),
            known_at=None if known_at is None else read_instant(screen, known_at, "--known-at"),
            set=set_to is not None,
        )

    def instant(self, at: str | None) -> datetime:
        """Return the instant that was named, or now, to the second where nobody set it.

        Raises:
            UnreadableInstantError: that is no instant.
        """
        if at is not None:
            return read_instant(self._screen, at, "--at")
        return self.clock() if self._set else self.clock().replace(microsecond=0)

    def lifecycle(self) -> Lifecycle:
        """Return the lifecycle of the record, or without one that of the surroundings.

        Raises:
            StoreUrlError: that is no URL of a store.
        """
        if self._url is None:
            return self._embedded()
        with self.opened() as record:
            lifecycle = record.lifecycle(self.known_at)
        self._remark(lifecycle.events, shared.NOTHING_ANNOUNCED)
        return lifecycle

    def known(self) -> "Log | Lifecycle":
        """Return the log of the record, to propose something to it, or without one the lifecycle."""
        from hersys_lifecycle.audit import Log

        if self._url is None:
            return self.lifecycle()
        with self.opened() as record:
            return Log().extended(record.history())

    def announced(self) -> "tuple[Lifecycle, tuple[RecordedEvent, ...]]":
        """Return a lifecycle, and what is recorded of it: nothing, where no record is asked."""
        from hersys_lifecycle.audit import replay

        if self._url is None:
            return self.lifecycle(), ()
        history = self.history(shared.NOTHING_ANNOUNCED)
        return replay(history), history

    def history(self, remark: "Text" = shared.NOTHING_RECORDED) -> "tuple[RecordedEvent, ...]":
        """Return what is recorded, as known at the instant; remark on it where that is nothing.

        Raises:
            RecordRequiredError: there is no record.
            EmptyRecordError: it is one in which nothing can be recorded.
            StoreUrlError: that is no URL of a store.
        """
        from hersys_lifecycle.audit import recorded_until

        with self.opened(kept=True) as record:
            history = record.history()
        if self.known_at is not None:
            history = recorded_until(history, self.known_at)
        self._remark(history, remark)
        return history

    def verified(self, expected: "Head | None") -> "Head | None":
        """Verify the whole chain of the record and return how far it reaches; ``None`` where no record is asked.

        Raises:
            RecordRequiredError: a head is expected, and there is no record.
            InvalidFieldError: that is no head.
        """
        if self._url is None and expected is None:
            return None
        with self.opened() as record:
            return record.verify_chain(expected)

    def _remark(self, recorded: Sized, remark: "Text") -> None:
        if not recorded:  # it answers all the same
            self._screen.note(remark.in_(self._screen.language))

    @contextmanager
    def opened(self, *, create: bool = False, kept: bool = False) -> "Iterator[Store]":
        """Open the record; end the command where it cannot be used. A URL that names none is misuse as any.

        Args:
            create: make it, if it is not there.
            kept: refuse the record of a process, which is empty and nobody's.
        """
        url = self._named(kept=kept)
        try:
            with self._store(url, create=create) as record:
                yield record
        except LifecycleError as error:
            if not faults.of_the_record(error):
                raise
            self._screen.fail(error, UNUSABLE)
        except OSError as error:
            told = faults.STORE_FAILED.in_(self._screen.language)
            self._screen.end(told.format(error.strerror or error), UNUSABLE)

    @contextmanager
    def rehearsed(self) -> "Iterator[Store]":
        """Open a record that nobody keeps, by the same clock: to see whether the one that was named takes something."""
        from hersys_lifecycle.store import open_store

        self._named(kept=True)
        with open_store(_MEMORY, clock=self.clock) as record:
            yield record

    def _named(self, *, kept: bool) -> str:
        if self._url is None:
            raise RecordRequiredError
        if kept and self._url == _MEMORY:
            raise EmptyRecordError(self._url)
        return self._url

    def remark_clock(self) -> None:
        """Remark on a clock that was set, where something is recorded by it."""
        if self._set:
            told = shared.CLOCK_SET.in_(self._screen.language)
            self._screen.note(told.format(written(self.clock(), self._screen.language)))

    def _store(self, url: str, *, create: bool) -> "Store":
        from hersys_lifecycle.store import StoreMissingError, open_store

        try:
            return open_store(url, create=False, clock=self.clock)
        except StoreMissingError:
            if not create:  # it takes a role that may make tables, where others may only write in them
                raise
            return open_store(url, clock=self.clock)


def since_asked(screen: Screen, since: str | None) -> datetime:
    """Return the instant from which on something is told; by default it is before all others.

    Raises:
        UnreadableInstantError: that is no instant.
    """
    return datetime.min.replace(tzinfo=UTC) if since is None else read_instant(screen, since, "--since")


def read_instant(screen: Screen, text: str, option: str) -> datetime:
    """Return the instant that a text names, with a remark where it had to be taken as Japan time.

    Raises:
        UnreadableInstantError: that is no instant.
    """
    from hersys_lifecycle.codec import parse_instant

    read = parse_instant(text)
    if read.assumed_japan_time:
        screen.note(shared.JAPAN_TIME_ASSUMED.in_(screen.language).format(option))
    return read.at
