"""Where the rows that do not agree are written: whole, or not at all."""

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple, Self
from uuid import uuid4

from ibis.expr.types import Table

from hersys_lifecycle.judging.engine import Engine
from hersys_lifecycle.judging.errors import AccessLogError


class Target(NamedTuple):
    """A file, or with Spark a folder, that is not there yet; ``kind``: ``parquet`` or ``csv``."""

    path: Path
    kind: str

    @classmethod
    def of(cls, path: str) -> Self:
        """Return the target that a path names by its ending.

        Raises:
            AccessLogError: the ending says neither, something is there already, or there is no such folder.
        """
        target = cls(Path(path), Path(path).suffix.removeprefix("."))
        if target.kind not in {"parquet", "csv"}:
            raise AccessLogError(path, "it is not clear what to write there", "let its name end in .parquet or .csv")
        if target.path.exists():
            raise AccessLogError(path, "something is there already", "choose another name, or remove it first")
        if not target.path.parent.is_dir():
            raise AccessLogError(path, "there is no such folder", "make it first")
        return target

    def write(self, engine: Engine, rows: Table, progress: Callable[[float], None] | None) -> None:
        """Write some rows; raises ``AccessLogError`` or ``OSError`` where that fails, and then nothing is there."""
        partial = self.path.with_name(f".{uuid4().hex}.{self.kind}")
        try:
            engine.write(rows, str(partial), self.kind, progress)
            partial.rename(self.path)
        except BaseException:
            rmtree(partial, ignore_errors=True) if partial.is_dir() else partial.unlink(missing_ok=True)
            raise
