"""Edges of the rules, each told as a scenario, as whoever imports the library would."""

from hersys_lifecycle import Capability, HealthAuthority, Phase, Prefecture, Reason, Role
from hersys_lifecycle.errors import LifecycleEndedError, PastChangedError
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.states import Refusal
from hersys_lifecycle.testing import given
from tests.shorthand import completed, decommissioning, maintenance, reopened, reserve, slot_moved

NOTICE = given(official_events())
BULK_EXPORT, EDIT, VIEW = Capability.BULK_EXPORT, Capability.EDIT, Capability.VIEW
OSAKA, TOKYO = Prefecture.OSAKA, Prefecture.TOKYO
ANOTHER_SLOT = slot_moved(OSAKA, "2023-12-04", "2023-12-09")


def test_a_slot_is_whole_days_from_the_first_midnight_to_the_last() -> None:
    (
        NOTICE.at("2023-11-12T23:59:59.999999")
        .check(BULK_EXPORT, OSAKA)
        .is_denied(Reason.BEFORE_SLOT)
        .next_allowed("2023-11-13T00:00")
        .and_at("2023-11-13T00:00")
        .is_allowed(Reason.IN_SLOT)
        .until("2023-11-18T00:00")
        .rests_on("N4", "N10")
        .and_at("2023-11-17T23:59:59.999999")
        .is_allowed(Reason.IN_SLOT)
        .and_at("2023-11-18T00:00")
        .is_denied(Reason.AFTER_SLOT)
        .next_allowed(None)
    )


def test_the_slot_of_tokyo_is_cut_by_the_lockout() -> None:
    (
        NOTICE.at("2023-11-01T00:00")
        .check(BULK_EXPORT, TOKYO)
        .is_denied(Reason.LOCKED_OUT)
        .next_allowed("2023-11-01T08:00")
        .and_at("2023-11-01T08:00")
        .is_allowed(Reason.IN_SLOT)
        .until("2023-11-11T00:00")
    )


def test_18_00_00_is_already_stopped_and_08_00_00_is_already_open() -> None:
    (
        NOTICE.at("2023-10-31T17:59:59.999999")
        .check(EDIT)
        .is_allowed(Reason.AVAILABLE)
        .until("2023-10-31T18:00")
        .and_at("2023-10-31T18:00")
        .is_denied(Reason.LOCKED_OUT)
        .and_at("2023-11-01T08:00")
        .is_denied(Reason.STOPPED)
        .rests_on("N2")
        .next_allowed(None)
    )
    NOTICE.at("2023-10-31T18:00").check(VIEW).is_denied(Reason.LOCKED_OUT).and_at("2023-11-01T08:00").is_allowed()
    (
        NOTICE.at("2023-10-31T17:59:59.999999")
        .is_in(Phase.NON_REPORTABLE_STOPPED)
        .and_at("2023-10-31T18:00")
        .is_in(Phase.MAINTENANCE_LOCKOUT)
        .and_at("2023-11-01T08:00")
        .is_in(Phase.BULK_DOWNLOAD)
    )


def test_only_prefectures_and_their_health_centers_download_in_bulk() -> None:
    (
        NOTICE.at("2023-11-13T00:00")
        .check(BULK_EXPORT, OSAKA, role=Role.HEALTH_CENTER)
        .is_allowed()
        .check(BULK_EXPORT, OSAKA, role=Role.MEDICAL_INSTITUTION)
        .is_denied(Reason.ROLE_NOT_ENTITLED)
        .rests_on("N5")
    )


def test_a_reserve_period_is_for_whoever_has_not_completed_its_return() -> None:
    city = HealthAuthority.OSAKA_SHI
    period = NOTICE.when(reserve("予備期間", "2024-02-05", "2024-02-10")).then_changes(
        after=Reason.IN_RESERVE_PERIOD, flips=True
    )
    done = period.when(completed(city, "2023-11-17T12:00")).then_changes(
        authority=city, before=Reason.IN_RESERVE_PERIOD, after=Reason.RETURN_COMPLETED
    )
    (
        done.then_changes_nothing_else()
        .at("2024-02-05T00:00")
        .is_in(Phase.RESERVE)
        .check(BULK_EXPORT, authority=city)
        .is_denied(Reason.RETURN_COMPLETED)
        .check(BULK_EXPORT, OSAKA)
        .is_allowed(Reason.IN_RESERVE_PERIOD)
        .rests_on("N11")
    )
    again = done.when(reopened(city, "2024-02-01T00:00"))
    again.at("2024-02-05T00:00").check(BULK_EXPORT, authority=city).is_allowed(Reason.IN_RESERVE_PERIOD)


def test_its_own_slot_stays_open_to_whoever_has_completed_its_return() -> None:
    done = NOTICE.when(completed(HealthAuthority.OSAKA, "2023-11-14T12:00")).then_changes_nothing()
    done.at("2023-11-14T12:00").check(BULK_EXPORT, OSAKA).is_allowed(Reason.IN_SLOT)


def test_everything_ends_with_the_announced_limit_and_a_decommissioning_gives_that_its_name() -> None:
    NOTICE.at("2024-03-31T23:59:59.999999").check(VIEW).is_allowed().until("2024-04-01T00:00")
    NOTICE.at("2024-04-01T00:00").check(VIEW).is_denied(Reason.PAST_ANNOUNCED_LIMIT).next_allowed(None).until(None)
    (
        NOTICE.when(decommissioning("2024-04-01"))
        .then_changes(before=Reason.PAST_ANNOUNCED_LIMIT, after=Reason.DECOMMISSIONED, flips=False)
        .then_changes_nothing_else()
    )


def test_no_end_cuts_off_a_slot() -> None:
    (
        NOTICE.when(decommissioning("2024-01-26"))
        .then_is_refused(Refusal.WINDOWS_CUT_OFF)
        .when(decommissioning("2024-01-27"))
        .then_is_admitted()
    )


def test_the_past_is_not_changed_by_accident() -> None:
    (
        NOTICE.known_at("2023-11-12T12:00")
        .when(ANOTHER_SLOT)
        .then_changes(prefecture=OSAKA, before=Reason.IN_SLOT, after=Reason.BEFORE_SLOT)
        .then_changes(prefecture=OSAKA, after=Reason.IN_SLOT)
    )
    late = NOTICE.known_at("2023-11-14T12:00")
    late.when(ANOTHER_SLOT).then_is_refused(PastChangedError)
    late.when(ANOTHER_SLOT, correction=True).then_is_admitted()


def test_after_the_end_only_corrections_are_admitted() -> None:
    over = NOTICE.known_at("2024-04-01T00:00")
    night = maintenance("night", "2024-05-01T00:00", "2024-05-01T06:00")
    over.when(night).then_is_refused(LifecycleEndedError)
    over.when(night, correction=True).then_is_admitted().then_changes_nothing()
