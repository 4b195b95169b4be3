"""Every answer at every instant is the one a naive reading of the rules gives, asked in whatever time zone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import Decision
from hersys_lifecycle.instants import JST
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing import Question, around, in_zone, lifecycles, questions
from hersys_lifecycle.testing.moments import EXTREMES, colliding_instants
from tests import oracle
from tests.shorthand import jst, maintenance
from tests.strategies import CALENDAR_ENDS, QUESTIONS, SLOW


def check(lifecycle: Lifecycle, question: Question, at: datetime) -> Decision:
    capability, prefecture, authority, role = question
    return lifecycle.check(capability, prefecture, authority=authority, role=role, at=at)


def allows(lifecycle: Lifecycle, question: Question, at: datetime) -> bool:
    capability, prefecture, authority, role = question
    return lifecycle.allows(capability, prefecture, authority=authority, role=role, at=at)


def assert_naive(lifecycle: Lifecycle, question: Question, at: datetime) -> None:
    """Assert that the answer, by both ways to ask for it, is that of the naive reading."""
    decision = check(lifecycle, question, at)
    expected = oracle.answer(lifecycle.events, *question, at)
    assert (decision.allowed, decision.reason.value) == expected, (question, at)
    assert allows(lifecycle, question, at) is expected[0], (question, at)


@given(lifecycles(), questions(), colliding_instants())
def test_an_answer_is_that_of_the_rules_at_every_edge_a_microsecond_around_it_and_at_any_other_instant(
    lifecycle: Lifecycle, question: Question, other: datetime
) -> None:
    for at in (*around(oracle.all_edges(lifecycle.events)), *EXTREMES, other):
        assert_naive(lifecycle, question, at)


@SLOW
@given(lifecycles())
def test_all_answers_of_a_history_are_those_of_the_rules(lifecycle: Lifecycle) -> None:
    for at in around(oracle.all_edges(lifecycle.events)):
        for question in QUESTIONS:
            assert_naive(lifecycle, question, at)


@pytest.mark.parametrize("role", [Role.HEALTH_CENTER, Role.NATIONAL_GOVERNMENT])
def test_under_the_notice_the_answers_of_all_157_authorities_are_those_of_the_rules(role: Role) -> None:
    lifecycle = official_lifecycle()
    for body in HealthAuthority:
        slot = oracle.slots(lifecycle.events)[body.prefecture]
        for at in around([*oracle.bounds(slot), jst("2023-11-01T08:00"), jst("2024-04-01")]):
            assert_naive(lifecycle, Question(Capability.BULK_EXPORT, None, body, role), at)


@pytest.mark.parametrize("capability", Capability)
def test_under_the_notice_every_answer_is_that_of_the_rules_for_every_role(capability: Capability) -> None:
    lifecycle = official_lifecycle()
    for at in around(oracle.all_edges(lifecycle.events)):
        for role in Role:
            assert_naive(lifecycle, Question(capability, Prefecture.OSAKA, None, role), at)


# Whom a question is about.


@SLOW
@given(lifecycles(), questions(), colliding_instants())
def test_a_decision_repeats_the_question(lifecycle: Lifecycle, question: Question, at: datetime) -> None:
    decision = check(lifecycle, question, at)
    assert (decision.capability, decision.role, decision.at) == (question.capability, question.role, at)
    assert decision.phase is lifecycle.phase_at(at)


@pytest.mark.parametrize(
    ("prefecture", "authority", "asking"),
    [
        (None, None, (None, None)),
        (Prefecture.OSAKA, None, (Prefecture.OSAKA, HealthAuthority.OSAKA)),
        (None, HealthAuthority.OSAKA_SHI, (Prefecture.OSAKA, HealthAuthority.OSAKA_SHI)),
        (Prefecture.OSAKA, HealthAuthority.OSAKA_SHI, (Prefecture.OSAKA, HealthAuthority.OSAKA_SHI)),
    ],
)
def test_a_prefecture_alone_is_asked_for_its_own_body_and_an_authority_alone_in_its_prefecture(
    prefecture: Prefecture | None,
    authority: HealthAuthority | None,
    asking: tuple[Prefecture | None, HealthAuthority | None],
) -> None:
    decision = official_lifecycle().check(Capability.VIEW, prefecture, authority=authority, at=jst("2023-11-13"))
    assert (decision.prefecture, decision.authority) == asking


@SLOW
@given(lifecycles(), questions(), colliding_instants(), st.sampled_from(Role))
def test_the_role_counts_for_bulk_export_only(
    lifecycle: Lifecycle, question: Question, at: datetime, role: Role
) -> None:
    if question.capability is not Capability.BULK_EXPORT:
        one, other = check(lifecycle, question, at), check(lifecycle, question._replace(role=role), at)
        assert other.to_dict() == one.to_dict() | {"role": role.value}


def test_who_does_not_name_a_role_asks_as_a_prefecture() -> None:
    lifecycle, at = official_lifecycle(), jst("2023-11-13")
    assert lifecycle.check(Capability.BULK_EXPORT, Prefecture.OSAKA, at=at).role is Role.PREFECTURE
    assert lifecycle.allows(Capability.BULK_EXPORT, Prefecture.OSAKA, at=at)
    assert lifecycle.windows(Capability.BULK_EXPORT, Prefecture.OSAKA)
    assert lifecycle.next_allowed(Capability.BULK_EXPORT, Prefecture.OSAKA, at=at) == at


# The same instant, in another time zone.


@given(lifecycles(), questions(), colliding_instants(), st.data())
def test_an_answer_depends_on_the_instant_and_not_on_its_time_zone(
    lifecycle: Lifecycle, question: Question, at: datetime, data: st.DataObject
) -> None:
    elsewhere = data.draw(in_zone(at))
    decision = check(lifecycle, question, elsewhere)
    assert decision == check(lifecycle, question, at)
    assert (type(decision.at), decision.at.tzinfo) == (datetime, JST)
    assert allows(lifecycle, question, elsewhere) is decision.allowed
    assert lifecycle.phase_at(elsewhere) is lifecycle.phase_at(at)
    assert lifecycle.next_change(elsewhere) == lifecycle.next_change(at)


ZONES: list[tzinfo] = [
    UTC,
    JST,
    timezone(timedelta(hours=9)),
    timezone(-timedelta(hours=3, minutes=37, seconds=11)),
    ZoneInfo("Asia/Tokyo"),
    ZoneInfo("America/New_York"),
    pendulum.timezone("Asia/Tokyo"),
]


@pytest.mark.parametrize("convert", [datetime.astimezone, lambda at, zone: pendulum.instance(at).astimezone(zone)])
@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_the_18_00_of_31_october_is_the_same_everywhere_to_the_microsecond(
    zone: tzinfo, convert: Callable[[datetime, tzinfo], datetime]
) -> None:
    lifecycle = official_lifecycle()
    before, at = (convert(jst(text), zone) for text in ("2023-10-31T17:59:59.999999", "2023-10-31T18:00"))
    assert lifecycle.allows(Capability.EDIT, at=before)
    assert lifecycle.check(Capability.EDIT, at=before)
    assert not lifecycle.allows(Capability.EDIT, at=at)
    assert not lifecycle.check(Capability.EDIT, at=at)


def new_york(day: str, *, fold: int) -> list[datetime]:
    """Return a time of clocks in New York, as the standard library and as pendulum hold it."""
    clock = datetime.fromisoformat(day)
    at = clock.replace(tzinfo=ZoneInfo("America/New_York"), fold=fold)
    return [
        at,
        clock.replace(tzinfo=pendulum.timezone("America/New_York"), fold=fold),
        pendulum.instance(at.astimezone(UTC)).in_timezone("America/New_York"),
    ]


def test_an_hour_that_a_clock_shows_twice_is_two_instants() -> None:
    lifecycle = Lifecycle.from_events([maintenance("M", "2023-11-05T15:30", "2023-11-05T15:31")])
    for first, second in zip(new_york("2023-11-05T01:30", fold=0), new_york("2023-11-05T01:30", fold=1), strict=True):
        assert lifecycle.allows(Capability.VIEW, at=first)
        assert lifecycle.check(Capability.VIEW, at=first).at == jst("2023-11-05T14:30")
        assert not lifecycle.allows(Capability.VIEW, at=second)
        assert lifecycle.check(Capability.VIEW, at=second).at == jst("2023-11-05T15:30")


def test_an_hour_that_a_clock_skips_is_read_as_python_reads_it() -> None:
    lifecycle = Lifecycle.from_events([maintenance("M", "2024-03-10T16:30", "2024-03-10T16:31")])
    before, after = (new_york("2024-03-10T02:30", fold=fold) for fold in (0, 1))
    for at, hour in ((before[0], "16:30"), (before[1], "16:30"), (after[0], "15:30"), (after[1], "15:30")):
        assert lifecycle.check(Capability.VIEW, at=at).at == jst(f"2024-03-10T{hour}")
        assert lifecycle.allows(Capability.VIEW, at=at) is (hour == "15:30")


# The ends of the calendar.


@pytest.mark.parametrize("at", CALENDAR_ENDS, ids=str)
@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_an_instant_at_the_end_of_the_calendar_has_an_answer(question: Question, at: datetime) -> None:
    lifecycle = official_lifecycle()
    decision = check(lifecycle, question, at)
    early = at.year == 1
    assert decision.allowed is allows(lifecycle, question, at) is (early and question.authority is None)
    assert decision.reason.value == (
        "past_announced_limit" if not early else "not_yet_open" if question.authority else "available"
    )
    assert decision.at - at == timedelta(0)
    assert decision.next_allowed == (decision.at if decision else jst_slot(question) if early else None)
    assert lifecycle.phase_at(at) is decision.phase
    assert lifecycle.next_change(at) == (jst("2023-10-01") if early else None)


def jst_slot(question: Question) -> datetime | None:
    """Return when bulk export is first allowed under the notice."""
    if question.authority is None or question.role is Role.MEDICAL_INSTITUTION:
        return None
    start, _ = oracle.bounds(oracle.slots(official_lifecycle().events)[question.authority.prefecture])
    return max(start, jst("2023-11-01T08:00"))
