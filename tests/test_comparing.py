"""Comparison: every answer that another record changes, said once, and no other."""

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import pairwise

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.audit import Change, compare
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import Reason
from hersys_lifecycle.instants import Span
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.testing import Question, around, lifecycles
from hersys_lifecycle.testing.changing import covers, told
from hersys_lifecycle.testing.moments import EXTREMES
from tests import oracle
from tests.strategies import BODIES, QUESTIONS, SLOW

BULK = Capability.BULK_EXPORT
EVERYONE = tuple(Role)
ENTITLED = (Role.PREFECTURE, Role.HEALTH_CENTER)
OTHERS = (Role.MEDICAL_INSTITUTION, Role.NATIONAL_GOVERNMENT)
EVERY_QUESTION = tuple(
    Question(capability, None, body, role)
    for capability in Capability
    for body in (HealthAuthority if capability is BULK else (None,))
    for role in Role
)
"""All questions but for the ways to name whom they are asked for; bulk export cannot be asked for nobody."""


def pairs() -> st.SearchStrategy[tuple[Lifecycle, Lifecycle]]:
    """Draw two lifecycles: one may be the other with more recorded, or have nothing to do with it."""
    extended = lifecycles().flatmap(
        lambda after: st.integers(0, len(after.events)).map(
            lambda size: (Lifecycle.from_events(after.events[:size]), after)
        )
    )
    return extended | st.tuples(lifecycles(), lifecycles())


def instants_between(before: Lifecycle, after: Lifecycle) -> list[datetime]:
    """Return instants of which at least one lies in every stretch where no answer changes in either."""
    return [*around({*oracle.all_edges(before.events), *oracle.all_edges(after.events)}), *EXTREMES]


def reasons(before: Lifecycle, after: Lifecycle, question: Question, at: datetime) -> tuple[str, str]:
    return (
        oracle.answer(before.events, *question, at)[1],
        oracle.answer(after.events, *question, at)[1],
    )


def asked(change: Change) -> Iterator[Question]:
    """Yield questions whose answers a change speaks of: all it names, of those it does not name some."""
    bodies: Collection[HealthAuthority | None] = [None]
    if change.authority is not None:
        bodies = [change.authority]
    elif change.prefecture is not None:
        bodies = {
            HealthAuthority.of(change.prefecture),
            *(each for each in BODIES if each.prefecture is change.prefecture),
        }
    elif change.capability is BULK:
        bodies = BODIES
    return (Question(change.capability, None, body, role) for body in bodies for role in change.roles)


@SLOW
@given(lifecycles())
def test_nothing_differs_from_itself(lifecycle: Lifecycle) -> None:
    assert compare(lifecycle, lifecycle) == ()
    assert compare(lifecycle, Lifecycle.from_events(lifecycle.events)) == ()


@SLOW
@given(pairs())
def test_every_change_is_one_throughout_its_span_for_everybody_it_speaks_of(pair: tuple[Lifecycle, Lifecycle]) -> None:
    before, after = pair
    for change in compare(before, after):
        assert change.before is not change.after
        for at in instants_between(before, after):
            if at in change.span:
                for question in asked(change):
                    expected = (change.before.value, change.after.value)
                    assert reasons(before, after, question, at) == expected


@SLOW
@given(pairs())
def test_every_answer_that_differs_is_told_by_exactly_one_change_and_no_other_is(
    pair: tuple[Lifecycle, Lifecycle],
) -> None:
    before, after = pair
    changes = compare(before, after)
    for question in QUESTIONS:
        mine = [change for change in changes if covers(change, question)]
        for at in instants_between(before, after):
            was, becomes = reasons(before, after, question, at)
            assert told(mine, question, at) == ([] if was == becomes else [(was, becomes)])


@SLOW
@given(pairs())
def test_asking_both_everything_at_every_edge_finds_the_same_changes(pair: tuple[Lifecycle, Lifecycle]) -> None:
    before, after = pair
    instants = instants_between(before, after)
    changes = compare(before, after)
    for question in EVERY_QUESTION:
        capability, prefecture, body, role = question
        mine = [change for change in changes if covers(change, question)]
        for at in instants:
            was, becomes = (
                lifecycle.check(capability, prefecture, at=at, role=role, authority=body).reason for lifecycle in pair
            )
            found = [(change.before, change.after) for change in mine if at in change.span]
            assert found == ([] if was is becomes else [(was, becomes)])


@SLOW
@given(pairs())
def test_adjoining_spans_with_the_same_change_are_one(pair: tuple[Lifecycle, Lifecycle]) -> None:
    for earlier, later in pairwise(compare(*pair)):
        if attrs.evolve(earlier, span=later.span) == later:
            assert earlier.span.end is not None
            assert later.span.start is not None
            assert earlier.span.end < later.span.start


@SLOW
@given(pairs())
def test_changes_are_ordered_by_capability_prefecture_authority_and_time(pair: tuple[Lifecycle, Lifecycle]) -> None:
    def place(change: Change) -> tuple[int, str, str, tuple[int, ...], datetime]:
        return (
            list(Capability).index(change.capability),
            change.prefecture.code if change.prefecture else "",
            change.authority.code if change.authority else "",
            tuple(-list(Role).index(role) for role in change.roles),
            change.span.start or EXTREMES[0],
        )

    changes = compare(*pair)
    assert [place(change) for change in changes] == sorted(map(place, changes))


@SLOW
@given(pairs())
def test_the_way_back_is_the_way_there_reversed(pair: tuple[Lifecycle, Lifecycle]) -> None:
    before, after = pair
    back = tuple(attrs.evolve(each, before=each.after, after=each.before) for each in compare(after, before))
    assert back == compare(before, after)


@SLOW
@given(pairs())
def test_what_changes_alike_is_said_once(pair: tuple[Lifecycle, Lifecycle]) -> None:
    told = [
        (change.capability, change.prefecture, change.authority, change.roles, change.span) for change in compare(*pair)
    ]
    assert len(set(told)) == len(told)
    for capability, prefecture, authority, roles, _ in told:
        assert capability is BULK or (prefecture, authority, roles) == (None, None, EVERYONE)
        assert authority is None or authority.prefecture is prefecture
        assert capability is not BULK or roles in {ENTITLED, OTHERS}


@pytest.mark.parametrize("reason", Reason)
def test_a_change_flips_where_yes_becomes_no_or_no_yes(reason: Reason) -> None:
    change = Change(
        capability=BULK,
        prefecture=None,
        authority=None,
        roles=ENTITLED,
        span=Span(None, None),
        before=Reason.BEFORE_SLOT,
        after=reason,
    )
    assert change.flips is reason.allowed
    assert attrs.evolve(change, before=Reason.IN_SLOT).flips is not reason.allowed
