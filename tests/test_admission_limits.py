"""How far an event may go before it contradicts what is on record: to the microsecond (rules, section 6)."""

from typing import NamedTuple

import pytest

from hersys_lifecycle.events import Event
from hersys_lifecycle.prefectures import Prefecture
from tests.admitting import (
    CITY,
    DONE,
    KYOTO,
    LIMITED,
    OPENED,
    OSAKA,
    RESERVE,
    STOPPED,
    UPGRADE,
    assert_accepted,
    refusal,
)
from tests.shorthand import (
    completed,
    decommissioning,
    first_stop,
    limit,
    maintenance,
    maintenance_moved,
    opening,
    reopened,
    reserve,
    reserve_moved,
    slot,
    slot_moved,
    updates_stop,
)


class Limit(NamedTuple):
    """How far an event may go: one microsecond further it is refused."""

    log: tuple[Event, ...]
    admitted: Event
    refused: Event
    reason: str


MOVE_OTHER = "give another instant, or move the other fact first"
MISPLACED = (
    Limit(
        STOPPED,
        first_stop("2023-10-31T18:00"),
        first_stop("2023-10-31T18:00:00.000001"),
        "the stop of updates (2023-10-31T18:00:00+09:00) must not be before "
        "the stop of non-reportable registration (2023-10-31T18:00:00.000001+09:00)",
    ),
    Limit(
        STOPPED[:1],
        updates_stop("2023-10-01"),
        updates_stop("2023-09-30T23:59:59.999999"),
        "the stop of updates (2023-09-30T23:59:59.999999+09:00) must not be before "
        "the stop of non-reportable registration (2023-10-01T00:00:00+09:00)",
    ),
    Limit(
        OPENED,
        updates_stop("2023-11-01T08:00"),
        updates_stop("2023-11-01T08:00:00.000001"),
        "the opening of bulk download (2023-11-01T08:00:00+09:00) must not be before "
        "the stop of updates (2023-11-01T08:00:00.000001+09:00)",
    ),
    Limit(
        STOPPED,
        opening("2023-10-31T18:00"),
        opening("2023-10-31T17:59:59.999999"),
        "the opening of bulk download (2023-10-31T17:59:59.999999+09:00) must not be before "
        "the stop of updates (2023-10-31T18:00:00+09:00)",
    ),
    Limit(
        STOPPED,
        reserve("R", "2023-10-31T18:00", "2023-11-10"),
        reserve("R", "2023-10-31T17:59:59.999999", "2023-11-10"),
        "the start of the reserve period 'R' (2023-10-31T17:59:59.999999+09:00) must not be before "
        "the stop of updates (2023-10-31T18:00:00+09:00)",
    ),
    Limit(
        (*STOPPED, RESERVE),
        reserve_moved("R", "2023-10-31T18:00", "2023-11-10"),
        reserve_moved("R", "2023-10-31T17:59:59.999999", "2023-11-10"),
        "the start of the reserve period 'R' (2023-10-31T17:59:59.999999+09:00) must not be before "
        "the stop of updates (2023-10-31T18:00:00+09:00)",
    ),
    Limit(
        (*STOPPED, RESERVE),
        updates_stop("2024-02-01"),
        updates_stop("2024-02-01T00:00:00.000001"),
        "the start of the reserve period 'R' (2024-02-01T00:00:00+09:00) must not be before "
        "the stop of updates (2024-02-01T00:00:00.000001+09:00)",
    ),
    Limit(
        STOPPED,
        limit("2023-10-31T18:00:00.000001"),
        limit("2023-10-31T18:00"),
        "the announced limit (2023-10-31T18:00:00+09:00) must be later than "
        "the stop of updates (2023-10-31T18:00:00+09:00)",
    ),
    Limit(
        STOPPED,
        decommissioning("2023-10-31T18:00:00.000001"),
        decommissioning("2023-10-31T18:00"),
        "the scheduled decommissioning (2023-10-31T18:00:00+09:00) must be later than "
        "the stop of updates (2023-10-31T18:00:00+09:00)",
    ),
    Limit(
        (*STOPPED, limit("2024-04-01")),
        updates_stop("2024-03-31T23:59:59.999999"),
        updates_stop("2024-04-01"),
        "the announced limit (2024-04-01T00:00:00+09:00) must be later than "
        "the stop of updates (2024-04-01T00:00:00+09:00)",
    ),
    Limit(
        LIMITED,
        decommissioning("2024-04-01"),
        decommissioning("2024-04-01T00:00:00.000001"),
        "the announced limit (2024-04-01T00:00:00+09:00) must not be before "
        "the scheduled decommissioning (2024-04-01T00:00:00.000001+09:00)",
    ),
    Limit(
        (*LIMITED, decommissioning("2024-03-20")),
        limit("2024-03-20"),
        limit("2024-03-19T23:59:59.999999"),
        "the announced limit (2024-03-19T23:59:59.999999+09:00) must not be before "
        "the scheduled decommissioning (2024-03-20T00:00:00+09:00)",
    ),
)


@pytest.mark.parametrize("row", MISPLACED)
def test_the_facts_keep_their_order_to_the_microsecond_whichever_is_recorded_later(row: Limit) -> None:
    assert_accepted(row.log, row.admitted)
    error = refusal(row.log, row.refused)
    assert (error.reason, error.remedy) == (row.reason, MOVE_OTHER)


OVERLAP = "it overlaps the maintenance period 'upgrade' [2023-10-31T18:00:00+09:00, 2023-11-01T08:00:00+09:00)"
OVERLAPPING = (
    Limit(
        (UPGRADE,),
        maintenance("B", "2023-11-01T08:00", "2023-11-02"),
        maintenance("B", "2023-11-01T07:59:59.999999", "2023-11-02"),
        OVERLAP,
    ),
    Limit(
        (UPGRADE,),
        maintenance("B", "2023-10-31", "2023-10-31T18:00"),
        maintenance("B", "2023-10-31", "2023-10-31T18:00:00.000001"),
        OVERLAP,
    ),
    Limit(
        (UPGRADE, maintenance("B", "2023-12-01", "2023-12-02")),
        maintenance_moved("B", "2023-11-01T08:00", "2023-11-02"),
        maintenance_moved("B", "2023-11-01T07:59:59.999999", "2023-11-02"),
        OVERLAP,
    ),
)


@pytest.mark.parametrize("row", OVERLAPPING)
def test_maintenance_periods_may_touch_but_not_overlap(row: Limit) -> None:
    assert_accepted(row.log, row.admitted)
    error = refusal(row.log, row.refused)
    assert (error.reason, error.remedy) == (row.reason, "reschedule one so that they only touch")


def test_a_maintenance_period_may_be_moved_within_itself() -> None:
    assert_accepted((UPGRADE,), maintenance_moved("upgrade", "2023-10-31T20:00", "2023-11-01T09:00"))


RETURNS = (
    Limit(
        OPENED,
        completed(CITY, "2023-11-01T08:00"),
        completed(CITY, "2023-11-01T07:59:59.999999"),
        "bulk download is not open at that instant; give an instant from its opening on",
    ),
    Limit(
        LIMITED,
        completed(CITY, "2024-03-31T23:59:59.999999"),
        completed(CITY, "2024-04-01"),
        "HER-SYS ends at 2024-04-01T00:00:00+09:00; give an instant before the end",
    ),
    Limit(
        (*OPENED, DONE),
        reopened(CITY, "2023-11-15"),
        reopened(CITY, "2023-11-14T23:59:59.999999"),
        "the data return of 271004 大阪市 (Osaka-shi) was completed later, at 2023-11-15T00:00:00+09:00; "
        "give an instant that is not before that",
    ),
    Limit(
        (*OPENED, DONE, reopened(CITY, "2023-11-16")),
        completed(CITY, "2023-11-16"),
        completed(CITY, "2023-11-15T23:59:59.999999"),
        "the data return of 271004 大阪市 (Osaka-shi) was reopened later, at 2023-11-16T00:00:00+09:00; "
        "give an instant that is not before that",
    ),
)


@pytest.mark.parametrize("row", RETURNS)
def test_a_data_return_is_completed_while_bulk_export_is_open_and_its_steps_go_forward(row: Limit) -> None:
    assert_accepted(row.log, row.admitted)
    error = refusal(row.log, row.refused)
    assert f"{error.reason}; {error.remedy}" == row.reason


SLOTS: tuple[Event, ...] = (
    *OPENED,
    slot(OSAKA, "2023-11-13", "2023-11-18"),
    slot(KYOTO, "2023-11-13", "2023-11-19"),
    slot(Prefecture.TOKYO, "2023-11-01", "2023-11-11"),
)
BOTH = "26 京都府 (Kyoto), 27 大阪府 (Osaka)"
CUT_OFF = (
    Limit(
        SLOTS,
        limit("2023-11-19"),
        limit("2023-11-18T23:59:59.999999"),
        "HER-SYS ends at 2023-11-18T23:59:59.999999+09:00, which would cut off the slot: 26 京都府 (Kyoto)",
    ),
    Limit(
        SLOTS,
        decommissioning("2023-11-19"),
        decommissioning("2023-11-17T23:59:59.999999"),
        f"HER-SYS ends at 2023-11-17T23:59:59.999999+09:00, which would cut off slots: {BOTH}",
    ),
    Limit(
        (*SLOTS, limit("2024-04-01")),
        slot_moved(OSAKA, "2024-03-31", "2024-04-01"),
        slot_moved(OSAKA, "2024-03-31", "2024-04-01T00:00:00.000001"),
        "HER-SYS ends at 2024-04-01T00:00:00+09:00, which would cut off the slot: 27 大阪府 (Osaka)",
    ),
    Limit(
        (*OPENED, RESERVE),
        limit("2024-02-10"),
        limit("2024-02-09T23:59:59.999999"),
        f"HER-SYS ends at 2024-02-09T23:59:59.999999+09:00, which would cut off the reserve period 'R': {BOTH}",
    ),
    Limit(
        LIMITED,
        reserve("R", "2024-03-01", "2024-04-01"),
        reserve("R", "2024-03-01", "2024-04-01T00:00:00.000001"),
        "HER-SYS ends at 2024-04-01T00:00:00+09:00, which would cut off the reserve period 'R': "
        + ", ".join(map(str, Prefecture)),
    ),
    Limit(
        (*LIMITED, RESERVE, decommissioning("2024-03-20")),
        reserve_moved("R", "2024-03-01", "2024-03-20"),
        reserve_moved("R", "2024-03-01", "2024-03-20T00:00:00.000001"),
        f"HER-SYS ends at 2024-03-20T00:00:00+09:00, which would cut off the reserve period 'R': {BOTH}",
    ),
)


@pytest.mark.parametrize("row", CUT_OFF)
def test_nobodys_window_is_cut_off_by_the_end_and_the_error_names_the_prefectures(row: Limit) -> None:
    assert_accepted(row.log, row.admitted)
    error = refusal(row.log, row.refused)
    assert (error.reason, error.remedy) == (row.reason, "move what would be cut off first")


def test_an_end_that_would_cut_off_several_windows_is_refused_naming_each_with_its_prefectures() -> None:
    log = (*SLOTS, RESERVE, reserve("S", "2024-02-01", "2024-02-05", Prefecture.TOKYO))
    for event in (limit("2023-11-18"), decommissioning("2023-11-18")):
        assert refusal(log, event).reason == (
            "HER-SYS ends at 2023-11-18T00:00:00+09:00, which would cut off the slot: 26 京都府 (Kyoto) "
            f"and the reserve period 'R': {BOTH} and the reserve period 'S': 13 東京都 (Tokyo)"
        )


def test_once_the_slot_is_moved_the_end_may_come() -> None:
    moved = slot_moved(KYOTO, "2023-11-13", "2023-11-18")
    assert_accepted((*SLOTS, moved), limit("2023-11-18"))


def test_a_window_may_last_beyond_the_limit_of_nothing_as_long_as_no_end_is_on_record() -> None:
    assert_accepted(OPENED, slot(OSAKA, "2023-11-13", "9998-12-31"))


def test_single_facts_are_moved_by_recording_them_again() -> None:
    log = (*LIMITED, decommissioning("2024-03-20"))
    for event in (first_stop("2023-09-01"), updates_stop("2023-10-30"), opening("2023-11-02"), limit("2024-05-01")):
        assert_accepted(log, event)
    assert_accepted(log, decommissioning("2024-03-10"))
