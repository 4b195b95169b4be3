"""Reading what is proposed: one event or a list of events, on the wire, from a file or from standard input."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import typer

from hersys_lifecycle.cli.errors import NoEventError, NotJsonError, RefusedEventError, UnreadableFileError
from hersys_lifecycle.codec import structure
from hersys_lifecycle.errors import MalformedEventError
from hersys_lifecycle.events import Event

STDIN = "-"

_SHOWN = 60
"""How much of a faulty value an error quotes."""


class Proposed(NamedTuple):
    """An event, and where it stands: a place in a file, or what was typed."""

    where: str
    event: Event


def read_events(file: str) -> tuple[Proposed, ...]:
    """Return the events of a file, in its order; ``-`` is standard input.

    Raises:
        UnreadableFileError: there is no such file, or it cannot be read.
        NotJsonError: it is no JSON, or a key stands in an object twice.
        RefusedEventError: it holds no event, or one that is malformed; the error names the place.
    """
    data = _parsed(file)
    if not isinstance(data, list):
        return (_proposed(file, "$", data),)
    if not data:
        raise RefusedEventError(f"{file}, $", NoEventError())
    return tuple(_proposed(file, f"$[{number}]", each) for number, each in enumerate(data))


def _parsed(file: str) -> object:
    try:
        content = typer.get_binary_stream("stdin").read() if file == STDIN else Path(file).read_bytes()
    except OSError as error:
        raise UnreadableFileError(file, error.strerror or str(error)) from error
    except (RuntimeError, ValueError) as error:  # standard input is closed; or the name is none that a file can have
        raise UnreadableFileError(file, str(error)) from error
    try:
        return json.loads(content, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        raise NotJsonError(file, str(error)) from error


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)!r} stands in an object twice")
    return read


def _proposed(file: str, place: str, data: object) -> Proposed:
    try:
        return Proposed(f"{file}, {place}", structure(data))  # type: ignore[arg-type]  # which it refuses itself
    except MalformedEventError as error:
        value = repr(error.value)
        quoted = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}..."
        where = f"{file}, {place}{error.path.removeprefix('$')}"
        raise RefusedEventError(where, f"{quoted}: {error.reason}") from error
