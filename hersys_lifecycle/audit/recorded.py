"""A recorded event: what was recorded, and when, by whom and how it entered the log."""

from datetime import datetime
from uuid import UUID

import attrs

from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import recordable
from hersys_lifecycle.texts import one_line

GENESIS = "0" * 64
"""What stands for the digest of a predecessor where there is none."""


def _recorder(_: "RecordedEvent", __: "attrs.Attribute[str]", value: object) -> None:
    one_line("by", value, "say who records this")


def _key(_: "RecordedEvent", __: "attrs.Attribute[str | None]", value: object) -> None:
    if value is not None:
        one_line("key", value, "give a key of at least one character, or None")


@attrs.frozen(kw_only=True)
class RecordedEvent:
    """An event as it stands in the log (rules, section 6, "Two clocks").

    Raises:
        InvalidFieldError: ``recorded_by`` or ``key`` is blank or takes more than a line.
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

    position: int
    batch: int
    id: UUID
    key: str | None = attrs.field(validator=_key)
    recorded_at: datetime = attrs.field(converter=recordable)
    recorded_by: str = attrs.field(validator=_recorder)
    correction: bool
    event: Event
    previous: str
    digest: str
