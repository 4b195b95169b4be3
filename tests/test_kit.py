"""What the kit draws is what it says: admitted by the rules' second reading, of every kind, at the edges, and small."""

import inspect
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import TypeVar, cast, get_args
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from hypothesis.vendor.pretty import pretty

from hersys_lifecycle import (
    Capability,
    Citation,
    Decision,
    Grade,
    HealthAuthority,
    Lifecycle,
    Prefecture,
    Reason,
    Role,
    Span,
    compare,
    official_lifecycle,
    testing,
)
from hersys_lifecycle.audit import Log, RecordedEvent, readmitted
from hersys_lifecycle.errors import (
    InadmissibleEventError,
    InvalidFieldError,
    LifecycleError,
    NaiveInstantError,
    NotAMemberError,
)
from hersys_lifecycle.events import (
    EVENT_TYPES,
    DecommissionScheduled,
    Event,
    NonReportableRegistrationStopped,
    SlotAssigned,
    SlotRescheduled,
    UpdatesStopped,
)
from hersys_lifecycle.instants import JST, MICROSECOND, japan_time
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.states import LifecycleState, fold
from hersys_lifecycle.testing import (
    Case,
    Question,
    amendments,
    around,
    authorities,
    capabilities,
    cases,
    citations,
    events,
    events_of,
    histories,
    in_zone,
    instants,
    lifecycles,
    prefectures,
    questions,
    recorded_histories,
    spans,
    time_zones,
)
from hersys_lifecycle.testing.announcing import CITED
from hersys_lifecycle.testing.moments import EXTREMES
from tests import oracle
from tests.strategies import QUESTIONS, SLOW

T = TypeVar("T")
OFFICIAL = official_lifecycle()


def minimal(strategy: SearchStrategy[T], condition: Callable[[T], bool], examples: int = 2000) -> T:
    """Return the example that a failing test would be shown."""
    looking = settings(max_examples=examples, database=None, derandomize=False, phases=[Phase.generate, Phase.shrink])
    return find(strategy, condition, settings=looking, random=Random(0))  # noqa: S311  # the same every time


# What is drawn is right, as the second reading of the rules has it.


@given(histories())
def test_every_event_of_a_history_is_admitted_after_those_before_it(log: list[Event]) -> None:
    assert [event for position, event in enumerate(log) if not oracle.admitted(log[:position], event)] == []


@given(histories(), st.data())
def test_an_event_for_a_state_may_be_recorded_next(log: list[Event], data: st.DataObject) -> None:
    assert oracle.admitted(log, data.draw(events(fold(log))))


@SLOW
@given(lifecycles(max_size=6), st.data())
def test_an_amendment_may_be_recorded_next_and_changes_an_answer(lifecycle: Lifecycle, data: st.DataObject) -> None:
    amendment = data.draw(amendments(lifecycle))
    assert oracle.admitted(lifecycle.events, amendment)
    assert compare(lifecycle, lifecycle.apply(amendment))


@SLOW
@given(recorded_histories())
def test_a_recorded_history_is_one_that_a_store_would_take_over(entries: tuple[RecordedEvent, ...]) -> None:
    assert readmitted(entries).entries == entries


@SLOW
@given(histories(official_events()[:8], max_size=4), recorded_histories(official_events()[:8], max_size=4))
def test_a_history_begins_with_what_it_is_given_and_has_no_more_events_than_asked_for(
    log: list[Event], entries: tuple[RecordedEvent, ...]
) -> None:
    for each in (log, [entry.event for entry in entries]):
        assert tuple(each[:8]) == official_events()[:8]
        assert len(each) <= 12


def test_a_start_that_is_no_history_is_refused_before_anything_is_drawn() -> None:
    moved = minimal(events_of(SlotRescheduled), lambda _: True)
    for strategy in (histories, lifecycles, recorded_histories):
        with pytest.raises(InadmissibleEventError):
            strategy([moved])


@pytest.mark.parametrize("strategy", [in_zone, lambda at: around([at])])
def test_what_is_no_instant_has_no_neighbours_and_no_other_time_zone(strategy: Callable[[datetime], object]) -> None:
    with pytest.raises(NaiveInstantError):
        strategy(datetime(2023, 11, 1, 8))  # noqa: DTZ001  # which is the point


@given(recorded_histories().filter(bool))
def test_the_first_recording_is_an_adoption(entries: tuple[RecordedEvent, ...]) -> None:
    assert not entries[0].correction


@given(histories(max_size=3))
def test_a_history_that_begins_anyhow_has_no_more_events_than_asked_for(log: list[Event]) -> None:
    assert len(log) <= 3


@given(questions(), st.data())
def test_a_question_has_an_answer_and_is_answered_as_check_answers(question: Question, data: st.DataObject) -> None:
    at = data.draw(instants(OFFICIAL))
    capability, prefecture, authority, role = question
    decision = question.check(OFFICIAL, at)
    assert decision == OFFICIAL.check(capability, prefecture, at=at, role=role, authority=authority)
    assert isinstance(decision, Decision)


@given(prefectures().flatmap(lambda each: st.tuples(st.just(each), authorities(each))))
def test_an_authority_of_a_prefecture_is_in_it(pair: tuple[Prefecture, HealthAuthority]) -> None:
    assert pair[1].prefecture is pair[0]


# Nothing is left out.


def drawn(strategy: SearchStrategy[T], count: int) -> list[T]:
    """Return what some draws give, the same every time."""
    found: list[T] = []

    @settings(max_examples=count, database=None, derandomize=True, phases=[Phase.generate])
    @given(strategy)
    def collect(each: T) -> None:
        found.append(each)

    collect()
    return found


@pytest.mark.parametrize("kind", EVENT_TYPES.values(), ids=EVENT_TYPES)
def test_events_of_a_kind_are_of_that_kind(kind: type[Event]) -> None:
    assert {type(event) for event in drawn(events_of(kind), 20)} == {kind}


@pytest.mark.parametrize(
    ("misuse", "error", "remedy"),
    [
        (lambda: authorities(cast("Prefecture", "大阪府")), NotAMemberError, "大阪府"),
        (lambda: histories(max_size=-1), InvalidFieldError, "max_size = -1: pass a whole number, 0 or more"),
        (lambda: recorded_histories(cast("list[Event]", [3])), InvalidFieldError, "event = 3: pass an event"),
    ],
)
def test_what_cannot_be_drawn_is_refused_at_once(
    misuse: Callable[[], object], error: type[LifecycleError], remedy: str
) -> None:
    with pytest.raises(error, match=re.escape(remedy)):
        misuse()


def test_a_lifecycle_will_do_to_begin_with() -> None:
    begun = official_lifecycle()
    assert all(each.events[:52] == begun.events for each in drawn(lifecycles(begun, max_size=2), 10))


def test_events_of_every_kind_are_drawn_and_get_into_histories() -> None:
    assert {type(event) for event in drawn(events(), 150)} == set(EVENT_TYPES.values())
    assert {type(event) for log in drawn(histories(), 150) for event in log} == set(EVENT_TYPES.values())


def test_every_reason_there_is_is_met() -> None:
    answers = {
        question.check(lifecycle, edge).reason
        for lifecycle in drawn(lifecycles(), 100)
        for edge in lifecycle.state.instants()
        for question in QUESTIONS
    }
    assert answers == set(Reason)


@given(cases(OFFICIAL, capability=Capability.BULK_EXPORT))
def test_cases_are_of_the_lifecycle_and_the_capability_that_are_given(case: Case) -> None:
    assert case.lifecycle is OFFICIAL
    assert case.question.capability is Capability.BULK_EXPORT
    assert case.decision == case.question.check(OFFICIAL, case.at)


def test_the_instants_of_a_lifecycle_are_its_edges_their_neighbours_and_others_in_many_time_zones() -> None:
    edges = OFFICIAL.state.instants()
    found = drawn(instants(OFFICIAL), 1200)
    assert {edge.timestamp() for edge in around(edges)} <= {at.timestamp() for at in found}
    assert any(min(abs(at - edge) for edge in edges) > MICROSECOND for at in found)
    assert len({repr(at.tzinfo) for at in found}) >= 8


def test_where_nothing_is_on_record_the_instants_are_those_of_the_notice() -> None:
    assert {FIRST, FIRST - MICROSECOND, FIRST + MICROSECOND} <= set(drawn(instants(Lifecycle.from_events(())), 500))


def test_instants_can_be_drawn_about_a_lifecycle_that_reaches_the_ends_of_the_calendar() -> None:
    first = NonReportableRegistrationStopped(citation=CITED, at=EXTREMES[0])
    updates = UpdatesStopped(citation=CITED, at=EXTREMES[0])
    lifecycle = Lifecycle.from_events([first, updates, DecommissionScheduled(citation=CITED, at=EXTREMES[1])])
    assert {EXTREMES[0], EXTREMES[1]} <= set(drawn(instants(lifecycle), 100))


def test_every_capability_is_asked_and_bulk_export_for_every_role() -> None:
    asked = drawn(questions(), 200)
    assert {question.capability for question in asked} == set(Capability)
    assert {question.role for question in asked if question.capability is Capability.BULK_EXPORT} == set(Role)


# What a failing test shows is small.

OTHERS = {"agree", "around", "given", "in_memory", "on_sqlite"}
STRATEGIES = [name for name in testing.__all__ if name.islower() and name not in OTHERS]


@pytest.mark.parametrize("name", STRATEGIES)
def test_every_strategy_says_what_it_shrinks_to(name: str) -> None:
    assert "hrinks to" in (inspect.getdoc(getattr(testing, name)) or "")


FIRST = datetime(2023, 10, 1, tzinfo=JST)
NOTICE_1 = Citation("本年11月以降のHER-SYSの運用について", "N1", Grade.STATED)
SHRINKS: list[tuple[SearchStrategy[object], object]] = [
    (prefectures(), Prefecture.OSAKA),
    (authorities(), HealthAuthority.OSAKA),
    (authorities(Prefecture.KYOTO), HealthAuthority.KYOTO),
    (capabilities(), Capability.LOGIN),
    (questions(), Question(Capability.LOGIN)),
    (citations(), NOTICE_1),
    (spans(), Span(FIRST, datetime(2023, 10, 31, 18, tzinfo=JST))),
    (in_zone(FIRST), FIRST),
    (instants(OFFICIAL), FIRST),
    (time_zones(), JST),
    (cases(), Case(Lifecycle.from_events(()), Question(Capability.LOGIN), FIRST)),
    (cases(OFFICIAL), Case(OFFICIAL, Question(Capability.LOGIN), datetime(2023, 10, 31, 18, tzinfo=JST))),
    (events(OFFICIAL.state), NonReportableRegistrationStopped(citation=CITED, at=FIRST)),
    (events_of(UpdatesStopped), UpdatesStopped(citation=NOTICE_1, at=FIRST)),
    (histories(), []),
    (histories(official_events()), list(official_events())),
    (lifecycles(), Lifecycle.from_events(())),
    (recorded_histories(), ()),
]


@pytest.mark.parametrize(("strategy", "smallest"), SHRINKS, ids=lambda value: str(value)[:24])
def test_a_strategy_shrinks_to_what_it_says(strategy: SearchStrategy[object], smallest: object) -> None:
    found = minimal(strategy, lambda _: True)
    assert found == smallest
    assert not isinstance(found, datetime) or found.tzinfo is JST


def test_a_history_shrinks_to_the_events_that_matter() -> None:
    log = minimal(histories(), lambda log: any(isinstance(event, SlotAssigned) for event in log))
    assert [type(event) for event in log] == [SlotAssigned]


def stopped_too_late(case: Case) -> bool:
    """Answer as a service that takes the stop of updates for the last instant at which one may still edit."""
    stop = case.lifecycle.state.updates_stop
    return case.decision.allowed or (
        case.decision.reason is Reason.STOPPED and stop is not None and case.at <= stop.value
    )


def test_the_counterexample_of_a_fault_at_an_edge_is_small_and_readable() -> None:
    case = minimal(cases(), lambda case: stopped_too_late(case) is not case.decision.allowed, 500)
    assert [type(event) for event in case.lifecycle.events] == [NonReportableRegistrationStopped, UpdatesStopped]
    assert case.question == Question(Capability.REGISTER)
    assert (case.at, case.at.tzinfo) == (datetime(2023, 10, 31, 18, tzinfo=JST), JST)
    assert max(map(len, map(repr, case.lifecycle.events))) < 140


def closed_too_late(case: Case) -> bool:
    capability, prefecture, authority, role = case.question
    windows = case.lifecycle.windows(capability, prefecture, role=role, authority=authority)
    return case.decision.allowed or any(window.end is not None and window.end == case.at for window in windows)


def whoever_asks(case: Case) -> bool:
    return case.question._replace(role=Role.PREFECTURE).check(case.lifecycle, case.at).allowed


def of_the_prefecture(case: Case) -> bool:
    capability, prefecture, authority, role = case.question
    place = authority.prefecture if authority else prefecture
    return case.lifecycle.allows(capability, place, at=case.at, role=role)


@pytest.mark.parametrize(("mistaken", "count"), [(closed_too_late, 100), (whoever_asks, 100), (of_the_prefecture, 300)])
def test_a_service_that_is_wrong_is_soon_found_out(mistaken: Callable[[Case], bool], count: int) -> None:
    about_bulk_export = drawn(cases(capability=Capability.BULK_EXPORT), count)
    assert any(mistaken(case) is not case.decision.allowed for case in about_bulk_export)


def test_three_instants_in_four_lie_at_an_edge_or_beside_it() -> None:
    edges = OFFICIAL.state.instants()
    near = [min(abs(at - edge) for edge in edges) <= MICROSECOND for at in drawn(instants(OFFICIAL), 400)]
    assert 0.65 < sum(near) / len(near) < 0.85


# Types are known without an import.


@attrs.frozen
class Booking:
    """What a team might have of its own, made of the types of the library."""

    prefecture: Prefecture
    span: Span
    known: Lifecycle
    history: Log
    event: Event


TYPES = (
    Question,
    Case,
    Prefecture,
    HealthAuthority,
    Span,
    Citation,
    Lifecycle,
    LifecycleState,
    Log,
    RecordedEvent,
    *get_args(Event),
)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_a_type_is_drawn_by_name_alone(kind: type) -> None:
    found: list[object] = drawn(st.from_type(kind), 5)
    assert {type(each) for each in found} == {kind}


def test_what_is_made_of_those_types_is_built_without_telling_how() -> None:
    assert all(type(each.event) in get_args(Event) for each in drawn(st.builds(Booking), 20))


@pytest.mark.parametrize("kind", get_args(Event), ids=lambda kind: kind.__name__)
def test_an_event_is_built_without_telling_how_its_fields_are(kind: type[Event]) -> None:
    assert {type(each) for each in drawn(st.builds(kind), 50)} == {kind}


def test_hypothesis_knows_the_types_by_itself_wherever_the_extra_is_installed(tmp_path: Path) -> None:
    program = (
        "from hypothesis import find, strategies as st\n"
        "from hersys_lifecycle import Span\n"
        "print(find(st.from_type(Span), lambda _: True))\n"
    )
    shown = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (shown.stdout, shown.stderr) == ("[2023-10-01T00:00:00+09:00, 2023-10-31T18:00:00+09:00)\n", "")


# A counterexample can be typed in again.

_NAMED = (*get_args(Event), Span, Citation, Lifecycle, Case, Question, Grade, Prefecture, HealthAuthority)
TYPED = {each.__name__: each for each in (*_NAMED, Capability, Role, datetime)} | {"JST": JST, "ZoneInfo": ZoneInfo}


@given(events() | spans() | citations() | lifecycles(max_size=3))
def test_what_is_drawn_is_shown_as_it_is_typed_in_python(value: Event | Span | Citation | Lifecycle) -> None:
    assert eval(repr(value), TYPED) == value  # noqa: S307  # our own
    assert eval(pretty(value), TYPED) == value  # noqa: S307  # our own


@SLOW
@given(cases())
def test_a_case_is_shown_as_it_is_typed_in_python(case: Case) -> None:
    for shown in (pretty(case), repr(case)):
        typed = eval(shown, TYPED)  # noqa: S307  # our own
        assert typed[:2] == case[:2]
        assert japan_time(typed.at) == japan_time(case.at)


def test_a_span_with_open_ends_is_shown_as_it_is_typed() -> None:
    assert repr(Span(None, None)) == "Span(None, None)"
