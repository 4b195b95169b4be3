"""The oracle on the notice's own dates, written down by hand, and on the places where the rules are easily misread."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    ReservePeriodScheduled,
    SlotAssigned,
    SlotRescheduled,
    UpdatesStopped,
)
from hersys_lifecycle.instants import EPOCH, MICROSECOND
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing import Question, histories, in_zone, questions
from hersys_lifecycle.testing.growing import OPENED
from hersys_lifecycle.testing.moments import EXTREMES, colliding_instants
from tests import oracle
from tests.shorthand import jst, span

OSAKA = Prefecture.OSAKA
CITED = Citation(NOTICE, "N11", Grade.ASSUMED)

# The annex: first day, the day after the last, the prefectures.
ANNEX = """
2023-11-01 2023-11-11 東京都
2023-11-13 2023-11-18 大阪府 神奈川県
2023-11-20 2023-11-25 愛知県 福岡県
2023-11-27 2023-12-02 北海道 埼玉県 京都府
2023-12-04 2023-12-09 山形県 福井県 山梨県 兵庫県 香川県 大分県
2023-12-11 2023-12-16 福島県 千葉県 静岡県 広島県 沖縄県
2023-12-18 2023-12-23 宮城県 茨城県 岐阜県 三重県 岡山県 熊本県
2024-01-04 2024-01-13 秋田県 群馬県 長野県 島根県 徳島県 佐賀県 鹿児島県
2024-01-15 2024-01-20 青森県 栃木県 新潟県 滋賀県 奈良県 愛媛県 長崎県
2024-01-22 2024-01-27 岩手県 富山県 石川県 和歌山県 鳥取県 山口県 高知県 宮崎県
"""

# Section 4, a row a capability, in the order of PHASES; "w" is a window, which the phase does not decide.
TABLE = {
    Capability.LOGIN: "yynyyyn",
    Capability.REGISTER: "yynnnnn",
    Capability.REGISTER_NON_REPORTABLE: "ynnnnnn",
    Capability.EDIT: "yynnnnn",
    Capability.DELETE: "yynnnnn",
    Capability.VIEW: "yynyyyn",
    Capability.EXPORT: "yynyyyn",
    Capability.CERTIFICATE: "yynyyyn",
    Capability.CONTACT_DOWNLOAD: "yynyyyn",
    Capability.BULK_EXPORT: "nnnwwwn",
}


def the_notice() -> list[Event]:
    """Return the notice as events, from sections 2 and 3 of the rules and the annex."""
    events: list[Event] = [
        NonReportableRegistrationStopped(citation=Citation(NOTICE, "N1", Grade.INFERRED), at=jst("2023-10-01T00:00")),
        UpdatesStopped(citation=Citation(NOTICE, "N2", Grade.STATED), at=jst("2023-10-31T18:00")),
        MaintenanceScheduled(
            citation=Citation(NOTICE, "N9", Grade.STATED),
            name="システム改修",
            span=span("2023-10-31T18:00", "2023-11-01T08:00"),
        ),
        BulkExportOpened(citation=Citation(NOTICE, "N3", Grade.INFERRED), at=jst("2023-11-01T08:00")),
    ]
    for line in ANNEX.split("\n")[1:-1]:
        start, end, *names = line.split(" ")
        for name in names:
            prefecture = next(each for each in Prefecture if each.name_ja == name)
            cited = Citation(NOTICE, "N10", Grade.INFERRED)
            events.append(SlotAssigned(citation=cited, prefecture=prefecture, span=span(start, end)))
    cited = Citation(NOTICE, "N6", Grade.INFERRED)
    return [*events, DecommissionLimitAnnounced(citation=cited, at=jst("2024-04-01T00:00"))]


def with_reserve(name: str, start: str, end: str, *prefectures: Prefecture) -> list[Event]:
    covered = frozenset(prefectures) or None
    return [
        *the_notice(),
        ReservePeriodScheduled(citation=CITED, name=name, span=span(start, end), prefectures=covered),
    ]


def bulk(
    events: list[Event],
    at: str,
    prefecture: Prefecture = OSAKA,
    authority: HealthAuthority | None = None,
    role: Role = Role.PREFECTURE,
) -> tuple[bool, str]:
    return oracle.answer(events, Capability.BULK_EXPORT, prefecture, authority, role, jst(at))


def asks(events: list[Event], capability: Capability, at: str) -> tuple[bool, str]:
    return oracle.answer(events, capability, None, None, Role.MEDICAL_INSTITUTION, jst(at))


def test_the_notice_is_52_facts_each_admitted_after_those_before_it() -> None:
    events = the_notice()
    assert len(events) == 52
    assert all(oracle.admitted(events[:position], event) for position, event in enumerate(events))


@pytest.mark.parametrize(
    ("start", "phase"),
    [
        ("2023-10-01T00:00", "non_reportable_stopped"),
        ("2023-10-31T18:00", "maintenance_lockout"),
        ("2023-11-01T08:00", "bulk_download"),
        ("2024-01-27T00:00", "read_only"),
        ("2024-04-01T00:00", "decommissioned"),
    ],
)
def test_under_the_notice_each_phase_begins_at_its_instant_and_not_before(start: str, phase: str) -> None:
    assert oracle.phase(the_notice(), jst(start)) == phase
    assert oracle.phase(the_notice(), jst(start) - MICROSECOND) != phase


def test_under_the_notice_there_are_six_phases_and_no_other() -> None:
    events = the_notice()
    edges = oracle.all_edges(events)
    instants = [edges[0] - MICROSECOND, *edges, edges[-1] + timedelta(days=365)]
    assert list(dict.fromkeys(oracle.phase(events, at) for at in instants)) == [
        "full_operation",
        "non_reportable_stopped",
        "maintenance_lockout",
        "bulk_download",
        "read_only",
        "decommissioned",
    ]


@pytest.mark.parametrize("capability", Capability)
def test_the_reasons_give_the_table_of_capabilities_and_phases(capability: Capability) -> None:
    events = with_reserve("予備期間", "2024-02-01", "2024-02-10")
    instants = {
        "full_operation": "2023-09-30T23:59:59.999999",
        "non_reportable_stopped": "2023-10-31T17:59:59.999999",
        "maintenance_lockout": "2023-11-01T07:59:59.999999",
        "read_only": "2024-01-27T00:00",
        "bulk_download": "2023-12-31T12:00",  # between two slots
        "reserve": "2024-02-01T00:00",
        "decommissioned": "2024-04-01T00:00",
    }
    for (phase, at), cell in zip(instants.items(), TABLE[capability], strict=True):
        assert oracle.phase(events, jst(at)) == phase
        if cell != "w":
            allowed, _ = oracle.answer(events, capability, OSAKA, None, Role.PREFECTURE, jst(at))
            assert allowed == (cell == "y"), (phase, at)


def test_registration_is_over_at_18_00_and_reading_is_back_at_08_00() -> None:
    events = the_notice()
    for capability in (Capability.REGISTER, Capability.EDIT, Capability.DELETE):
        assert asks(events, capability, "2023-10-31T17:59:59.999999") == (True, "available")
        assert asks(events, capability, "2023-10-31T18:00") == (False, "locked_out")
        assert asks(events, capability, "2023-11-01T08:00") == (False, "stopped")
    assert asks(events, Capability.VIEW, "2023-11-01T07:59:59.999999") == (False, "locked_out")
    assert asks(events, Capability.VIEW, "2023-11-01T08:00") == (True, "available")
    assert asks(events, Capability.VIEW, "2024-04-01T00:00") == (False, "past_announced_limit")


def test_30_september_ends_at_24_00() -> None:
    events = the_notice()
    capability = Capability.REGISTER_NON_REPORTABLE
    assert asks(events, capability, "2023-09-30T23:59:59.999999") == (True, "available")
    assert asks(events, capability, "2023-10-01T00:00") == (False, "stopped")
    assert asks(events, Capability.REGISTER, "2023-10-01T00:00") == (True, "available")


@pytest.mark.parametrize(
    ("at", "answer"),
    [
        ("2023-10-31T17:59", (False, "not_yet_open")),
        ("2023-10-31T18:00", (False, "locked_out")),
        ("2023-11-01T08:00", (False, "before_slot")),
        ("2023-11-12T23:59:59.999999", (False, "before_slot")),
        ("2023-11-13T00:00", (True, "in_slot")),
        ("2023-11-17T23:59:59.999999", (True, "in_slot")),
        ("2023-11-18T00:00", (False, "after_slot")),
        ("2024-03-31T23:59:59.999999", (False, "after_slot")),
        ("2024-04-01T00:00", (False, "past_announced_limit")),
    ],
)
def test_osaka_may_export_from_13_through_17_november(at: str, answer: tuple[bool, str]) -> None:
    assert bulk(the_notice(), at) == answer


def test_the_slot_of_tokyo_is_cut_by_the_lockout() -> None:
    events = the_notice()
    assert bulk(events, "2023-11-01T00:00", Prefecture.TOKYO) == (False, "locked_out")
    assert bulk(events, "2023-11-01T08:00", Prefecture.TOKYO) == (True, "in_slot")


def test_a_city_shares_the_slot_of_its_prefecture() -> None:
    events = the_notice()
    at = jst("2023-11-13T00:00")
    city = HealthAuthority.OSAKA_SHI
    for role, answer in (
        (Role.HEALTH_CENTER, (True, "in_slot")),
        (Role.PREFECTURE, (True, "in_slot")),
        (Role.MEDICAL_INSTITUTION, (False, "role_not_entitled")),
        (Role.NATIONAL_GOVERNMENT, (False, "role_not_entitled")),
    ):
        assert oracle.answer(events, Capability.BULK_EXPORT, None, city, role, at) == answer


def test_the_role_matters_only_once_bulk_export_is_open() -> None:
    answer = bulk(the_notice(), "2023-10-01T00:00", role=Role.MEDICAL_INSTITUTION)
    assert answer == (False, "not_yet_open")


def test_a_prefecture_without_a_slot_has_none() -> None:
    assert bulk(list(OPENED), "2023-11-13T00:00") == (False, "no_slot")


def test_a_reserve_period_is_for_whom_it_covers_and_who_has_not_completed() -> None:
    events = with_reserve("予備期間", "2024-02-01", "2024-02-10", OSAKA)
    events += [DataReturnCompleted(citation=CITED, authority=HealthAuthority.OSAKA_SHI, at=jst("2024-02-03T12:00"))]
    assert bulk(events, "2024-01-31T23:59:59.999999") == (False, "after_slot")
    assert bulk(events, "2024-02-01T00:00") == (True, "in_reserve_period")
    assert bulk(events, "2024-02-01T00:00", Prefecture.KYOTO) == (False, "after_slot")
    city = HealthAuthority.OSAKA_SHI
    assert bulk(events, "2024-02-03T11:59:59.999999", authority=city) == (True, "in_reserve_period")
    assert bulk(events, "2024-02-03T12:00", authority=city) == (False, "return_completed")
    assert bulk(events, "2024-02-03T12:00") == (True, "in_reserve_period")  # the prefecture's own body has not
    events += [DataReturnReopened(citation=CITED, authority=city, at=jst("2024-02-05T00:00"))]
    assert bulk(events, "2024-02-04T23:59:59.999999", authority=city) == (False, "return_completed")
    assert bulk(events, "2024-02-05T00:00", authority=city) == (True, "in_reserve_period")


def test_a_slot_stays_its_prefectures_own_after_the_return_was_completed() -> None:
    events = with_reserve("予備期間", "2023-11-15", "2023-11-20")
    events += [DataReturnCompleted(citation=CITED, authority=HealthAuthority.OSAKA, at=jst("2023-11-14T00:00"))]
    assert bulk(events, "2023-11-15T00:00") == (True, "in_slot")
    assert bulk(events, "2023-11-18T00:00") == (False, "return_completed")
    assert bulk(events, "2023-11-20T00:00") == (False, "after_slot")


def test_the_reason_of_the_end_says_whether_it_was_recorded() -> None:
    events: list[Event] = [*the_notice(), DecommissionScheduled(citation=CITED, at=jst("2024-03-25T00:00"))]
    assert asks(events, Capability.VIEW, "2024-03-25T00:00") == (False, "decommissioned")
    assert asks(events, Capability.VIEW, "2024-05-01T00:00") == (False, "decommissioned")


def test_the_end_is_final_even_inside_a_maintenance_period() -> None:
    events: list[Event] = [
        *the_notice(),
        MaintenanceScheduled(citation=CITED, name="last", span=span("2024-03-31T12:00", "2024-04-01T12:00")),
    ]
    assert oracle.admitted(events[:-1], events[-1])
    assert oracle.phase(events, jst("2024-03-31T23:59")) == "maintenance_lockout"
    assert oracle.phase(events, jst("2024-04-01T00:00")) == "decommissioned"
    assert asks(events, Capability.VIEW, "2024-04-01T00:00") == (False, "past_announced_limit")


def test_maintenance_periods_may_touch_but_not_overlap() -> None:
    events = the_notice()

    def another(start: str) -> MaintenanceScheduled:
        return MaintenanceScheduled(citation=CITED, name="another", span=span(start, "2023-11-02"))

    assert oracle.admitted(events, another("2023-11-01T08:00"))
    assert not oracle.admitted(events, another("2023-11-01T07:59:59.999999"))


def test_a_name_is_new_again_once_its_period_is_cancelled() -> None:
    scheduled = MaintenanceScheduled(citation=CITED, name="システム改修", span=span("2023-11-02", "2023-11-03"))
    moved = MaintenanceRescheduled(citation=CITED, name="システム改修", span=span("2023-11-02", "2023-11-03"))
    cancelled = MaintenanceCancelled(citation=CITED, name="システム改修")
    events = the_notice()
    assert not oracle.admitted(events, scheduled)
    assert oracle.admitted(events, moved)
    assert oracle.admitted(events, cancelled)
    assert oracle.admitted([*events, cancelled], scheduled)
    assert not oracle.admitted([*events, cancelled], moved)
    assert not oracle.admitted([*events, cancelled], cancelled)


def test_no_window_ends_after_the_end() -> None:
    events = the_notice()
    late = SlotRescheduled(citation=CITED, prefecture=OSAKA, span=span("2024-03-25", "2024-04-01T00:00:00.000001"))
    in_time = SlotRescheduled(citation=CITED, prefecture=OSAKA, span=span("2024-03-25", "2024-04-01"))
    assert not oracle.admitted(events, late)
    assert oracle.admitted(events, in_time)
    assert not oracle.admitted(
        [*events, in_time], DecommissionScheduled(citation=CITED, at=jst("2024-03-31T23:59:59.999999"))
    )
    assert not oracle.admitted(events, DecommissionLimitAnnounced(citation=CITED, at=jst("2024-01-26T23:59")))
    assert oracle.admitted(events, DecommissionLimitAnnounced(citation=CITED, at=jst("2024-01-27T00:00")))


def test_facts_of_order_hold_whichever_is_recorded_later() -> None:
    opened = list(OPENED)
    reserve = ReservePeriodScheduled(
        citation=CITED, name="early", span=span("2023-10-31T18:00", "2023-11-20"), prefectures=None
    )
    assert oracle.admitted(opened, reserve)
    stop_later = UpdatesStopped(citation=CITED, at=jst("2023-10-31T18:00:00.000001"))
    assert oracle.admitted(opened, stop_later)
    assert not oracle.admitted([*opened, reserve], stop_later)
    assert oracle.admitted(
        [*opened, reserve, ReservePeriodCancelled(citation=CITED, name="early")],
        stop_later,
    )
    assert not oracle.admitted(opened, UpdatesStopped(citation=CITED, at=jst("2023-09-30T23:59:59.999999")))
    assert not oracle.admitted(opened, UpdatesStopped(citation=CITED, at=jst("2023-11-01T08:00:00.000001")))
    assert not oracle.admitted(opened, DecommissionScheduled(citation=CITED, at=jst("2023-10-31T18:00")))


def test_a_return_is_completed_once_while_bulk_export_is_open_and_reopened_not_before_that() -> None:
    events = the_notice()

    def completed(at: str) -> DataReturnCompleted:
        return DataReturnCompleted(citation=CITED, authority=HealthAuthority.OSAKA, at=jst(at))

    def reopened(at: str) -> DataReturnReopened:
        return DataReturnReopened(citation=CITED, authority=HealthAuthority.OSAKA, at=jst(at))

    assert not oracle.admitted(events, reopened("2023-11-13"))
    assert not oracle.admitted(events, completed("2023-11-01T07:59:59.999999"))
    assert oracle.admitted(events, completed("2023-11-01T08:00"))
    assert oracle.admitted(events, completed("2024-03-31T23:59:59.999999"))
    assert not oracle.admitted(events, completed("2024-04-01T00:00"))
    events += [completed("2023-11-15")]
    assert not oracle.admitted(events, completed("2023-11-16"))
    assert not oracle.admitted(events, reopened("2023-11-14"))
    events += [reopened("2023-11-20")]
    assert not oracle.admitted(events, completed("2023-11-19"))
    assert oracle.admitted(events, completed("2023-11-20"))


@given(histories(), questions(), st.data())
def test_an_answer_changes_at_an_edge_only(events: list[Event], question: Question, data: st.DataObject) -> None:
    edges = oracle.all_edges(events)
    at = data.draw(colliding_instants())
    since = max((edge for edge in edges if edge <= at), default=EXTREMES[0] - timedelta(days=1))
    assert oracle.answer(events, *question, at) == oracle.answer(events, *question, since)
    assert oracle.phase(events, at) == oracle.phase(events, since)


@given(st.data())
def test_an_instant_is_the_same_in_every_zone(data: st.DataObject) -> None:
    instant = data.draw(colliding_instants())
    elsewhere = data.draw(in_zone(instant))
    assert datetime.__sub__(elsewhere, EPOCH) == instant - EPOCH
