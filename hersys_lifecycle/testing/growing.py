"""How it went: histories that grow event by event, the lifecycles they make, and the logs that record them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import reduce

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from hersys_lifecycle.audit import Log, RecordedEvent
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.errors import InvalidFieldError
from hersys_lifecycle.events import (
    BulkExportOpened,
    DataReturnCompleted,
    Event,
    MaintenanceScheduled,
    NonReportableRegistrationStopped,
    ReservePeriodScheduled,
    SlotAssigned,
    UpdatesStopped,
)
from hersys_lifecycle.instants import JST, MICROSECOND, Span
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.states import LifecycleState, admit, fold, initial
from hersys_lifecycle.testing.announcing import CITED, NAMES, admitted, step
from hersys_lifecycle.testing.moments import BASES, NON_REPORTABLE_STOP, OPENING, UPDATES_STOP
from hersys_lifecycle.testing.places import FEW_PREFECTURES
from hersys_lifecycle.testing.recordings import Recording, admits, recorded

Start = Lifecycle | Iterable[Event]
"""What histories begin with: events in the order in which each is admitted, or the lifecycle of such."""

ANNOUNCED = datetime(2023, 9, 15, tzinfo=JST)
"""When recording begins at the earliest: before all that the histories are about."""
OPENED: tuple[Event, ...] = (
    NonReportableRegistrationStopped(citation=CITED, at=NON_REPORTABLE_STOP),
    UpdatesStopped(citation=CITED, at=UPDATES_STOP),
    BulkExportOpened(citation=CITED, at=OPENING),
)
"""The two stops and the opening, without which little else is admitted."""
RUNNING: tuple[Event, ...] = (
    *OPENED,
    MaintenanceScheduled(citation=CITED, name=NAMES[0], span=Span(UPDATES_STOP, OPENING)),
    SlotAssigned(citation=CITED, prefecture=FEW_PREFECTURES[0], span=Span(BASES[4], BASES[6])),
    ReservePeriodScheduled(citation=CITED, name=NAMES[0], span=Span(BASES[5], BASES[7]), prefectures=None),
    DataReturnCompleted(citation=CITED, authority=HealthAuthority.OSAKA_SHI, at=BASES[6]),
)
"""Something of every kind but an end, in small: a reserve period stands over the end of the slot; a city is done."""


def histories(start: Start | None = None, *, max_size: int = 16) -> SearchStrategy[list[Event]]:
    """Events each of which is admitted after those before it (rules, section 6).

    Args:
        start: what every history begins with, events such as ``official_events()`` or a lifecycle; by default some
            begin with nothing, some with the two stops and the opening, and two in three with a maintenance period, a
            slot, a reserve period and a data return besides; now and then an event of those is left out.
        max_size: how many events at most, 0 or more, besides those of ``start``.

    Shrinks to ``start``, or to no event at all, and then to few events at the instants that come first.

    Raises:
        InadmissibleEventError: ``start`` is no history.
        InvalidFieldError: something in ``start`` is no event, or ``max_size`` is below 0.
    """
    if max_size < 0:
        raise InvalidFieldError("max_size", max_size, "pass a whole number, 0 or more")
    begun = start.events if isinstance(start, Lifecycle) else tuple(start or ())
    return _histories(begun, reduce(admit, begun, initial()), _BEGINNINGS if start is None else st.just([]), max_size)


@st.composite
def _histories(
    draw: st.DrawFn,
    begun: tuple[Event, ...],
    state: LifecycleState,
    beginnings: SearchStrategy[list[Event]],
    max_size: int,
) -> list[Event]:
    log, last = list(begun), len(begun) + max_size
    script = iter(draw(beginnings))
    while len(log) < last and (event := next(script, None) or draw(_one_more(state))):
        if admitted(state, event):
            log.append(event)
            state = admit(state, event)
    return log


@st.composite
def _beginnings(draw: st.DrawFn) -> list[Event]:
    """Draw nothing, or one of the beginnings; some without this or that, so that shrinking leaves out what it can."""
    return [each for each in draw(st.sampled_from([(), OPENED, *[RUNNING] * 4])) if draw(_MOSTLY)]


_BEGINNINGS = _beginnings()
_MOSTLY = st.sampled_from([False, *[True] * 19])
_NEARLY_ALWAYS = st.sampled_from([False, *[True] * 49])


@st.composite
def _one_more(draw: st.DrawFn, state: LifecycleState) -> Event | None:
    """Draw an event, or the end; as one, so that shrinking drops an event without touching those after it."""
    return step(draw, state) if draw(_NEARLY_ALWAYS) else None


def lifecycles(start: Start | None = None, *, max_size: int = 16) -> SearchStrategy[Lifecycle]:
    """The lifecycles of :func:`histories`, which says what the arguments mean and what is raised.

    Shrinks to the lifecycle of ``start``, or to that of no event: full operation, with nothing announced.
    """
    return histories(start, max_size=max_size).map(Lifecycle.from_events)


def recorded_histories(start: Start | None = None, *, max_size: int = 16) -> SearchStrategy[tuple[RecordedEvent, ...]]:
    """Histories with both clocks, as a store holds them: what takes effect when, and when it was written down.

    The first recording is an adoption; later ones are of one event or of several, some at the same instant as the one
    before. Those that change the past are corrections, and some others are too. Some have a key. The entries are linked
    and sealed, so ``Log().extended(entries)`` takes them, and ``replay(entries, known_at)`` tells what was known.

    The arguments, and what is raised, are those of :func:`histories`.

    Shrinks to nothing recorded, or to ``start`` recorded event by event by ``ops``, from 2023-09-15 on.
    """
    return histories(start, max_size=max_size).flatmap(_recorded)


@st.composite
def _recorded(draw: st.DrawFn, events: Sequence[Event]) -> tuple[RecordedEvent, ...]:
    log, at = Log(), ANNOUNCED
    edges = sorted({*BASES, *fold(events).instants()})
    while rest := tuple(events[log.head.position :]):
        together = rest[: draw(st.sampled_from([1, 1, 1, 2, 3]))]
        later = [at, *(each for each in edges if at <= each and each.year in {2023, 2024})][:4]
        at = max(at, draw(st.sampled_from(later)) + draw(st.sampled_from([0] * 6 + [-1, 1])) * MICROSECOND)
        key = f"key {log.head.position}" if draw(st.sampled_from([False, False, True])) else None
        needless = draw(st.sampled_from([False] * 5 + [True])) and bool(log.entries)
        by, correction = draw(st.sampled_from(["ops", "担当者 2"])), needless or not admits(log, together, at)
        log = recorded(log, Recording(at, together, by, key, correction))
    return log.entries
