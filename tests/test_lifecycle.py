"""The object a service holds: an immutable history, equal by its events, with every answer compiled."""

import copy
import pickle
from collections.abc import Callable
from datetime import datetime
from typing import cast

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.vendor.pretty import pretty

from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.errors import InadmissibleEventError
from hersys_lifecycle.events import Event
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.states import fold
from hersys_lifecycle.testing import around, histories, lifecycles
from hersys_lifecycle.testing.moments import colliding_instants
from tests import oracle
from tests.shorthand import jst, slot, slot_moved
from tests.strategies import QUESTIONS, SLOW, histories_and_events

MOVED = slot_moved(Prefecture.OSAKA, "2023-12-04", "2023-12-09")


@SLOW
@given(histories(max_size=8))
def test_a_lifecycle_is_that_of_its_events_however_they_came_to_it(log: list[Event]) -> None:
    at_once = Lifecycle.from_events(iter(log))
    one_by_one = Lifecycle.from_events(())
    for event in log:
        one_by_one = one_by_one.apply(event)
    assert at_once == one_by_one
    assert hash(at_once) == hash(one_by_one)
    assert at_once.events == one_by_one.events == tuple(log)
    assert at_once.state == one_by_one.state == fold(log)
    assert at_once.timeline == one_by_one.timeline


@SLOW
@given(histories_and_events())
def test_one_more_event_is_admitted_or_refused_and_the_lifecycle_before_it_stays_as_it_was(
    drawn: tuple[list[Event], Event],
) -> None:
    log, event = drawn
    before = Lifecycle.from_events(log)
    if oracle.admitted(log, event):
        assert before.apply(event).events == (*log, event)
    else:
        with pytest.raises(InadmissibleEventError):
            before.apply(event)
    assert before == Lifecycle.from_events(log)
    assert before.timeline == Lifecycle.from_events(log).timeline


def test_a_lifecycle_of_other_events_is_another_one_even_if_all_answers_agree() -> None:
    again = slot_moved(Prefecture.OSAKA, "2023-11-13", "2023-11-18")
    assert official_lifecycle().apply(again) != official_lifecycle()


def test_a_lifecycle_is_shown_as_it_is_typed_with_an_event_a_line_where_there_is_room_for_lines() -> None:
    first, second = events = official_events()[:2]
    lifecycle = Lifecycle.from_events(events)
    assert repr(lifecycle) == f"Lifecycle.from_events([{first!r}, {second!r}])"
    assert pretty(lifecycle) == f"Lifecycle.from_events([\n    {first!r},\n    {second!r}])"


def test_a_lifecycle_cannot_be_written_to() -> None:
    with pytest.raises(FrozenInstanceError):
        official_lifecycle().events = ()  # type: ignore[misc]


def test_the_official_lifecycle_is_that_of_the_notice_and_built_once() -> None:
    assert official_lifecycle() is official_lifecycle()
    assert official_lifecycle().events == official_events()
    assert official_lifecycle() == Lifecycle.from_events(official_events())


def test_an_amendment_leaves_the_official_lifecycle_alone() -> None:
    amended = official_lifecycle().apply(MOVED)
    at = jst("2023-11-13")
    assert not amended.allows(Capability.BULK_EXPORT, Prefecture.OSAKA, at=at)
    assert official_lifecycle().allows(Capability.BULK_EXPORT, Prefecture.OSAKA, at=at)
    assert len(official_lifecycle().events) == 52


def test_a_lifecycle_tells_how_it_came_about_and_nothing_more_when_shown() -> None:
    assert repr(Lifecycle.from_events(())) == "Lifecycle.from_events([])"


def pickled(lifecycle: Lifecycle) -> Lifecycle:
    return cast("Lifecycle", pickle.loads(pickle.dumps(lifecycle)))  # noqa: S301  # our own


@SLOW
@given(lifecycles(), st.sampled_from([pickled, copy.copy, copy.deepcopy]))
def test_a_copy_or_one_that_was_pickled_gives_the_same_answers(
    lifecycle: Lifecycle, duplicate: Callable[[Lifecycle], Lifecycle]
) -> None:
    other = duplicate(lifecycle)
    assert other == lifecycle
    assert other.timeline == lifecycle.timeline
    for at in around(oracle.all_edges(lifecycle.events)):
        for capability, prefecture, authority, role in QUESTIONS:
            decision = lifecycle.check(capability, prefecture, authority=authority, role=role, at=at)
            assert other.check(capability, prefecture, authority=authority, role=role, at=at) == decision
            assert other.allows(capability, prefecture, authority=authority, role=role, at=at) is decision.allowed


@SLOW
@given(lifecycles(), colliding_instants(), st.sampled_from(Role))
def test_the_matrix_is_every_capability_in_every_prefecture_as_check_decides_it(
    lifecycle: Lifecycle, at: datetime, role: Role
) -> None:
    matrix = lifecycle.matrix(at, role=role)
    assert list(matrix) == [(capability, prefecture) for capability in Capability for prefecture in Prefecture]
    assert len(matrix) == 470
    for (capability, prefecture), decision in matrix.items():
        assert decision == lifecycle.check(capability, prefecture, at=at, role=role)


def test_the_matrix_is_a_prefectures_unless_told_otherwise() -> None:
    at = jst("2023-11-13")
    assert official_lifecycle().matrix(at) == official_lifecycle().matrix(at, role=Role.PREFECTURE)
    allowed = [
        prefecture.name_ja
        for (capability, prefecture), decision in official_lifecycle().matrix(at).items()
        if capability is Capability.BULK_EXPORT and decision
    ]
    assert allowed == ["神奈川県", "大阪府"]


def test_a_position_points_into_the_events() -> None:
    lifecycle = official_lifecycle().apply(MOVED)
    decision = lifecycle.check(Capability.BULK_EXPORT, Prefecture.OSAKA, at=jst("2023-12-04"))
    assert [lifecycle.events[position - 1] for position in decision.positions] == [MOVED]


def test_what_the_facade_offers_is_one_library() -> None:
    import hersys_lifecycle  # noqa: PLC0415  # what is tested

    assert len(hersys_lifecycle.__all__) <= 20
    assert all(hasattr(hersys_lifecycle, name) for name in hersys_lifecycle.__all__)
    assert hersys_lifecycle.Lifecycle is Lifecycle


def test_an_event_that_is_refused_is_not_applied_in_part() -> None:
    lifecycle = official_lifecycle()
    with pytest.raises(InadmissibleEventError):
        lifecycle.apply(slot(Prefecture.OSAKA, "2023-12-04", "2023-12-09"))
    assert lifecycle.slot(Prefecture.OSAKA) == oracle.slots(official_events())[Prefecture.OSAKA]
