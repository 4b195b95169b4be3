"""The portable log: a file of JSON Lines to keep, to send, to verify elsewhere and to import (docs/log-format.md).

A header, a line an entry, a trailer. An entry is exported as it was written, byte for byte, whatever release wrote it,
so that its digest holds.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import EEXIST
from os import PathLike
from pathlib import Path
from reprlib import repr as shortened
from typing import BinaryIO, cast
from uuid import uuid4

from hersys_lifecycle.audit import Head, Log, RecordedEvent, readmitted
from hersys_lifecycle.codec import canonical, structure_recorded, unsealed
from hersys_lifecycle.errors import CorruptLogError, MalformedEventError
from hersys_lifecycle.store.errors import MalformedLogError, NotALogFileError

File = str | PathLike[str] | BinaryIO
"""A path, or a file that is open for bytes and stays open."""

_HEADER = canonical({"format": "hersys-lifecycle-log", "version": 1})
_OF_ANOTHER_VERSION = re.compile(rb'\{"format":"hersys-lifecycle-log","version":([0-9]{1,9})\}')
_TRAILER = b'{"count":'
"""How the trailer begins, and no entry."""


def write(target: File, lines: Iterable[bytes], head: Head) -> None:
    """Write the lines of all entries between header and trailer; to a path as a whole or not at all.

    Raises:
        FileExistsError: the path is taken.
        NotALogFileError: the target is neither a path nor a file open for bytes.
        OSError: the file cannot be written.
    """
    ended = (line + b"\n" for line in (_HEADER, *lines, _trailer(head)))
    if isinstance(target, str | PathLike):
        with _appearing(Path(target)) as file:
            file.writelines(ended)
    else:
        with _for_bytes(target):
            target.write(b"")
        target.writelines(ended)


def read(source: File) -> tuple[Log, tuple[bytes, ...]]:
    """Return the log that a file holds, each recording in it admitted anew, with the lines of its entries.

    Raises:
        MalformedLogError: it is no exported log, or not as it was exported, or an entry should not have been admitted.
        NotALogFileError: the source is neither a path nor a file open for bytes.
        OSError: the file cannot be read.
    """
    if isinstance(source, str | PathLike):
        with Path(source).open("rb") as file:
            return _Reading(file).result()
    with _for_bytes(source):
        memoryview(source.read(0))
    return _Reading(source).result()


class _Reading:
    """A file that is read line by line; knows the line it is at, and its number."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._line = b""
        self._number = 0
        self._written: list[bytes] = []

    def result(self) -> tuple[Log, tuple[bytes, ...]]:
        self._advance()
        if self._line != _HEADER:
            raise self._fault(_no_header(self._line))
        try:
            log = readmitted(self._entries())
        except CorruptLogError as error:
            self._number = 1 + cast("int", error.position)  # below the header
            raise self._fault(error.reason) from error
        if self._line != _trailer(log.head):
            raise self._fault(f"the trailer of what stands above is {_trailer(log.head).decode()}")
        if self._file.readline():
            self._number += 1
            raise self._fault("it stands behind the trailer, where nothing is exported")
        return log, tuple(self._written)

    def _entries(self) -> Iterator[RecordedEvent]:
        """Yield what stands above the trailer, and stop there."""
        while not self._advance().startswith(_TRAILER):
            self._written.append(self._line)
            try:
                yield structure_recorded(unsealed(self._line))
            except MalformedEventError as error:
                raise self._fault(f"{error.path}: {shortened(error.value)}: {error.reason}") from error

    def _advance(self) -> bytes:
        """Go to the next line and return it without its end."""
        self._number += 1
        line = self._file.readline()
        if not line.endswith(b"\n") and self._number == 1:
            raise self._fault(_no_header(line))
        if not line.endswith(b"\n"):
            raise self._fault("the file ends here, before the end of its trailer: take a whole copy")
        if line == b"\n":
            raise self._fault("it is empty, as no exported line is")
        if line.endswith(b"\r\n") or line.startswith(b"\xef\xbb\xbf"):
            raise self._fault("it has a byte order mark or ends in CR LF: take a copy without any conversion")
        self._line = line[:-1]
        return self._line

    def _fault(self, reason: str) -> MalformedLogError:
        return MalformedLogError(self._number, reason)


def _trailer(head: Head) -> bytes:
    return canonical({"count": head.position, "head": head.digest})


def _no_header(line: bytes) -> str:
    if other := _OF_ANOTHER_VERSION.fullmatch(line):
        return (
            f"it is of format version {other[1].decode()}, and this release reads version 1: upgrade hersys-lifecycle"
        )
    return f"the header of an exported log is {_HEADER.decode()}"


@contextmanager
def _appearing(path: Path) -> Iterator[BinaryIO]:
    """Open a new file that appears under its path once all of it is on the disk."""
    partial = path.parent / f".{uuid4().hex}.partial"
    try:
        with partial.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _name(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # which keeps the name
    finally:
        os.close(folder)


def _name(partial: Path, path: Path) -> None:
    """Give a file its name, unless something else has it, be it a link to nothing."""
    try:
        os.link(partial, path)
    except FileExistsError:
        reason = "an exported log takes the place of no other file: give it a new name"
        raise FileExistsError(EEXIST, reason, str(path)) from None
    except OSError:  # a file system where no file has two names, such as FAT
        path.touch(exist_ok=False)
        partial.replace(path)


@contextmanager
def _for_bytes(file: object) -> Iterator[None]:
    """Try whether a file takes or gives bytes."""
    try:
        yield
    except (AttributeError, TypeError):
        raise NotALogFileError(type(file).__name__) from None
