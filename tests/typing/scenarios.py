"""The types of scenarios and fixtures, checked by mypy and never run; each ``type: ignore`` must stay refused."""

from datetime import date, datetime, timedelta
from typing import assert_type

from hersys_lifecycle import Capability, HealthAuthority, Lifecycle, Phase, Prefecture, Reason, Role, Span
from hersys_lifecycle.audit import Change, Log, MergedChange, RecordedEvent
from hersys_lifecycle.errors import PastChangedError
from hersys_lifecycle.events import Event
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.states import Refusal
from hersys_lifecycle.store import open_store
from hersys_lifecycle.testing import Answer, FrozenClock, Instant, Moment, RefusalKind, Scenario, given


def how_a_scenario_is_made(lifecycle: Lifecycle, history: tuple[RecordedEvent, ...], log: Log, event: Event) -> None:
    assert_type(given(), Scenario)
    assert_type(given(log), Scenario)
    assert_type(given(lifecycle), Scenario)
    assert_type(given(history), Scenario)
    assert_type(given(official_events()), Scenario)
    assert_type(given([event]).lifecycle, Lifecycle)
    given(event)  # type: ignore[arg-type]
    given("notice")  # type: ignore[arg-type]


def what_is_recorded(scenario: Scenario, event: Event, at: datetime, change: Change, span: Span) -> None:
    assert_type(scenario.adopting(event, event).then_is_admitted(), Scenario)
    assert_type(scenario.known_at(at).known_at("2023-11-01").when(event, event, correction=True), Scenario)
    assert_type(scenario.then_is_admitted().then_is_refused(), Scenario)
    assert_type(scenario.then_is_refused(PastChangedError).then_is_refused(Refusal.SLOT_TAKEN), Scenario)
    assert_type(scenario.then_changes(change).then_changes(), Scenario)
    assert_type(scenario.then_changes(capability=Capability.EDIT, role=Role.PREFECTURE, flips=True), Scenario)
    assert_type(scenario.then_changes(span=span, before=Reason.IN_SLOT, after=Reason.AFTER_SLOT), Scenario)
    assert_type(scenario.then_changes_nothing().then_changes_nothing_else(), Scenario)
    scenario.known_at(date(2023, 11, 1))  # type: ignore[arg-type]
    scenario.when([event])  # type: ignore[arg-type]
    scenario.adopting([event])  # type: ignore[arg-type]
    scenario.then_is_refused(ValueError)  # type: ignore[arg-type]
    scenario.then_changes(prefecture="27")  # type: ignore[arg-type]
    scenario.then_changes(Capability.EDIT)  # type: ignore[arg-type]


def what_is_asked(scenario: Scenario, at: datetime, authority: HealthAuthority) -> None:
    assert_type(scenario.at(at).is_in(Phase.READ_ONLY).and_at(at), Moment)
    assert_type(scenario.at("2023-11-01").check(Capability.EDIT), Answer)
    answer = scenario.at(at).check(Capability.BULK_EXPORT, Prefecture.OSAKA, role=Role.PREFECTURE, authority=authority)
    assert_type(answer.is_allowed().is_denied(Reason.AFTER_SLOT).until(None).next_allowed(at).rests_on("N4"), Answer)
    assert_type(answer.is_in(Phase.READ_ONLY).and_at(at).check(Capability.EDIT), Answer)
    answer.is_allowed("in_slot")  # type: ignore[arg-type]
    answer.is_in("read_only")  # type: ignore[arg-type]
    scenario.at(at).check("edit")  # type: ignore[arg-type]


def a_clock_that_stands(clock: FrozenClock) -> None:
    open_store(":memory:", clock=clock)
    assert_type(clock(), datetime)
    assert_type(clock.now, datetime)
    assert_type(clock.set("2023-11-01"), datetime)
    assert_type(clock.advance(timedelta(days=1)), datetime)
    clock.now = clock()  # type: ignore[misc]
    clock.advance(1)  # type: ignore[arg-type]


def what_a_scenario_takes_may_be_handed_on(scenario: Scenario, at: Instant, kind: RefusalKind, event: Event) -> None:
    assert_type(scenario.known_at(at).when(event).then_is_refused(kind), Scenario)


def changes_may_be_told_merged(scenario: Scenario, together: MergedChange, change: Change) -> None:
    assert_type(scenario.then_changes(together, change), Scenario)
