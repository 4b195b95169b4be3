"""Recorded events as one line of canonical JSON with its own digest, and back: as stored, and as exported.

Canonical is the form of RFC 8785: keys sorted, no blanks, UTF-8; so that whoever has the values has the bytes. The
digest is SHA-256 over the canonical form of everything but the digest itself.
"""

import json
from hashlib import sha256
from typing import TypeVar, cast
from uuid import UUID

from attrs import evolve
from cattrs import BaseValidationError

from hersys_lifecycle.audit import RecordedEvent
from hersys_lifecycle.codec.conversion import CONVERTER
from hersys_lifecycle.codec.faults import refuse
from hersys_lifecycle.codec.wire import check_version, structure, unstructure
from hersys_lifecycle.errors import MalformedEventError
from hersys_lifecycle.events import Event

T = TypeVar("T")

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
_VERSION = 1
"""The schema version of what surrounds the event; the event has its own."""


def canonical(data: object) -> bytes:
    """Return the canonical JSON (RFC 8785) of objects with ASCII names, lists, texts, integers, booleans and null."""
    return _ENCODER.encode(data).encode()


def unstructure_recorded(entry: RecordedEvent) -> dict[str, object]:
    """Return the wire form of a recorded event, an object of JSON values."""
    return {"version": _VERSION, **CONVERTER.unstructure(entry)}


def structure_recorded(data: object) -> RecordedEvent:
    """Return the recorded event a wire form stands for, its digest unchecked.

    Raises:
        MalformedEventError: it is no wire form of a recorded event; the error names the place, such as
            ``$.event.span.start``.
    """
    if not isinstance(data, dict):
        raise MalformedEventError("$", data, "write an object")
    fields = dict(data)
    check_version(fields.pop("version", None), _VERSION)
    try:
        return CONVERTER.structure(fields, RecordedEvent)
    except BaseValidationError as error:
        refuse(error, data)


def write_line(entry: RecordedEvent) -> bytes:
    """Return the line of a recorded event, without an end of line."""
    return canonical(unstructure_recorded(entry))


def sealed(entry: RecordedEvent) -> RecordedEvent:
    """Return the entry with the digest of what it holds."""
    rest = unstructure_recorded(entry)
    del rest["digest"]
    return evolve(entry, digest=sha256(canonical(rest)).hexdigest())


def unsealed(line: bytes) -> dict[str, object]:
    """Return the wire form that a line holds, exactly as it was sealed.

    Raises:
        MalformedEventError: the line is not canonical JSON, or its digest is not that of the rest.
    """
    try:
        data = json.loads(line)
        unchanged = isinstance(data, dict) and canonical(data) == line
    except (ValueError, RecursionError) as error:
        raise MalformedEventError("$", line, f"it is no JSON in UTF-8: {error}") from error
    if not unchanged:
        raise MalformedEventError("$", line, "it is not in the canonical form in which events are recorded")
    # Of a canonical line of ours the canonical form of the rest is what is left when the digest is cut out.
    digest = data.get("digest")
    if digest != sha256(line.replace(f'"digest":"{digest}",'.encode(), b"", 1)).hexdigest():
        # In one that is none of ours it may stand elsewhere.
        rest = sha256(canonical({name: value for name, value in data.items() if name != "digest"})).hexdigest()
        if digest != rest:
            raise MalformedEventError("$.digest", digest, f"the digest of the rest is {rest}")
    return cast("dict[str, object]", data)


def _exactly(kind: type[T], form: str) -> None:
    def structure(value: object, _: object) -> T:
        if type(value) is not kind:
            raise ValueError(form)
        return value

    CONVERTER.register_structure_hook(kind, structure)


def _uuid(value: object, _: object) -> UUID:
    try:
        read = UUID(cast("str", value))
    except (AttributeError, TypeError, ValueError):
        read = None
    if str(read) != value:
        raise ValueError("write a UUID as 36 small characters")
    return cast("UUID", read)


_exactly(int, "write a whole number")
_exactly(bool, "write true or false")
CONVERTER.register_structure_hook(UUID, _uuid)
CONVERTER.register_unstructure_hook(UUID, str)
CONVERTER.register_structure_hook(Event, lambda value, _: structure(value))
CONVERTER.register_unstructure_hook(Event, unstructure)
