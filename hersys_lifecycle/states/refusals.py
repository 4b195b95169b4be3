"""The refusals there are: why an event may not be recorded next, and what to do about it (rules, section 6).

Each can be told by its member and values as well as by its English text, so that it can be said in other words.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum, unique
from typing import NamedTuple

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.instants import Span
from hersys_lifecycle.prefectures import Prefecture

_MOVE_ONE = "give another instant, or move the other fact first"


@unique
class Refusal(Enum):
    """A kind of refusal: its reason and its remedy, with the names of the values that it comes with in braces."""

    FIRST_STOP_MISSING = "the stop of non-reportable registration is not on record", "record that one first"
    UPDATES_STOP_MISSING = "the stop of updates is not on record", "record UpdatesStopped first"
    MAINTENANCE_NAME_TAKEN = (
        "there already is a maintenance period named {name}",
        "reschedule that one, or choose another name",
    )
    MAINTENANCE_UNKNOWN = "there is no maintenance period named {name}", "use a name on record: {known}"
    MAINTENANCE_OVERLAPS = "it overlaps the maintenance period {name} {span}", "reschedule one so that they only touch"
    RESERVE_NAME_TAKEN = "there already is a reserve period named {name}", "reschedule that one, or choose another name"
    RESERVE_UNKNOWN = "there is no reserve period named {name}", "use a name on record: {known}"
    SLOT_TAKEN = "{prefecture} already has the slot {span}", "record a SlotRescheduled instead"
    SLOT_MISSING = "{prefecture} has no slot to move", "record a SlotAssigned instead"
    RETURN_COMPLETED = (
        "the data return of {authority} is completed since {at}",
        "record a DataReturnReopened first if it was not",
    )
    RETURN_NOT_COMPLETED = "the data return of {authority} is not completed", "record its completion first"
    RETURN_REOPENED_LATER = (
        "the data return of {authority} was reopened later, at {at}",
        "give an instant that is not before that",
    )
    RETURN_COMPLETED_LATER = (
        "the data return of {authority} was completed later, at {at}",
        "give an instant that is not before that",
    )
    RETURN_BEFORE_OPENING = "bulk download is not open at that instant", "give an instant from its opening on"
    RETURN_AFTER_END = "HER-SYS ends at {end}", "give an instant before the end"
    TOO_EARLY = "{second} ({then}) must not be before {first} ({when})", _MOVE_ONE
    NOT_LATER = "{second} ({then}) must be later than {first} ({when})", _MOVE_ONE
    RESERVE_TOO_EARLY = (
        "the start of the reserve period {name} ({then}) must not be before {first} ({when})",
        _MOVE_ONE,
    )
    WINDOWS_CUT_OFF = "HER-SYS ends at {end}, which would cut off {lost}", "move what would be cut off first"

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason = reason
        self.remedy = remedy


class SingleFact(Enum):
    """A fact that there is one of, by what a refusal calls it."""

    NON_REPORTABLE_STOP = "the stop of non-reportable registration"
    UPDATES_STOP = "the stop of updates"
    OPENING = "the opening of bulk download"
    LIMIT = "the announced limit"
    DECOMMISSIONING = "the scheduled decommissioning"


class Lost(NamedTuple):
    """Windows that an end would cut off: of a reserve period, by its name, or else the slots of some prefectures."""

    period: str | None
    prefectures: tuple[Prefecture, ...]

    def __str__(self) -> str:
        slots = "slots" if len(self.prefectures) > 1 else "the slot"
        windows = slots if self.period is None else f"the reserve period {self.period!r}"
        return f"{windows}: {', '.join(map(str, self.prefectures))}"


Value = str | datetime | Span | Prefecture | HealthAuthority | SingleFact | tuple[str, ...] | tuple[Lost, ...]
"""What fills a refusal; a text is the name of a period."""


class Refused(NamedTuple):
    """A refusal, and the values it comes with, by their names."""

    refusal: Refusal
    values: Mapping[str, Value]

    @property
    def in_english(self) -> tuple[str, str]:
        """The reason and the remedy."""
        told = {name: _told(value) for name, value in self.values.items()}
        return self.refusal.reason.format_map(told), self.refusal.remedy.format_map(told)


def _told(value: Value) -> str:
    match value:
        case str():
            return repr(value)
        case datetime():
            return value.isoformat()
        case SingleFact():
            return value.value
        case (Lost(), *_):
            return " and ".join(map(str, value))
        case tuple():
            return ", ".join(map(repr, value)) or "none"
        case _:
            return str(value)
