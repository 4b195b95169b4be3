"""What is typed at the command line: the fields of an event, and the texts of options."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from inspect import Parameter
from typing import Final

from hersys_lifecycle.audit import Head
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.cli.audit_options import ENGINES, WAYS, read_columns, read_memory
from hersys_lifecycle.cli.errors import (
    ColumnOptionError,
    DayOptionError,
    HeadOptionError,
    MemoryOptionError,
    SpanOptionsError,
)
from hersys_lifecycle.cli.fields import event_of, options_of
from hersys_lifecycle.cli.heads import head_of, read_head
from hersys_lifecycle.cli.languages import chosen_language, language_of
from hersys_lifecycle.cli.screen import Screen
from hersys_lifecycle.codec import parse_instant, structure, unstructure
from hersys_lifecycle.errors import (
    CheckDigitError,
    EmptySpanError,
    InstantOutOfRangeError,
    InvalidFieldError,
    LifecycleError,
    UnknownNameError,
    UnreadableInstantError,
)
from hersys_lifecycle.events import EVENT_TYPES, Event
from hersys_lifecycle.judging.zones import zone_of
from tests.fuzz.refusing import read

_SCREEN: Final = Screen(language="en", as_json=True, plain=True)
_SHOWN: Final = datetime(2023, 11, 1)  # noqa: DTZ001  # what a clock shows, of which a zone tells the offset
_REFUSALS: Final = (
    *(CheckDigitError, DayOptionError, EmptySpanError, InstantOutOfRangeError, InvalidFieldError),
    *(SpanOptionsError, UnknownNameError, UnreadableInstantError),
)

WORDS = (
    *EVENT_TYPES,
    *("\nat=2023-10-31T18:00", "\nstart=2023-12-04T00:00+09:00", "\nend=2023-12-09", "\nthrough=2023-12-08"),
    *("\nname=移行作業", "\nprefecture=27", "\nprefectures=27、13", "\ndocument=d", "\nclause=1", "\ngrade=stated"),
    *(f"\nauthority={HealthAuthority.OSAKA_SHI.code}", "9998-12-31", "9999-12-31", "0001-12-31", "12:" + "0f" * 32),
    *("Asia/Tokyo", "+09:00", "-23:59", "at=timestamp", "2GB", "0.5 KiB", "ja", "duckdb", "undecidable"),
)


def typed_event(data: bytes) -> None:
    """An event, its kind and a line for each option, is one that can be kept; or an option is at fault."""
    name, *lines = data.decode(errors="surrogateescape").split("\n")
    if (kind := EVENT_TYPES.get(name)) is None:
        return
    typed = {name: value for name, equals, value in (line.partition("=") for line in lines) if equals}
    options = {each.name: each.default for each in options_of(kind)}
    if any(default is Parameter.empty and option not in typed for option, default in options.items()):
        return  # which typer refuses
    given = {option: typed.get(option, default) for option, default in options.items()}
    found = read(lambda: event_of(kind, given, _SCREEN), *_REFUSALS)
    if not isinstance(found, LifecycleError):
        assert structure(unstructure(found)) == found
        _says(found, given)


def _says(event: Event, given: Mapping[str, str | None]) -> None:
    """Demand of the texts that are kept as they are, and of days, what was typed."""
    assert event.citation.document == given["document"]
    assert event.citation.clause == given["clause"]
    if (last := given.get("through")) is not None:
        wire = unstructure(event)["span"]
        assert isinstance(wire, dict)
        day = date.fromisoformat(last)  # as an instant, which is refused where it is no day of the calendar
        assert datetime.fromisoformat(wire["end"]) == parse_instant(last).at + timedelta(days=1)
        assert day.isoformat() == last


def option(data: bytes) -> None:
    """The text of an option is what it says, or refused."""
    text = data.decode(errors="surrogateescape")
    if isinstance(head := read(lambda: read_head(text), HeadOptionError), Head):
        assert read_head(head_of(head)) == head
        assert text.lstrip("0").removeprefix(":") == head_of(head).removeprefix("0:")
    columns = read(lambda: read_columns(text.split("\n")), ColumnOptionError)
    assert isinstance(columns, LifecycleError) or len(columns) == len(text.split("\n"))
    memory = read(lambda: read_memory(text), MemoryOptionError)
    assert memory == text if not isinstance(memory, LifecycleError) else True
    assert isinstance(memory, LifecycleError) or text.isascii()
    zone = read(lambda: zone_of(text), InvalidFieldError)
    assert isinstance(zone, LifecycleError) or abs(zone.utcoffset(_SHOWN) or timedelta()) < timedelta(days=1)
    choices: tuple[Callable[[str], object], ...] = (ENGINES.read, WAYS.read, lambda text: chosen_language(text, "en"))
    for choose in choices:
        chosen = read(lambda choose=choose: choose(text), UnknownNameError)  # type: ignore[misc]
        assert isinstance(chosen, LifecycleError) or choose(str(chosen)) == chosen
    assert language_of({"LANG": text}) in {"ja", "en"}
