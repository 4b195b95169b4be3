"""The log: the recorded events in their order, each linked to the one before, and what is known by them."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

import attrs

from hersys_lifecycle.audit.recorded import GENESIS, RecordedEvent, is_digest
from hersys_lifecycle.errors import CorruptLogError, InadmissibleEventError, InvalidFieldError
from hersys_lifecycle.instants import japan_time
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.states import LifecycleState, admit, initial


class Head(NamedTuple):
    """How far a log reaches: its last position (0: it is empty) and the digest there, which vouches for all before."""

    position: int
    digest: str


@attrs.frozen
class Log:
    """Recorded events that follow one another, with the state they fold to. Immutable."""

    entries: tuple[RecordedEvent, ...] = ()
    state: LifecycleState = attrs.field(factory=initial, eq=False, repr=False)

    @cached_property
    def lifecycle(self) -> Lifecycle:
        """The lifecycle as known by the whole log; compiled when first asked for."""
        return Lifecycle(tuple(each.event for each in self.entries), self.state)

    @property
    def head(self) -> Head:
        """How far this log reaches."""
        return Head(len(self.entries), self.entries[-1].digest if self.entries else GENESIS)

    def extended(self, entries: Iterable[RecordedEvent]) -> "Log":
        """Return the log with the entries that were read behind this one's last.

        Raises:
            CorruptLogError: an entry does not follow the one before it, or its event is not admitted after them.
        """
        added: list[RecordedEvent] = []
        state, last = self.state, self.entries[-1] if self.entries else None
        for entry in entries:
            _follow(last, entry)
            try:
                state = admit(state, entry.event)
            except InadmissibleEventError as error:
                raise CorruptLogError(entry.position, str(error)) from error
            added.append(entry)
            last = entry
        return Log((*self.entries, *added), state) if added else self

    def verify_head(self, expected: tuple[int, str]) -> None:
        """Refuse a head that this log does not hold; it may be a plain pair, from wherever it was kept.

        Raises:
            CorruptLogError: the log does not reach the position, or has another digest there.
            InvalidFieldError: that is no head.
        """
        match expected:
            case (position, str(digest)) if type(position) is int and position >= 0 and is_digest(digest):
                pass
            case _:
                remedy = "pass a position from 0 on and its 64 hexadecimal digits"
                raise InvalidFieldError("expected_head", expected, remedy)
        if position > self.head.position:
            raise CorruptLogError(self.head.position + 1, f"it is missing: the expected head is at position {position}")
        found = self.entries[position - 1].digest if position else GENESIS
        if found != digest:
            raise CorruptLogError(
                position, f"its digest is {found}, where {digest} is expected, unless that head is another log's"
            )

    def under(self, key: str) -> tuple[RecordedEvent, ...]:
        """Return what was recorded under an idempotency key."""
        return tuple(each for each in self.entries if each.key == key)


def recorded_until(history: tuple[RecordedEvent, ...], at: datetime) -> tuple[RecordedEvent, ...]:
    """Return the part of a history that was recorded at or before an instant (rules, section 6, "Two clocks").

    Raises:
        NaiveInstantError, NotAnInstantError: ``at`` is no instant.
    """
    return history[: bisect_right(history, japan_time(at), key=lambda each: each.recorded_at)]


def replay(history: Iterable[RecordedEvent], known_at: datetime | None = None) -> Lifecycle:
    """Return the lifecycle as known by a history, or by what of it was recorded at or before ``known_at``.

    Raises:
        InadmissibleEventError, IllegalMoveError: the events are no history.
        NaiveInstantError, NotAnInstantError: ``known_at`` is no instant.
    """
    entries = tuple(history)
    if known_at is not None:
        entries = recorded_until(entries, known_at)
    return Lifecycle.from_events(each.event for each in entries)


def _follow(last: RecordedEvent | None, entry: RecordedEvent) -> None:
    """Refuse an entry that does not follow the last one."""
    expected = last.position + 1 if last else 1
    if entry.position != expected:
        raise CorruptLogError(expected, f"it is missing; position {entry.position} stands in its place")
    if entry.previous != (last.digest if last else GENESIS):
        raise CorruptLogError(expected, "it does not name the digest of the entry before it: one of the two is another")
    if last and entry.recorded_at < last.recorded_at:
        raise CorruptLogError(
            expected,
            f"recorded_at goes back, from {last.recorded_at.isoformat()} to {entry.recorded_at.isoformat()}",
        )
    if entry.batch == expected:
        return
    if last is None or entry.batch != last.batch:
        raise CorruptLogError(expected, f"it belongs to a recording that began at {entry.batch}, which is another one")
    if _recording(entry) != _recording(last):
        raise CorruptLogError(expected, "it differs from those recorded together with it in when, by whom or how")


def _recording(entry: RecordedEvent) -> tuple[object, ...]:
    return entry.recorded_at, entry.recorded_by, entry.correction, entry.key
