"""The trail: what each event changed, of the past and of the future; all together it is what is known."""

from collections.abc import Callable, Iterable, Iterator

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.audit import Change, RecordedEvent, compare, replay, split, trail
from hersys_lifecycle.audit.reasoning import Standpoint, changes_between
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import Reason
from hersys_lifecycle.citations import Citation, Grade
from hersys_lifecycle.errors import InadmissibleEventError, NaiveInstantError
from hersys_lifecycle.events import Event, MaintenanceRescheduled
from hersys_lifecycle.instants import Span
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.states import fold
from hersys_lifecycle.testing import Question, around, histories, in_zone, lifecycles, questions, recorded_histories
from hersys_lifecycle.testing.changing import told
from hersys_lifecycle.testing.growing import ANNOUNCED
from hersys_lifecycle.testing.moments import EXTREMES
from hersys_lifecycle.testing.recordings import Recording
from tests import oracle
from tests.admitting import CITY, LIMITED, OSAKA, UPGRADE
from tests.shorthand import completed, jst, maintenance_moved, reserve, span, written
from tests.strategies import SLOW

ENTITLED = (Role.PREFECTURE, Role.HEALTH_CENTER)
LONGER = MaintenanceRescheduled(
    citation=Citation("an overrun", "1", Grade.STATED),
    name="upgrade",
    span=span("2023-10-31T18:00", "2023-11-01T12:00"),
)
NIGHT = jst("2023-11-01T09:30")
HISTORY = written(
    Recording(ANNOUNCED, (*LIMITED, UPGRADE)),
    Recording(NIGHT, (LONGER,), by="operations", correction=True),
).entries


def refusal(call: Callable[[], object]) -> InadmissibleEventError | None:
    """Return the error with which a call refuses the events it is given."""
    try:
        call()
    except InadmissibleEventError as error:
        return error
    return None


def within(window: Span, changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return what of some changes lies in a window, in their order."""
    parts: list[Change] = []
    for change in changes:
        start = max((each.start for each in (change.span, window) if each.start), default=None)
        end = min((each.end for each in (change.span, window) if each.end), default=None)
        if start is None or end is None or start < end:
            parts.append(evolve(change, span=Span(start, end)))
    return tuple(parts)


@given(recorded_histories(), questions())
def test_an_answer_before_an_event_with_what_it_changed_is_the_answer_after_it(
    history: tuple[RecordedEvent, ...], question: Question
) -> None:
    events = [entry.event for entry in history]
    edges = {edge for size in range(len(events)) for edge in oracle.all_edges(events[: size + 1])}
    instants = around({*edges, *(entry.recorded_at for entry in history), *EXTREMES})
    known = {at: oracle.answer([], *question, at)[1] for at in instants}
    for size, traced in enumerate(trail(history), 1):
        for at in instants:
            becomes = oracle.answer(events[:size], *question, at)[1]
            expected = [] if becomes == known[at] else [(known[at], becomes)]
            past = at < traced.entry.recorded_at
            assert told(traced.retroactive, question, at) == (expected if past else [])
            assert told(traced.future, question, at) == ([] if past else expected)
            known[at] = becomes


@SLOW
@given(recorded_histories())
def test_every_event_is_told_in_order_with_exactly_the_changes_that_comparing_finds(
    history: tuple[RecordedEvent, ...],
) -> None:
    before = Lifecycle.from_events(())
    traced = tuple(trail(history))
    assert tuple(each.entry for each in traced) == history
    for entry, retroactive, future in traced:
        after = before.apply(entry.event)
        changes = compare(before, after)
        assert retroactive == within(Span(None, entry.recorded_at), changes)
        assert future == within(Span(entry.recorded_at, None), changes)
        before = after


@SLOW
@given(lifecycles(), lifecycles(), st.data())
def test_changes_are_split_at_any_instant(before: Lifecycle, after: Lifecycle, data: st.DataObject) -> None:
    changes = compare(before, after)
    edges = {*oracle.all_edges(before.events), *oracle.all_edges(after.events)} - {*EXTREMES}
    at = data.draw(st.sampled_from(around({*edges, ANNOUNCED})))
    earlier, later = split(changes, data.draw(in_zone(at)))
    assert (earlier, later) == (within(Span(None, at), changes), within(Span(at, None), changes))


def test_changes_are_split_at_an_instant_only() -> None:
    with pytest.raises(NaiveInstantError):
        split((), ANNOUNCED.replace(tzinfo=None))


@SLOW
@given(histories(), st.data())
def test_from_any_state_to_any_other_it_is_what_comparing_their_lifecycles_finds(
    history: list[Event], data: st.DataObject
) -> None:
    for _ in range(4):
        before, after = (history[: data.draw(st.integers(0, len(history)))] for _ in range(2))
        changes = changes_between(Standpoint.of(fold(before)), Standpoint.of(fold(after)))
        assert changes == compare(Lifecycle.from_events(before), Lifecycle.from_events(after))


@SLOW
@given(recorded_histories(), st.data())
def test_what_is_no_history_is_refused_as_a_replay_refuses_it(
    history: tuple[RecordedEvent, ...], data: st.DataObject
) -> None:
    gap = data.draw(st.integers(0, len(history)))
    entries = history[:gap] + history[gap + 1 :]
    assert refusal(lambda: tuple(trail(entries))) == refusal(lambda: replay(entries))


def test_events_are_traced_one_by_one_as_they_come() -> None:
    taken: list[int] = []

    def coming() -> Iterator[RecordedEvent]:
        for entry in HISTORY:
            taken.append(entry.position)
            yield entry

    course = trail(coming())
    assert taken == []
    assert [(next(course).entry.position, len(taken)) for _ in range(3)] == [(1, 1), (2, 2), (3, 3)]


def test_a_correction_is_told_with_its_recorder_its_authority_and_what_it_changed_of_the_past_and_of_the_future() -> (
    None
):
    *_, traced = trail(HISTORY)
    assert (traced.entry.recorded_by, traced.entry.recorded_at, traced.entry.correction) == ("operations", NIGHT, True)
    assert traced.entry.event.citation == LONGER.citation
    view = [
        [(each.span, each.before, each.after) for each in part if each.capability is Capability.VIEW]
        for part in (traced.retroactive, traced.future)
    ]
    assert view == [
        [(span("2023-11-01T08:00", "2023-11-01T09:30"), Reason.AVAILABLE, Reason.LOCKED_OUT)],
        [(span("2023-11-01T09:30", "2023-11-01T12:00"), Reason.AVAILABLE, Reason.LOCKED_OUT)],
    ]


def test_events_that_are_recorded_together_are_each_told_on_their_own() -> None:
    days = "2024-02-01", "2024-02-10"
    together = (
        reserve("R", *days),
        completed(CITY, "2024-02-03"),
        maintenance_moved("upgrade", "2023-10-31T18:00", "2023-11-01T08:00"),
    )
    history = written(Recording(ANNOUNCED, (*LIMITED, UPGRADE)), Recording(ANNOUNCED, together)).entries
    opened, returned, unmoved = tuple(trail(history))[-3:]
    assert [(each.prefecture, each.before, each.after) for each in opened.future] == [
        (None, Reason.NO_SLOT, Reason.IN_RESERVE_PERIOD)
    ]
    assert returned.future == (
        Change(
            capability=Capability.BULK_EXPORT,
            prefecture=OSAKA,
            authority=HealthAuthority.OSAKA_SHI,
            roles=ENTITLED,
            span=span("2024-02-03", "2024-02-10"),
            before=Reason.IN_RESERVE_PERIOD,
            after=Reason.RETURN_COMPLETED,
        ),
    )
    assert (unmoved.retroactive, unmoved.future) == ((), ())


def test_nothing_recorded_leaves_no_trail() -> None:
    assert tuple(trail(())) == ()
