"""The laws of one instant under the notice; its edges are those of rules, sections 2 and 3, and of the annex."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

from hersys_lifecycle.capabilities import Capability
from hersys_lifecycle.instants import MICROSECOND, since_epoch
from hersys_lifecycle.lifecycle import official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from tests.laws.reading import ASKED, Law, instant, when

FIRST_STOP = when("2023-10-01")
STOP = when("2023-10-31T18:00")
OPENING = when("2023-11-01T08:00")
LAST_SLOT_END = when("2024-01-27")
LIMIT = when("2024-04-01")
OSAKA, OSAKA_END = when("2023-11-13"), when("2023-11-18")
TOKYO_END = when("2023-11-11")
ALL_EDGES = """
2023-10-01 2023-10-31T18:00 2023-11-01T08:00
2023-11-11 2023-11-13 2023-11-18 2023-11-20 2023-11-25 2023-11-27 2023-12-02 2023-12-04 2023-12-09
2023-12-11 2023-12-16 2023-12-18 2023-12-23 2024-01-04 2024-01-13 2024-01-15 2024-01-20 2024-01-22
2024-01-27 2024-04-01
"""
EDGES = tuple(map(when, ALL_EDGES.split()))

UPDATES = (Capability.REGISTER, Capability.EDIT, Capability.DELETE)
READING = (
    Capability.LOGIN,
    Capability.VIEW,
    Capability.EXPORT,
    Capability.CERTIFICATE,
    Capability.CONTACT_DOWNLOAD,
)
NOTICE = official_lifecycle()
INDIA = timezone(timedelta(hours=5, minutes=30))


def _allowed(capabilities: Iterable[Capability], at: int) -> tuple[bool, ...]:
    return tuple(NOTICE.allows(each, at=instant(at)) for each in capabilities)


def _bulk_export(prefecture: Prefecture, at: int) -> object:
    return NOTICE.check(Capability.BULK_EXPORT, prefecture, at=instant(at)).reason.value


def _readable(at: int) -> bool:
    return at < STOP or OPENING <= at < LIMIT


def _phase(at: int) -> str:
    if at < FIRST_STOP:
        return "full_operation"
    if at < STOP:
        return "non_reportable_stopped"
    if at < OPENING:
        return "maintenance_lockout"
    if at < LAST_SLOT_END:
        return "bulk_download"
    return "read_only" if at < LIMIT else "decommissioned"


def _reason(at: int, first: int, end: int) -> str:
    if at < STOP:
        return "not_yet_open"
    if at < OPENING:
        return "locked_out"
    if at >= LIMIT:
        return "past_announced_limit"
    return "before_slot" if at < first else "in_slot" if at < end else "after_slot"


def _told(at: datetime | None) -> int | None:
    return None if at is None else since_epoch(at) // MICROSECOND


UNDER_THE_NOTICE = {
    "updates are allowed until 31 October 18:00 and never again": Law(
        (ASKED,),
        lambda at: _allowed(UPDATES, at),
        lambda at: (at < STOP,) * 3,
        lambda: STOP,
    ),
    "non-reportable cases are registered until 30 September 24:00 and never again": Law(
        (ASKED,),
        lambda at: _allowed([Capability.REGISTER_NON_REPORTABLE], at),
        lambda at: (at < FIRST_STOP,),
        lambda: FIRST_STOP,
    ),
    "reading is allowed but for the lockout until the limit": Law(
        (ASKED,),
        lambda at: _allowed(READING, at),
        lambda at: (_readable(at),) * 5,
        lambda: LIMIT,
    ),
    "an instant may be told in UTC": Law(
        (ASKED,),
        lambda at: NOTICE.allows(Capability.VIEW, at=instant(at, UTC)),
        _readable,
        lambda: LIMIT,
    ),
    "an instant may be told in any time zone": Law(
        (ASKED,),
        lambda at: NOTICE.allows(Capability.VIEW, at=instant(at, INDIA)),
        _readable,
        lambda: LIMIT,
    ),
    "the phase is that of section 3": Law(
        (ASKED,),
        lambda at: NOTICE.phase_at(instant(at)).value,
        _phase,
        lambda: OPENING,
    ),
    "Osaka exports from 13 through 17 November": Law(
        (ASKED,),
        lambda at: _bulk_export(Prefecture.OSAKA, at),
        lambda at: _reason(at, OSAKA, OSAKA_END),
        lambda: OSAKA,
    ),
    "Tokyo exports from the end of the lockout through 10 November": Law(
        (ASKED,),
        lambda at: _bulk_export(Prefecture.TOKYO, at),
        lambda at: _reason(at, OPENING, TOKYO_END),
        lambda: TOKYO_END,
    ),
    "Osaka is next allowed now in its slot, at its start before it, and never after it": Law(
        (ASKED,),
        lambda at: _told(NOTICE.next_allowed(Capability.BULK_EXPORT, Prefecture.OSAKA, at=instant(at))),
        lambda at: OSAKA if at < OSAKA else at if at < OSAKA_END else None,
        lambda: OSAKA_END,
    ),
    "the next change is the first edge after the instant": Law(
        (ASKED,),
        lambda at: _told(NOTICE.next_change(instant(at))),
        lambda at: next((edge for edge in EDGES if edge > at), None),
        lambda: STOP,
    ),
    "the time since the epoch is exact": Law(
        (ASKED,),
        lambda at: since_epoch(instant(at)) // MICROSECOND,
        lambda at: at,
        lambda: STOP,
    ),
}
