"""Which changed answers a scenario tells of: each change taken apart into the answers it is made of."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, NamedTuple, assert_never

import attrs

from hersys_lifecycle.audit import Change, MergedChange, merged
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import ASKING, ROWS, Reason, misuse
from hersys_lifecycle.errors import InvalidFieldError
from hersys_lifecycle.instants import Span
from hersys_lifecycle.prefectures import Prefecture

_KINDS: Final[Mapping[str, tuple[type, str]]] = {
    "span": (Span, "pass a Span, such as that of a change"),
    "before": (Reason, "pass a member of Reason"),
    "after": (Reason, "pass a member of Reason"),
    "flips": (bool, "pass True or False"),
}
"""What each criterion that is no part of a question must be, and the remedy."""


class ChangedAnswer(NamedTuple):
    """The answer to one question of one authority, which is another one throughout a span."""

    capability: Capability
    authority: HealthAuthority
    role: Role
    span: Span
    before: Reason
    after: Reason

    @property
    def prefecture(self) -> Prefecture:
        """The prefecture that the authority is in."""
        return self.authority.prefecture

    @property
    def flips(self) -> bool:
        """Whether yes becomes no or no becomes yes."""
        return self.before.allowed is not self.after.allowed


def taken_apart(changes: Iterable[Change | MergedChange]) -> frozenset[ChangedAnswer]:
    """Return the answers that some changes are made of, however much each of them says at once."""
    return frozenset(
        ChangedAnswer(capability, body, role, change.span, change.before, change.after)
        for change in changes
        for capability in _capabilities(change)
        for body in _bodies(change)
        for role in change.roles
    )


def _capabilities(change: Change | MergedChange) -> tuple[Capability, ...]:
    match change:
        case Change():
            return (change.capability,)
        case MergedChange():
            return change.capabilities
        case _:
            assert_never(change)


def _bodies(change: Change | MergedChange) -> Collection[HealthAuthority]:
    match change:
        case Change(prefecture=prefecture, authority=authority):
            return [
                body for body in HealthAuthority if authority in {None, body} and prefecture in {None, body.prefecture}
            ]
        case MergedChange():
            return change.bodies
        case _:
            assert_never(change)


def put_together(answers: Iterable[ChangedAnswer]) -> tuple[MergedChange, ...]:
    """Return the same answers in few words."""
    return merged(
        Change(
            capability=each.capability,
            prefecture=each.prefecture,
            authority=each.authority,
            roles=(each.role,),
            span=each.span,
            before=each.before,
            after=each.after,
        )
        for each in answers
    )


@attrs.frozen(kw_only=True)
class Criteria:
    """What a changed answer must be like; ``None`` asks nothing. All fields must fit.

    Raises:
        NotAMemberError, AuthorityOutsidePrefectureError: no question is like that.
        InvalidFieldError: one of the others is not of the kind that it must be.
    """

    capability: Capability | None = None
    prefecture: Prefecture | None = None
    authority: HealthAuthority | None = None
    role: Role | None = None
    span: Span | None = None
    before: Reason | None = None
    after: Reason | None = None
    flips: bool | None = None

    def __attrs_post_init__(self) -> None:
        capability, role = self.capability or Capability.LOGIN, self.role or Role.PREFECTURE
        try:
            _ = ROWS[role][capability], ASKING[self.prefecture, self.authority]
        except (KeyError, TypeError):
            raise misuse(capability, self.prefecture, role, self.authority) from None
        for name, (kind, remedy) in _KINDS.items():
            if not isinstance(value := getattr(self, name), kind | None):
                raise InvalidFieldError(name, value, remedy)

    def among(self, answers: Iterable[ChangedAnswer]) -> frozenset[ChangedAnswer]:
        """Return those of some answers that fit."""
        asked = dict(self._asked())
        return frozenset(each for each in answers if all(getattr(each, name) == value for name, value in asked.items()))

    def __str__(self) -> str:
        return ", ".join(f"{name} {_told(value)}" for name, value in self._asked()) or "any"

    def _asked(self) -> Iterator[tuple[str, object]]:
        for name, value in attrs.asdict(self, recurse=False).items():
            if value is not None:
                yield name, value


def _told(value: object) -> object:
    return value.value if isinstance(value, Capability | Role | Reason) else value
