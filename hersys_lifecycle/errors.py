"""Every error of this library: one root, the builtin a caller would catch, and the remedy in the message.

The errors carry their fields, compare by value and survive pickling, so that they can cross a process border. They are
plain classes: importing this library has to stay cheap, and a class that is generated at import is not.
"""

from datetime import datetime


class LifecycleError(Exception):
    """The root of all errors raised on purpose by this library."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, LifecycleError) or other.__class__ is not self.__class__:
            return NotImplemented
        return self.args == other.args

    def __hash__(self) -> int:
        return hash(self.__class__)  # the fields may be unhashable


class NotAnInstantError(LifecycleError, TypeError):
    """Something other than a ``datetime`` was given as an instant."""

    def __init__(self, value: object) -> None:
        super().__init__(value)
        self.value = value

    def __str__(self) -> str:
        return (
            f"{self.value!r} is not an instant: pass a timezone-aware datetime, "
            "such as datetime(2023, 11, 1, 8, tzinfo=hersys_lifecycle.instants.JST)"
        )


class NaiveInstantError(LifecycleError, ValueError):
    """A ``datetime`` without a UTC offset was given as an instant (rules, section 2)."""

    def __init__(self, value: object) -> None:
        super().__init__(value)
        self.value = value

    def __str__(self) -> str:
        return (
            f"{self.value!r} has no UTC offset, so it names no instant: if it is meant as Japan time, "
            "say so with value.replace(tzinfo=hersys_lifecycle.instants.JST)"
        )


class InstantOutOfRangeError(LifecycleError, ValueError):
    """An instant so near an end of the calendar that its neighbours cannot be written."""

    def __init__(self, value: object) -> None:
        super().__init__(value)
        self.value = value

    def __str__(self) -> str:
        return f"{self.value!r} cannot be recorded: an instant lies in the years 2 to 9998; correct the year"


class UnreadableInstantError(LifecycleError, ValueError):
    """A text that cannot be read as an instant without guessing (rules, section 2)."""

    def __init__(self, text: object, reason: str) -> None:
        super().__init__(text, reason)
        self.text, self.reason = text, reason

    def __str__(self) -> str:
        return f"{self.text!r} cannot be read as an instant: {self.reason}"


class EmptySpanError(LifecycleError, ValueError):
    """A span that ends where it starts, or before."""

    def __init__(self, start: object, end: object) -> None:
        super().__init__(start, end)
        self.start, self.end = start, end

    def __str__(self) -> str:
        return (
            f"the span from {_iso(self.start)} to {_iso(self.end)} holds no instant: a span is half-open [start, end), "
            "so its end must be later than its start; swap them, or use through(day) for a last day"
        )


class UnboundedSpanError(LifecycleError, ValueError):
    """A recorded period that lacks a start or an end."""

    def __init__(self, span: object) -> None:
        super().__init__(span)
        self.span = span

    def __str__(self) -> str:
        return f"{self.span} is open: a recorded period needs both a start and an end; give the missing one"


class UnknownNameError(LifecycleError, ValueError):
    """A name, code or value that is none of those there are."""

    def __init__(self, kind: str, given: object, nearest: str) -> None:
        super().__init__(kind, given, nearest)
        self.kind, self.given, self.nearest = kind, given, nearest

    def __str__(self) -> str:
        return f"{self.given!r} is not a {self.kind}: the nearest is {self.nearest}"


class NotAMemberError(UnknownNameError, TypeError):
    """A question asked with something other than a member of the closed set, such as a text."""

    def __str__(self) -> str:
        return (
            f"{self.given!r} is no {self.kind}: pass a member, such as the nearest, {self.nearest}; parse() reads texts"
        )


class CheckDigitError(LifecycleError, ValueError):
    """A six-digit local-government code whose last digit does not follow from the others (rules, section 4)."""

    def __init__(self, code: str, expected: str) -> None:
        super().__init__(code, expected)
        self.code, self.expected = code, expected

    def __str__(self) -> str:
        return f"{self.code!r} is no local-government code: its check digit does not fit; is {self.expected} meant?"


class AuthorityOutsidePrefectureError(LifecycleError, ValueError):
    """A question that names a health authority and a prefecture which is not its own."""

    def __init__(self, authority: str, prefecture: str, home: str) -> None:
        super().__init__(authority, prefecture, home)
        self.authority, self.prefecture, self.home = authority, prefecture, home

    def __str__(self) -> str:
        return (
            f"authority {self.authority} is not in prefecture {self.prefecture}: "
            f"ask with prefecture {self.home}, or leave the prefecture out"
        )


class PrefectureRequiredError(LifecycleError, ValueError):
    """A question about bulk export that names neither a prefecture nor an authority (N4: each has its own period)."""

    def __init__(self, capability: str) -> None:
        super().__init__(capability)
        self.capability = capability

    def __str__(self) -> str:
        return (
            f"{self.capability!r} cannot be answered without a prefecture: each has its own period (N4); "
            "pass prefecture= or authority="
        )


class InvalidFieldError(LifecycleError, ValueError):
    """A field of an event or a citation that holds what it must not."""

    def __init__(self, field: str, value: object, reason: str) -> None:
        super().__init__(field, value, reason)
        self.field, self.value, self.reason = field, value, reason

    def __str__(self) -> str:
        return f"{self.field} = {self.value!r}: {self.reason}"


class InadmissibleEventError(LifecycleError, ValueError):
    """An event that contradicts what is already recorded (rules, section 6); nothing has changed."""

    def __init__(self, event: object, reason: str, remedy: str) -> None:
        super().__init__(event, reason, remedy)
        self.event, self.reason, self.remedy = event, reason, remedy

    def __str__(self) -> str:
        return f"{type(self.event).__name__} is not admitted: {self.reason}; {self.remedy}"


class IllegalMoveError(LifecycleError, ValueError):
    """A history in which a phase would have to change in a way that no rule provides for (rules, section 3)."""

    def __init__(self, move: str, phase: str, at: object) -> None:
        super().__init__(move, phase, at)
        self.move, self.phase, self.at = move, phase, at

    def __str__(self) -> str:
        return (
            f"at {_iso(self.at)} the history asks for {self.move} from {self.phase}, which is not a legal move: "
            "correct the instants of the events around it"
        )


class MalformedEventError(LifecycleError, ValueError):
    """A wire form that is not that of an event; ``path`` names the place of the fault, from ``$``."""

    def __init__(self, path: str, value: object, reason: str) -> None:
        super().__init__(path, value, reason)
        self.path, self.value, self.reason = path, value, reason

    def __str__(self) -> str:
        return f"{self.path}: {self.value!r}: {self.reason}"


def _iso(at: object) -> str:
    return at.isoformat() if isinstance(at, datetime) else str(at)
