"""An access log as physical lines: one line is one record, and a broken line never takes its neighbours with it.

Readers of CSV that let a quoted text run over the end of its line lose all that follows a quote which is never closed,
and count lines wrongly from there on. An access log has no use for such texts, and an audit has for its lines.
"""

import gzip
import os
import zlib
from codecs import BOM_UTF8
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, NamedTuple, Self

from hersys_lifecycle.judging.errors import AccessLogError

LONGEST: Final = 1_000_000
"""The bytes that a line may have; of a longer one no more than these are held at a time."""

SHOWN: Final = 1_000
"""The characters by which a broken line is shown."""

_GZIP = b"\x1f\x8b"
_TOO_LONG = f"the line is longer than {LONGEST:,} bytes: is a line end missing?"
_NOT_UTF_8 = "the line has bytes that are no UTF-8: write the log in UTF-8"


class BrokenLineError(ValueError):
    """A line that is no record; the message says why, and how to mend it. It never leaves this package."""


class Line(NamedTuple):
    """A line without its end. If it cannot be read as text, ``problem`` says why, and ``text`` is for showing only."""

    number: int
    text: str
    problem: str | None = None

    def written(self) -> str:
        """Return what it says.

        Raises:
            BrokenLineError: it cannot be read as text.
        """
        if self.problem is not None:
            raise BrokenLineError(self.problem)
        return self.text


class LogFile:
    """A log in text, plain or compressed by gzip, that is open for reading once.

    Iterating yields the lines but for blank ones, numbered from 1, blank ones counted. A line ends with LF or CR LF; a
    byte order mark at the very start is skipped.

    Raises:
        AccessLogError: the compression is damaged or its end is missing; when that is met.
        OSError: the file cannot be read.
    """

    def __init__(self, source: Path) -> None:
        self._source = source
        self._file = source.open("rb")
        self._size = os.fstat(self._file.fileno()).st_size

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()

    @property
    def share(self) -> float:
        """The share of its bytes that has been read, from 0 to 1; of a pipe, whose size nobody knows, always 0."""
        return min(self._file.tell() / self._size, 1.0) if self._size else 0.0

    def __iter__(self) -> Iterator[Line]:
        number = 0
        try:
            stream = self._decompressed()
            while raw := stream.readline(LONGEST + 1):
                number += 1
                if number == 1:
                    raw = raw.removeprefix(BOM_UTF8)
                if len(raw) > LONGEST and not raw.endswith(b"\n"):
                    _skip_line(stream)
                    yield Line(number, _shown(raw), _TOO_LONG)
                elif raw.strip():
                    yield _line(number, raw)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            reason = f"its compression by gzip is damaged, or its end is missing ({error})"
            raise AccessLogError(str(self._source), reason, "take a whole copy of it", number + 1) from error

    def _decompressed(self) -> BinaryIO:
        begins = self._file.peek(len(_GZIP))
        if self._source.suffix.lower() != ".gz" and not begins.startswith(_GZIP):
            return self._file
        if not begins:
            raise EOFError("the file is empty")
        return BufferedReader(gzip.open(self._file))


def _line(number: int, raw: bytes) -> Line:
    try:
        return Line(number, raw.removesuffix(b"\n").removesuffix(b"\r").decode())
    except UnicodeDecodeError:
        return Line(number, _shown(raw), _NOT_UTF_8)


def _shown(raw: bytes) -> str:
    """Return how a line begins that is no text; no character has more than four bytes."""
    begins = raw[: 4 * SHOWN].removesuffix(b"\n").removesuffix(b"\r")
    return begins.decode(errors="backslashreplace")[:SHOWN]


def _skip_line(stream: BinaryIO) -> None:
    """Go behind the end of a line."""
    while (rest := stream.readline(LONGEST)) and not rest.endswith(b"\n"):
        pass
