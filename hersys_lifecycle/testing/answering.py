"""Asking in a scenario: what must be allowed, or not, at an instant, why, and until when."""

from datetime import datetime
from functools import partial
from typing import Self

import attrs

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import Decision, Reason, find, say, written
from hersys_lifecycle.checks.schedule import Outlook
from hersys_lifecycle.errors import InvalidFieldError
from hersys_lifecycle.instants import japan_time
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.states import Phase
from hersys_lifecycle.testing.clocks import Instant, instant
from hersys_lifecycle.testing.failures import behind, course, failed
from hersys_lifecycle.testing.unseen import Unseen
from hersys_lifecycle.timeline import compile_timeline


@attrs.frozen
class Moment:
    """An instant at which a lifecycle is asked.

    Attributes:
        lifecycle: what is asked.
        at: the instant.
    """

    lifecycle: Lifecycle
    at: datetime

    def check(
        self,
        capability: Capability,
        prefecture: Prefecture | None = None,
        *,
        role: Role = Role.PREFECTURE,
        authority: HealthAuthority | None = None,
    ) -> "Answer":
        """Ask, as with ``Lifecycle.check``; raises as it does."""
        decision = self.lifecycle.check(capability, prefecture, at=self.at, role=role, authority=authority)
        return Answer(self.lifecycle, self.at, decision)

    def is_in(self, phase: Phase) -> Self:
        """That is the phase at this instant.

        Raises:
            ScenarioFailedError: another one is.
            InvalidFieldError: it is no phase.
        """
        __tracebackhide__ = True
        if not isinstance(phase, Phase):
            raise InvalidFieldError("phase", phase, "pass a member of Phase")
        timeline = compile_timeline(self.lifecycle.state)
        standing = timeline.at(self.at)
        if standing.phase is phase:
            return self
        raise failed(
            f"the phase at {written(self.at, 'en')}",
            _said(phase),
            _said(standing.phase),
            course(timeline.mapped(lambda each: (each.phase.value,)), self.at),
            behind(self.lifecycle.events, sorted(fact.position for fact in standing.facts)),
        )

    def and_at(self, at: Instant) -> "Moment":
        """Go to another instant.

        Raises:
            NaiveInstantError, NotAnInstantError, UnreadableInstantError: ``at`` is no instant.
        """
        return Moment(self.lifecycle, instant(at))


@attrs.frozen
class Answer(Moment):
    """The answer to one question, and what must be so of it; what is not so raises a ``ScenarioFailedError``.

    Every step returns an answer, to go on from; ``check`` asks something else at the same instant. An answer of which
    nothing is said, and whose ``decision`` nobody reads, ends in an ``UnseenWarning``; comparing it says nothing of it.
    """

    _decision: Decision = attrs.field(repr=False)
    _unseen: Unseen = attrs.field(init=False, eq=False, repr=False)

    @_unseen.default
    def _of_the_decision(self) -> Unseen:
        return Unseen(partial(_unsaid, self._decision))

    @property
    def decision(self) -> Decision:
        """What the lifecycle answered."""
        self._unseen.see()
        return self._decision

    def is_allowed(self, reason: Reason | None = None) -> "Answer":
        """The answer is yes, and for this reason if one is given.

        Raises:
            ScenarioFailedError: it is not so.
            InvalidFieldError: nothing is ever allowed for that reason.
        """
        __tracebackhide__ = True
        self._answers(reason, allowed=True)
        return self

    def is_denied(self, reason: Reason | None = None) -> "Answer":
        """The answer is no, and for this reason if one is given.

        Raises:
            ScenarioFailedError: it is not so.
            InvalidFieldError: nothing is ever denied for that reason.
        """
        __tracebackhide__ = True
        self._answers(reason, allowed=False)
        return self

    def until(self, end: Instant | None) -> "Answer":
        """Answer and reason stay the same until that instant, at which they are others; ``None``: nothing ends them.

        Raises:
            ScenarioFailedError: it is not so.
            NaiveInstantError, NotAnInstantError, UnreadableInstantError: ``end`` is no instant.
        """
        __tracebackhide__ = True
        found, wanted = self.decision.span.end, _optional(end)
        self._expect(found == wanted, _lasting(wanted), _lasting(found))
        return self

    def next_allowed(self, at: Instant | None) -> "Answer":
        """It is allowed at that instant, which is the first that is not before the question's; ``None``: never.

        Raises:
            ScenarioFailedError: it is not so.
            NaiveInstantError, NotAnInstantError, UnreadableInstantError: ``at`` is no instant.
        """
        __tracebackhide__ = True
        found, wanted = self.decision.next_allowed, _optional(at)
        self._expect(found == wanted, _next(wanted), _next(found))
        return self

    def rests_on(self, *clauses: str) -> "Answer":
        """Each of the clauses, such as ``"N4"``, is among those that the answer rests on.

        Raises:
            ScenarioFailedError: it is not so.
            InvalidFieldError: no clause is named, or by something that is no text.
        """
        __tracebackhide__ = True
        found = [each.clause for each in self.decision.basis]
        remedy = 'name clauses by their texts, such as rests_on("N4", "N10")'
        if not clauses:
            raise InvalidFieldError("clauses", clauses, remedy)
        for each in clauses:
            if not isinstance(each, str):
                raise InvalidFieldError("clauses", each, remedy)
        self._expect(
            set(clauses) <= set(found),
            f"it rests on {', '.join(clauses)}",
            f"it rests on {', '.join(dict.fromkeys(found)) or 'no clause'}",
        )
        return self

    def and_at(self, at: Instant) -> "Answer":
        """Ask the same question at another instant.

        Raises:
            NaiveInstantError, NotAnInstantError, UnreadableInstantError: ``at`` is no instant.
        """
        asked = self._decision  # of which nothing is said by asking something else
        return super().and_at(at).check(asked.capability, asked.prefecture, role=asked.role, authority=asked.authority)

    def _answers(self, reason: Reason | None, *, allowed: bool) -> None:
        __tracebackhide__ = True
        found = self.decision
        self._expect(
            found.allowed is allowed and reason in {None, found.reason},
            _of(reason, allowed=allowed),
            _of(found.reason, allowed=found.allowed),
        )

    def _expect(self, holds: bool, expected: str, found: str) -> None:  # noqa: FBT001  # what is expected
        __tracebackhide__ = True
        if holds:
            return
        asked = self.decision
        schedule = find(self.lifecycle.schedules, asked.capability, asked.prefecture, asked.role, asked.authority)
        raise failed(
            _asked(asked),
            expected,
            found,
            f"{asked.explain('en')}\n{asked.explain('ja')}",
            course(schedule.outlooks.mapped(_step), asked.at),
            behind(self.lifecycle.events, asked.positions),
        )


def _unsaid(decision: Decision) -> str:
    return f"nothing is said of what was asked, {_asked(decision)}: go on with is_allowed(...) or is_denied(...)"


def _asked(decision: Decision) -> str:
    whose = f" of {decision.authority}" if decision.authority else ""
    return f"{decision.capability.value}{whose}, asked as {decision.role.value} at {written(decision.at, 'en')}"


def _of(reason: Reason | None, *, allowed: bool) -> str:
    """Name an answer by its reason, which must be one for it."""
    answer = "allowed" if allowed else "denied"
    if reason is None:
        return answer
    fitting = [each for each in Reason if each.allowed is allowed]
    if reason not in fitting:
        some = ", ".join(each.value for each in fitting)
        raise InvalidFieldError("reason", reason, f"nothing is {answer} for it: pass the Reason of {some}")
    return f"{answer}, {reason.value}"


def _said(phase: Phase) -> str:
    return f"{phase.value} ({say(phase, 'en')}, {say(phase, 'ja')})"


def _step(outlook: Outlook) -> tuple[str, ...]:
    reason, phase = outlook.ruling.reason, outlook.ruling.phase
    return "allowed" if reason.allowed else "denied", reason.value, phase.value


def _optional(at: Instant | None) -> datetime | None:
    return None if at is None else japan_time(instant(at))


def _lasting(end: datetime | None) -> str:
    return "the same with no end on record" if end is None else f"the same until {written(end, 'en')}"


def _next(at: datetime | None) -> str:
    return "never allowed from then on" if at is None else f"next allowed at {written(at, 'en')}"
