"""Scenarios: a record, what is recorded on top of it, and what must be so of the answers, told in one sentence of code.

::

    given(official_events()).known_at("2023-11-01T09:00").when(slot_moved).then_changes(
        prefecture=Prefecture.OSAKA, after=Reason.BEFORE_SLOT
    ).at("2023-11-13T00:00").check(Capability.BULK_EXPORT, Prefecture.OSAKA).is_denied(Reason.BEFORE_SLOT)

Wherever an instant is expected, a timezone-aware ``datetime`` will do or a text in ISO 8601, which without an offset is
Japan time. What does not hold raises a ``ScenarioFailedError``, an ``AssertionError`` that shows what is so.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

import attrs
from hypothesis.strategies import SearchStrategy

from hersys_lifecycle.audit import Change, Log, MergedChange, RecordedEvent, recorded_until, replay
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import Reason
from hersys_lifecycle.errors import ClockBehindError, InvalidFieldError, LifecycleError
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import Span, recordable
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing.answering import Moment
from hersys_lifecycle.testing.attempts import Attempt, RefusalKind
from hersys_lifecycle.testing.clocks import Instant, instant
from hersys_lifecycle.testing.errors import NothingTriedError
from hersys_lifecycle.testing.matching import Criteria


def given(record: Lifecycle | Log | Iterable[Event] | Iterable[RecordedEvent] = ()) -> "Scenario":
    """Return the scenario of a record, to go on from; without one nothing is recorded.

    A recorded history knows when it was recorded: until ``known_at`` says otherwise, whatever comes next is recorded at
    the instant of its last recording, and the rule on the past applies. A record of events alone has no such instant.

    Hypothesis has a ``given`` too: where both are needed, import one of them by another name.

    Args:
        record: events in the order in which each is admitted, such as ``official_events()``; a lifecycle; or a recorded
            history, such as ``store.history()``, or the log of one.

    Raises:
        InadmissibleEventError, IllegalMoveError: the events are no history.
        InvalidFieldError: something is no event, recorded events and others are mixed, or it is no record at all.
    """
    if isinstance(record, Lifecycle):
        return Scenario(record)
    history, events = list[RecordedEvent](), list[Event]()
    for each in _each(record):
        if isinstance(each, RecordedEvent):
            history.append(each)
        else:
            events.append(each)
    if not history:
        return Scenario(Lifecycle.from_events(events))
    if events:
        raise InvalidFieldError("record", events[0], "give events or recorded events, not both at once")
    last = history[-1].recorded_at
    return Scenario(replay(history), history=tuple(history), recorded_at=last, now=last)


def _each(record: object) -> Iterable[Event | RecordedEvent]:
    """Return all that stands in a record that is no lifecycle."""
    match record:
        case Log():
            return record.entries
        case SearchStrategy():
            remedy = "this given takes a record; to draw cases, use hypothesis.given"
        case str() | bytes() | Mapping():
            remedy = "give events; hersys_lifecycle.codec.structure reads their wire form"
        case Iterable():
            return record
        case _:
            remedy = "give a list of events, a lifecycle, a log, or recorded events such as store.history()"
    raise InvalidFieldError("record", record, remedy)


@attrs.frozen
class Scenario:
    """A record at an instant, and what was tried on it last. Made by :func:`given`.

    A scenario is a value: each step returns one, and several may go on from the same. What ``when`` or ``adopting`` was
    given is remembered whether it was recorded or refused; a refusal that no ``then_is_refused`` tells fails the next
    step, and as the last one ends in an ``UnseenWarning``.
    """

    _lifecycle: Lifecycle
    _history: tuple[RecordedEvent, ...] = ()
    _recorded_at: datetime | None = None
    _now: datetime | None = None
    _attempt: Attempt | None = None

    @property
    def lifecycle(self) -> Lifecycle:
        """What is known.

        Raises:
            ScenarioFailedError: the last recording was refused, and the scenario does not tell so.
        """
        __tracebackhide__ = True
        self._settled()
        return self._lifecycle

    def known_at(self, at: Instant) -> "Scenario":
        """Go to the instant at which whatever comes next is recorded: from here on the rule on the past applies.

        Of a recorded history there stays what was recorded at or before that instant (rules, section 6, "Two clocks").

        Raises:
            ScenarioFailedError: the last recording was refused, and the scenario does not tell so.
            ClockBehindError: something was recorded later, by the scenario itself; a store bears a clock that is some
                seconds behind.
            NaiveInstantError, NotAnInstantError, UnreadableInstantError, InstantOutOfRangeError: it is no instant at
                which something can be recorded.
        """
        __tracebackhide__ = True
        self._settled()
        now = recordable(instant(at))
        if self._history:
            return attrs.evolve(self, lifecycle=replay(recorded_until(self._history, now)), now=now, attempt=None)
        if self._recorded_at is not None and now < self._recorded_at:
            raise ClockBehindError(now, self._recorded_at)
        return attrs.evolve(self, now=now, attempt=None)

    def when(self, *events: Event, correction: bool = False) -> "Scenario":
        """Record some events together, all or none, on top of what is known.

        They are admitted or refused (rules, section 6); where the instant of the recording is known, by ``known_at`` or
        from a recorded history, also by whether they change answers of the past, as by ``Store.record``.

        Args:
            events: in the order in which each is admitted.
            correction: whether they may change answers of the past, and be recorded after the end.

        Raises:
            ScenarioFailedError: the last recording was refused, and the scenario does not tell so.
            InvalidFieldError: there is no event, or something that is none.
        """
        __tracebackhide__ = True
        self._settled()
        return self._having(Attempt.of(self._lifecycle, events, self._now, correction=correction))

    def adopting(self, *events: Event) -> "Scenario":
        """Adopt some events as a notice, all or none, as by ``Store.adopt``: they may tell of the past.

        Where something is recorded already they are refused with a ``LogNotEmptyError``.

        Args:
            events: in the order in which each is admitted.

        Raises:
            ScenarioFailedError: the last recording was refused, and the scenario does not tell so.
            InvalidFieldError: there is no event, or something that is none.
        """
        __tracebackhide__ = True
        self._settled()
        return self._having(Attempt.of(self._lifecycle, events, self._now, adoption=True))

    def then_is_admitted(self) -> "Scenario":
        """What ``when`` or ``adopting`` was given is recorded.

        Raises:
            ScenarioFailedError: it was refused.
            NothingTriedError: there was nothing to record.
        """
        __tracebackhide__ = True
        self._tried("then_is_admitted").admitted()
        return self

    def then_is_refused(self, kind: RefusalKind = LifecycleError) -> "Scenario":
        """What ``when`` or ``adopting`` was given is not recorded, and nothing has changed.

        Args:
            kind: the class of the error that refuses it, such as ``PastChangedError``, or the very reason why an event
                is not admitted, a member of ``hersys_lifecycle.states.Refusal``.

        Raises:
            ScenarioFailedError: it was admitted, or refused otherwise.
            NothingTriedError: there was nothing to record.
            InvalidFieldError: ``kind`` is neither of the two.
        """
        __tracebackhide__ = True
        return attrs.evolve(self, attempt=self._tried("then_is_refused").expecting_refusal(kind))

    def then_changes(  # noqa: PLR0913  # a change has that many sides
        self,
        *changes: Change | MergedChange,
        capability: Capability | None = None,
        prefecture: Prefecture | None = None,
        authority: HealthAuthority | None = None,
        role: Role | None = None,
        span: Span | None = None,
        before: Reason | None = None,
        after: Reason | None = None,
        flips: bool | None = None,
    ) -> "Scenario":
        """Some answer that the recording changed is such a one; what is left out may be anything.

        Args:
            changes: changes as ``compare`` or ``merged`` return them; each answer that they tell changes exactly so.
            capability: what is asked.
            prefecture: the prefecture that whoever asks is in.
            authority: who asks.
            role: for whom it is asked.
            span: exactly the instants at which the one answer gives way to the other.
            before: the reason until now.
            after: the reason from now on.
            flips: whether yes becomes no or no becomes yes.

        Raises:
            ScenarioFailedError: there is no such change, or the recording was refused.
            NothingTriedError: there was nothing to record.
            NotAMemberError, AuthorityOutsidePrefectureError: there is no such question.
            InvalidFieldError: something is no change, no span, no reason, or neither true nor false.
        """
        __tracebackhide__ = True
        self._settled()
        attempt = self._tried("then_changes")
        criteria = Criteria(
            capability=capability,
            prefecture=prefecture,
            authority=authority,
            role=role,
            span=span,
            before=before,
            after=after,
            flips=flips,
        )
        attempt = attempt.telling(changes)
        if not changes or criteria != Criteria():
            attempt = attempt.telling_of(criteria)
        return attrs.evolve(self, attempt=attempt)

    def then_changes_nothing_else(self) -> "Scenario":
        """Every answer that the recording changed was told by a ``then_changes`` before.

        Raises:
            ScenarioFailedError: another answer changed too, or the recording was refused.
            NothingTriedError: there was nothing to record.
        """
        __tracebackhide__ = True
        self._settled()
        attempt = self._tried("then_changes_nothing_else")
        attempt.nothing_but(attempt.told)
        return self

    def then_changes_nothing(self) -> "Scenario":
        """No answer is another one than before the recording.

        Raises:
            ScenarioFailedError: an answer changed, or a refusal is not told.
            NothingTriedError: there was nothing to record.
        """
        __tracebackhide__ = True
        self._settled()
        self._tried("then_changes_nothing").nothing_but(frozenset())
        return self

    def at(self, at: Instant) -> Moment:
        """Go to an instant, to ask what is known about it.

        Raises:
            ScenarioFailedError: the last recording was refused, and the scenario does not tell so.
            NaiveInstantError, NotAnInstantError, UnreadableInstantError: ``at`` is no instant.
        """
        __tracebackhide__ = True
        self._settled()
        return Moment(self._lifecycle, instant(at))

    def _having(self, attempt: Attempt) -> "Scenario":
        """Go on from an attempt: what was recorded is known from now on, and what was refused is remembered."""
        if attempt.refusal is not None:
            return attrs.evolve(self, attempt=attempt)
        return Scenario(attempt.after, recorded_at=self._now, now=self._now, attempt=attempt)

    def _settled(self) -> None:
        """Refuse to go on from a refusal that the scenario does not tell."""
        __tracebackhide__ = True
        if self._attempt is not None and not self._attempt.expected:
            self._attempt.admitted()

    def _tried(self, step: str) -> Attempt:
        if self._attempt is None:
            raise NothingTriedError(step)
        return self._attempt
