"""Scenarios: they agree with what the library answers and admits, and hold if and only if what they tell is so."""

import re
import warnings
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any, cast

import attrs
import hypothesis
import pytest
from hypothesis import strategies as st

from hersys_lifecycle.audit import Change, Log, RecordedEvent, admit_recording, compare, merged, replay
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import Reason
from hersys_lifecycle.errors import (
    AuthorityOutsidePrefectureError,
    ClockBehindError,
    InadmissibleEventError,
    InvalidFieldError,
    LifecycleEndedError,
    LifecycleError,
    LogNotEmptyError,
    NaiveInstantError,
    NotAMemberError,
    NotAnInstantError,
    PastChangedError,
    UnreadableInstantError,
)
from hersys_lifecycle.events import Event
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.states import LifecycleState, Phase, Refusal
from hersys_lifecycle.store import open_store
from hersys_lifecycle.testing import (
    FrozenClock,
    NothingTriedError,
    Question,
    RefusalKind,
    Scenario,
    ScenarioFailedError,
    UnseenWarning,
    given,
    in_zone,
    lifecycles,
    questions,
    recorded_histories,
)
from hersys_lifecycle.testing.announcing import step
from hersys_lifecycle.testing.growing import RUNNING
from hersys_lifecycle.testing.moments import colliding_instants
from hersys_lifecycle.testing.recordings import Recording
from tests.shorthand import (
    completed,
    first_stop,
    jst,
    maintenance,
    maintenance_moved,
    reserve,
    slot_moved,
    span,
    written,
)
from tests.strategies import SLOW, histories_and_events

NOTICE = given(official_lifecycle())
BULK_EXPORT, VIEW = Capability.BULK_EXPORT, Capability.VIEW
OSAKA, SAKAI = Prefecture.OSAKA, HealthAuthority.SAKAI_SHI
OSAKA_LATER = slot_moved(OSAKA, "2023-12-04", "2023-12-09")
NIGHT = maintenance("night", "2023-11-05T00:00", "2023-11-05T06:00")
TOO_SOON = completed(HealthAuthority.OSAKA, "2023-10-20")
NAIVE = datetime(2023, 11, 1)  # noqa: DTZ001  # what is refused
ADOPTED = written(Recording(jst("2023-10-01"), official_events()))
MOVED = NOTICE.known_at("2023-11-12").when(OSAKA_LATER)
CHANGES = compare(official_lifecycle(), MOVED.lifecycle)


def holds(step: Callable[[], object]) -> bool:
    """Tell whether a step of a scenario holds."""
    try:
        step()
    except ScenarioFailedError:
        return False
    return True


# Asking


@hypothesis.given(lifecycles(), questions(), colliding_instants().flatmap(in_zone), st.sampled_from(Reason))
@SLOW
def test_an_answer_is_allowed_or_denied_as_the_lifecycle_says(
    lifecycle: Lifecycle, question: Question, at: datetime, reason: Reason
) -> None:
    capability, prefecture, authority, role = question
    decision = question.check(lifecycle, at)
    answer = given(lifecycle.events).at(at).check(capability, prefecture, role=role, authority=authority)
    assert answer.decision == decision
    assert holds(answer.is_allowed) is decision.allowed
    assert holds(answer.is_denied) is not decision.allowed
    expect = answer.is_allowed if reason.allowed else answer.is_denied
    assert holds(lambda: expect(reason)) is (decision.reason is reason)


@hypothesis.given(lifecycles(), questions(), colliding_instants(), colliding_instants(), st.sampled_from(Phase))
@SLOW
def test_what_else_is_told_of_an_answer_holds_if_the_lifecycle_says_so(
    lifecycle: Lifecycle, question: Question, at: datetime, other: datetime, phase: Phase
) -> None:
    capability, prefecture, authority, role = question
    decision = question.check(lifecycle, at)
    answer = given(lifecycle).at(at).check(capability, prefecture, role=role, authority=authority)
    clauses = {each.clause for each in decision.basis}
    told = answer.until(decision.span.end).next_allowed(decision.next_allowed)
    assert told == (told.rests_on(*clauses) if clauses else told) == answer
    assert holds(lambda: answer.until(other)) is (decision.span.end == other)
    assert holds(lambda: answer.next_allowed(other)) is (decision.next_allowed == other)
    assert not holds(lambda: answer.rests_on(*clauses, "N12"))
    assert holds(lambda: answer.is_in(phase)) is (decision.phase is phase)
    assert answer.and_at(other).decision == question.check(lifecycle, other)


def test_several_things_are_asked_one_after_the_other() -> None:
    (
        NOTICE.at("2023-11-13")
        .is_in(Phase.BULK_DOWNLOAD)
        .check(BULK_EXPORT, OSAKA)
        .is_allowed()
        .is_in(Phase.BULK_DOWNLOAD)
        .check(BULK_EXPORT, OSAKA, role=Role.NATIONAL_GOVERNMENT)
        .is_denied(Reason.ROLE_NOT_ENTITLED)
    )
    NOTICE.at("2023-11-13").and_at("2024-01-27").is_in(Phase.READ_ONLY).and_at("2024-04-01").is_in(Phase.DECOMMISSIONED)


def test_an_instant_is_a_datetime_or_a_text_which_without_offset_is_japan_time() -> None:
    at = jst("2023-11-13T00:00")
    for written_down in (at, "2023-11-13", "2023-11-13T00:00", "2023-11-12T15:00Z"):
        assert NOTICE.at(written_down).check(BULK_EXPORT, OSAKA).is_allowed().decision.at == at


# Recording


@hypothesis.given(histories_and_events(), st.none() | colliding_instants(), st.booleans())
@SLOW
def test_an_event_is_admitted_or_refused_as_the_library_does(
    history_and_event: tuple[list[Event], Event],
    at: datetime | None,
    correction: bool,  # noqa: FBT001  # drawn
) -> None:
    history, event = history_and_event
    before = Lifecycle.from_events(history)
    tried = (given(before) if at is None else given(before).known_at(at)).when(event, correction=correction)
    try:
        after = before.apply(event)
        if at is not None:
            admit_recording(before, [event], at, correction=correction)
    except LifecycleError as error:
        told = tried.then_is_refused(type(error))
        assert told.then_changes_nothing().lifecycle == before
        assert not holds(tried.then_is_admitted)
        assert not holds(told.then_is_admitted)
    else:
        assert tried.then_is_admitted().lifecycle == tried.lifecycle == after
        assert not holds(tried.then_is_refused)


@st.composite
def something_to_record(draw: st.DrawFn, state: LifecycleState) -> list[Event]:
    """Draw a notice in small, or one event or several, each of which may well come next after the first or may not."""
    some = st.lists(st.composite(step)(state), min_size=1, max_size=2)
    notice = st.just(list(RUNNING))
    return draw(some if state.updates_stop else notice | notice | some)


@hypothesis.given(st.lists(colliding_instants(), min_size=2, max_size=3).map(lambda some: sorted(some * 2)), st.data())
@SLOW
def test_a_scenario_takes_what_a_store_takes_from_the_empty_record_on(
    instants: list[datetime], data: st.DataObject
) -> None:
    clock, scenario = FrozenClock(instants[0]), given()
    with open_store(":memory:", clock=clock) as store:
        for at in map(clock.set, instants):
            events = data.draw(something_to_record(store.log().state))
            adopts, correction = data.draw(st.booleans()), data.draw(st.booleans())
            beginnings = [scenario.known_at(at)]
            if (history := store.history()) and history[-1].recorded_at == at:
                beginnings += [given(history), given(store.log())]
            tried = [
                each.adopting(*events) if adopts else each.when(*events, correction=correction) for each in beginnings
            ]
            try:
                if adopts:
                    store.adopt(events, by="ops")
                else:
                    store.record(events, by="ops", correction=correction)
            except LifecycleError as error:
                ended = [each.then_is_refused(type(error)) for each in tried]
            else:
                ended = [each.then_is_admitted() for each in tried]
            assert {each.lifecycle for each in ended} == {store.lifecycle()}
            scenario = ended[0]


@hypothesis.given(histories_and_events(), st.data())
@SLOW
def test_every_change_can_be_told_and_nothing_else_changes_once_all_are(
    history_and_event: tuple[list[Event], Event], data: st.DataObject
) -> None:
    history, event = history_and_event
    tried = given(history).when(event)
    hypothesis.assume(holds(tried.then_is_admitted))
    changes = compare(Lifecycle.from_events(history), tried.lifecycle)
    assert holds(tried.then_changes) is bool(changes)
    assert holds(tried.then_changes_nothing) is (changes == ())
    if not changes:
        tried.then_changes_nothing_else()
        return
    tried.then_changes(*changes).then_changes_nothing_else()
    tried.then_changes(*merged(changes)).then_changes_nothing_else()
    change = data.draw(st.sampled_from(changes))
    tried.then_changes(
        capability=change.capability,
        prefecture=change.prefecture,
        authority=change.authority,
        role=change.roles[-1],
        span=change.span,
        before=change.before,
        after=change.after,
        flips=change.flips,
    )
    others = [each for each in changes if each is not change]
    some_told = tried.then_changes(*others) if others else tried
    assert not holds(some_told.then_changes_nothing_else)


@hypothesis.given(recorded_histories(), st.data())
@SLOW
def test_of_a_recorded_history_there_stays_what_was_recorded_at_or_before_the_instant(
    history: tuple[RecordedEvent, ...], data: st.DataObject
) -> None:
    at = data.draw(
        st.sampled_from([each.recorded_at for each in history]) | colliding_instants()
        if history
        else colliding_instants()
    )
    assert given(history).lifecycle == given(Log().extended(history)).lifecycle == replay(history)
    assert given(history).known_at(at).lifecycle == replay(history, at)


def test_a_recorded_history_may_be_looked_at_from_one_instant_after_the_other() -> None:
    history = written(Recording(jst("2023-10-01"), official_events()), Recording(jst("2023-11-02"), (NIGHT,))).entries
    late = given(history).known_at("2023-11-02")
    late.at("2023-11-05").check(VIEW).is_denied(Reason.LOCKED_OUT)
    early = late.known_at("2023-11-01T23:59")
    early.at("2023-11-05").check(VIEW).is_allowed()
    tried = early.when(NIGHT).then_is_admitted()
    with pytest.raises(ClockBehindError) as raised:
        tried.known_at("2023-11-01T23:58")
    assert raised.value == ClockBehindError(jst("2023-11-01T23:58"), jst("2023-11-01T23:59"))
    assert tried.known_at("2023-11-03").lifecycle == tried.lifecycle  # what was recorded meanwhile is left out
    whole = given(history).when(OSAKA_LATER)
    with pytest.raises(ClockBehindError):
        whole.known_at("2023-11-01")


def test_what_is_recorded_later_comes_on_top() -> None:
    longer = maintenance_moved("night", "2023-11-05T00:00", "2023-11-05T07:00")
    refused = NOTICE.known_at("2023-11-04").when(longer).then_is_refused(Refusal.MAINTENANCE_UNKNOWN)
    (
        refused.when(NIGHT)
        .then_changes(before=Reason.AVAILABLE, after=Reason.LOCKED_OUT)
        .known_at("2023-11-05T06:00")
        .when(longer)
        .then_changes(span=span("2023-11-05T06:00", "2023-11-05T07:00"), after=Reason.LOCKED_OUT)
        .known_at("2023-11-05T06:00:01")
        .when(maintenance_moved("night", "2023-11-05T00:00", "2023-11-05T08:00"))
        .then_is_admitted()
    )


def test_events_are_recorded_together_all_or_none() -> None:
    both = NOTICE.when(NIGHT, maintenance_moved("night", "2023-11-05T00:00", "2023-11-05T07:00"))
    both.then_changes(span=span("2023-11-05T00:00", "2023-11-05T07:00"))
    assert NOTICE.when(NIGHT, TOO_SOON).then_is_refused().lifecycle == official_lifecycle()


def test_an_empty_record_adopts_a_notice_which_may_tell_of_the_past() -> None:
    empty = given().known_at("2024-05-01")
    adopted = empty.adopting(*official_events()).then_is_admitted()
    assert adopted.lifecycle == official_lifecycle()
    adopted.when(NIGHT).then_is_refused(LifecycleEndedError)
    adopted.adopting(NIGHT).then_is_refused(LogNotEmptyError)
    empty.when(*official_events()).then_is_refused(PastChangedError)


def test_what_is_recorded_first_may_tell_of_the_past_by_adoption_only() -> None:
    empty = given().known_at("2023-11-01")
    empty.when(first_stop("2023-10-01")).then_is_refused(PastChangedError)
    empty.when(first_stop("2023-10-01"), correction=True).then_is_admitted()
    empty.adopting(first_stop("2023-10-01")).then_is_admitted()
    given().adopting(first_stop("2023-10-01")).then_is_admitted()


def test_what_comes_after_a_recorded_history_is_recorded_when_its_last_recording_was() -> None:
    history = written(Recording(jst("2023-11-14"), official_events())).entries
    given(history).when(OSAKA_LATER).then_is_refused(PastChangedError)
    given(history).when(OSAKA_LATER, correction=True).then_is_admitted()
    given(history).known_at("2023-11-14").when(OSAKA_LATER).then_is_refused(PastChangedError)


@pytest.mark.parametrize(
    ("unfinished", "told"),
    [
        (
            lambda: NOTICE.at("2023-11-01").check(Capability.EDIT),
            "asked, edit, asked as prefecture at 2023-11-01 00:00 JST: go on with is_allowed(...) or is_denied(...)",
        ),
        (
            lambda: NOTICE.at("2023-11-01").check(Capability.EDIT).check(Capability.VIEW).is_denied(),
            "what was asked, edit,",
        ),
        (
            lambda: NOTICE.at("2023-11-01").check(Capability.EDIT).and_at("2023-11-02").is_denied(),
            "what was asked, edit, asked as prefecture at 2023-11-01",
        ),
        (
            lambda: NOTICE.when(TOO_SOON),
            "refused, InadmissibleEventError RETURN_BEFORE_OPENING, and nothing is",
        ),
        (lambda: NOTICE.adopting(NIGHT), "refused, LogNotEmptyError, and nothing is said of it: go on with then_is_ad"),
    ],
)
def test_what_is_left_unsaid_warns_since_it_cannot_fail(unfinished: Callable[[], object], told: str) -> None:
    with pytest.warns(UnseenWarning, match=re.escape(told)):
        unfinished()


@pytest.mark.parametrize(
    "finished",
    [
        lambda: NOTICE.at("2023-11-01").check(Capability.EDIT).decision.allowed,
        lambda: NOTICE.at("2023-11-01").check(Capability.EDIT).until(None) is None,
        lambda: NOTICE.at("2023-11-01").check(Capability.EDIT).is_allowed(),
        lambda: NOTICE.when(TOO_SOON).then_is_admitted(),
        lambda: NOTICE.when(TOO_SOON).then_is_refused(PastChangedError),
        lambda: NOTICE.when(TOO_SOON).then_is_refused(cast("RefusalKind", 3)),
        lambda: NOTICE.when(TOO_SOON).at("2023-11-01"),
        lambda: NOTICE.when(NIGHT),
    ],
)
def test_whatever_is_said_is_enough_even_if_it_does_not_hold(finished: Callable[[], object]) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with suppress(ScenarioFailedError, InvalidFieldError):
            finished()
    assert not caught


def test_without_an_instant_there_is_no_past() -> None:
    NOTICE.when(first_stop("2023-09-01")).then_is_admitted()
    NOTICE.known_at("2023-11-01").when(first_stop("2023-09-01")).then_is_refused(PastChangedError)


@pytest.mark.parametrize(
    "step",
    [
        lambda scenario: scenario.lifecycle,
        lambda scenario: scenario.known_at("2024-01-01"),
        lambda scenario: scenario.when(NIGHT),
        lambda scenario: scenario.adopting(NIGHT).then_is_refused(LogNotEmptyError),
        lambda scenario: scenario.at("2024-01-01"),
        Scenario.then_is_admitted,
        Scenario.then_changes,
        Scenario.then_changes_nothing,
        Scenario.then_changes_nothing_else,
    ],
)
def test_a_refusal_that_is_not_told_fails_the_next_step(step: Callable[[Scenario], object]) -> None:
    refused = NOTICE.when(TOO_SOON)
    with pytest.raises(ScenarioFailedError, match="bulk download is not open at that instant"):
        step(refused)
    if step is not Scenario.then_is_admitted and step is not Scenario.then_changes:
        step(refused.then_is_refused())


@pytest.mark.parametrize(
    ("kind", "is_so"),
    [
        (LifecycleError, True),
        (InadmissibleEventError, True),
        (Refusal.RETURN_BEFORE_OPENING, True),
        (Refusal.RETURN_COMPLETED, False),
        (PastChangedError, False),
    ],
)
def test_a_refusal_is_told_by_its_kind_or_by_its_very_reason(
    kind: type[LifecycleError] | Refusal,
    is_so: bool,  # noqa: FBT001  # a column
) -> None:
    assert holds(lambda: NOTICE.when(TOO_SOON).then_is_refused(kind)) is is_so


def test_a_refusal_for_the_sake_of_the_past_has_no_reason_of_admission() -> None:
    refused = NOTICE.known_at("2023-11-14").when(OSAKA_LATER)
    assert not holds(lambda: refused.then_is_refused(Refusal.SLOT_MISSING))


# Matching


@pytest.mark.parametrize(
    ("criteria", "is_so"),
    [
        ({}, True),
        ({"capability": BULK_EXPORT}, True),
        ({"capability": VIEW}, False),
        ({"prefecture": OSAKA}, True),
        ({"prefecture": Prefecture.TOKYO}, False),
        ({"authority": SAKAI}, True),
        ({"authority": SAKAI, "prefecture": OSAKA}, True),
        ({"authority": HealthAuthority.TOKYO}, False),
        ({"role": Role.HEALTH_CENTER}, True),
        ({"role": Role.NATIONAL_GOVERNMENT}, False),
        ({"span": span("2023-11-13", "2023-11-18")}, True),
        ({"span": span("2023-11-13", "2023-11-17")}, False),
        ({"before": Reason.IN_SLOT}, True),
        ({"after": Reason.IN_SLOT}, True),
        ({"before": Reason.IN_SLOT, "after": Reason.IN_SLOT}, False),
        ({"before": Reason.AFTER_SLOT, "flips": False}, True),
        ({"before": Reason.IN_SLOT, "flips": False}, False),
    ],
)
def test_one_changed_answer_must_be_all_that_is_asked(
    criteria: dict[str, Any],
    is_so: bool,  # noqa: FBT001  # a column
) -> None:
    assert holds(lambda: MOVED.then_changes(**criteria)) is is_so


def test_whoever_is_not_told_is_something_else() -> None:
    MOVED.then_changes(prefecture=OSAKA).then_changes_nothing_else()
    MOVED.then_changes(flips=True).then_changes(flips=False).then_changes_nothing_else()
    assert not holds(lambda: MOVED.then_changes(flips=True).then_changes_nothing_else())
    assert not holds(lambda: MOVED.then_changes(authority=SAKAI).then_changes_nothing_else())
    assert not holds(lambda: MOVED.then_changes(role=Role.PREFECTURE).then_changes_nothing_else())
    everywhere = NOTICE.when(reserve("R", "2024-02-05", "2024-02-10"))
    assert not holds(lambda: everywhere.then_changes(prefecture=OSAKA).then_changes_nothing_else())


def test_a_change_may_be_told_of_fewer_than_it_is_of_but_not_of_more_nor_for_another_time() -> None:
    change = CHANGES[0]
    MOVED.then_changes(attrs.evolve(change, authority=SAKAI, roles=(Role.PREFECTURE,)))
    assert not holds(lambda: MOVED.then_changes(attrs.evolve(change, prefecture=None)))
    assert not holds(lambda: MOVED.then_changes(attrs.evolve(change, roles=tuple(Role))))
    assert not holds(lambda: MOVED.then_changes(attrs.evolve(change, span=span("2023-11-13", "2023-11-17"))))
    assert not holds(lambda: MOVED.then_changes(change, flips=False, before=Reason.IN_SLOT))


def test_two_scenarios_may_go_on_from_the_same_one() -> None:
    MOVED.then_changes(flips=True)
    assert not holds(MOVED.then_changes_nothing_else)


# Misuse


@pytest.mark.parametrize(
    ("use", "error"),
    [
        (lambda: NOTICE.at(NAIVE), NaiveInstantError),
        (lambda: NOTICE.at("noon"), UnreadableInstantError),
        (lambda: NOTICE.known_at(NAIVE), NaiveInstantError),
        (lambda: NOTICE.at("2023-11-01").and_at(NAIVE), NaiveInstantError),
        (lambda: NOTICE.at("2023-11-01").check(VIEW).is_denied().and_at(NAIVE), NaiveInstantError),
        (lambda: NOTICE.at("2023-11-01").check(VIEW).until(NAIVE), NaiveInstantError),
        (lambda: NOTICE.at("2023-11-01").check(VIEW).next_allowed(NAIVE), NaiveInstantError),
        (lambda: NOTICE.at("2023-11-01").check(cast("Capability", "view")), NotAMemberError),
        (lambda: NOTICE.at("2023-11-01").is_in(cast("Phase", "read_only")), InvalidFieldError),
        (lambda: NOTICE.at("2023-11-01").check(VIEW).is_allowed(Reason.STOPPED), InvalidFieldError),
        (lambda: NOTICE.at("2023-11-01").check(VIEW).is_denied(Reason.AVAILABLE), InvalidFieldError),
        (lambda: NOTICE.at("2023-11-01").check(VIEW).is_denied(cast("Reason", "stopped")), InvalidFieldError),
        (NOTICE.when, InvalidFieldError),
        (lambda: NOTICE.when(cast("Event", "NIGHT")), InvalidFieldError),
        (lambda: MOVED.then_changes(prefecture=cast("Prefecture", "27")), NotAMemberError),
        (lambda: MOVED.then_changes(prefecture=Prefecture.TOKYO, authority=SAKAI), AuthorityOutsidePrefectureError),
        (lambda: given([TOO_SOON]), InadmissibleEventError),
        (lambda: given(cast("list[Event]", [*ADOPTED.entries, OSAKA_LATER])), InvalidFieldError),
        (lambda: NOTICE.at("2023-11-01").check(VIEW).until(cast("str", 3)), NotAnInstantError),
    ],
)
def test_misuse_is_an_error_of_the_library_at_once(use: Callable[[], object], error: type[LifecycleError]) -> None:
    with pytest.raises(error):
        use()


@pytest.mark.parametrize(
    ("use", "remedy"),
    [
        (NOTICE.when, "events = (): give at least one event"),
        (given().adopting, "events = (): give at least one event"),
        (lambda: NOTICE.when(cast("Event", [NIGHT])), "one after the other; of a list, give *events"),
        (lambda: MOVED.then_is_refused(cast("Refusal", "x")), "kind = 'x': pass the class of an error of this library"),
        (lambda: MOVED.then_is_refused(cast("Refusal", Reason.IN_SLOT)), "or a member of Refusal"),
        (lambda: MOVED.then_is_refused(cast("Refusal", ValueError)), "such as PastChangedError"),
        (lambda: MOVED.then_is_refused(cast("Refusal", NothingTriedError("when"))), "pass the class of an error"),
        (lambda: MOVED.then_changes(cast("Change", VIEW)), "or name what is looked for: then_changes(*changes)"),
        (lambda: MOVED.then_changes(cast("Change", CHANGES)), "one by one"),
        (lambda: MOVED.then_changes(before=cast("Reason", "in_slot")), "before = 'in_slot': pass a member of Reason"),
        (lambda: MOVED.then_changes(after=cast("Reason", Phase.RESERVE)), "pass a member of Reason"),
        (lambda: MOVED.then_changes(span=cast("Any", ("a", "b"))), "span = ('a', 'b'): pass a Span"),
        (lambda: MOVED.then_changes(flips=cast("bool", "yes")), "flips = 'yes': pass True or False"),
        (lambda: MOVED.then_changes(flips=cast("bool", 1)), "flips = 1: pass True or False"),
        (
            NOTICE.at("2023-11-01").check(VIEW).rests_on,
            'clauses = (): name clauses by their texts, such as rests_on("N4"',
        ),
        (
            lambda: NOTICE.at("2023-11-01").check(VIEW).rests_on("N4", cast("str", NIGHT.citation)),
            "name clauses by their texts",
        ),
        (lambda: given(cast("list[Event]", 3)), "record = 3: give a list of events, a lifecycle, a log, or recorded"),
        (lambda: given(cast("list[Event]", NIGHT)), "give a list of events"),
        (lambda: given(cast("list[Event]", "notice")), "hersys_lifecycle.codec.structure reads their wire form"),
        (lambda: given(cast("list[Event]", {"type": "slot_assigned"})), "codec.structure reads their wire form"),
        (lambda: given(cast("list[Event]", [3])), "event = 3: pass an event"),
        (lambda: given(cast("list[Event]", lifecycles())), "to draw cases, use hypothesis.given"),
    ],
)
def test_misuse_is_told_with_the_remedy(use: Callable[[], object], remedy: str) -> None:
    with pytest.raises(InvalidFieldError) as raised:
        use()
    assert remedy in str(raised.value)


def test_a_reason_that_can_never_be_is_told_with_those_that_can() -> None:
    with pytest.raises(InvalidFieldError, match="nothing is allowed for it: pass the Reason of in_slot, in_res"):
        NOTICE.at("2023-11-01").check(VIEW).is_allowed(Reason.STOPPED)


@pytest.mark.parametrize(
    "step",
    [
        Scenario.then_is_admitted,
        Scenario.then_is_refused,
        Scenario.then_changes,
        Scenario.then_changes_nothing,
        Scenario.then_changes_nothing_else,
    ],
)
def test_what_tells_of_a_recording_comes_after_one(step: Callable[[Scenario], object]) -> None:
    for scenario in (NOTICE, NOTICE.known_at("2023-11-01"), MOVED.known_at("2023-11-13")):
        with pytest.raises(NothingTriedError) as raised:
            step(scenario)
        assert raised.value == NothingTriedError(step.__name__)
        assert str(raised.value) == (
            f"{step.__name__}() tells of what was recorded, and nothing was: "
            "call when(event) or adopting(event) before it"
        )


def test_a_failure_is_an_assertion() -> None:
    assert issubclass(ScenarioFailedError, AssertionError)
    assert not issubclass(ScenarioFailedError, LifecycleError)
