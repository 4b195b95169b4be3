"""What a fact or an answer rests on: a document, a clause in it, and how firmly it says so (rules, section 1)."""

from enum import Enum

import attrs

from hersys_lifecycle.errors import InvalidFieldError
from hersys_lifecycle.reprs import ShownAsTyped, as_typed
from hersys_lifecycle.texts import one_line

NOTICE = "本年11月以降のHER-SYSの運用について"
"""The title of the Ministry of Health's administrative notice of autumn 2023."""


class Grade(Enum):
    """How a fact follows from the document it cites."""

    STATED = "stated"
    """The text says it."""
    INFERRED = "inferred"
    """It follows from the text."""
    ASSUMED = "assumed"
    """The text leaves it open and it had to be decided."""

    __hash__ = object.__hash__  # members are singletons; Enum's own hash is slow


def _some_text(_: "Citation", field: "attrs.Attribute[str]", value: object) -> None:
    one_line(f"citation.{field.name}", value, "name the source in at least one character")


def _a_grade(_: "Citation", __: "attrs.Attribute[Grade]", value: object) -> None:
    if not isinstance(value, Grade):
        raise InvalidFieldError("citation.grade", value, "pass a Grade: STATED, INFERRED or ASSUMED")


@attrs.frozen(repr=False)
class Citation(ShownAsTyped):
    """A clause of a document, and the grade with which a fact rests on it.

    Raises:
        InvalidFieldError: the document or the clause is not named, or the grade is none.
    """

    document: str = attrs.field(validator=_some_text)
    clause: str = attrs.field(validator=_some_text)
    grade: Grade = attrs.field(validator=_a_grade)

    def __repr__(self) -> str:
        return f"Citation({self.document!r}, {self.clause!r}, {as_typed(self.grade)})"

    def __str__(self) -> str:
        return f"{self.clause} ({self.grade.value})"
