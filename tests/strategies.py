"""What the property tests draw from: instants that collide, histories that get entangled, questions that are valid.

The pools are small on purpose: few instants, names and bodies make facts meet at one instant and cover each other.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pendulum
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from hersys_lifecycle.audit import Log, RecordedEvent
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.citations import NOTICE, Citation, Grade
from hersys_lifecycle.events import (
    BulkExportOpened,
    DataReturnCompleted,
    DataReturnReopened,
    DecommissionLimitAnnounced,
    DecommissionScheduled,
    Event,
    MaintenanceCancelled,
    MaintenanceRescheduled,
    MaintenanceScheduled,
    NonReportableRegistrationStopped,
    ReservePeriodCancelled,
    ReservePeriodRescheduled,
    ReservePeriodScheduled,
    SlotAssigned,
    SlotRescheduled,
    UpdatesStopped,
)
from hersys_lifecycle.instants import JST, MICROSECOND, Span
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.prefectures import Prefecture
from tests import oracle
from tests.chaining import Recording, admits, recorded
from tests.shorthand import CITED

SLOW = settings(max_examples=max(settings.default.max_examples // 4, 1)) if settings.default else settings()
"""For laws that go through a whole lifecycle: a quarter of the examples that the profile asks for."""

# In order. The notice's own instants, and some between them.
NON_REPORTABLE_STOP = datetime(2023, 10, 1, tzinfo=JST)
UPDATES_STOP = datetime(2023, 10, 31, 18, tzinfo=JST)
OPENING = datetime(2023, 11, 1, 8, tzinfo=JST)
LIMIT = datetime(2024, 4, 1, tzinfo=JST)
ANNOUNCED = datetime(2023, 9, 15, tzinfo=JST)  # and this is before them all
BASES = (
    NON_REPORTABLE_STOP,
    UPDATES_STOP,
    datetime(2023, 11, 1, tzinfo=JST),
    OPENING,
    datetime(2023, 11, 5, 15, 30, tzinfo=JST),  # 01:30 in New York, for the second time that night
    datetime(2023, 12, 23, tzinfo=JST),
    datetime(2024, 1, 27, tzinfo=JST),
    datetime(2024, 2, 13, tzinfo=JST),
    datetime(2024, 3, 1, tzinfo=JST),
    LIMIT,
)
EXTREMES = (
    datetime(2, 1, 1, tzinfo=JST),
    datetime(9998, 12, 31, 23, 59, 59, 999999, tzinfo=JST),
)
CALENDAR_ENDS = tuple(
    end
    for zone in (UTC, JST, timezone(timedelta(hours=14)), timezone(-timedelta(hours=12, seconds=1)))
    for end in (datetime.min.replace(tzinfo=zone), datetime.max.replace(tzinfo=zone))
)
"""The very first and last of the calendar, in several zones: no event holds them, and some no other zone can write."""
NAMES = ("A", "B", "予備期間")
PREFECTURES = (Prefecture.OSAKA, Prefecture.TOKYO, Prefecture.KYOTO)
AUTHORITIES = (
    HealthAuthority.OSAKA,
    HealthAuthority.OSAKA_SHI,
    HealthAuthority.TOKYO,
    HealthAuthority.parse("新宿区"),
)
CLAUSES = tuple(f"N{number}" for number in range(1, 12))


@cache
def instants() -> SearchStrategy[datetime]:
    """Instants that collide often, or miss each other by a microsecond; now and then one from the calendar's ends."""
    near = [base + step for base in BASES for step in (-MICROSECOND, MICROSECOND)]
    return st.sampled_from([*BASES * 6, *near, *EXTREMES])


def around(edges: Iterable[datetime]) -> list[datetime]:
    """Return some instants with their neighbours, one microsecond before and after each, in order."""
    return sorted({edge + step * MICROSECOND for edge in edges for step in (-1, 0, 1)})


@cache
def time_zones() -> SearchStrategy[tzinfo]:
    """Time zones of every make: fixed and with rules, of the standard library and of pendulum."""
    return st.sampled_from(
        [
            UTC,
            JST,
            timezone(timedelta(hours=9)),  # equal to JST, and another object
            ZoneInfo("Asia/Tokyo"),
            ZoneInfo("America/New_York"),
            timezone(-timedelta(hours=3, minutes=37, seconds=11)),
            pendulum.timezone("Asia/Tokyo"),
            pendulum.timezone("America/New_York"),
        ]
    )


def in_zone(instant: datetime) -> SearchStrategy[datetime]:
    """Return the same instant as others would hand it in: in any time zone, as a ``datetime`` or one of pendulum's.

    Ask for its equals with ``<=`` and ``>=``: in an hour that a clock shows twice, ``==`` across zones is never true.
    """
    pendulums = st.sampled_from(["UTC", "Asia/Tokyo", "America/New_York"]).map(pendulum.instance(instant).in_timezone)
    return time_zones().map(instant.astimezone) | pendulums


@cache
def lines() -> SearchStrategy[str]:
    """Short texts that are not blank and fit on one line, of any characters but controls, separators and surrogates."""
    return st.text(st.characters(exclude_categories=["Cc", "Zl", "Zp", "Cs"]), min_size=1, max_size=8).filter(str.strip)


@cache
def citations() -> SearchStrategy[Citation]:
    """Citations of the notice and of anything else that has a name."""
    return st.builds(
        Citation,
        document=st.sampled_from([NOTICE, "HER-SYSの停止について"]) | lines(),
        clause=st.sampled_from(CLAUSES) | lines(),
        grade=st.sampled_from(Grade),
    )


def spans(ends: SearchStrategy[datetime] | None = None) -> SearchStrategy[Span]:
    """Spans with both ends, as events hold them; the ends are drawn from ``instants`` if not told otherwise."""
    pairs = st.lists(instants() if ends is None else ends, min_size=2, max_size=2, unique=True)
    return pairs.map(lambda pair: Span(min(pair), max(pair)))


@cache
def events() -> SearchStrategy[Event]:
    """Any event, admitted or not."""
    cited, at, span = citations(), instants(), spans()
    name, prefecture, authority = map(st.sampled_from, (NAMES, PREFECTURES, AUTHORITIES))
    covered = st.none() | st.frozensets(prefecture, min_size=1)
    return st.one_of(
        st.builds(NonReportableRegistrationStopped, citation=cited, at=at),
        st.builds(UpdatesStopped, citation=cited, at=at),
        st.builds(MaintenanceScheduled, citation=cited, name=name, span=span),
        st.builds(MaintenanceRescheduled, citation=cited, name=name, span=span),
        st.builds(MaintenanceCancelled, citation=cited, name=name),
        st.builds(BulkExportOpened, citation=cited, at=at),
        st.builds(SlotAssigned, citation=cited, prefecture=prefecture, span=span),
        st.builds(SlotRescheduled, citation=cited, prefecture=prefecture, span=span),
        st.builds(ReservePeriodScheduled, citation=cited, name=name, span=span, prefectures=covered),
        st.builds(ReservePeriodRescheduled, citation=cited, name=name, span=span),
        st.builds(ReservePeriodCancelled, citation=cited, name=name),
        st.builds(DataReturnCompleted, citation=cited, authority=authority, at=at),
        st.builds(DataReturnReopened, citation=cited, authority=authority, at=at),
        st.builds(DecommissionLimitAnnounced, citation=cited, at=at),
        st.builds(DecommissionScheduled, citation=cited, at=at),
    )


# Of events drawn blindly few are admitted, and those few have little to do with each other. So most events of a history
# are drawn with an eye on the log before them; whether they are admitted remains for the oracle to say.

OPENED: tuple[Event, ...] = (
    NonReportableRegistrationStopped(citation=CITED, at=NON_REPORTABLE_STOP),
    UpdatesStopped(citation=CITED, at=UPDATES_STOP),
    BulkExportOpened(citation=CITED, at=OPENING),
)
"""The two stops and the opening, without which little else is admitted."""
RUNNING: tuple[Event, ...] = (
    *OPENED,
    MaintenanceScheduled(citation=CITED, name=NAMES[0], span=Span(UPDATES_STOP, OPENING)),
    SlotAssigned(citation=CITED, prefecture=PREFECTURES[0], span=Span(BASES[4], BASES[6])),
    ReservePeriodScheduled(citation=CITED, name=NAMES[0], span=Span(BASES[5], BASES[7]), prefectures=None),
)
"""All that the notice announces, in small: a reserve period stands over the end of the last slot."""

Stop = type[NonReportableRegistrationStopped] | type[UpdatesStopped] | type[BulkExportOpened]
End = type[DecommissionScheduled] | type[DecommissionLimitAnnounced]
Step = Callable[[st.DrawFn, list[Event]], Event | None]


@st.composite
def histories(draw: st.DrawFn, max_size: int = 16) -> list[Event]:
    """Draw a list of at most ``max_size`` events, each admitted after those before it.

    Most begin with ``OPENED`` or ``RUNNING``, the rest from nothing. Steps that draw an event which is not admitted add
    nothing.
    """
    start = draw(st.sampled_from([OPENED, RUNNING, RUNNING, ()]))
    log = list(start[:max_size])
    for _ in range(draw(st.integers(0, 2 * (max_size - len(log))))):
        step: Step = draw(st.sampled_from(STEPS))
        event = step(draw, log)
        if event is not None and len(log) < max_size and oracle.admitted(log, event):
            log.append(event)
    return log


def lifecycles(max_size: int = 16) -> SearchStrategy[Lifecycle]:
    """Draw the lifecycle of a history; its ``events`` are for the oracle."""
    return histories(max_size).map(Lifecycle.from_events)


@st.composite
def histories_and_events(draw: st.DrawFn) -> tuple[list[Event], Event]:
    """Draw a history, and an event that may well come next, or may not."""
    log = draw(histories())
    step: Step = draw(st.sampled_from(STEPS))
    return log, step(draw, log) or draw(events())


@st.composite
def recorded_histories(draw: st.DrawFn, max_size: int = 16) -> tuple[RecordedEvent, ...]:
    """Draw a log as a store may hold it: an adoption, then recordings, some of several events or of the same instant.

    Those that have to be corrections are, and some others. Entries of one recording in three have a key.
    """
    events, log, at = draw(histories(max_size)), Log(), ANNOUNCED
    pool = _pool(events)
    while rest := tuple(events[log.head.position :]):
        together = rest[: draw(st.sampled_from([1, 1, 1, 2, 3]))]
        at = max(at, _instant(draw, [at, *(each for each in pool if each >= at)][:4]))
        key = f"key {log.head.position}" if draw(st.sampled_from([False, False, True])) else None
        correction = draw(st.sampled_from([False] * 5 + [True])) or not admits(log, together, at)
        log = recorded(log, Recording(at, together, draw(st.sampled_from(["ops", "担当者 2"])), key, correction))
    return log.entries


def _nothing(_draw: st.DrawFn, _log: list[Event]) -> Event | None:
    return None  # comes first, so that a step which a failing test does not need shrinks to it


def _any_event(draw: st.DrawFn, _log: list[Event]) -> Event | None:
    return draw(events())


def _stop_or_opening(draw: st.DrawFn, log: list[Event]) -> Event | None:
    kinds: tuple[Stop, ...] = (NonReportableRegistrationStopped, UpdatesStopped, BulkExportOpened)
    missing = [kind for kind in kinds if oracle.latest(log, kind) is None]
    kind = missing[0] if missing else draw(st.sampled_from(kinds))
    early = _instant(draw, [at for at in _pool(log) if at <= BASES[5]])
    return kind(citation=CITED, at=draw(st.sampled_from([early] * 9 + [EXTREMES[0]])))


def _end(draw: st.DrawFn, log: list[Event]) -> Event | None:
    kinds: tuple[End, ...] = (DecommissionScheduled, DecommissionLimitAnnounced)
    late = _instant(draw, _pool(log)[-5:])
    return draw(st.sampled_from(kinds))(citation=CITED, at=draw(st.sampled_from([late] * 9 + [EXTREMES[1]])))


def _maintenance(draw: st.DrawFn, log: list[Event]) -> Event | None:
    name = draw(st.sampled_from(NAMES))
    if name not in oracle.maintenance_periods(log):
        return MaintenanceScheduled(citation=CITED, name=name, span=_span(draw, _pool(log)))
    if draw(st.booleans()):
        return MaintenanceRescheduled(citation=CITED, name=name, span=_span(draw, _pool(log)))
    return MaintenanceCancelled(citation=CITED, name=name)


def _slot(draw: st.DrawFn, log: list[Event]) -> Event | None:
    prefecture = draw(st.sampled_from(PREFECTURES))
    span = _span(draw, _export_pool(log))
    if prefecture in oracle.slots(log):
        return SlotRescheduled(citation=CITED, prefecture=prefecture, span=span)
    return SlotAssigned(citation=CITED, prefecture=prefecture, span=span)


def _reserve(draw: st.DrawFn, log: list[Event]) -> Event | None:
    name = draw(st.sampled_from(NAMES))
    span = _span(draw, _export_pool(log))
    if name not in oracle.reserve_periods(log):
        covered = draw(st.none() | st.frozensets(st.sampled_from(PREFECTURES), min_size=1))
        return ReservePeriodScheduled(citation=CITED, name=name, span=span, prefectures=covered)
    if draw(st.integers(0, 3)):
        return ReservePeriodRescheduled(citation=CITED, name=name, span=span)
    return ReservePeriodCancelled(citation=CITED, name=name)


def _return(draw: st.DrawFn, log: list[Event]) -> Event | None:
    authority = draw(st.sampled_from(AUTHORITIES))
    before = oracle.last_return(log, authority)
    at = _instant(draw, [at for at in _export_pool(log) if before is None or before.at <= at] or BASES)
    if isinstance(before, DataReturnCompleted):
        return DataReturnReopened(citation=CITED, authority=authority, at=at)
    return DataReturnCompleted(citation=CITED, authority=authority, at=at)


STEPS: tuple[Step, ...] = (
    _nothing,
    _any_event,
    _stop_or_opening,
    _end,
    _end,
    _maintenance,
    _maintenance,
    _slot,
    _slot,
    _reserve,
    _reserve,
    _return,
    _return,
    _return,
)


def _pool(log: list[Event]) -> Sequence[datetime]:
    """Return in order the base instants and those the log holds, but for the ends of the calendar."""
    return sorted({*BASES, *(edge for edge in oracle.all_edges(log) if edge.year in {2023, 2024})})


def _export_pool(log: list[Event]) -> Sequence[datetime]:
    """Return those instants of the pool between the stop of updates and the end, as far as recorded."""
    stop = oracle.latest(log, UpdatesStopped)
    end = oracle.end_of_service(log)
    pool = [at for at in _pool(log) if (stop is None or stop <= at) and (end is None or at <= end)]
    return pool or BASES


def _instant(draw: st.DrawFn, pool: Sequence[datetime]) -> datetime:
    return draw(st.sampled_from(pool)) + draw(st.sampled_from([0, 0, 0, 0, 0, 0, -1, 1])) * MICROSECOND


def _span(draw: st.DrawFn, pool: Sequence[datetime]) -> Span:
    """Draw a span over a few neighbours in the pool, so that spans touch as well as cover."""
    first = draw(st.integers(0, len(pool) - 1))
    last = min(first + draw(st.sampled_from([1, 1, 1, 2, 3, 5])), len(pool) - 1)
    return Span(pool[first], max(_instant(draw, [pool[last]]), pool[first] + MICROSECOND))


class Question(NamedTuple):
    """What an answer is asked for, but for the instant."""

    capability: Capability
    prefecture: Prefecture | None
    authority: HealthAuthority | None
    role: Role


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Draw a valid question: half are about bulk export, which takes a place; an authority is in its prefecture."""
    capability = draw(st.just(Capability.BULK_EXPORT) | st.sampled_from(Capability))
    authority = draw(st.sampled_from(AUTHORITIES) | st.sampled_from(HealthAuthority))
    prefecture = draw(st.sampled_from(PREFECTURES) | st.sampled_from(Prefecture))
    places: list[tuple[Prefecture | None, HealthAuthority | None]] = [
        (prefecture, None),
        (None, authority),
        (authority.prefecture, authority),
    ]
    if capability is not Capability.BULK_EXPORT:
        places.append((None, None))
    role = draw(st.sampled_from([Role.PREFECTURE, Role.HEALTH_CENTER, *Role]))
    return Question(capability, *draw(st.sampled_from(places)), role)


# The pools above leave most bodies alone: all of those answer as one of the last three does.
BODIES = (*AUTHORITIES, HealthAuthority.KYOTO, HealthAuthority.SAKAI_SHI, HealthAuthority.HOKKAIDO)
QUESTIONS = (
    *(
        Question(capability, None, None, Role.PREFECTURE)
        for capability in Capability
        if capability is not Capability.BULK_EXPORT
    ),
    *(
        Question(Capability.BULK_EXPORT, None, body, role)
        for body in BODIES
        for role in (Role.HEALTH_CENTER, Role.MEDICAL_INSTITUTION)
    ),
)
"""Few questions that stand for all: what is not among them is answered as one of them."""
