"""The store: the log in a database, read and appended to. What may be recorded is decided in `audit`, not here."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from threading import Lock
from types import TracebackType
from typing import Self, overload
from uuid import uuid4
from weakref import WeakSet

from eventsourcing.persistence import IntegrityError, Notification

from hersys_lifecycle.audit import (
    Change,
    Head,
    Log,
    RecordedEvent,
    admit_adoption,
    admit_recording,
    propose,
    recorded_until,
    recording_time,
    replay,
)
from hersys_lifecycle.errors import CorruptLogError, HeadMovedError, InvalidFieldError, KeyReusedError, LogNotEmptyError
from hersys_lifecycle.events import Event
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.store import portable
from hersys_lifecycle.store.application import RecordApplication
from hersys_lifecycle.store.border import Border
from hersys_lifecycle.store.following import Follower
from hersys_lifecycle.store.waiting import longest_wait, waiting
from hersys_lifecycle.store.writing import OutdatedError, Timely, entries_of, several, timely

Clock = Callable[[], datetime]


class Store:
    """A log of recorded events in a database, shared with whoever else has it open. Made by ``open_store``.

    Threads may share it. Every method looks at the database first, so it knows what others have recorded; for many
    answers ask the ``Lifecycle`` it returns, or the one of ``follow()``.

    Every method raises ``StoreUnavailableError`` if the database cannot be used, ``StoreClosedError`` after ``close``,
    and ``CorruptLogError`` or ``UnreadableEntryError``, and answers nothing, if the log is not as it was recorded.
    """

    def __init__(self, application: RecordApplication, url: str, clock: Clock) -> None:
        self.url = url
        self._application = application
        self._clock = clock
        self._border = Border(url)
        self._looking = Lock()
        self._log = Log()
        self._last: Notification | None = None  # the row of the last entry, as it was read
        self._followers: WeakSet[Follower] = WeakSet()
        self._following = Lock()  # of the followers

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.url}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close followers and connections, once all threads are back from the database; nothing if it is closed."""
        if self._border.close():  # so that nobody follows from now on
            for follower in self._all_followers():
                follower.close()
            self._application.close()

    def adopt(self, events: Iterable[Event], *, by: str, key: str | None = None) -> tuple[RecordedEvent, ...]:
        """Record a notice as the first of all, all its events or none; it may tell of the past.

        Args:
            events: in the order in which each is admitted, such as ``official_events()``.
            by: who records them, in one line.
            key: an idempotency key: repeating the adoption with the same one returns what was recorded.

        Raises:
            LogNotEmptyError: something is recorded already.
            InadmissibleEventError: an event contradicts those before it (rules, section 6).
            InvalidFieldError: there is no event, or ``by`` or ``key`` cannot be written.
            KeyReusedError: under ``key`` something else was recorded.
        """
        together = several(events)
        return self._record(together, by, key, lambda log, _: admit_adoption(log, together), correction=False)

    @overload
    def record(
        self,
        events: Event,
        *,
        by: str,
        correction: bool = False,
        key: str | None = None,
        expected_head: Head | None = None,
    ) -> RecordedEvent: ...

    @overload
    def record(
        self,
        events: Iterable[Event],
        *,
        by: str,
        correction: bool = False,
        key: str | None = None,
        expected_head: Head | None = None,
    ) -> tuple[RecordedEvent, ...]: ...

    def record(
        self,
        events: Event | Iterable[Event],
        *,
        by: str,
        correction: bool = False,
        key: str | None = None,
        expected_head: Head | None = None,
    ) -> RecordedEvent | tuple[RecordedEvent, ...]:
        """Record an event, or several together, all or none (rules, section 6, "The past is not changed by accident").

        Whoever else records at the same time, all are admitted one after the other: what another one got in first is
        known when this one is admitted or refused.

        Args:
            events: one event, for which one recorded event is returned, or several, for which a tuple is.
            by: who records them, in one line.
            correction: whether they may change answers of the past, and be recorded after the end.
            key: an idempotency key: repeating the recording with the same one returns what was recorded.
            expected_head: the head on which the changes were looked at; they are recorded on that one or not at all.

        Raises:
            HeadMovedError: something else was recorded since ``expected_head``.
            InadmissibleEventError: an event contradicts what is recorded.
            PastChangedError: it would change an answer at an instant before now, and is no correction.
            LifecycleEndedError: HER-SYS has ended, and it is no correction.
            ClockBehindError: the clock says that it is earlier than the last recording.
            InvalidFieldError: there is no event, or ``by`` or ``key`` cannot be written.
            KeyReusedError: under ``key`` something else was recorded.
        """
        together = several(events)

        def admit(log: Log, at: datetime) -> None:
            if expected_head is not None and log.head != expected_head:
                raise HeadMovedError(expected_head.position, log.head.position)
            admit_recording(log, together, at, correction=correction)

        recorded = self._record(together, by, key, admit, correction=correction)
        return recorded[0] if isinstance(events, Event) else recorded

    def propose(self, events: Event | Iterable[Event]) -> tuple[Change, ...]:
        """Return every answer that recording some events together would change; nothing is recorded.

        Changes of the past are among them: ``record`` takes those as a correction only.

        Raises:
            InadmissibleEventError: an event contradicts what is recorded.
            InvalidFieldError: there is no event.
        """
        return propose(self.log(), several(events))

    def history(self) -> tuple[RecordedEvent, ...]:
        """Return all that is recorded, in the order of the log."""
        return self.log().entries

    def lifecycle(self, known_at: datetime | None = None, *, version: int | None = None) -> Lifecycle:
        """Return the lifecycle as known at an instant, or by the first ``version`` entries; by default as known now.

        Raises:
            NaiveInstantError, NotAnInstantError: ``known_at`` is no instant.
            InvalidFieldError: the log has no such version, or both are given.
        """
        log = self.log()
        if known_at is not None and version is not None:
            raise InvalidFieldError("version", version, "give known_at or version, not both")
        if known_at is not None:
            version = len(recorded_until(log.entries, known_at))
        if version is None:
            return log.lifecycle
        if type(version) is not int or not 0 <= version <= len(log.entries):
            raise InvalidFieldError("version", version, f"give a whole number from 0 to {len(log.entries)}")
        return log.lifecycle if version == len(log.entries) else replay(log.entries[:version])

    def head(self) -> Head:
        """Return the last position and its digest. Kept elsewhere, it lets ``verify_chain`` see what is cut off."""
        return self.log().head

    def verify_chain(self, expected_head: tuple[int, str] | None = None) -> Head:
        """Read the whole log anew, verify every entry and link, and return how far it reaches.

        Without an ``expected_head`` from outside nobody can see that entries are missing at the end, or that a whole
        log was replaced by another that is linked as well.

        Args:
            expected_head: a ``Head``, or a pair of position and digest, from wherever it was kept.

        Raises:
            CorruptLogError: an entry is not as it was recorded, or the log does not hold the expected head.
            InvalidFieldError: that is no head.
        """
        self.log()  # what this store has seen has to be there
        with self._border.crossed():
            log = Log().extended(map(self._application.entry, self._application.stored(None)))
        if expected_head is not None:
            log.verify_head(expected_head)
        return log.head

    def log(self) -> Log:
        """Return the log as it is now, verified: what was read before, and what others have recorded since."""
        with self._looking, self._border.crossed():
            rows = self._application.stored(self._last)
            if self._last is not None and next(rows, None) != self._last:
                raise CorruptLogError(len(self._log.entries), "it is no longer what it was when it was read")
            last = self._last

            def unread() -> Iterator[RecordedEvent]:
                nonlocal last
                for last in rows:
                    yield self._application.entry(last)

            self._log = self._log.extended(unread())
            self._last = last
            return self._log

    def follow(self, *, every: float = 0.25, heartbeat: float = 15.0) -> Follower:
        """Return a live view: its ``current`` is the lifecycle as known now, in memory. Extra ``follow``.

        This store tells its followers at once what it records, and PostgreSQL what anybody does.

        Args:
            every: on SQLite, the seconds between two looks at the database, for what other stores and processes record.
            heartbeat: on PostgreSQL, the seconds after which to look although it did not tell.

        Raises:
            MissingExtraError: the extra is not installed.
            InvalidFieldError: ``every`` or ``heartbeat`` is no number of seconds, from 0.01 on.
            NaiveInstantError, NotAnInstantError, InstantOutOfRangeError: the clock gave no instant.
        """
        recorder = self._application.recorder
        longest = longest_wait(recorder, every=every, heartbeat=heartbeat)
        follower = Follower(self.log, lambda told: waiting(recorder, told, longest), longest, self._clock)
        with self._following:
            self._followers.add(follower)
        follower.look_now()  # it may have looked before something was recorded of which it was not told yet
        return follower

    def _all_followers(self) -> tuple[Follower, ...]:
        with self._following:
            return tuple(self._followers)

    def export_log(self, target: portable.File) -> Head:
        """Write the log, verified anew, to a file that can be kept and verified elsewhere; return how far it reaches.

        Args:
            target: a path, where the file is there whole or not at all and takes the place of no other; or a file that
                is open for bytes.

        Raises:
            FileExistsError: the path is taken.
            NotALogFileError: it is neither a path nor open for bytes.
            OSError: the file cannot be written.
        """
        with self._border.crossed():
            rows = tuple(self._application.stored(None))
            head = Log().extended(map(self._application.entry, rows)).head
            lines = tuple(map(self._application.line, rows))
        portable.write(target, lines, head)
        return head

    def import_log(self, source: portable.File) -> Head:
        """Take over an exported log whole, entry by entry as it was recorded, or nothing; return how far it reaches.

        Everything is validated first: every byte, and each recording is admitted anew under the rules that held for it.
        That shows no log that was forged as a whole; compare the head with one kept elsewhere.

        Args:
            source: a path, or a file that is open for bytes; it is read line by line, so that such a file may show how
                far it is read.

        Raises:
            LogNotEmptyError: something is recorded already.
            MalformedLogError: the file is not as it was exported, or an entry should not be in it; it names the line.
            NotALogFileError: it is neither a path nor open for bytes.
            OSError: the file cannot be read.
        """
        if recorded := self.log().entries:
            raise LogNotEmptyError(len(recorded))
        imported, lines = portable.read(source)
        if not self._append(imported.entries, lines):
            recorded = self.log().entries
            # A connection lost while committing leaves open whether it did; then these entries are in the log.
            if recorded[: imported.head.position] != imported.entries:
                raise LogNotEmptyError(len(recorded))
        return imported.head

    def _record(
        self,
        events: tuple[Event, ...],
        by: str,
        key: str | None,
        admit: Callable[[Log, datetime], object],
        *,
        correction: bool,
    ) -> tuple[RecordedEvent, ...]:
        ids = tuple(uuid4() for _ in events)
        log, beaten = self.log(), None
        begun = len(log.entries)
        while log is not beaten:
            if key is not None and (known := log.under(key)):
                if tuple(each.event for each in known) != events or known[0].correction is not correction:
                    raise KeyReusedError(key, known[0].position)
                return known
            # A connection lost while committing leaves open whether it did; then the entries may be in the log.
            if mine := tuple(each for each in log.entries[begun:] if each.id in ids):
                return mine
            in_time = timely()
            at = recording_time(log, self._clock())
            admit(log, at)
            numbered = zip(events, ids, strict=True)
            entries = tuple(entries_of(numbered, log.head, at=at, by=by, key=key, correction=correction))
            with suppress(OutdatedError):
                if self._append(entries, in_time=in_time):
                    return entries
                beaten = log
            log = self.log()
        raise CorruptLogError(log.head.position + 1, "a row that is not of this log stands in its place")

    def _append(
        self, entries: Sequence[RecordedEvent], lines: Sequence[bytes] = (), in_time: Timely | None = None
    ) -> bool:
        """Write entries, or their lines as they were written before; tell whether nobody else was first there.

        Nothing is admitted here. Raises OutdatedError, and writes nothing, if the database let us in too late.
        """
        try:
            with self._border.crossed():
                self._application.append(entries, lines, in_time)
        except IntegrityError:
            return False
        for follower in self._all_followers():
            follower.look_now()
        return True
