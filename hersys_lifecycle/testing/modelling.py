"""What a store must know, worked out plainly: some recordings, one after the other, and what the rules say of each."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property, reduce
from itertools import accumulate, chain
from typing import NamedTuple

import attrs

from hersys_lifecycle.audit import Change, RecordedEvent, admit_recording, compare
from hersys_lifecycle.audit.recording import TOLERATED_SKEW
from hersys_lifecycle.errors import ClockBehindError, HeadMovedError, KeyReusedError, LogNotEmptyError
from hersys_lifecycle.events import Event
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.states import admit
from hersys_lifecycle.testing.recordings import Recording, entries_of


class Entry(NamedTuple):
    """What of a recorded event is the same in every store that records the same: all but its id and its digests.

    Attributes:
        position: where it stands in the log, from 1.
        batch: the position of the first event that was recorded together with it.
        key: the idempotency key under which it was recorded, if there is one.
        recorded_at: when it was recorded, in Japan time.
        recorded_by: who recorded it.
        correction: whether it might change answers of the past.
        event: what was recorded.
    """

    position: int
    batch: int
    key: str | None
    recorded_at: datetime
    recorded_by: str
    correction: bool
    event: Event

    @classmethod
    def of(cls, recorded: RecordedEvent) -> "Entry":
        """Return that of a recorded event."""
        return cls(*(getattr(recorded, name) for name in cls._fields))


@attrs.frozen
class RecordModel:
    """What is recorded, without a database, a digest or a cache: the answer that each store must give.

    It is a value: ``adopt`` and ``record`` return another one, or raise the very error that a store must raise.

    Worked out here are order, time, keys, heads, what is kept, and what was known when. What the rules admit and what a
    lifecycle answers is taken from the library itself, whose own tests check that: a fault there is not found here.

    Attributes:
        recordings: what was recorded together, each with the instant, in order.
    """

    recordings: tuple[Recording, ...] = ()

    @property
    def events(self) -> tuple[Event, ...]:
        """All that is recorded, in order."""
        return tuple(chain.from_iterable(each.events for each in self.recordings))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The history that a store must have."""
        found: list[Entry] = []
        for each in self.recordings:
            found += map(Entry.of, entries_of(each, len(found)))
        return tuple(found)

    @property
    def position(self) -> int:
        """The position of the last event, 0 if there is none."""
        return len(self.entries)

    @property
    def positions(self) -> tuple[int, ...]:
        """The positions of all heads that there were: the end of each recording, and 0 before the first."""
        return tuple(accumulate((len(each.events) for each in self.recordings), initial=0))

    @cached_property
    def lifecycle(self) -> Lifecycle:
        """What is known now."""
        return Lifecycle.from_events(self.events)

    def known_at(self, at: datetime) -> Lifecycle:
        """Return what was known at an instant: the fold of what was recorded at or before it (rules, section 6)."""
        return Lifecycle.from_events(event for each in self.recordings if each.at <= at for event in each.events)

    def under(self, key: str | None) -> tuple[Entry, ...]:
        """Return what was recorded under an idempotency key."""
        return tuple(each for each in self.entries if key is not None and each.key == key)

    def propose(self, events: Sequence[Event]) -> tuple[Change, ...]:
        """Return what recording some events together would change.

        Raises:
            InadmissibleEventError: an event contradicts what is recorded, or those before it.
        """
        before = self.lifecycle
        return compare(before, Lifecycle((*before.events, *events), reduce(admit, events, before.state)))

    def adopt(self, recording: Recording) -> "RecordModel":
        """Return what is known once a notice is adopted; the same, where its key is known already.

        Raises:
            KeyReusedError, ClockBehindError, LogNotEmptyError, InadmissibleEventError: as ``Store.adopt``.
        """
        if self._repeats(recording):
            return self
        at = self._time(recording.at)
        if self.recordings:
            raise LogNotEmptyError(self.position)
        reduce(admit, recording.events, self.lifecycle.state)
        return RecordModel((recording._replace(at=at),))

    def record(self, recording: Recording, *, expected: int | None = None) -> "RecordModel":
        """Return what is known once something is recorded; the same, where its key is known already.

        Args:
            recording: what is recorded, and the instant that the clock tells.
            expected: the position of the head that whoever records has seen.

        Raises:
            KeyReusedError, ClockBehindError, HeadMovedError, InadmissibleEventError, LifecycleEndedError,
            PastChangedError: as ``Store.record``.
        """
        if self._repeats(recording):
            return self
        at = self._time(recording.at)
        if expected is not None and expected != self.position:
            raise HeadMovedError(expected, self.position)
        admit_recording(self.lifecycle, recording.events, at, correction=recording.correction)
        return RecordModel((*self.recordings, recording._replace(at=at)))

    def _repeats(self, recording: Recording) -> bool:
        """Tell whether this was recorded under its key before; refuse something else under the same."""
        if recording.key is None or not (known := self.under(recording.key)):
            return False
        if (tuple(each.event for each in known), known[0].correction) != (recording.events, recording.correction):
            raise KeyReusedError(recording.key, known[0].position)
        return True

    def _time(self, now: datetime) -> datetime:
        """Return the instant of the next recording: what the clock tells, but never before the last one."""
        last = max((each.at for each in self.recordings), default=now)
        if last - now > TOLERATED_SKEW:
            raise ClockBehindError(now, last)
        return max(now, last)
