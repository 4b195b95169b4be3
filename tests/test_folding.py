"""The fold: one event after the other changes what is known, and nothing else does; no rule of admission is in it."""

from datetime import datetime

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.citations import Citation, Grade
from hersys_lifecycle.events import (
    BulkExportOpened,
    DecommissionLimitAnnounced,
    DecommissionScheduled,
    Event,
    NonReportableRegistrationStopped,
    UpdatesStopped,
)
from hersys_lifecycle.instants import Span
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.states import Fact, LifecycleState, ReservePeriod, ReturnStep, apply, fold, initial
from hersys_lifecycle.testing import events, histories
from tests import oracle
from tests.shorthand import (
    CITED,
    completed,
    decommissioning,
    first_stop,
    jst,
    limit,
    maintenance,
    maintenance_cancelled,
    maintenance_moved,
    opening,
    reopened,
    reserve,
    reserve_cancelled,
    reserve_moved,
    slot,
    slot_moved,
    span,
    updates_stop,
)

DAY, ANOTHER = "2023-11-13", "2023-11-20"
OSAKA, KYOTO = Prefecture.OSAKA, Prefecture.KYOTO
CITY = HealthAuthority.OSAKA_SHI


def facts(state: LifecycleState) -> list[Fact[object]]:
    """Return every fact in force."""
    single = (state.non_reportable_stop, state.updates_stop, state.opening, state.limit, state.decommissioning)
    keyed = (*state.maintenance, *state.slots, *state.reserves, *state.returns)
    return [fact for fact in single if fact is not None] + [fact for _, fact in keyed]


@given(st.lists(events(), max_size=10), st.lists(events(), max_size=10))
def test_folding_a_log_in_two_parts_is_folding_it_at_once(first: list[Event], second: list[Event]) -> None:
    assert fold(first + second) == fold(second, fold(first))


@given(st.lists(events(), max_size=10))
def test_the_version_counts_the_events(log: list[Event]) -> None:
    assert fold(log).version == len(log)


@given(st.lists(events(), max_size=10))
def test_a_fact_tells_the_position_and_the_citation_of_the_event_that_set_it(log: list[Event]) -> None:
    for fact in facts(fold(log)):
        assert log[fact.position - 1].citation == fact.citation


@given(st.lists(events(), max_size=10), events())
def test_the_fold_leaves_what_was_known_as_it_was(log: list[Event], event: Event) -> None:
    known = fold(log)
    apply(known, event)
    assert known == fold(log)


@given(histories())
def test_what_is_known_after_a_fold_is_what_a_scan_of_the_log_finds(log: list[Event]) -> None:
    def value(fact: Fact[datetime] | None) -> datetime | None:
        return None if fact is None else fact.value

    state = fold(log)
    assert value(state.non_reportable_stop) == oracle.latest(log, NonReportableRegistrationStopped)
    assert value(state.updates_stop) == oracle.latest(log, UpdatesStopped)
    assert value(state.opening) == oracle.latest(log, BulkExportOpened)
    assert value(state.limit) == oracle.latest(log, DecommissionLimitAnnounced)
    assert value(state.decommissioning) == oracle.latest(log, DecommissionScheduled)
    assert value(state.end) == oracle.end_of_service(log)
    assert {name: fact.value for name, fact in state.maintenance} == oracle.maintenance_periods(log)
    assert {prefecture: fact.value for prefecture, fact in state.slots} == oracle.slots(log)
    reserves = {name: (fact.value.span, fact.value.prefectures) for name, fact in state.reserves}
    assert reserves == oracle.reserve_periods(log)
    assert state.instants() == set(oracle.all_edges(log))


def test_nothing_is_known_of_an_empty_log() -> None:
    assert fold([]) == initial()
    assert initial().version == 0
    assert facts(initial()) == []
    assert initial().end is None
    assert initial().instants() == frozenset()


@pytest.mark.parametrize(
    ("event", "field"),
    [
        (first_stop(DAY), "non_reportable_stop"),
        (updates_stop(DAY), "updates_stop"),
        (opening(DAY), "opening"),
        (limit(DAY), "limit"),
        (decommissioning(DAY), "decommissioning"),
    ],
)
def test_a_single_fact_is_set_and_the_later_position_supersedes_it_even_if_its_instant_is_earlier(
    event: UpdatesStopped, field: str
) -> None:
    earlier = evolve(event, citation=Citation("another document", "1", Grade.STATED), at=jst("2023-11-01"))
    assert getattr(fold([event]), field) == Fact(jst(DAY), CITED, 1)
    assert getattr(fold([event, earlier]), field) == Fact(jst("2023-11-01"), earlier.citation, 2)
    assert len(facts(fold([event, earlier]))) == 1


def test_maintenance_is_scheduled_moved_and_forgotten_by_its_name() -> None:
    log: list[Event] = [maintenance("A", DAY, ANOTHER), maintenance("B", "2024-01-01", "2024-01-02")]
    a, b = Fact(span(DAY, ANOTHER), CITED, 1), Fact(span("2024-01-01", "2024-01-02"), CITED, 2)
    assert fold(log).maintenance == (("A", a), ("B", b))
    moved = fold([*log, maintenance_moved("A", "2023-12-01", "2023-12-02")])
    assert dict(moved.maintenance) == {"A": Fact(span("2023-12-01", "2023-12-02"), CITED, 3), "B": b}
    assert fold([*log, maintenance_cancelled("A")]).maintenance == (("B", b),)


def test_a_slot_is_assigned_and_moved_for_its_prefecture_alone() -> None:
    log: list[Event] = [slot(OSAKA, DAY, ANOTHER), slot(KYOTO, DAY, ANOTHER), slot_moved(OSAKA, ANOTHER, "2023-11-25")]
    assert dict(fold(log).slots) == {
        OSAKA: Fact(span(ANOTHER, "2023-11-25"), CITED, 3),
        KYOTO: Fact(span(DAY, ANOTHER), CITED, 2),
    }


def test_a_reserve_period_that_is_moved_keeps_whom_it_covers() -> None:
    log: list[Event] = [reserve("A", DAY, ANOTHER, OSAKA), reserve("B", DAY, ANOTHER)]
    state = fold([*log, reserve_moved("A", ANOTHER, "2023-11-25"), reserve_moved("B", ANOTHER, "2023-11-26")])
    assert dict(state.reserves) == {
        "A": Fact(ReservePeriod(span(ANOTHER, "2023-11-25"), frozenset({OSAKA})), CITED, 3),
        "B": Fact(ReservePeriod(span(ANOTHER, "2023-11-26"), None), CITED, 4),
    }


def test_a_cancelled_name_is_forgotten_with_whom_it_covered() -> None:
    log: list[Event] = [reserve("A", DAY, ANOTHER, OSAKA), reserve_cancelled("A")]
    assert fold(log).reserves == ()
    assert dict(fold([*log, reserve("A", DAY, ANOTHER)]).reserves)["A"].value.prefectures is None


@pytest.mark.parametrize(
    ("period", "covered", "spared"),
    [
        (ReservePeriod(Span(None, None), None), Prefecture, ()),
        (ReservePeriod(Span(None, None), frozenset({OSAKA, KYOTO})), (OSAKA, KYOTO), (Prefecture.TOKYO,)),
    ],
)
def test_a_reserve_period_covers_those_it_names_or_else_all(
    period: ReservePeriod, covered: tuple[Prefecture, ...], spared: tuple[Prefecture, ...]
) -> None:
    assert all(period.covers(each) for each in covered)
    assert not any(period.covers(each) for each in spared)


def test_a_data_return_is_kept_step_by_step_in_the_order_of_the_log() -> None:
    log: list[Event] = [completed(CITY, ANOTHER), completed(HealthAuthority.OSAKA, DAY), reopened(CITY, DAY)]
    first, second = (
        Fact(ReturnStep(jst(ANOTHER), completed=True), CITED, 1),
        Fact(ReturnStep(jst(DAY), completed=False), CITED, 3),
    )
    assert [step for body, step in fold(log).returns if body is CITY] == [first, second]
    assert fold(log).last_step_of(CITY) == second
    assert fold(log).last_step_of(HealthAuthority.KYOTO) is None


def test_the_end_is_the_decommissioning_or_where_none_is_scheduled_the_limit() -> None:
    assert fold([limit(ANOTHER)]).end == Fact(jst(ANOTHER), CITED, 1)
    assert fold([decommissioning(DAY), limit(ANOTHER)]).end == Fact(jst(DAY), CITED, 1)


def test_what_is_known_cannot_be_written_to() -> None:
    with pytest.raises(FrozenInstanceError):
        initial().version = 1  # type: ignore[misc]
