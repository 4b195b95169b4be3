"""The options of each kind of event, made of its class: what is a field there is an option here, and nowhere else."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from inspect import Parameter
from typing import Annotated, Any, Final, NamedTuple

import attrs
import typer

from hersys_lifecycle import Citation, Grade, HealthAuthority, Prefecture, Span
from hersys_lifecycle.checks import WORDING
from hersys_lifecycle.cli.errors import DayOptionError, SpanOptionsError
from hersys_lifecycle.cli.options import Completions, complete_authorities, complete_grades, complete_prefectures
from hersys_lifecycle.cli.screen import Screen
from hersys_lifecycle.cli.sources import read_instant
from hersys_lifecycle.events import Covered, Event, PeriodName
from hersys_lifecycle.instants import Recordable, through
from hersys_lifecycle.names import Names

Given = Mapping[str, str | None]
"""What was typed, by the name of the option; ``None`` for what was left out."""

_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = "in ISO 8601; without an offset it is Japan time."


_GRADES: Final = Names.of(
    "grade", ((each, f"{each.value} ({WORDING[each].ja})", (each.value, *WORDING[each])) for each in Grade)
)


class Option(NamedTuple):
    """An option: its name in Python, what is told about it, and whether it may be left out."""

    name: str
    told: object
    optional: bool = False
    default: str | None = None

    def parameter(self) -> Parameter:
        """Return what typer makes an option of."""
        default = self.default if self.optional else Parameter.empty
        kind = str | None if self.optional else str
        return Parameter(self.name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, self.told])


class Reading(NamedTuple):
    """How a field of some type is typed: its options, and how they are read."""

    options: tuple[Option, ...]
    read: Callable[[Given, Screen], object]


def _instant(given: Given, screen: Screen) -> datetime:
    return read_instant(screen, str(given["at"]), "--at")


def _span(given: Given, screen: Screen) -> Span:
    end, last = given["end"], given["through"]
    if (end is None) is (last is None):
        raise SpanOptionsError
    start = read_instant(screen, str(given["start"]), "--start")
    return Span(start, _day_after(str(last)) if end is None else read_instant(screen, end, "--end"))


def _day_after(text: str) -> datetime:
    try:
        day = date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        raise DayOptionError(text) from None
    return through(day)


def _prefectures(given: Given, _: Screen) -> frozenset[Prefecture] | None:
    names = given["prefectures"]
    return None if names is None else frozenset(Prefecture.parse(each) for each in names.replace("、", ",").split(","))


def _citation(given: Given, _: Screen) -> Citation:
    return Citation(str(given["document"]), str(given["clause"]), _GRADES.read(str(given["grade"])))


def _option(name: str, metavar: str, told: str, complete: Callable[[str], Completions] | None = None) -> object:
    return typer.Option(f"--{name}", metavar=metavar, help=told, autocompletion=complete)


_READINGS: Final[Mapping[object, Reading]] = {
    Recordable: Reading((Option("at", _option("at", "INSTANT", f"When, {_INSTANT}")),), _instant),
    Span: Reading(
        (
            Option("start", _option("start", "INSTANT", f"From when, {_INSTANT}")),
            Option("end", _option("end", "INSTANT", f"Until when, which is not included, {_INSTANT}"), optional=True),
            Option("through", _option("through", "DAY", "Until the end of this day, in Japan time."), optional=True),
        ),
        _span,
    ),
    PeriodName: Reading(
        (Option("name", _option("name", "TEXT", "The name of the period.")),), lambda given, _: str(given["name"])
    ),
    Prefecture: Reading(
        (
            Option(
                "prefecture", _option("prefecture", "PREFECTURE", "大阪府, 大阪, Osaka or 27.", complete_prefectures)
            ),
        ),
        lambda given, _: Prefecture.parse(str(given["prefecture"])),
    ),
    HealthAuthority: Reading(
        (Option("authority", _option("authority", "AUTHORITY", "大阪市, Osaka-shi or 271004.", complete_authorities)),),
        lambda given, _: HealthAuthority.parse(str(given["authority"])),
    ),
    Covered: Reading(
        (
            Option(
                "prefectures",
                _option("prefectures", "PREFECTURE,...", "For whom, with commas between; by default for all 47."),
                optional=True,
            ),
        ),
        _prefectures,
    ),
    Citation: Reading(
        (
            Option("document", _option("document", "TEXT", "The document that says so.")),
            Option("clause", _option("clause", "TEXT", "Where in it.")),
            Option(
                "grade",
                _option("grade", "GRADE", "How it says so: stated, inferred or assumed.", complete_grades),
                optional=True,
                default=Grade.STATED.value,
            ),
        ),
        _citation,
    ),
}


def options_of(kind: type[Event]) -> list[Parameter]:
    """Return the options of a kind of event, those of the citation last."""
    return [option.parameter() for _, reading in _fields(kind) for option in reading.options]


def event_of(kind: type[Event], given: Given, screen: Screen) -> Event:
    """Return the event that was typed.

    Raises:
        LifecycleError: an option cannot be read, or the event cannot be.
    """
    fields: dict[str, Any] = {name: reading.read(given, screen) for name, reading in _fields(kind)}
    return kind(**fields)


def _fields(kind: type[Event]) -> list[tuple[str, Reading]]:
    fields = sorted(attrs.fields(kind), key=lambda field: field.name == "citation")
    return [(field.name, _READINGS[field.type]) for field in fields]
