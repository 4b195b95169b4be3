"""What was known at each instant, beside what is known now: the law behind every verdict on an access."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given

from hersys_lifecycle.audit import Hindsight, RecordedEvent, hindsight, replay
from hersys_lifecycle.audit.knowing import known
from hersys_lifecycle.checks import ROWS, Decision, Ruling
from hersys_lifecycle.errors import InadmissibleEventError
from hersys_lifecycle.instants import Span
from hersys_lifecycle.testing import Question, around, recorded_histories
from hersys_lifecycle.testing.moments import EXTREMES
from tests import oracle
from tests.access_logs import CUT, EXTENDED, FEW, HISTORY
from tests.shorthand import jst
from tests.strategies import QUESTIONS


def row(question: Question) -> int:
    return ROWS[question.role][question.capability][question.prefecture, question.authority]


def ruling(decision: Decision) -> Ruling:
    return Ruling(decision.reason, decision.phase, decision.basis, decision.positions)


@FEW
@given(recorded_histories())
def test_both_answers_are_those_of_the_replay_of_what_was_known_and_of_the_replay_of_all(
    history: tuple[RecordedEvent, ...],
) -> None:
    both = hindsight(history)
    edges = oracle.all_edges([entry.event for entry in history])
    now = replay(history)
    for at in (*around({*edges, *(entry.recorded_at for entry in history)}), *EXTREMES):
        then = replay(history, known_at=at)
        for question in QUESTIONS:
            capability, prefecture, authority, role = question
            asked = (
                lifecycle.check(capability, prefecture, at=at, role=role, authority=authority)
                for lifecycle in (then, now)
            )
            assert both[row(question)].at(at) == Hindsight(*map(ruling, asked))


@FEW
@given(recorded_histories())
def test_the_steps_are_as_few_as_they_can_be_and_shared_where_all_is_alike(history: Sequence[RecordedEvent]) -> None:
    both = hindsight(history)
    for steps in set(both):
        assert all(here != after for here, after in pairwise(steps.values))
    for role, rows in ROWS.items():
        for capability, asked in rows.items():
            if capability.value != "bulk_export":
                assert len({id(both[each]) for each in asked.values()}) == 1, (role, capability)


def test_what_was_known_is_gapless_and_recordings_of_one_instant_are_known_together() -> None:
    spans = [each.span for each in known(HISTORY)]
    recorded = [jst("2023-09-20"), jst("2023-11-01T09:20"), jst("2023-11-15T09:00")]
    assert spans == [Span(*pair) for pair in pairwise([None, *recorded, None])]
    assert [each.span for each in known(())] == [Span(None, None)]


def test_without_a_history_full_operation_was_and_is_known() -> None:
    for steps in set(hindsight(())):
        assert steps.edges == ()
        assert steps.values[0].then == steps.values[0].now


def test_a_history_that_is_none_is_refused() -> None:
    entries = [entry for entry in HISTORY if entry.event in {EXTENDED, CUT}]
    with pytest.raises(InadmissibleEventError):
        hindsight(entries)
