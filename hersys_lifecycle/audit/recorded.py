"""A recorded event: what was recorded, and when, by whom and how it entered the log."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import attrs

from hersys_lifecycle.errors import InvalidFieldError
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import recordable
from hersys_lifecycle.texts import one_line

GENESIS = "0" * 64
"""What stands for the digest of a predecessor where there is none."""

_DIGEST = re.compile("[0-9a-f]{64}")


def is_digest(value: object) -> bool:
    """Tell whether a value has the form of a digest."""
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def _recorder(_: "RecordedEvent", __: "attrs.Attribute[str]", value: object) -> None:
    one_line("by", value, "say who records this")


def _key(_: "RecordedEvent", __: "attrs.Attribute[str | None]", value: object) -> None:
    if value is not None:
        one_line("key", value, "give a key of at least one character, or None")


def _from_one(_: "RecordedEvent", field: "attrs.Attribute[int]", value: object) -> None:
    if type(value) is not int or value < 1:
        raise InvalidFieldError(field.name, value, "give a whole number from 1 on")


def _exactly(kind: type, remedy: str) -> Callable[["RecordedEvent", "attrs.Attribute[Any]", Any], None]:
    def validate(_: "RecordedEvent", field: "attrs.Attribute[Any]", value: object) -> None:
        if type(value) is not kind:
            raise InvalidFieldError(field.name, value, remedy)

    return validate


def _an_event(_: "RecordedEvent", field: "attrs.Attribute[Event]", value: object) -> None:
    if not isinstance(value, Event):
        raise InvalidFieldError(field.name, value, "pass an event")


def _a_digest(_: "RecordedEvent", field: "attrs.Attribute[str]", value: object) -> None:
    if not is_digest(value):
        raise InvalidFieldError(field.name, value, "give 64 small hexadecimal digits")


@attrs.frozen(kw_only=True)
class RecordedEvent:
    """An event as it stands in the log (rules, section 6, "Two clocks").

    Raises:
        InvalidFieldError: a field is not of its kind, or ``recorded_by`` or ``key`` is blank or takes more than a line.
        NaiveInstantError, NotAnInstantError, InstantOutOfRangeError: ``recorded_at`` is no instant to be recorded.

    Attributes:
        position: where it stands in the log, from 1; this orders the log, no timestamp does.
        batch: the position of the first of the events that were recorded together with it, all or none.
        id: its own identifier, the same in every copy of the log.
        key: the idempotency key under which it was recorded, if any.
        recorded_at: when it was written down, in Japan time; never earlier than its predecessor's.
        recorded_by: who recorded it, in the recorder's own words.
        correction: whether it was allowed to change answers of the past.
        event: the fact; ``at`` and ``span`` in it say when it takes effect.
        previous: the digest of its predecessor, ``GENESIS`` for the first.
        digest: SHA-256, in 64 hexadecimal digits, of its canonical wire form, which contains ``previous``.
    """

    position: int = attrs.field(validator=_from_one)
    batch: int = attrs.field(validator=_from_one)
    id: UUID = attrs.field(validator=_exactly(UUID, "pass a UUID"))
    key: str | None = attrs.field(validator=_key)
    recorded_at: datetime = attrs.field(converter=recordable)
    recorded_by: str = attrs.field(validator=_recorder)
    correction: bool = attrs.field(validator=_exactly(bool, "pass True or False"))
    event: Event = attrs.field(validator=_an_event)
    previous: str = attrs.field(validator=_a_digest)
    digest: str = attrs.field(validator=_a_digest)
