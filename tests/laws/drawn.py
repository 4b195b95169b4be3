"""The laws of an instant among drawn facts, in which it may lie anywhere."""

from datetime import date, timedelta

from hypothesis import strategies as st

from hersys_lifecycle.audit import Change, split
from hersys_lifecycle.audit.comparing import differing_runs  # compare() asks all questions: too many for a solver
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import GRANTED, Reason, deciding
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import through
from hersys_lifecycle.states import fold
from hersys_lifecycle.timeline import Steps, compile_timeline, inside
from tests.laws import facts
from tests.laws.reading import ASKED, DAY, INSTANTS, LENGTHS, WAITS, Law, moment, when


def _phase(at: int, *log: Event) -> object:
    return compile_timeline(fold(log)).at(moment(at)).phase.value


def _finding(start: int, wait: int, length: int, done: int, at: int) -> object:
    """Return the finding on a slot of Osaka and a reserve period that begins some time after its end."""
    log = (
        facts.opening(start),
        facts.slot(start + wait, DAY),
        facts.reserve(start + wait + DAY, length),
        facts.returned(done),
    )
    _, window = deciding(fold(log))[GRANTED[HealthAuthority.OSAKA]]
    return window.finding(moment(at))[0].reason.value


def _sides(start: int, length: int, cut: int, at: int) -> tuple[bool, bool]:
    """Tell whether an instant lies in a change before a cut, and in one after it."""
    change = Change(
        capability=Capability.VIEW,
        prefecture=None,
        authority=None,
        roles=tuple(Role),
        span=facts.span(start, length),
        before=Reason.AVAILABLE,
        after=Reason.LOCKED_OUT,
    )
    earlier, later = split([change], moment(cut))
    return any(moment(at) in each.span for each in earlier), any(moment(at) in each.span for each in later)


def _difference(start: int, length: int, at: int) -> tuple[int, int] | None:
    before, after = Steps((moment(start),), (0, 1)), Steps((moment(start + length),), (0, 1))
    return next(((was, becomes) for span, was, becomes in differing_runs(before, after) if moment(at) in span), None)


def _ruled_finding(start: int, wait: int, length: int, done: int, at: int) -> str:
    first = start + wait
    end = first + DAY
    if at < start:
        return "not_yet_open"
    if first <= at < end:
        return "in_slot"
    if end <= at < end + length:
        return "return_completed" if at >= done else "in_reserve_period"
    return "before_slot" if at < first else "after_slot"


def _ruled_phase(first: int, wait: int, start: int, length: int, at: int) -> str:
    if start <= at < start + length:
        return "maintenance_lockout"
    if at >= first + wait:
        return "read_only"
    return "non_reportable_stopped" if at >= first else "full_operation"


def _ruled_last_phase(  # noqa: PLR0913, PLR0917  # so many facts decide it
    stop: int, opening: int, slot: int, reserve: int, length: int, at: int
) -> str:
    """The stops fall on one instant; the slot, the reserve period and the opening come so and so long after it."""
    if at < stop:
        return "full_operation"
    if stop + reserve <= at < stop + reserve + length:
        return "reserve"
    if stop + opening <= at < stop + opening + slot:
        return "bulk_download"
    return "read_only"


OF_DRAWN_FACTS = {
    "a span is half-open": Law(
        (INSTANTS, LENGTHS, ASKED),
        lambda start, length, at: moment(at) in facts.span(start, length),
        lambda start, length, at: start <= at < start + length,
        lambda start, length: start + length,
    ),
    "spans overlap if the later start is before the earlier end": Law(
        (INSTANTS, LENGTHS, LENGTHS, ASKED),
        lambda start, length, other, at: facts.span(start, length).overlaps(facts.span(at, other)),
        lambda start, length, other, at: max(start, at) < min(start + length, at + other),
        lambda start, length, _other: start + length,
    ),
    "a step lasts from its edge to the next": Law(
        (INSTANTS, LENGTHS, ASKED),
        lambda start, length, at: Steps((moment(start), moment(start + length)), (0, 1, 2)).at(moment(at)),
        lambda start, length, at: (start <= at) + (start + length <= at),
        lambda start, length: start + length,
    ),
    "an edge is inside a span as any instant is": Law(
        (INSTANTS, LENGTHS, ASKED),
        lambda start, length, at: len(inside((moment(at),), facts.span(start, length))),
        lambda start, length, at: int(start <= at < start + length),
        lambda start, length: start + length,
    ),
    "a day lasts until the next day's 00:00": Law(
        (st.integers(0, 365), ASKED),
        lambda day, at: moment(at) < through(date(2023, 1, 1) + timedelta(days=day)),
        lambda day, at: at < when("2023-01-01") + (day + 1) * DAY,
        lambda day: when("2023-01-01") + (day + 1) * DAY,
    ),
    "two functions of time differ exactly between their edges": Law(
        (INSTANTS, LENGTHS, ASKED),
        _difference,
        lambda start, length, at: (1, 0) if start <= at < start + length else None,
        lambda start, length: start + length,
    ),
    "a change is split at the cut": Law(
        (INSTANTS, LENGTHS, INSTANTS, ASKED),
        _sides,
        lambda start, length, cut, at: (start <= at < min(start + length, cut), max(start, cut) <= at < start + length),
        lambda start, length, _cut: start + length,
    ),
    "maintenance stands over the stops, which stay": Law(
        (INSTANTS, WAITS, INSTANTS, LENGTHS, ASKED),
        lambda first, wait, start, length, at: _phase(
            at, facts.first_stop(first), facts.updates_stop(first + wait), facts.maintenance("M", start, length)
        ),
        _ruled_phase,
        lambda _first, _wait, start, length: start + length,
    ),
    "a reserve period stands over bulk download, which ends with the last slot": Law(
        (INSTANTS, WAITS, LENGTHS, WAITS, LENGTHS, ASKED),
        lambda stop, opening, slot, reserve, length, at: _phase(
            at,
            facts.first_stop(stop),
            facts.updates_stop(stop),
            facts.opening(stop + opening),
            facts.slot(stop + opening, slot),
            facts.reserve(stop + reserve, length),
        ),
        _ruled_last_phase,
        lambda stop, _opening, _slot, reserve, length: stop + reserve + length,
    ),
    "the window of bulk export is the slot, and a reserve period until the return": Law(
        (INSTANTS, WAITS, LENGTHS, INSTANTS, ASKED),
        _finding,
        _ruled_finding,
        lambda start, wait, length, _done: start + wait + DAY + length,
    ),
}
