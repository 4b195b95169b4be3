"""Writing a file whole or not at all, and never over a record."""

import os
from pathlib import Path
from shutil import copymode
from typing import Final
from uuid import uuid4

from hersys_lifecycle.cli.errors import DatabaseFileError

_SQLITE: Final = b"SQLite format 3\0"
"""How every file of SQLite begins."""


def write_whole(file: str, content: bytes) -> None:
    """Write a file, or let it stay as it was; who reads it meanwhile finds the one or the other.

    What is no regular file, such as a device, is written as it is.

    Raises:
        DatabaseFileError: a database is there, such as the record.
        OSError: it cannot be written.
    """
    path = Path(file)
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    path = path.resolve()  # where a link leads
    known = path.exists()
    if known and _begins(path, _SQLITE):
        raise DatabaseFileError(file)
    partial = path.parent / f".{uuid4().hex}.partial"
    try:
        with partial.open("xb") as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        if known:
            copymode(path, partial)
        partial.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, file) from error
    finally:
        partial.unlink(missing_ok=True)


def _begins(path: Path, expected: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(expected)) == expected
