"""How long an answer holds, when it is next a yes, and when anything changes at all."""

from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.instants import JST, MICROSECOND, Span
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing import Question, around, lifecycles, questions
from hersys_lifecycle.testing.moments import EXTREMES, colliding_instants
from tests import oracle
from tests.shorthand import completed, jst, maintenance, reopened, reserve, span
from tests.strategies import QUESTIONS, SLOW

BULK = Capability.BULK_EXPORT
OSAKA, TOKYO = Prefecture.OSAKA, Prefecture.TOKYO


def naive_windows(lifecycle: Lifecycle, question: Question) -> list[Span]:
    """Return where the naive reading allows, by trying the stretch from each edge to the next."""
    edges: list[datetime | None] = [None, *oracle.all_edges(lifecycle.events), None]
    found: list[Span] = []
    for start, end in pairwise(edges):
        if oracle.answer(lifecycle.events, *question, start or EXTREMES[0])[0]:
            touching = bool(found) and found[-1].end == start
            found[-1:] = [Span(found[-1].start, end)] if touching else [*found[-1:], Span(start, end)]
    return found


def windows(lifecycle: Lifecycle, question: Question) -> tuple[Span, ...]:
    capability, prefecture, authority, role = question
    return lifecycle.windows(capability, prefecture, authority=authority, role=role)


@SLOW
@given(lifecycles(), questions())
def test_the_windows_are_exactly_where_the_rules_allow(lifecycle: Lifecycle, question: Question) -> None:
    assert list(windows(lifecycle, question)) == naive_windows(lifecycle, question)


@SLOW
@given(lifecycles(), questions())
def test_windows_are_ordered_and_do_not_even_touch_and_hold_where_allows_does(
    lifecycle: Lifecycle, question: Question
) -> None:
    capability, prefecture, authority, role = question
    found = windows(lifecycle, question)
    for earlier, later in pairwise(found):
        assert earlier.end is not None
        assert later.start is not None
        assert earlier.end < later.start
    for at in (*around(oracle.all_edges(lifecycle.events)), *EXTREMES):
        allowed = lifecycle.allows(capability, prefecture, authority=authority, role=role, at=at)
        assert allowed is any(at in window for window in found)


@SLOW
@given(lifecycles(), questions(), colliding_instants())
def test_an_answer_is_constant_inside_its_span_and_another_one_at_both_its_ends(
    lifecycle: Lifecycle, question: Question, at: datetime
) -> None:
    capability, prefecture, authority, role = question
    edges = oracle.all_edges(lifecycle.events)
    for instant in {at, *around(edges)}:
        decision = lifecycle.check(capability, prefecture, authority=authority, role=role, at=instant)
        answer = (decision.allowed, decision.reason.value)
        start, end = decision.span.start, decision.span.end
        assert instant in decision.span
        assert all(
            oracle.answer(lifecycle.events, *question, each) == answer for each in edges if each in decision.span
        )
        if start is not None:
            assert oracle.answer(lifecycle.events, *question, start) == answer
            assert oracle.answer(lifecycle.events, *question, start - MICROSECOND) != answer
        if end is not None:
            assert oracle.answer(lifecycle.events, *question, end - MICROSECOND) == answer
            assert oracle.answer(lifecycle.events, *question, end) != answer


@SLOW
@given(lifecycles(), questions(), colliding_instants())
def test_what_is_next_allowed_is_the_first_instant_from_then_on_that_the_rules_allow_or_none(
    lifecycle: Lifecycle, question: Question, other: datetime
) -> None:
    capability, prefecture, authority, role = question
    edges = oracle.all_edges(lifecycle.events)
    allowing = [at for at in edges if oracle.answer(lifecycle.events, *question, at)[0]]
    for at in (*around(edges), *EXTREMES, other):
        now, _ = oracle.answer(lifecycle.events, *question, at)
        expected = at if now else next((edge for edge in allowing if edge >= at), None)
        found = lifecycle.next_allowed(capability, prefecture, authority=authority, role=role, at=at)
        assert found == expected
        assert found is None or any(found in window for window in windows(lifecycle, question))
        assert lifecycle.check(capability, prefecture, authority=authority, role=role, at=at).next_allowed == expected


@SLOW
@given(lifecycles(), colliding_instants())
def test_the_next_change_is_the_first_later_instant_at_which_a_phase_or_an_answer_is_another_one(
    lifecycle: Lifecycle, other: datetime
) -> None:
    events = lifecycle.events

    def all_there_is(at: datetime) -> list[object]:
        return [oracle.phase(events, at), *(oracle.answer(events, *question, at) for question in QUESTIONS)]

    edges = oracle.all_edges(events)
    changing = [edge for edge in edges if all_there_is(edge) != all_there_is(edge - MICROSECOND)]
    for at in (*around(edges), other):
        assert lifecycle.next_change(at) == next((edge for edge in changing if edge > at), None)


# Under the notice.


@pytest.mark.parametrize(
    ("capability", "end"),
    [
        (Capability.REGISTER, "2023-10-31T18:00"),
        (Capability.EDIT, "2023-10-31T18:00"),
        (Capability.DELETE, "2023-10-31T18:00"),
        (Capability.REGISTER_NON_REPORTABLE, "2023-10-01"),
    ],
)
def test_under_the_notice_updates_are_allowed_until_their_stop_and_never_again(
    capability: Capability, end: str
) -> None:
    lifecycle = official_lifecycle()
    assert lifecycle.windows(capability) == (Span(None, jst(end)),)
    assert lifecycle.next_allowed(capability, at=jst(end) - MICROSECOND) == jst(end) - MICROSECOND
    assert lifecycle.next_allowed(capability, at=jst(end)) is None


@pytest.mark.parametrize(
    "capability",
    [
        Capability.LOGIN,
        Capability.VIEW,
        Capability.EXPORT,
        Capability.CERTIFICATE,
        Capability.CONTACT_DOWNLOAD,
    ],
)
def test_under_the_notice_reading_is_allowed_but_for_the_lockout_until_the_limit(capability: Capability) -> None:
    lifecycle = official_lifecycle()
    assert lifecycle.windows(capability) == (
        Span(None, jst("2023-10-31T18:00")),
        span("2023-11-01T08:00", "2024-04-01"),
    )
    assert lifecycle.next_allowed(capability, at=jst("2023-10-31T18:00")) == jst("2023-11-01T08:00")


def test_under_the_notice_a_prefecture_exports_in_its_slot_and_tokyos_is_cut_by_the_lockout() -> None:
    lifecycle = official_lifecycle()
    assert lifecycle.windows(BULK, OSAKA) == (span("2023-11-13", "2023-11-18"),)
    assert lifecycle.windows(BULK, TOKYO) == (span("2023-11-01T08:00", "2023-11-11"),)
    assert lifecycle.slot(TOKYO) == span("2023-11-01", "2023-11-11")
    assert lifecycle.windows(BULK, OSAKA, role=Role.MEDICAL_INSTITUTION) == ()
    assert lifecycle.windows(BULK, authority=HealthAuthority.OSAKA_SHI) == (span("2023-11-13", "2023-11-18"),)


def test_the_slot_of_a_prefecture_is_as_it_was_last_recorded_or_none() -> None:
    for prefecture, recorded in oracle.slots(official_lifecycle().events).items():
        assert official_lifecycle().slot(prefecture) == recorded
    assert Lifecycle.from_events(official_lifecycle().events[:4]).slot(OSAKA) is None


def test_the_notice_changes_something_at_23_instants() -> None:
    lifecycle = official_lifecycle()
    found = [lifecycle.next_change(EXTREMES[0])]
    while found[-1] is not None:
        found.append(lifecycle.next_change(found[-1]))
    slots = {edge for slot in oracle.slots(lifecycle.events).values() for edge in oracle.bounds(slot)}
    others = {jst(text) for text in ("2023-10-01", "2023-10-31T18:00", "2023-11-01T08:00", "2024-04-01")}
    # Tokyo's slot begins inside the lockout, where nothing changes by it.
    assert found == [*sorted((slots | others) - {jst("2023-11-01")}), None]
    assert len(found) - 1 == 23
    assert all(edge.tzinfo is JST for edge in found if edge)


# With more recorded than the notice.


def test_windows_that_touch_are_one_and_a_lockout_divides_them() -> None:
    lifecycle = official_lifecycle().apply(reserve("R", "2023-11-18", "2023-11-20"))
    assert lifecycle.windows(BULK, OSAKA) == (span("2023-11-13", "2023-11-20"),)
    lifecycle = lifecycle.apply(maintenance("M", "2023-11-15T01:00", "2023-11-15T02:00"))
    assert lifecycle.windows(BULK, OSAKA) == (
        span("2023-11-13", "2023-11-15T01:00"),
        span("2023-11-15T02:00", "2023-11-20"),
    )
    assert lifecycle.next_allowed(BULK, OSAKA, at=jst("2023-11-15T01:00")) == jst("2023-11-15T02:00")


def test_a_span_ends_where_the_reason_changes_though_the_answer_stays_yes() -> None:
    lifecycle = official_lifecycle().apply(reserve("R", "2023-11-15", "2023-11-20"))
    decision = lifecycle.check(BULK, OSAKA, at=jst("2023-11-15"))
    assert decision.span == span("2023-11-13", "2023-11-18")
    decision = lifecycle.check(BULK, OSAKA, at=jst("2023-11-18"))
    assert (decision.reason.value, decision.span) == ("in_reserve_period", span("2023-11-18", "2023-11-20"))


def test_a_completed_return_ends_the_window_of_its_authority_alone() -> None:
    lifecycle = official_lifecycle().apply(reserve("R", "2024-02-01", "2024-02-10"))
    lifecycle = lifecycle.apply(completed(HealthAuthority.OSAKA_SHI, "2024-02-03T12:00"))
    own = span("2023-11-13", "2023-11-18")
    assert lifecycle.windows(BULK, authority=HealthAuthority.OSAKA_SHI) == (own, span("2024-02-01", "2024-02-03T12:00"))
    assert lifecycle.windows(BULK, OSAKA) == (own, span("2024-02-01", "2024-02-10"))


def test_a_return_that_is_reopened_in_a_reserve_period_gives_the_window_back() -> None:
    lifecycle = official_lifecycle().apply(reserve("R", "2024-02-01", "2024-02-10"))
    lifecycle = lifecycle.apply(completed(HealthAuthority.OSAKA, "2024-02-03")).apply(
        reopened(HealthAuthority.OSAKA, "2024-02-05")
    )
    assert lifecycle.windows(BULK, OSAKA) == (
        span("2023-11-13", "2023-11-18"),
        span("2024-02-01", "2024-02-03"),
        span("2024-02-05", "2024-02-10"),
    )
    assert lifecycle.check(BULK, OSAKA, at=jst("2024-02-05")).reason.value == "in_reserve_period"


@SLOW
@given(lifecycles())
def test_when_it_is_yes_again_is_told_where_it_is_no_and_nowhere_else(lifecycle: Lifecycle) -> None:
    for schedule in lifecycle.schedules:
        openings = [window.start for window in schedule.windows() if window.start is not None]
        for step, outlook in schedule.outlooks.spans():
            later = [at for at in openings if step.start is None or step.start < at]
            allowed = outlook.ruling.reason.allowed
            assert outlook.reopens == (None if allowed else min(later, default=None))
