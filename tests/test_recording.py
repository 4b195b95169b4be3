"""What may be recorded next: what is admitted, and does not change the past by accident (rules, section 6)."""

from datetime import UTC, datetime
from typing import cast

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.audit import (
    Change,
    Log,
    RecordedEvent,
    admit_adoption,
    admit_recording,
    compare,
    propose,
    recording_time,
    split,
)
from hersys_lifecycle.audit.recording import TOLERATED_SKEW
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import Reason
from hersys_lifecycle.errors import (
    ClockBehindError,
    InadmissibleEventError,
    InstantOutOfRangeError,
    LifecycleEndedError,
    LogNotEmptyError,
    NaiveInstantError,
    NotAnInstantError,
    PastChangedError,
)
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import JST, MICROSECOND, Span
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.states import fold
from hersys_lifecycle.testing import around, in_zone, lifecycles
from hersys_lifecycle.testing.growing import ANNOUNCED
from hersys_lifecycle.testing.moments import EXTREMES, colliding_instants
from hersys_lifecycle.testing.recordings import Recording, recorded
from tests import oracle
from tests.admitting import DONE, KYOTO, LIMITED, OSAKA, RESERVE, UPGRADE
from tests.shorthand import (
    completed,
    decommissioning,
    jst,
    limit,
    maintenance,
    maintenance_cancelled,
    maintenance_moved,
    slot,
    slot_moved,
    span,
    written,
)
from tests.strategies import QUESTIONS, SLOW, histories_and_events

Events = tuple[Event, ...]
Entries = tuple[RecordedEvent, ...]

SLOT = slot(OSAKA, "2023-11-13", "2023-11-18")
ADOPTED: Events = (*LIMITED, UPGRADE, SLOT)
LOG = written(Recording(ANNOUNCED, ADOPTED))


def adopted(events: Events) -> Log:
    """Return the log in which some events were adopted, or nothing."""
    return written(Recording(ANNOUNCED, events)) if events else Log()


# When.


@pytest.mark.parametrize(
    ("now", "at"),
    [
        (ANNOUNCED + MICROSECOND, ANNOUNCED + MICROSECOND),
        (ANNOUNCED, ANNOUNCED),
        (ANNOUNCED - MICROSECOND, ANNOUNCED),
        (ANNOUNCED - TOLERATED_SKEW, ANNOUNCED),
        (EXTREMES[1], EXTREMES[1]),
    ],
)
def test_recorded_at_is_what_the_clock_says_but_never_before_the_last_entry(now: datetime, at: datetime) -> None:
    for told in (now, now.astimezone(UTC)):
        recorded_at = recording_time(LOG, told)
        assert (recorded_at, recorded_at.tzinfo) == (at, JST)


@pytest.mark.parametrize("now", [ANNOUNCED - TOLERATED_SKEW - MICROSECOND, EXTREMES[0]])
def test_a_clock_that_is_further_behind_than_those_of_two_hosts_are_apart_is_refused(now: datetime) -> None:
    with pytest.raises(ClockBehindError) as raised:
        recording_time(LOG, now)
    assert raised.value == ClockBehindError(now, ANNOUNCED)


@given(st.data())
def test_before_anything_is_recorded_any_instant_will_do(data: st.DataObject) -> None:
    now = data.draw(colliding_instants())
    assert recording_time(Log(), data.draw(in_zone(now))) == now


def test_a_clock_has_to_give_an_instant_that_can_be_recorded() -> None:
    for log in (Log(), LOG):
        with pytest.raises(NaiveInstantError):
            recording_time(log, ANNOUNCED.replace(tzinfo=None))
        with pytest.raises(NotAnInstantError):
            recording_time(log, 0)  # type: ignore[arg-type]
        with pytest.raises(InstantOutOfRangeError):
            recording_time(log, datetime.max.replace(tzinfo=UTC))


# What.


def first_refused(history: Events, events: Events) -> Event | None:
    """Return the first of some events that the rules do not admit after a history and those before it."""
    log = [*history]
    for event in events:
        if not oracle.admitted(log, event):
            return event
        log.append(event)
    return None


def past_differs(before: Events, after: Events, at: datetime) -> bool:
    """Tell whether an answer at an instant before ``at`` is another one: they change at edges only."""
    edges = {*oracle.all_edges(before), *oracle.all_edges(after)}
    return any(
        oracle.answer(before, *question, edge) != oracle.answer(after, *question, edge)
        for edge in edges
        if edge < at
        for question in QUESTIONS
    )


@st.composite
def requests(draw: st.DrawFn) -> tuple[Events, Events, datetime]:
    """Draw a history, events to record after it, of which the last may not be admitted, and the instant."""
    history, event = draw(histories_and_events())
    cut = len(history) - draw(st.sampled_from([0, 0, 1, 2]))
    return tuple(history[: max(cut, 0)]), (*history[max(cut, 0) :], event), draw(colliding_instants())


def outcome(log: Log, events: Events, at: datetime, *, correction: bool) -> object:
    """Return the state after a recording, or the kind of its error, with the event it is about."""
    try:
        return admit_recording(log, events, at, correction=correction)
    except InadmissibleEventError as error:
        return InadmissibleEventError, error.event
    except (LifecycleEndedError, PastChangedError) as error:
        return type(error)


@given(requests())
def test_a_correction_is_recorded_exactly_when_each_of_its_events_is_admitted(
    request: tuple[Events, Events, datetime],
) -> None:
    history, events, at = request
    refused = first_refused(history, events)
    expected: object = (InadmissibleEventError, refused) if refused else fold((*history, *events))
    assert outcome(adopted(history), events, at, correction=True) == expected


@given(requests())
def test_anything_else_only_before_the_end_and_if_no_answer_of_the_past_is_another_one_after_it(
    request: tuple[Events, Events, datetime],
) -> None:
    history, events, at = request
    ends = [oracle.end_of_service((*history, *events[:count])) for count in range(len(events))]
    ended, refused = [end is not None and end <= at for end in ends], first_refused(history, events)
    expected: object
    if ended[0]:
        expected = LifecycleEndedError
    elif refused:
        expected = (InadmissibleEventError, refused)
    elif any(ended):  # by an event that is recorded together with those behind it
        expected = LifecycleEndedError
    elif past_differs(history, (*history, *events), at):
        expected = PastChangedError
    else:
        expected = fold((*history, *events))
    assert outcome(adopted(history), events, at, correction=False) == expected


@given(requests())
def test_a_notice_is_adopted_exactly_when_each_of_its_events_is_admitted_whatever_the_past(
    request: tuple[Events, Events, datetime],
) -> None:
    history, events, _ = request
    notice = (*history, *events)
    if refused := first_refused((), notice):
        with pytest.raises(InadmissibleEventError) as raised:
            admit_adoption(Log(), notice)
        assert raised.value.event == refused
    else:
        assert admit_adoption(Log(), notice) == fold(notice)


def test_nothing_is_adopted_where_anything_is_recorded() -> None:
    for events in ((), ADOPTED, (maintenance("B", "2024-01-10", "2024-01-11"),)):
        with pytest.raises(LogNotEmptyError) as raised:
            admit_adoption(LOG, events)
        assert raised.value == LogNotEmptyError(len(ADOPTED))


# The past.


@SLOW
@given(lifecycles(), lifecycles(), st.data())
def test_the_changes_of_the_past_are_those_of_all_times_as_far_as_they_lie_before_the_instant(
    before: Lifecycle, after: Lifecycle, data: st.DataObject
) -> None:
    def told(changes: tuple[Change, ...], instant: datetime) -> list[Change]:
        return [evolve(change, span=span("2023-01-01", "2023-01-02")) for change in changes if instant in change.span]

    edges = {*oracle.all_edges(before.events), *oracle.all_edges(after.events), *EXTREMES}
    at = data.draw(st.sampled_from(sorted(edges)))
    changes, past = compare(before, after), split(compare(before, after), at)[0]
    for instant in around(edges):
        assert told(past, instant) == (told(changes, instant) if instant < at else [])


def refused_changes(log: Log, event: Event, at: datetime) -> tuple[Change, ...]:
    """Return the changes of the past for which an event is refused."""
    with pytest.raises(PastChangedError) as raised:
        admit_recording(log, (event,), at, correction=False)
    assert raised.value.recorded_at == at
    return cast("tuple[Change, ...]", raised.value.changes)


LONGER = maintenance_moved("upgrade", "2023-10-31T18:00", "2023-11-01T12:00")


@pytest.mark.parametrize(
    ("log", "event", "now"),
    [
        # A maintenance is extended while it runs, or called off before it begins.
        (ADOPTED, LONGER, "2023-11-01T08:00"),
        (ADOPTED, maintenance_cancelled("upgrade"), "2023-10-31T18:00"),
        # A slot is moved before it begins, and lengthened until it ends.
        (ADOPTED, slot_moved(OSAKA, "2023-12-04", "2023-12-09"), "2023-11-13"),
        (ADOPTED, slot_moved(OSAKA, "2023-11-13", "2023-11-20"), "2023-11-18"),
        # A slot may be forgotten until bulk download opens: from then on the answer was that there is none.
        (ADOPTED, slot(KYOTO, "2023-12-04", "2023-12-09"), "2023-11-01T08:00"),
        # A reserve period is announced before it begins, a return within one reported at once.
        (ADOPTED, RESERVE, "2024-02-01"),
        ((*ADOPTED, RESERVE), completed(DONE.authority, "2024-02-02"), "2024-02-02"),
        # An end is put off until it comes.
        (ADOPTED, decommissioning("2024-03-01"), "2024-03-01"),
    ],
)
def test_an_answer_can_be_changed_up_to_the_instant_it_is_for_and_later_by_a_correction_only(
    log: Events, event: Event, now: str
) -> None:
    known, at = adopted(log), jst(now)
    after = fold((*log, event))
    assert admit_recording(known, (event,), at, correction=False) == after
    changes = refused_changes(known, event, at + MICROSECOND)
    assert {change.span for change in changes} == {Span(at, at + MICROSECOND)}
    assert admit_recording(known, (event,), at + MICROSECOND, correction=True) == after


def test_the_refusal_lists_each_answer_of_the_past_that_would_be_another_one() -> None:
    at = jst("2023-11-01T09:00")
    changes = refused_changes(LOG, LONGER, at)
    assert changes == split(compare(LOG.lifecycle, LOG.lifecycle.apply(LONGER)), at)[0]
    assert changes[0] == Change(
        capability=Capability.LOGIN,
        prefecture=None,
        authority=None,
        roles=tuple(Role),
        span=span("2023-11-01T08:00", "2023-11-01T09:00"),
        before=Reason.AVAILABLE,
        after=Reason.LOCKED_OUT,
    )
    assert {change.capability for change in changes} == set(Capability)


def test_what_is_told_late_and_changes_no_answer_is_no_correction() -> None:
    state = admit_recording(LOG, (DONE,), jst("2023-12-01"), correction=False)  # no reserve period: it counts nowhere
    assert state == fold((*ADOPTED, DONE))


def test_the_adoption_may_tell_of_the_past_and_the_same_as_a_recording_may_not() -> None:
    assert admit_adoption(Log(), ADOPTED) == fold(ADOPTED)
    assert admit_recording(Log(), ADOPTED, jst("2023-10-01"), correction=False) == fold(ADOPTED)
    with pytest.raises(PastChangedError):
        admit_recording(Log(), ADOPTED, jst("2023-10-01") + MICROSECOND, correction=False)


# Together.


def test_events_recorded_together_are_judged_together() -> None:
    at, again = jst("2023-12-01"), maintenance("upgrade", "2023-10-31T18:00", "2023-11-01T08:00")
    both = (maintenance_cancelled("upgrade"), again)
    assert admit_recording(LOG, both, at, correction=False) == fold((*ADOPTED, *both))
    with pytest.raises(PastChangedError):
        admit_recording(LOG, both[:1], at, correction=False)


def test_one_that_changes_no_answer_does_not_excuse_those_recorded_with_it() -> None:
    at = jst("2023-12-01")
    assert propose(LOG, (DONE,)) == ()
    for together in ((LONGER, DONE), (DONE, LONGER)):
        with pytest.raises(PastChangedError):
            admit_recording(LOG, together, at, correction=False)


def test_each_is_admitted_after_those_before_it() -> None:
    at, moved, end = jst("2023-11-01"), slot_moved(OSAKA, "2023-11-13", "2023-11-15"), limit("2023-11-15")
    assert admit_recording(LOG, (moved, end), at, correction=False) == fold((*ADOPTED, moved, end))
    with pytest.raises(InadmissibleEventError, match="would cut off the slot: 27 大阪府"):
        admit_recording(LOG, (end, moved), at, correction=False)


def test_if_one_is_refused_none_is_recorded() -> None:
    before = LOG.entries, LOG.state
    with pytest.raises(InadmissibleEventError) as raised:
        admit_recording(LOG, (RESERVE, SLOT), ANNOUNCED, correction=False)
    assert raised.value.event == SLOT
    assert (LOG.entries, LOG.state) == before


# The end.


@pytest.mark.parametrize("log", [LIMITED, (*LIMITED, decommissioning("2024-03-01"))])
@pytest.mark.parametrize("event", [DONE, limit("2024-05-01"), maintenance("B", "2025-01-01", "2025-01-02")])
def test_once_the_end_has_come_only_corrections_are_admitted_whether_or_not_they_change_an_answer(
    log: Events, event: Event
) -> None:
    known, end = adopted(log), oracle.end_of_service(log)
    assert end is not None
    after = fold((*log, event))
    assert admit_recording(known, (event,), end - MICROSECOND, correction=False) == after
    for at in (end, end + MICROSECOND, EXTREMES[1]):
        with pytest.raises(LifecycleEndedError) as raised:
            admit_recording(known, (event,), at, correction=False)
        assert raised.value == LifecycleEndedError(end, at)
        assert admit_recording(known, (event,), at, correction=True) == after


def test_a_correction_may_take_back_an_end_that_has_come() -> None:
    at, put_off, event = jst("2024-04-02"), limit("2024-05-01"), maintenance("B", "2024-04-03", "2024-04-04")
    log = recorded(LOG, Recording(at, (put_off,), correction=True))
    assert admit_recording(log, (event,), at, correction=False) == fold((*ADOPTED, put_off, event))


# What would be.


@SLOW
@given(histories_and_events())
def test_a_proposal_is_every_answer_that_would_change_at_any_time_and_nothing_is_recorded(
    drawn: tuple[list[Event], Event],
) -> None:
    history, event = tuple(drawn[0]), drawn[1]
    log = adopted(history)
    if oracle.admitted(history, event):
        changes = compare(Lifecycle.from_events(history), Lifecycle.from_events((*history, event)))
        assert propose(log, (event,)) == changes
    else:
        with pytest.raises(InadmissibleEventError) as raised:
            propose(log, (event,))
        assert raised.value.event == event
    assert log == adopted(history)


def test_events_are_proposed_together() -> None:
    again = maintenance("upgrade", "2023-10-31T18:00", "2023-11-01T08:00")
    assert propose(LOG, (maintenance_cancelled("upgrade"), again)) == ()
    assert propose(LOG, (maintenance_cancelled("upgrade"),))
