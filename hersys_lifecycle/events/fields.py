"""What the fields of every event have in common: a citation, and what each kind of field refuses."""

from collections.abc import Callable, Iterable
from enum import Enum
from typing import TYPE_CHECKING, Any, NewType

import attrs

from hersys_lifecycle.citations import Citation
from hersys_lifecycle.errors import InvalidFieldError
from hersys_lifecycle.instants import Span
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.reprs import ShownAsTyped, as_typed
from hersys_lifecycle.texts import one_line

if TYPE_CHECKING:
    PeriodName = str
    Covered = frozenset[Prefecture] | None
else:  # plain types to type checkers; whoever reads annotations can tell such fields from any other
    PeriodName = NewType("PeriodName", str)
    Covered = NewType("Covered", frozenset[Prefecture] | None)
"""The name of a period: one line that is not blank. Whom a reserve period covers: ``None`` stands for all 47."""

Validator = Callable[[Any, "attrs.Attribute[Any]", Any], None]


def bounded(_: object, field: "attrs.Attribute[Span]", value: object) -> None:
    """Refuse anything but a span with both ends."""
    if not isinstance(value, Span):
        raise InvalidFieldError(field.name, value, "pass a Span(start, end)")
    _ = value.bounds


def a_name(_: object, field: "attrs.Attribute[str]", value: object) -> None:
    """Refuse a name that is no text, is blank or takes more than a line."""
    one_line(field.name, value, "give the period a name of at least one character")


def member_of(kind: type[Enum]) -> Validator:
    """Refuse anything but a member of a closed set, such as a prefecture."""

    def validate(_: object, field: "attrs.Attribute[Enum]", value: object) -> None:
        if not isinstance(value, kind):
            raise InvalidFieldError(field.name, value, f"pass a {kind.__name__}; {kind.__name__}.parse reads texts")

    return validate


def some_prefectures(_: object, field: "attrs.Attribute[frozenset[Prefecture]]", value: frozenset[Prefecture]) -> None:
    """Refuse an empty set, which would be read as "all" by some and as "none" by others, and strangers in it."""
    if not value:
        raise InvalidFieldError(field.name, value, "name at least one prefecture, or pass None for all of them")
    for each in value:
        member_of(Prefecture)(None, field, each)


def frozen_or_all(value: Iterable[Prefecture] | None) -> frozenset[Prefecture] | None:
    """Hold several prefectures as a frozen set; ``None`` stands for all of them."""
    try:
        return None if value is None else frozenset(value)
    except TypeError:
        reason = "pass several members of Prefecture, or None for all of them"
        raise InvalidFieldError("prefectures", value, reason) from None


def _cited(_: object, field: "attrs.Attribute[Citation]", value: object) -> None:
    if not isinstance(value, Citation):
        raise InvalidFieldError(field.name, value, "pass a Citation(document, clause, grade)")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Cited(ShownAsTyped):
    """A fact with the clause it rests on; equal to another of its class with equal fields.

    What attrs would generate for each of the fifteen events stands here once: importing the library has to stay cheap.
    """

    citation: Citation = attrs.field(validator=_cited)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cited) or other.__class__ is not self.__class__:
            return NotImplemented
        return attrs.astuple(self, recurse=False) == attrs.astuple(other, recurse=False)

    def __hash__(self) -> int:
        return hash((self.__class__, attrs.astuple(self, recurse=False)))

    def __repr__(self) -> str:
        fields = ", ".join(f"{each.name}={as_typed(getattr(self, each.name))}" for each in attrs.fields(self.__class__))
        return f"{self.__class__.__name__}({fields})"
