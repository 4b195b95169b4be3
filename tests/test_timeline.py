"""The timeline: which phase holds when (rules, section 3), each change of it proved a legal move."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from hersys_lifecycle.errors import IllegalMoveError
from hersys_lifecycle.events import (
    DataReturnCompleted,
    DataReturnReopened,
    Event,
    MaintenanceCancelled,
    MaintenanceRescheduled,
    ReservePeriodCancelled,
    ReservePeriodRescheduled,
)
from hersys_lifecycle.instants import JST
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.states import LEGAL_MOVES, Phase, fold
from hersys_lifecycle.testing import around, events, lifecycles
from hersys_lifecycle.testing.moments import EXTREMES, colliding_instants
from hersys_lifecycle.timeline import Timeline, compile_timeline, moves_taken
from tests import oracle
from tests.shorthand import (
    jst,
)
from tests.strategies import SLOW


@SLOW
@given(lifecycles())
def test_the_segments_are_gapless_from_no_start_to_no_end_and_neighbours_differ(lifecycle: Lifecycle) -> None:
    timeline = lifecycle.timeline
    assert timeline[0].span.start is None
    assert timeline[-1].span.end is None
    for earlier, later in pairwise(timeline):
        assert earlier.span.end == later.span.start is not None
        assert earlier.phase is not later.phase


@SLOW
@given(lifecycles(), colliding_instants())
def test_every_instant_lies_in_one_segment_and_that_tells_its_phase(lifecycle: Lifecycle, at: datetime) -> None:
    (phase,) = [segment.phase for segment in lifecycle.timeline if at in segment.span]
    assert lifecycle.phase_at(at) is phase


@SLOW
@given(lifecycles(), colliding_instants())
def test_the_phase_is_that_of_the_rules_at_every_edge_a_microsecond_around_it_and_at_any_other_instant(
    lifecycle: Lifecycle, other: datetime
) -> None:
    for at in (*around(oracle.all_edges(lifecycle.events)), *EXTREMES, other):
        assert lifecycle.phase_at(at).value == oracle.phase(lifecycle.events, at)


@SLOW
@given(lifecycles())
def test_any_admitted_history_is_made_of_legal_moves(lifecycle: Lifecycle) -> None:
    compile_timeline(fold(lifecycle.events))  # raises otherwise
    assert oracle.legal(lifecycle.events)


@SLOW
@given(lifecycles())
def test_the_moves_taken_lead_from_full_operation_through_every_phase_of_the_timeline(lifecycle: Lifecycle) -> None:
    moves = moves_taken(lifecycle.state)
    assert {move[1:] for move in moves} <= {row[:3] for row in LEGAL_MOVES}
    assert [move.source for move in moves] == [Phase.FULL_OPERATION, *(move.target for move in moves)][: len(moves)]
    arrived = {move.at: move.target for move in moves}  # of several at one instant, the last
    assert arrived == {at: lifecycle.phase_at(at) for at in arrived}
    assert list(arrived) == sorted(arrived)
    assert {segment.span.start for segment in lifecycle.timeline[1:]} <= set(arrived)


# These presuppose what only admission makes sure of.
FOLLOWING = (
    MaintenanceRescheduled
    | MaintenanceCancelled
    | ReservePeriodRescheduled
    | ReservePeriodCancelled
    | DataReturnCompleted
    | DataReturnReopened
)


def compiled(log: Sequence[Event]) -> Timeline | IllegalMoveError:
    """Return what becomes of a log that nobody admitted."""
    try:
        return compile_timeline(fold(log))
    except IllegalMoveError as error:
        return error


@given(st.lists(events().filter(lambda event: not isinstance(event, FOLLOWING)), max_size=8))
def test_any_history_at_all_has_the_phases_of_the_rules_or_is_refused_as_illegal(log: list[Event]) -> None:
    maintenance = sorted(fact.value.bounds for _, fact in fold(log).maintenance)
    assume(all(end <= start for (_, end), (start, _) in pairwise(maintenance)))  # others no admission lets through
    match compiled(log):
        case IllegalMoveError(at=at):
            assert at in oracle.all_edges(log)
        case timeline:
            assert oracle.legal(log)
            for at in around(oracle.all_edges(log)):
                assert timeline.at(at).phase.value == oracle.phase(log, at)


def test_the_notice_gives_six_phases_at_these_instants() -> None:
    assert [(segment.span.start, segment.phase) for segment in official_lifecycle().timeline] == [
        (None, Phase.FULL_OPERATION),
        (jst("2023-10-01T00:00"), Phase.NON_REPORTABLE_STOPPED),
        (jst("2023-10-31T18:00"), Phase.MAINTENANCE_LOCKOUT),
        (jst("2023-11-01T08:00"), Phase.BULK_DOWNLOAD),
        (jst("2024-01-27T00:00"), Phase.READ_ONLY),
        (jst("2024-04-01T00:00"), Phase.DECOMMISSIONED),
    ]


def test_the_segments_are_told_in_japan_time() -> None:
    starts = [segment.span.start for segment in official_lifecycle().timeline if segment.span.start]
    assert all(start.tzinfo is JST for start in starts)
