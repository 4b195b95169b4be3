"""Events and recorded events as JSON: what is read is what stands there, and a fault is named by its place."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hersys_lifecycle.audit import RecordedEvent
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.cli.errors import NotJsonError, RefusedEventError
from hersys_lifecycle.cli.proposing import read_events
from hersys_lifecycle.codec import (
    canonical,
    structure,
    structure_recorded,
    unsealed,
    unstructure,
    unstructure_recorded,
    write_line,
)
from hersys_lifecycle.errors import LifecycleError, MalformedEventError
from hersys_lifecycle.events import EVENT_TYPES
from tests.exporting import compact, digested
from tests.fuzz.refusing import read

_FOLDER: Final = TemporaryDirectory(prefix="hersys-fuzz-")
_INSTANTS: Final = {"at", "start", "end", "recorded_at"}

WORDS = (
    *(json.dumps(each) for each in EVENT_TYPES),
    *(f'"{each}":' for each in ("type", "version", "at", "span", "start", "end", "name", "citation", "document")),
    *(f'"{each}":' for each in ("clause", "grade", "prefecture", "prefectures", "authority", "position", "batch")),
    *(
        f'"{each}":'
        for each in ("id", "key", "recorded_at", "recorded_by", "correction", "event", "previous", "digest")
    ),
    *('"stated"', '"27"', '"13"', f'"{HealthAuthority.OSAKA_SHI.code}"', "null", "true", "1e999", "NaN", "-0", "1.0"),
    *('"2023-10-31T18:00:00+09:00"', '"2023-10-31T09:00Z"', '"2023-11-01T08:00:00.000001+09:00"', '"\\u0000"'),
    *('"00000000-0000-0000-0000-000000000001"', '"\\ud800"', '"\\u2028"', "[]", "{}", '"ja"'),
)


def event(data: bytes) -> None:
    """An event is what stands in the object; a list of events is read as each of them is."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        _in_a_file(data, None)
        return
    each = [read(lambda one=one: structure(one), MalformedEventError) for one in _each(value)]  # type: ignore[misc]
    for wire, found in zip(_each(value), each, strict=True):
        if isinstance(found, MalformedEventError):
            _names_a_place(found, wire)
        else:
            assert not isinstance(found, LifecycleError)
            _says(unstructure(found), wire)
            assert structure(unstructure(found)) == found
    _in_a_file(data, each)


def entry(data: bytes) -> None:
    """A line is read if it is canonical and has its digest; what is written of an entry reads as that entry."""
    read(lambda: unsealed(data), MalformedEventError)
    try:
        value = digested(json.loads(data))
        line = canonical(json.loads(compact(value)))
    except (AttributeError, TypeError, ValueError, RecursionError):
        return
    assert unsealed(line) == json.loads(line)
    found = read(lambda: structure_recorded(value), MalformedEventError)
    if isinstance(found, MalformedEventError):
        _names_a_place(found, value)
        return
    assert isinstance(found, RecordedEvent)
    _says(unstructure_recorded(found), value)
    assert structure_recorded(json.loads(write_line(found))) == found


def _each(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _in_a_file(data: bytes, expected: list[Any] | None) -> None:
    file = Path(_FOLDER.name, "events.json")
    file.write_bytes(data)
    found = read(lambda: read_events(str(file)), NotJsonError, RefusedEventError)
    match found:
        case NotJsonError():
            assert expected is None or "stands in an object twice" in found.reason
        case RefusedEventError():
            assert expected == [] or any(isinstance(each, MalformedEventError) for each in expected or ())
        case _:
            assert [each.event for each in found] == expected  # type: ignore[union-attr]


def _names_a_place(error: MalformedEventError, value: object) -> None:
    """Demand that at the path stands what the error shows, or that there an object lacks the field."""
    places = dict(_places("$", value))
    if error.path in places:
        assert [error.value] == [places[error.path]], error.path
        return
    parent, _, name = error.path.rpartition(".")
    lacking = places[parent]
    assert name not in lacking
    assert error.value is None or [error.value] == [lacking]


def _places(path: str, value: object) -> Iterator[tuple[str, Any]]:
    yield path, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _places(f"{path}.{name}" if name.isidentifier() else f"{path}[{name!r}]", inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _places(f"{path}[{index}]", inner)


def _says(written: object, wire: object, name: str = "") -> None:
    """Demand the same values; an instant may be written in another way."""
    if isinstance(written, dict):
        assert isinstance(wire, dict)
        assert written.keys() == wire.keys()
        for inner, value in written.items():
            _says(value, wire[inner], inner)
    elif name in _INSTANTS:
        assert datetime.fromisoformat(str(written)) == datetime.fromisoformat(str(wire))
    else:
        assert (type(written), written) == (type(wire), wire)
