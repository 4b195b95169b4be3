"""What may be recorded next: admission, and the rule that the past is not changed by accident (rules, section 6)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import reduce
from itertools import groupby
from operator import attrgetter
from uuid import UUID

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


def admit_recording(log: Log, events: Sequence[Event], at: datetime, *, correction: bool) -> LifecycleState:
    """Return what is known once some events are recorded together at an instant.

    Raises:
        InadmissibleEventError: an event contradicts what is recorded, or those before it.
        LifecycleEndedError: HER-SYS has ended at that instant, and this is no correction.
        PastChangedError: an answer at an earlier instant would be another one, and this is no correction.
    """
    state, reached = log.state, list[datetime]()
    for event in events:
        if not correction and state.end is not None and state.end.value <= at:
            raise LifecycleEndedError(state.end.value, at)
        after = admit(state, event)
        if (back := reach(state, event)) is not None:
            reached.append(back)
        state = after
    if not correction and any(back < at for back in reached):
        changes = past_changes(log.lifecycle, _lifecycle(log, events, state), at)
        if changes:
            raise PastChangedError(changes, at)
    return state


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


def past_changes(before: Lifecycle, after: Lifecycle, at: datetime) -> tuple[Change, ...]:
    """Return the answers at instants before ``at`` that differ between two lifecycles."""
    return split(compare(before, after), at)[0]


def _distinguish(batch: Iterable[RecordedEvent], ids: dict[UUID, int], keys: dict[str, int]) -> None:
    """Refuse an id that another entry bears, and a key of another recording; note those of this one."""
    for entry in batch:
        if (other := ids.setdefault(entry.id, entry.position)) != entry.position:
            raise CorruptLogError(entry.position, f"its id is that of position {other}, {entry.id}")
        if entry.key is not None and (other := keys.setdefault(entry.key, entry.batch)) != entry.batch:
            raise CorruptLogError(entry.position, f"its key is that of another recording, at {other}: {entry.key!r}")


def _lifecycle(log: Log, events: Sequence[Event], state: LifecycleState) -> Lifecycle:
    return Lifecycle((*(each.event for each in log.entries), *events), state)
