"""Every error of this library: one root, the builtin a caller would catch, and the remedy in the message.

The errors carry their fields, compare by value and survive pickling, so that they can cross a process border.
"""

import attrs


@attrs.frozen
class LifecycleError(Exception):
    """The root of all errors raised on purpose by this library."""

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self.args == other.args  # type: ignore[attr-defined]  # same class, checked above

    def __hash__(self) -> int:
        return hash(self.__class__)  # the fields may be unhashable


@attrs.frozen
class NotAnInstantError(LifecycleError, TypeError):
    """Something other than a ``datetime`` was given as an instant."""

    value: object

    def __str__(self) -> str:
        return (
            f"{self.value!r} is not an instant: pass a timezone-aware datetime, "
            "such as datetime(2023, 11, 1, 8, tzinfo=hersys_lifecycle.instants.JST)"
        )


@attrs.frozen
class NaiveInstantError(LifecycleError, ValueError):
    """A ``datetime`` without a UTC offset was given as an instant (rules, section 2)."""

    value: object

    def __str__(self) -> str:
        return (
            f"{self.value!r} has no UTC offset, so it names no instant: if it is meant as Japan time, "
            "say so with value.replace(tzinfo=hersys_lifecycle.instants.JST)"
        )


@attrs.frozen
class InstantOutOfRangeError(LifecycleError, ValueError):
    """An instant so near an end of the calendar that its neighbours cannot be written."""

    value: object

    def __str__(self) -> str:
        return f"{self.value!r} cannot be recorded: an instant lies in the years 2 to 9998; correct the year"


@attrs.frozen
class EmptySpanError(LifecycleError, ValueError):
    """A span that ends where it starts, or before."""

    start: object
    end: object

    def __str__(self) -> str:
        return (
            f"the span from {self.start} to {self.end} holds no instant: a span is half-open [start, end), "
            "so its end must be later than its start; swap them, or use through(day) for a last day"
        )


@attrs.frozen
class UnboundedSpanError(LifecycleError, ValueError):
    """A recorded period that lacks a start or an end."""

    span: object

    def __str__(self) -> str:
        return f"{self.span} is open: a recorded period needs both a start and an end; give the missing one"


@attrs.frozen
class UnknownNameError(LifecycleError, ValueError):
    """A name, code or value that is none of those there are."""

    kind: str
    given: object
    nearest: str

    def __str__(self) -> str:
        return f"{self.given!r} is not a {self.kind}: the nearest is {self.nearest}"


@attrs.frozen
class CheckDigitError(LifecycleError, ValueError):
    """A six-digit local-government code whose last digit does not follow from the others (rules, section 4)."""

    code: str
    expected: str

    def __str__(self) -> str:
        return f"{self.code!r} is no local-government code: its check digit does not fit; is {self.expected} meant?"


@attrs.frozen
class AuthorityOutsidePrefectureError(LifecycleError, ValueError):
    """A question that names a health authority and a prefecture which is not its own."""

    authority: str
    prefecture: str
    home: str

    def __str__(self) -> str:
        return (
            f"authority {self.authority} is not in prefecture {self.prefecture}: "
            f"ask with prefecture {self.home}, or leave the prefecture out"
        )


@attrs.frozen
class PrefectureRequiredError(LifecycleError, ValueError):
    """A question about bulk export that names neither a prefecture nor an authority (N4: each has its own period)."""

    capability: str

    def __str__(self) -> str:
        return (
            f"{self.capability!r} cannot be answered without a prefecture: each has its own period (N4); "
            "pass prefecture= or authority="
        )


@attrs.frozen
class InvalidFieldError(LifecycleError, ValueError):
    """A field of an event or a citation that holds what it must not."""

    field: str
    value: object
    reason: str

    def __str__(self) -> str:
        return f"{self.field} = {self.value!r}: {self.reason}"


@attrs.frozen
class InadmissibleEventError(LifecycleError, ValueError):
    """An event that contradicts what is already recorded (rules, section 6); nothing has changed."""

    event: object
    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"{type(self.event).__name__} is not admitted: {self.reason}; {self.remedy}"


@attrs.frozen
class IllegalMoveError(LifecycleError, ValueError):
    """A history in which a phase would have to change in a way that no rule provides for (rules, section 3)."""

    move: str
    phase: str
    at: object

    def __str__(self) -> str:
        return (
            f"at {self.at} the history asks for {self.move} from {self.phase}, which is not a legal move: "
            "correct the instants of the events around it"
        )


@attrs.frozen
class MalformedEventError(LifecycleError, ValueError):
    """A wire form that is not that of an event; ``path`` names the place of the fault, from ``$``."""

    path: str
    value: object
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.value!r}: {self.reason}"
