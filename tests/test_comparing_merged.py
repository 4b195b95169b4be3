"""Changes said in fewer words: exactly the same answers, and nothing said twice that could be said once."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.audit import Change, MergedChange, compare, merged
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import Reason
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import Span
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing import lifecycles
from hersys_lifecycle.testing.moments import EXTREMES
from tests.admitting import CITY, OSAKA
from tests.shorthand import completed, decommissioning, maintenance, opening, reserve, reserve_moved, slot_moved, span
from tests.strategies import SLOW

What = tuple[Span, Reason, Reason]
Answer = tuple[Capability, Role, HealthAuthority]

OTHERS, ENTITLED = "medical_institution, national_government", "prefecture, health_center"
BODIES = {each: [body for body in HealthAuthority if body.prefecture is each] for each in Prefecture}


def pairs() -> st.SearchStrategy[tuple[Lifecycle, Lifecycle]]:
    """Draw two lifecycles, one of them often without some of the events of the other."""
    shortened = lifecycles().flatmap(
        lambda whole: st.integers(0, len(whole.events)).map(
            lambda size: (Lifecycle.from_events(whole.events[:size]), whole)
        )
    )
    return shortened | st.tuples(lifecycles(), lifecycles())


def asking(change: Change) -> Iterable[HealthAuthority]:
    """Return every body that a change speaks of."""
    if change.authority is not None:
        return [change.authority]
    return HealthAuthority if change.prefecture is None else BODIES[change.prefecture]


def expanded(changes: Iterable[Change]) -> dict[What, Counter[Answer]]:
    """Return every single answer that changes, how often it is told."""
    answers = defaultdict[What, Counter[Answer]](Counter)
    for each in changes:
        told = [(each.capability, role, body) for role in each.roles for body in asking(each)]
        answers[each.span, each.before, each.after].update(told)
    return answers


def expanded_again(changes: Iterable[MergedChange]) -> dict[What, Counter[Answer]]:
    """Return the same of merged changes, once by their bodies and once by whom they name."""
    answers = defaultdict[What, Counter[Answer]](Counter)
    for each in changes:
        named = list(each.authorities)
        for prefecture in Prefecture if each.prefectures is None else each.prefectures:
            named += BODIES[prefecture]
        assert Counter(named) == Counter(each.bodies)
        told = [(capability, role, body) for capability in each.capabilities for role in each.roles for body in named]
        answers[each.span, each.before, each.after].update(told)
    return answers


def amended(*events: Event) -> list[str]:
    """Return in words what changes in the notice by the last of some events."""
    *earlier, last = events
    before = Lifecycle.from_events((*official_lifecycle().events, *earlier))
    return [str(each) for each in merged(compare(before, before.apply(last)))]


@SLOW
@given(pairs())
def test_merged_changes_tell_exactly_the_same_answers_each_once(pair: tuple[Lifecycle, Lifecycle]) -> None:
    changes = compare(*pair)
    ours = expanded_again(merged(changes))
    assert ours == expanded(changes)
    assert all(set(told.values()) == {1} for told in ours.values())


@SLOW
@given(pairs())
def test_no_two_merged_changes_differ_in_one_thing_only(pair: tuple[Lifecycle, Lifecycle]) -> None:
    for one, other in combinations(merged(compare(*pair)), 2):
        if (one.span, one.before, one.after) == (other.span, other.before, other.after):
            differing = [
                one.capabilities != other.capabilities,
                one.roles != other.roles,
                one.bodies != other.bodies,
            ]
            assert differing.count(True) > 1


@SLOW
@given(pairs())
def test_merged_changes_and_all_they_name_are_in_order(pair: tuple[Lifecycle, Lifecycle]) -> None:
    ours = merged(compare(*pair))
    places = [
        (
            each.span.start or EXTREMES[0],
            each.span.end or EXTREMES[1],
            list(Capability).index(each.capabilities[0]),
        )
        for each in ours
    ]
    assert places == sorted(places)
    for each in ours:
        assert each.capabilities == tuple(one for one in Capability if one in each.capabilities)
        assert each.roles == tuple(one for one in Role if one in each.roles)
        assert list(each.authorities) == sorted(each.authorities, key=lambda one: one.code)
        assert each.prefectures is None or list(each.prefectures) == sorted(each.prefectures, key=lambda one: one.code)


@SLOW
@given(pairs())
def test_merging_is_the_same_in_whatever_order_changes_come(pair: tuple[Lifecycle, Lifecycle]) -> None:
    changes = compare(*pair)
    assert set(merged(reversed(changes))) == set(merged(changes))


def test_what_a_maintenance_changes_is_said_in_a_line_for_each_answer() -> None:
    night = "[2024-02-05T00:00:00+09:00, 2024-02-05T06:00:00+09:00)"
    assert amended(maintenance("M", "2024-02-05", "2024-02-05T06:00")) == [
        f"login, view, export, certificate, contact_download of all prefectures {night}: available -> locked_out",
        f"register, register_non_reportable, edit, delete of all prefectures {night}: stopped -> locked_out",
        f"bulk_export of all prefectures for {OTHERS} {night}: role_not_entitled -> locked_out",
        f"bulk_export of all prefectures for {ENTITLED} {night}: after_slot -> locked_out",
    ]


def test_what_changes_for_everybody_in_everything_is_one_line() -> None:
    assert amended(decommissioning("2024-04-01")) == [
        "all capabilities of all prefectures [2024-04-01T00:00:00+09:00, …): past_announced_limit -> decommissioned"
    ]


def test_prefectures_that_change_alike_are_named_together_or_by_those_that_do_not() -> None:
    delay = "[2023-11-01T08:00:00+09:00, 2023-11-02T00:00:00+09:00)"
    but_tokyo = "all prefectures (without 13 東京都 (Tokyo))"
    assert amended(opening("2023-11-02")) == [
        f"bulk_export of all prefectures for {OTHERS} {delay}: role_not_entitled -> not_yet_open",
        f"bulk_export of {but_tokyo} for {ENTITLED} {delay}: before_slot -> not_yet_open",
        f"bulk_export of 13 東京都 (Tokyo) for {ENTITLED} {delay}: in_slot -> not_yet_open",
    ]
    day = "[2024-02-10T00:00:00+09:00, 2024-02-11T00:00:00+09:00)"
    moved = reserve_moved("R", "2024-02-01", "2024-02-11")
    assert amended(reserve("R", "2024-02-01", "2024-02-10", Prefecture.KYOTO, OSAKA), moved) == [
        f"bulk_export of 26 京都府 (Kyoto), 27 大阪府 (Osaka) for {ENTITLED} {day}: after_slot -> in_reserve_period"
    ]


def test_a_prefecture_without_the_authority_that_completed_is_named_so() -> None:
    day = "[2024-02-10T00:00:00+09:00, 2024-02-11T00:00:00+09:00)"
    city, others = "271004 大阪市 (Osaka-shi)", "27 大阪府 (Osaka) (without 271004 大阪市 (Osaka-shi))"
    period, moved = reserve("R", "2024-02-01", "2024-02-10", OSAKA), reserve_moved("R", "2024-02-01", "2024-02-11")
    assert amended(period, completed(CITY, "2024-02-03"), moved) == [
        f"bulk_export of {others} for {ENTITLED} {day}: after_slot -> in_reserve_period",
        f"bulk_export of {city} for {ENTITLED} {day}: after_slot -> return_completed",
    ]


def test_a_merged_change_flips_as_its_changes_do() -> None:
    before, after = official_lifecycle(), official_lifecycle().apply(slot_moved(OSAKA, "2023-12-04", "2023-12-09"))
    assert [each.flips for each in merged(compare(before, after))] == [True, False, True]


@pytest.mark.parametrize("roles", [(Role.PREFECTURE,), tuple(Role)])
def test_changes_cut_apart_stay_apart(roles: tuple[Role, ...]) -> None:
    change = Change(
        capability=Capability.VIEW,
        prefecture=None,
        authority=None,
        roles=roles,
        span=span("2023-12-01", "2023-12-02"),
        before=Reason.AVAILABLE,
        after=Reason.LOCKED_OUT,
    )
    cut = evolve(change, span=span("2023-12-02", "2023-12-03"))
    assert [each.span for each in merged((cut, change))] == [change.span, cut.span]


def test_nothing_merges_to_nothing() -> None:
    assert merged(()) == ()
