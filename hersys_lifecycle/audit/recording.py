"""What may be recorded next: admission, and the rule that the past is not changed by accident (rules, section 6)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cached_property, reduce
from itertools import groupby
from operator import attrgetter
from uuid import UUID

import attrs

from hersys_lifecycle.audit.comparing import Change, compare, split
from hersys_lifecycle.audit.log import Log
from hersys_lifecycle.audit.reach import reach
from hersys_lifecycle.audit.recorded import RecordedEvent
from hersys_lifecycle.errors import (
    ClockBehindError,
    CorruptLogError,
    LifecycleEndedError,
    LifecycleError,
    LogNotEmptyError,
    PastChangedError,
)
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import recordable
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.states import LifecycleState, admit

TOLERATED_SKEW = timedelta(seconds=5)
"""How far a clock may lag behind the last entry: as far as those of two hosts are apart."""


@attrs.frozen(kw_only=True)
class Prospect:
    """What it comes to if some events are recorded together at an instant; see :func:`foresee`.

    Attributes:
        at: the instant.
        adoption: nothing is recorded yet: they are a notice that is adopted, which may tell of the past.
        state: what is known once they are recorded.
        ended: when HER-SYS ended, if it is over at the instant, after which nothing but corrections is admitted.
    """

    at: datetime
    adoption: bool
    state: LifecycleState
    ended: datetime | None
    _known: Log | Lifecycle = attrs.field(repr=False)
    _events: tuple[Event, ...] = attrs.field(repr=False)
    _reaches_back: bool = attrs.field(repr=False)

    @cached_property
    def changes(self) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
        """The answers that change, before the instant and from it on."""
        before = self._known.lifecycle if isinstance(self._known, Log) else self._known
        return split(compare(before, Lifecycle((*before.events, *self._events), self.state)), self.at)

    @property
    def past(self) -> tuple[Change, ...]:
        """The answers that change at instants before; found without a comparison where there cannot be any."""
        return self.changes[0] if self._reaches_back else ()

    @property
    def needs_correction(self) -> bool:
        """Whether they are recorded as a correction or not at all."""
        return not self.adoption and (self.ended is not None or bool(self.past))


def foresee(known: Log | Lifecycle, events: Sequence[Event], at: datetime) -> Prospect:
    """Return what it comes to if some events are recorded together at an instant: the rule on the past, decided here.

    Raises:
        InadmissibleEventError: an event contradicts what is known, or those before it.
    """
    state, reaches_back, ended = known.state, False, _ended(known.state, at)
    for event in events:
        ended = ended or _ended(state, at)  # by what was recorded before it, be it in the same recording
        after = admit(state, event)
        back = reach(state, event)
        reaches_back = reaches_back or (back is not None and back < at)
        state = after
    return Prospect(
        at=at,
        adoption=not (known.entries if isinstance(known, Log) else known.events),
        state=state,
        ended=ended,
        known=known,
        events=tuple(events),
        reaches_back=reaches_back,
    )


def recording_time(log: Log, now: datetime) -> datetime:
    """Return ``recorded_at`` for what is recorded next, in Japan time: the clock's instant, but never an earlier one.

    Raises:
        ClockBehindError: the clock is further behind the last entry than the clocks of two hosts may be apart.
        NaiveInstantError, NotAnInstantError, InstantOutOfRangeError: the clock gave no instant.
    """
    at = recordable(now)
    last = log.entries[-1].recorded_at if log.entries else at
    if last - at > TOLERATED_SKEW:
        raise ClockBehindError(at, last)
    return max(at, last)


def admit_adoption(log: Log, events: Sequence[Event]) -> LifecycleState:
    """Return what is known once a notice is adopted, which may tell of the past.

    Raises:
        LogNotEmptyError: something is recorded already.
        InadmissibleEventError: an event contradicts those before it.
    """
    if log.entries:
        raise LogNotEmptyError(len(log.entries))
    return reduce(admit, events, log.state)


def admit_recording(
    known: Log | Lifecycle, events: Sequence[Event], at: datetime, *, correction: bool
) -> LifecycleState:
    """Return what is known once some events are recorded together at an instant.

    Raises:
        InadmissibleEventError: an event contradicts what is recorded, or those before it.
        LifecycleEndedError: HER-SYS has ended at that instant, and this is no correction.
        PastChangedError: an answer at an earlier instant would be another one, and this is no correction.
    """
    if not correction and (ended := _ended(known.state, at)):
        raise LifecycleEndedError(ended, at)
    prospect = foresee(known, events, at)
    if not correction and prospect.ended:
        raise LifecycleEndedError(prospect.ended, at)
    if not correction and prospect.past:
        raise PastChangedError(prospect.past, at)
    return prospect.state


def readmitted(entries: Iterable[RecordedEvent]) -> Log:
    """Return the log of some entries, each recording in it admitted anew under the rules that held for it.

    The first recording is exempt from the rule on the past: a notice was adopted.

    Raises:
        CorruptLogError: an entry does not follow the one before it, or should not have been admitted after it, or it
            bears the id of another, or the key of another recording.
    """
    log, ids, keys = Log(), dict[UUID, int](), dict[str, int]()
    for position, together in groupby(entries, key=attrgetter("batch")):
        batch = tuple(together)
        after = log.extended(batch)
        _distinguish(batch, ids, keys)
        if log.entries:
            events = tuple(each.event for each in batch)
            try:
                admit_recording(log, events, batch[0].recorded_at, correction=batch[0].correction)
            except LifecycleError as error:
                raise CorruptLogError(position, str(error)) from error
        log = after
    return log


def propose(log: Log, events: Sequence[Event]) -> tuple[Change, ...]:
    """Return every answer that some events would change, of the past and of the future.

    Raises:
        InadmissibleEventError: an event contradicts what is recorded, or those before it.
    """
    return compare(log.lifecycle, _lifecycle(log, events, reduce(admit, events, log.state)))


def _ended(state: LifecycleState, at: datetime) -> datetime | None:
    return state.end.value if state.end is not None and state.end.value <= at else None


def _distinguish(batch: Iterable[RecordedEvent], ids: dict[UUID, int], keys: dict[str, int]) -> None:
    """Refuse an id that another entry bears, and a key of another recording; note those of this one."""
    for entry in batch:
        if (other := ids.setdefault(entry.id, entry.position)) != entry.position:
            raise CorruptLogError(entry.position, f"its id is that of position {other}, {entry.id}")
        if entry.key is not None and (other := keys.setdefault(entry.key, entry.batch)) != entry.batch:
            raise CorruptLogError(entry.position, f"its key is that of another recording, at {other}: {entry.key!r}")


def _lifecycle(log: Log, events: Sequence[Event], state: LifecycleState) -> Lifecycle:
    return Lifecycle((*(each.event for each in log.entries), *events), state)
