"""An attempt to record something in a scenario: whether it was recorded, and what that changed."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cached_property, partial, reduce
from itertools import starmap
from typing import assert_never

import attrs

from hersys_lifecycle.audit import Change, MergedChange, admit_recording, compare, merged
from hersys_lifecycle.checks import written
from hersys_lifecycle.errors import (
    InadmissibleEventError,
    InvalidFieldError,
    LifecycleEndedError,
    LifecycleError,
    LogNotEmptyError,
    PastChangedError,
)
from hersys_lifecycle.events import Event
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.states import LifecycleState, Refusal, Refused, admit
from hersys_lifecycle.testing.failures import ScenarioFailedError, failed, listed, numbered
from hersys_lifecycle.testing.matching import ChangedAnswer, Criteria, put_together, taken_apart
from hersys_lifecycle.testing.unseen import Unseen
from hersys_lifecycle.wording import failing, recording
from hersys_lifecycle.wording.changes import changed
from hersys_lifecycle.wording.refusing import refused

Refusing = InadmissibleEventError | LifecycleEndedError | LogNotEmptyError | PastChangedError
"""Why nothing was recorded."""

RefusalKind = type[LifecycleError] | Refusal
"""What a refusal is expected to be: a kind of error, or the very reason why an event is not admitted."""


@attrs.frozen(kw_only=True)
class Attempt:
    """Events that were to be recorded together, on what was known; if they were refused, that is what is known after.

    Attributes:
        events: what was to be recorded.
        at: the instant of the recording, if there is any in the scenario.
        adoption: whether they were to be adopted, as a notice is.
        before: what was known.
        after: what is known now.
        refusal: why nothing was recorded, if nothing was.
        expected: whether the scenario told of the refusal.
        told: the changed answers that the scenario told of.
    """

    events: tuple[Event, ...]
    at: datetime | None
    adoption: bool
    before: Lifecycle
    after: Lifecycle
    refusal: Refusing | None = None
    expected: bool = False
    told: frozenset[ChangedAnswer] = frozenset()
    _unseen: Unseen | None = attrs.field(default=None, eq=False, repr=False)

    @classmethod
    def of(
        cls,
        known: Lifecycle,
        events: tuple[Event, ...],
        at: datetime | None,
        *,
        adoption: bool = False,
        correction: bool = False,
    ) -> "Attempt":
        """Record or adopt some events together; where there is no instant there is no past.

        Raises:
            InvalidFieldError: there is no event, or something that is none.
        """
        if not events:
            raise InvalidFieldError("events", events, "give at least one event")
        for each in events:
            if not isinstance(each, Event):
                raise InvalidFieldError("events", each, "give events, one after the other; of a list, give *events")
        try:
            state = _admitted(known, events, at, adoption=adoption, correction=correction)
        except (InadmissibleEventError, LifecycleEndedError, LogNotEmptyError, PastChangedError) as refusal:
            unseen = Unseen(partial(_unsaid, _named(refusal)))
            return cls(
                events=events, at=at, adoption=adoption, before=known, after=known, refusal=refusal, unseen=unseen
            )
        after = Lifecycle((*known.events, *events), state)
        return cls(events=events, at=at, adoption=adoption, before=known, after=after)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The answers that changed."""
        return compare(self.before, self.after)

    @cached_property
    def answers(self) -> frozenset[ChangedAnswer]:
        """The same, one by one."""
        return taken_apart(self.changes)

    def expecting_refusal(self, kind: RefusalKind) -> "Attempt":
        """Expect that it was refused, and how.

        Raises:
            InvalidFieldError: it is no kind of refusal.
        """
        __tracebackhide__ = True
        self._see()
        wanted = f"refused, {_wanted(kind)}"
        if self.refusal is None:
            raise self._failed(wanted, "admitted", *_changed(merged(self.changes)))
        if not _is_kind(self.refusal, kind):
            raise self._failed(wanted, _named(self.refusal), *_explained(self.refusal))
        return attrs.evolve(self, expected=True)

    def admitted(self) -> None:
        """Expect that it was recorded."""
        __tracebackhide__ = True
        self._see()
        if self.refusal is not None:
            raise self._failed("admitted", _named(self.refusal), *_explained(self.refusal))

    def telling(self, changes: Collection[Change | MergedChange]) -> "Attempt":
        """Expect that each of some changes came about, every answer of it.

        Raises:
            InvalidFieldError: something is no change.
        """
        __tracebackhide__ = True
        _must_be_changes(changes)
        told = self.told
        for change in changes:
            answers = taken_apart((change,))
            if not answers <= self.answers:
                raise self._failed(f"a change, {change}", "no such change", *_changed(merged(self.changes)))
            told |= answers
        return attrs.evolve(self, told=told)

    def telling_of(self, criteria: Criteria) -> "Attempt":
        """Expect that some changed answer is like that."""
        __tracebackhide__ = True
        found = criteria.among(self.answers)
        if not found:
            raise self._failed(f"a change, {criteria}", "no such change", *_changed(merged(self.changes)))
        return attrs.evolve(self, told=self.told | found)

    def nothing_but(self, told: frozenset[ChangedAnswer]) -> None:
        """Expect that no answers changed but those."""
        __tracebackhide__ = True
        if others := put_together(self.answers - told):
            other = "other " if told else ""
            raise self._failed(f"no {other}change", f"{other}changes", *_changed(others))

    def _see(self) -> None:
        if self._unseen:
            self._unseen.see()

    def _failed(self, expected: str, found: str, *paragraphs: str) -> ScenarioFailedError:
        events = starmap(numbered, enumerate(self.events, len(self.before.events) + 1))
        when = f" at {written(self.at, 'en')}" if self.at else ""
        what = "adopting" if self.adoption else "recording together"
        return failed(listed(f"{what}{when}", events), expected, found, *paragraphs)


def _admitted(
    known: Lifecycle, events: tuple[Event, ...], at: datetime | None, *, adoption: bool, correction: bool
) -> LifecycleState:
    """Return what is known once some events are recorded, or raise why they are not."""
    if adoption and known.events:
        raise LogNotEmptyError(len(known.events))
    if adoption or at is None:
        return reduce(admit, events, known.state)
    return admit_recording(known, events, at, correction=correction)


def _unsaid(refusal: str) -> str:
    remedy = "go on with then_is_admitted(), which fails and says why, or with then_is_refused(...)"
    return f"what was to be recorded was {refusal}, and nothing is said of it: {remedy}"


def _wanted(kind: object) -> str:
    """Name a kind of refusal, which must be one."""
    match kind:
        case Refusal():
            return kind.name
        case type() if issubclass(kind, LifecycleError):
            return kind.__name__
        case _:
            remedy = "pass the class of an error of this library, such as PastChangedError, or a member of Refusal"
            raise InvalidFieldError("kind", kind, remedy)


def _must_be_changes(changes: Iterable[object]) -> None:
    for each in changes:
        if not isinstance(each, Change | MergedChange):
            remedy = "give changes as compare or merged return them, one by one, or name what is looked for"
            raise InvalidFieldError("changes", each, f"{remedy}: then_changes(*changes), then_changes(after=...)")


def _is_kind(refusal: Refusing, kind: RefusalKind) -> bool:
    if not isinstance(kind, Refusal):
        return isinstance(refusal, kind)
    match refusal:
        case InadmissibleEventError(refused=Refused(refusal=found)):
            return found is kind
        case _:
            return False


def _named(refusal: Refusing) -> str:
    match refusal:
        case InadmissibleEventError(refused=Refused(refusal=found)):
            return f"refused, {type(refusal).__name__} {found.name}"
        case _:
            return f"refused, {type(refusal).__name__}"


def _explained(refusal: Refusing) -> tuple[str, ...]:
    """Return the whole message in both languages, and all the changes that are the reason."""
    match refusal:
        case InadmissibleEventError():
            return (f"{refusal}\n{refused(refusal, 'ja')}",)
        case LifecycleEndedError():
            return (f"{refusal}\n{recording.ENDED.ja}",)
        case LogNotEmptyError():
            return (f"{refusal}\n{failing.NOT_EMPTY.ja.format(refusal.count)}",)
        case PastChangedError():
            changes = tuple(each for each in refusal.changes if isinstance(each, Change))
            return (f"{refusal}\n{recording.CHANGES_PAST.ja}", *_changed(merged(changes)))
        case _:
            assert_never(refusal)


def _changed(changes: Iterable[MergedChange]) -> tuple[str, ...]:
    """List some changes in both languages."""
    together = tuple(changes)
    return (
        listed(failing.CHANGED.en, map(str, together), "en"),
        listed(failing.CHANGED.ja, (changed(each, "ja") for each in together), "ja"),
    )
