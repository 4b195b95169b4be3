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
    """An event that contradicts what is already recorded (rules, section 6); nothing has changed.

    ``refused`` is the reason and the remedy as data, :class:`hersys_lifecycle.states.Refused`, where admission refused.
    """

    def __init__(self, event: object, reason: str, remedy: str, refused: object = None) -> None:
        super().__init__(event, reason, remedy, refused)
        self.event, self.reason, self.remedy, self.refused = event, reason, remedy, refused

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


class CorruptLogError(LifecycleError, ValueError):
    """A log that is not what was recorded: an entry is changed, missing, out of place or cannot be read.

    ``position`` is where the log can be trusted no longer; ``None`` if the database itself says so.
    """

    def __init__(self, position: int | None, reason: str) -> None:
        super().__init__(position, reason)
        self.position, self.reason = position, reason

    def __str__(self) -> str:
        where = "the log is damaged" if self.position is None else f"the log is damaged at position {self.position}"
        return f"{where}: {self.reason}; nothing is answered from it: restore it from a backup or an exported copy"


class UnreadableEntryError(LifecycleError, ValueError):
    """An entry of the log that is as it was recorded, and that this release cannot read; nothing is skipped."""

    def __init__(self, position: int, reason: str) -> None:
        super().__init__(position, reason)
        self.position, self.reason = position, reason

    def __str__(self) -> str:
        return (
            f"position {self.position} of the log cannot be read: {self.reason}; nothing is answered from the log: "
            "open it with the release of hersys-lifecycle that recorded this, or a newer one"
        )


class LogNotEmptyError(LifecycleError, ValueError):
    """A notice that was to be adopted, or a log to be imported, where something is recorded already."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count

    def __str__(self) -> str:
        return (
            f"{self.count} events are recorded already: only an empty store adopts or imports; "
            "record amendments, or open a store that is empty"
        )


class LifecycleEndedError(LifecycleError, ValueError):
    """A recording after HER-SYS has ended which is no correction (rules, section 6)."""

    def __init__(self, ended_at: datetime, recorded_at: datetime) -> None:
        super().__init__(ended_at, recorded_at)
        self.ended_at, self.recorded_at = ended_at, recorded_at

    def __str__(self) -> str:
        return (
            f"HER-SYS ended at {_iso(self.ended_at)} and it is {_iso(self.recorded_at)}: only corrections are admitted "
            "(correction=True); to rehearse, open the store with another clock (open_store(url, clock=...))"
        )


class PastChangedError(LifecycleError, ValueError):
    """A recording that would change answers of the past and is no correction; ``changes`` lists them all."""

    SHOWN = 5

    def __init__(self, changes: tuple[object, ...], recorded_at: datetime) -> None:
        super().__init__(changes, recorded_at)
        self.changes, self.recorded_at = changes, recorded_at

    def __str__(self) -> str:
        shown = "; ".join(map(str, self.changes[: self.SHOWN]))
        more = f"; and {len(self.changes) - self.SHOWN} more" if len(self.changes) > self.SHOWN else ""
        return (
            f"answers before {_iso(self.recorded_at)} would be others: {shown}{more}; "
            "if the past was recorded wrongly, record this as a correction (correction=True)"
        )


class ClockBehindError(LifecycleError, ValueError):
    """A clock that is behind the last entry of the log, which ``recorded_at`` never is (rules, section 6)."""

    def __init__(self, now: datetime, last: datetime) -> None:
        super().__init__(now, last)
        self.now, self.last = now, last

    def __str__(self) -> str:
        return (
            f"the clock says {_iso(self.now)}, and the last event was recorded at {_iso(self.last)}: "
            "nothing is recorded before what is recorded already; set the clock right, or wait if that one was ahead"
        )


class HeadMovedError(LifecycleError, ValueError):
    """A recording on a head that is no longer the last, because something else was recorded meanwhile."""

    def __init__(self, expected: int, found: int) -> None:
        super().__init__(expected, found)
        self.expected, self.found = expected, found

    def __str__(self) -> str:
        return (
            f"the record was to be continued from position {self.expected}, and it reaches position {self.found}: "
            "look at what was recorded meanwhile, then record again on the new head"
        )


class KeyReusedError(LifecycleError, ValueError):
    """An idempotency key under which something else was recorded."""

    def __init__(self, key: str, position: int) -> None:
        super().__init__(key, position)
        self.key, self.position = key, position

    def __str__(self) -> str:
        return (
            f"key {self.key!r} stands for another recording, at position {self.position}: "
            "repeat that one as it was, or give a new recording a key of its own"
        )


class MissingExtraError(LifecycleError, ImportError):
    """Something that needs an extra which is not installed."""

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(extra, purpose)
        self.extra, self.purpose = extra, purpose

    def __str__(self) -> str:
        return (
            f"{self.purpose} needs an extra: pip install 'hersys-lifecycle[{self.extra}]', or '.[{self.extra}]' "
            "from a checkout"
        )


def _iso(at: object) -> str:
    return at.isoformat() if isinstance(at, datetime) else str(at)
