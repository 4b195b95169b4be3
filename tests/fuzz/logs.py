"""Exported logs: what is read is written again byte for byte, and a fault is named by its line."""

import json
from collections.abc import Sequence
from io import BytesIO
from typing import Final

from hersys_lifecycle.audit import GENESIS, Log
from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.store import MalformedLogError, portable
from tests.exporting import HEADER, between, forged
from tests.fuzz.refusing import read

_BEFORE_ENTRIES: Final = 1

WORDS = (
    *(HEADER.decode(), '{"count":', '"head":"', GENESIS, "\n", "\r\n", "\ufeff", '"version":2'),
    *('"digest":"', '"previous":"', '"position":', '"batch":', '"correction":true', '"key":"k"'),
)


def log(data: bytes) -> None:
    """A file is an exported log, or a line of it is at fault."""
    found = _read(data)
    if isinstance(found, MalformedLogError):
        assert 1 <= found.line <= len(data.splitlines()) + 1
    elif found is not None:
        _is_written(found, data)


def forged_log(data: bytes) -> None:
    """Entries, one wire form a line, are once they are linked and sealed anew a log, or one of them is at fault."""
    try:
        entries = [json.loads(line) for line in data.splitlines()]
        file = forged(entries)
    except (AttributeError, TypeError, ValueError, RecursionError):
        return
    found = _read(file)
    if isinstance(found, MalformedLogError):
        assert _BEFORE_ENTRIES < found.line <= _BEFORE_ENTRIES + len(entries)
        _is_at_fault(found.line, file.splitlines()[_BEFORE_ENTRIES:-1])
    elif found is not None:
        _is_written(found, file)


def _read(data: bytes) -> tuple[Log, tuple[bytes, ...]] | LifecycleError:
    return read(lambda: portable.read(BytesIO(data)), MalformedLogError)


def _is_at_fault(number: int, lines: Sequence[bytes]) -> None:
    """Demand the same fault of a log that ends with the recording at fault: nothing below that is to blame."""
    batches = [json.loads(line).get("batch") for line in lines]
    end = number - _BEFORE_ENTRIES
    while end < len(lines) and batches[end] == batches[end - 1]:
        end += 1
    found = _read(between(lines[:end], end, json.loads(lines[end - 1])["digest"]))
    assert isinstance(found, MalformedLogError)
    assert found.line == number


def _is_written(found: object, data: bytes) -> None:
    assert isinstance(found, tuple)
    log, lines = found
    file = BytesIO()
    portable.write(file, lines, log.head)
    assert file.getvalue() == data
    assert [each.position for each in log.entries] == list(range(1, len(lines) + 1))
    assert log.lifecycle.events == tuple(each.event for each in log.entries)
