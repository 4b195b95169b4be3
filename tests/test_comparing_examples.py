"""What some amendments of the notice change: each change said once, for whom it is one."""

from hersys_lifecycle.audit import compare
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import Reason
from hersys_lifecycle.instants import Span
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from tests.shorthand import (
    completed,
    decommissioning,
    first_stop,
    jst,
    limit,
    maintenance,
    opening,
    reserve,
    slot_moved,
    span,
    updates_stop,
)

BULK = Capability.BULK_EXPORT
EVERYONE = tuple(Role)
ENTITLED = (Role.PREFECTURE, Role.HEALTH_CENTER)
OTHERS = (Role.MEDICAL_INSTITUTION, Role.NATIONAL_GOVERNMENT)
OSAKA = Prefecture.OSAKA

Told = tuple[Capability, Prefecture | None, HealthAuthority | None, tuple[Role, ...], Span, str, str]


def told(before: Lifecycle, after: Lifecycle) -> list[Told]:
    return [
        (
            change.capability,
            change.prefecture,
            change.authority,
            change.roles,
            change.span,
            change.before.value,
            change.after.value,
        )
        for change in compare(before, after)
    ]


def test_a_slot_that_moves_changes_the_answers_of_its_prefecture() -> None:
    after = official_lifecycle().apply(slot_moved(OSAKA, "2023-12-04", "2023-12-09"))
    assert told(official_lifecycle(), after) == [
        (BULK, OSAKA, None, ENTITLED, span("2023-11-13", "2023-11-18"), "in_slot", "before_slot"),
        (BULK, OSAKA, None, ENTITLED, span("2023-11-18", "2023-12-04"), "after_slot", "before_slot"),
        (BULK, OSAKA, None, ENTITLED, span("2023-12-04", "2023-12-09"), "after_slot", "in_slot"),
    ]
    assert [change.flips for change in compare(official_lifecycle(), after)] == [True, False, True]


def test_an_earlier_stop_of_updates_changes_registering_editing_and_deleting_for_everybody() -> None:
    after = official_lifecycle().apply(updates_stop("2023-10-30T18:00"))
    day = span("2023-10-30T18:00", "2023-10-31T18:00")
    assert told(official_lifecycle(), after) == [
        (capability, None, None, EVERYONE, day, "available", "stopped")
        for capability in (Capability.REGISTER, Capability.EDIT, Capability.DELETE)
    ]


def test_an_earlier_first_stop_changes_one_capability() -> None:
    after = official_lifecycle().apply(first_stop("2023-09-01"))
    assert told(official_lifecycle(), after) == [
        (
            Capability.REGISTER_NON_REPORTABLE,
            None,
            None,
            EVERYONE,
            span("2023-09-01", "2023-10-01"),
            "available",
            "stopped",
        )
    ]


def test_a_completed_return_inside_a_reserve_period_changes_the_answer_of_that_authority_alone() -> None:
    city = HealthAuthority.OSAKA_SHI
    before = official_lifecycle().apply(reserve("R", "2024-02-01", "2024-02-10"))
    after = before.apply(completed(city, "2024-02-03T12:00"))
    rest = span("2024-02-03T12:00", "2024-02-10")
    assert told(before, after) == [(BULK, OSAKA, city, ENTITLED, rest, "in_reserve_period", "return_completed")]


def test_a_reserve_period_for_all_is_said_once_a_prefecture_where_slots_differ() -> None:
    after = official_lifecycle().apply(reserve("R", "2024-02-01", "2024-02-10"))
    period = span("2024-02-01", "2024-02-10")
    assert told(official_lifecycle(), after) == [
        (BULK, None, None, ENTITLED, period, "after_slot", "in_reserve_period")
    ]
    early = official_lifecycle().apply(reserve("R", "2023-11-11", "2023-11-13"))
    assert told(official_lifecycle(), early) == [
        (
            BULK,
            prefecture,
            None,
            ENTITLED,
            span("2023-11-11", "2023-11-13"),
            "after_slot" if prefecture is Prefecture.TOKYO else "before_slot",
            "in_reserve_period",
        )
        for prefecture in Prefecture
    ]


def test_a_later_opening_changes_bulk_export_for_the_entitled_and_for_the_others() -> None:
    after = official_lifecycle().apply(opening("2023-11-02"))
    delay = span("2023-11-01T08:00", "2023-11-02")
    changes = told(official_lifecycle(), after)
    assert changes[0] == (BULK, None, None, OTHERS, delay, "role_not_entitled", "not_yet_open")
    assert changes[1:] == [
        (
            BULK,
            prefecture,
            None,
            ENTITLED,
            delay,
            "in_slot" if prefecture is Prefecture.TOKYO else "before_slot",
            "not_yet_open",
        )
        for prefecture in Prefecture
    ]


def test_a_lockout_changes_everything_for_everybody_as_long_as_it_lasts() -> None:
    after = official_lifecycle().apply(maintenance("M", "2023-12-25", "2023-12-26"))
    changes = compare(official_lifecycle(), after)
    assert {change.capability for change in changes} == set(Capability)
    assert {change.span for change in changes} == {span("2023-12-25", "2023-12-26")}
    assert {change.after for change in changes} == {Reason.LOCKED_OUT}


def test_a_later_limit_leaves_open_ends_where_they_were() -> None:
    after = official_lifecycle().apply(limit("2024-05-01"))
    month = span("2024-04-01", "2024-05-01")
    assert {change.span for change in compare(official_lifecycle(), after)} == {month}
    endless = Lifecycle.from_events(official_lifecycle().events[:-1])
    assert {change.span for change in compare(official_lifecycle(), endless)} == {Span(jst("2024-04-01"), None)}


def test_an_end_that_is_recorded_when_the_limit_comes_changes_the_reason_and_flips_nothing() -> None:
    after = official_lifecycle().apply(decommissioning("2024-04-01"))
    changes = compare(official_lifecycle(), after)
    assert {(change.span, change.before.value, change.after.value) for change in changes} == {
        (Span(jst("2024-04-01"), None), "past_announced_limit", "decommissioned")
    }
    assert not any(change.flips for change in changes)
