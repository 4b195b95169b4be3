"""Exported logs as bytes: of any entries, whether a store would hold them or not, and the line a fault is found at."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from io import BytesIO
from typing import Any

from hersys_lifecycle.audit import GENESIS, RecordedEvent
from hersys_lifecycle.codec import write_line
from hersys_lifecycle.store import MalformedLogError, Store

HEADER = b'{"format":"hersys-lifecycle-log","version":1}'

Wire = dict[str, Any]


def exported(store: Store) -> bytes:
    """Return what a store exports."""
    file = BytesIO()
    store.export_log(file)
    return file.getvalue()


def file_of(entries: Iterable[RecordedEvent]) -> bytes:
    """Return the file of some entries, linked or not."""
    lines = [write_line(entry) for entry in entries]
    return between(lines, len(lines), json.loads(lines[-1])["digest"] if lines else GENESIS)


def between(lines: Iterable[bytes], count: object, head: object) -> bytes:
    """Return some lines between the header and the trailer."""
    return b"\n".join((HEADER, *lines, compact({"count": count, "head": head}), b""))


def forged(entries: Iterable[Wire]) -> bytes:
    """Return the file of some wire forms, each linked to the one before it and digested anew."""
    lines, previous = list[bytes](), GENESIS
    for entry in entries:
        linked = digested(entry | {"previous": previous})
        previous = linked["digest"]
        lines.append(compact(linked))
    return between(lines, len(lines), previous)


def digested(entry: Wire) -> Wire:
    """Return a wire form with the digest of the rest."""
    rest = {name: value for name, value in entry.items() if name != "digest"}
    return rest | {"digest": sha256(compact(rest)).hexdigest()}


def wires(file: bytes) -> list[Wire]:
    """Return the wire forms of the entries in a file."""
    return [json.loads(line) for line in file.splitlines()[1:-1]]


def compact(value: Mapping[str, object]) -> bytes:
    """Return the canonical form of a JSON object."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def fault(store: Store, file: bytes) -> MalformedLogError | None:
    """Return the fault for which a store does not import a file; nothing is recorded then."""
    try:
        store.import_log(BytesIO(file))
    except MalformedLogError as error:
        assert store.history() == ()
        return error
    return None
