"""What a decision rests on: its clause (rules, sections 4 and 5), and the recorded events behind it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

import pytest
from hypothesis import given

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability
from hersys_lifecycle.checks import Decision, Reason
from hersys_lifecycle.citations import NOTICE, Citation, Grade
from hersys_lifecycle.events import (
    BulkExportOpened,
    DataReturnCompleted,
    DataReturnReopened,
    DecommissionLimitAnnounced,
    DecommissionScheduled,
    Event,
    MaintenanceRescheduled,
    MaintenanceScheduled,
    NonReportableRegistrationStopped,
    ReservePeriodRescheduled,
    ReservePeriodScheduled,
    SlotAssigned,
    SlotRescheduled,
    UpdatesStopped,
)
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.states import Phase
from hersys_lifecycle.testing import Question, around, lifecycles, questions
from tests import oracle
from tests.clauses import CELLS, WINDOW, read
from tests.shorthand import CITED, completed, decommissioning, jst, reserve, reserve_moved, slot_moved
from tests.strategies import QUESTIONS, SLOW

# The recorded events. Each reason names the kinds of event it may rest on; which of them, a scan of the log tells.

MAINTENANCE = (MaintenanceScheduled, MaintenanceRescheduled)
RESERVE = (ReservePeriodScheduled, ReservePeriodRescheduled)
RETURN = (DataReturnCompleted, DataReturnReopened)
SLOT = (SlotAssigned, SlotRescheduled)
KINDS: Mapping[Reason, tuple[type[Event], ...]] = {
    Reason.DECOMMISSIONED: (DecommissionScheduled,),
    Reason.PAST_ANNOUNCED_LIMIT: (DecommissionLimitAnnounced,),
    Reason.LOCKED_OUT: MAINTENANCE,
    Reason.STOPPED: (NonReportableRegistrationStopped, UpdatesStopped),
    Reason.NOT_YET_OPEN: (BulkExportOpened,),
    Reason.ROLE_NOT_ENTITLED: (),
    Reason.IN_SLOT: SLOT,
    Reason.IN_RESERVE_PERIOD: (*RESERVE, DataReturnReopened),
    Reason.RETURN_COMPLETED: (*RESERVE, DataReturnCompleted),
    Reason.NO_SLOT: (),
    Reason.BEFORE_SLOT: SLOT,
    Reason.AFTER_SLOT: SLOT,
    Reason.AVAILABLE: (NonReportableRegistrationStopped, UpdatesStopped, BulkExportOpened, *RESERVE),
}


Positions = set[int]


def positions(log: Sequence[Event], matches: Callable[[Event], bool]) -> Positions:
    return {number for number, event in enumerate(log, 1) if matches(event)}


def newest(found: Positions) -> Positions:
    """Return the last of some positions, if there is any."""
    return {max(found)} if found else set()


def last(log: Sequence[Event], kind: type[Event]) -> Positions:
    return newest(positions(log, lambda event: isinstance(event, kind)))


def periods(log: Sequence[Event], names: Iterable[str], kinds: tuple[type[Event], ...]) -> Positions:
    """Return for each name the position of the last event that set its period."""
    return {
        position
        for name in names
        for position in newest(positions(log, lambda event: isinstance(event, kinds) and name == event.name))  # type: ignore[union-attr]  # noqa: B023  # called at once
    }


def expected_positions(log: Sequence[Event], decision: Decision) -> Positions:
    """Return the positions of the events that make a decision what it is, by scanning the log."""
    at, prefecture, authority = decision.at, decision.prefecture, decision.authority
    covering = {
        name: covered for name, (span, covered) in oracle.reserve_periods(log).items() if oracle.within(span, at)
    }
    mine = [name for name, covered in covering.items() if covered is None or prefecture in covered]
    locked = [name for name, span in oracle.maintenance_periods(log).items() if oracle.within(span, at)]
    slot = newest(positions(log, lambda event: isinstance(event, SLOT) and event.prefecture is prefecture))
    step = newest(
        positions(log, lambda event: isinstance(event, RETURN) and event.authority is authority and event.at <= at)
    )
    first_stop, stop, opening = (
        last(log, kind) for kind in (NonReportableRegistrationStopped, UpdatesStopped, BulkExportOpened)
    )
    by_phase: Mapping[Phase, Positions] = {
        Phase.NON_REPORTABLE_STOPPED: first_stop,
        Phase.READ_ONLY: stop,
        Phase.BULK_DOWNLOAD: opening,
        Phase.RESERVE: periods(log, covering, RESERVE),
    }
    by_reason: Mapping[Reason, Positions] = {
        Reason.DECOMMISSIONED: last(log, DecommissionScheduled),
        Reason.PAST_ANNOUNCED_LIMIT: last(log, DecommissionLimitAnnounced),
        Reason.LOCKED_OUT: periods(log, locked, MAINTENANCE),
        Reason.STOPPED: first_stop if decision.capability is Capability.REGISTER_NON_REPORTABLE else stop,
        Reason.NOT_YET_OPEN: opening,
        Reason.IN_SLOT: slot,
        Reason.BEFORE_SLOT: slot,
        Reason.AFTER_SLOT: slot,
        Reason.IN_RESERVE_PERIOD: periods(log, mine, RESERVE) | step,
        Reason.RETURN_COMPLETED: periods(log, mine, RESERVE) | step,
        Reason.AVAILABLE: by_phase.get(decision.phase, set()),
    }
    return by_reason.get(decision.reason, set())


def assert_grounded(lifecycle: Lifecycle, question: Question, at: datetime) -> None:
    """Assert that a decision rests on its own clause, on the events that made it so, and on nothing else."""
    capability, prefecture, authority, role = question
    log = lifecycle.events
    decision = lifecycle.check(capability, prefecture, authority=authority, role=role, at=at)
    assert decision.positions == tuple(sorted(expected_positions(log, decision)))
    cell = CELLS[decision.capability, decision.phase]
    _, own = read(WINDOW[decision.reason] if cell == "window" else cell)
    recorded = {log[position - 1].citation for position in decision.positions}
    assert decision.basis[: len(own)] == own
    assert set(decision.basis) == set(own) | recorded
    assert len(set(decision.basis)) == len(decision.basis)
    for position in decision.positions:
        assert isinstance(log[position - 1], KINDS[decision.reason])


@SLOW
@given(lifecycles())
def test_a_decision_rests_on_its_clause_and_on_the_recorded_events_that_made_it_so(lifecycle: Lifecycle) -> None:
    for at in around(oracle.all_edges(lifecycle.events)):
        for question in QUESTIONS:
            assert_grounded(lifecycle, question, at)


@SLOW
@given(lifecycles(), questions())
def test_whoever_asks_the_decision_rests_on_what_concerns_them(lifecycle: Lifecycle, question: Question) -> None:
    for at in around(oracle.all_edges(lifecycle.events)):
        assert_grounded(lifecycle, question, at)


def test_under_the_notice_every_decision_is_grounded() -> None:
    for at in around(oracle.all_edges(official_lifecycle().events)):
        for question in QUESTIONS:
            assert_grounded(official_lifecycle(), question, at)


# Some of it spelled out.

OSAKA = Prefecture.OSAKA


@pytest.mark.parametrize(
    ("capability", "at", "basis", "positions"),
    [
        (Capability.VIEW, "2023-09-30", "", ()),
        (Capability.REGISTER, "2023-10-01", "N1 (inferred)", (1,)),
        (Capability.REGISTER_NON_REPORTABLE, "2023-10-01", "N1 (stated), N1 (inferred)", (1,)),
        (Capability.LOGIN, "2023-10-31T18:00", "N9 (stated)", (3,)),
        (Capability.EDIT, "2023-10-31T18:00", "N9 (inferred), N9 (stated)", (3,)),
        (Capability.CONTACT_DOWNLOAD, "2023-10-31T18:00", "N9 (assumed), N9 (stated)", (3,)),
        (Capability.EDIT, "2023-11-01T08:00", "N2 (stated)", (2,)),
        (Capability.VIEW, "2023-11-01T08:00", "N3 (stated), N3 (inferred)", (4,)),
        (Capability.BULK_EXPORT, "2023-10-31", "N3 (stated), N3 (inferred)", (4,)),
        (Capability.BULK_EXPORT, "2023-11-13", "N4 (stated), N10 (inferred)", (6,)),
        (Capability.CERTIFICATE, "2024-04-01", "N6 (inferred)", (52,)),
        (Capability.VIEW, "2024-04-01", "N6 (stated), N6 (inferred)", (52,)),
    ],
)
def test_under_the_notice_a_decision_cites_its_clauses_and_points_to_the_event(
    capability: Capability, at: str, basis: str, positions: tuple[int, ...]
) -> None:
    decision = official_lifecycle().check(capability, OSAKA, at=jst(at))
    assert ", ".join(map(str, decision.basis)) == basis
    assert decision.positions == positions


def test_a_superseded_event_no_longer_bears_on_anything() -> None:
    moved = slot_moved(OSAKA, "2023-12-04", "2023-12-09")
    lifecycle = official_lifecycle().apply(moved).apply(decommissioning("2024-03-20"))
    assert lifecycle.check(Capability.BULK_EXPORT, OSAKA, at=jst("2023-11-13")).positions == (53,)
    ended = lifecycle.check(Capability.VIEW, at=jst("2024-04-01"))
    assert (ended.reason, ended.positions) == (Reason.DECOMMISSIONED, (54,))


def test_all_reserve_periods_that_cover_the_instant_bear_on_it_in_the_order_of_the_log() -> None:
    log = [
        *official_lifecycle().events,
        reserve("A", "2024-02-01", "2024-02-10"),
        reserve("B", "2024-02-05", "2024-02-15", OSAKA),
        reserve("C", "2024-02-05", "2024-02-15", Prefecture.KYOTO),
        reserve_moved("A", "2024-02-01", "2024-02-12"),
        completed(HealthAuthority.OSAKA, "2024-02-06"),
    ]
    lifecycle = Lifecycle.from_events(log)

    def found(at: str, capability: Capability = Capability.BULK_EXPORT) -> tuple[int, ...]:
        return lifecycle.check(capability, OSAKA, at=jst(at)).positions

    assert found("2024-02-04") == (56,)
    assert found("2024-02-05") == (54, 56)
    assert found("2024-02-06") == (54, 56, 57)
    assert found("2024-02-12") == (54, 57)
    assert found("2024-02-06", Capability.VIEW) == (54, 55, 56)
    decision = lifecycle.check(Capability.BULK_EXPORT, OSAKA, at=jst("2024-02-06"))
    assert decision.to_dict()["positions"] == [54, 56, 57]


def test_a_clause_that_the_rule_and_the_event_share_is_cited_once() -> None:
    decision = official_lifecycle().check(Capability.EDIT, at=jst("2023-11-01T08:00"))
    assert decision.basis == (Citation(NOTICE, "N2", Grade.STATED),)


def test_a_citation_of_the_event_stands_beside_that_of_the_rule() -> None:
    moved = slot_moved(OSAKA, "2023-12-04", "2023-12-09")
    decision = official_lifecycle().apply(moved).check(Capability.BULK_EXPORT, OSAKA, at=jst("2023-12-04"))
    assert decision.basis == (Citation(NOTICE, "N4", Grade.STATED), CITED)
