"""The records of an access log in JSON Lines: an object to a line, whose keys may differ from line to line."""

import json
from collections.abc import Mapping
from functools import lru_cache
from math import isinf
from typing import Final, NoReturn

from hersys_lifecycle.judging.columns import NAMES, REQUIRED, resolve
from hersys_lifecycle.judging.errors import AccessLogError
from hersys_lifecycle.judging.lines import BrokenLineError, Line

KEPT: Final = 1_000
"""How many sets of keys are remembered with what they say: a log has few, and nothing keeps it from having many."""


class JsonRecords:
    """What the lines of a JSON Lines file say.

    Attributes:
        columns: what a log says of an access, and the key that says it, as far as any line had one.
        names: of what is staged, those that a line may say besides the instant.
        others: the one column for all other keys, as compact JSON; null where a line has none.
        renamed: nothing; other keys are not staged under names of their own.
    """

    names = NAMES
    others = ("rest",)

    def __init__(self, source: str, asked: Mapping[str, str] | None) -> None:
        self._source, self._asked = source, dict(asked or {})
        self._resolved = lru_cache(KEPT)(self._resolve)
        self._broken = False
        self.columns: dict[str, str] = {}
        self.renamed: dict[str, str] = {}

    def read(self, line: Line) -> tuple[list[str | None], list[str | None]]:
        """Return the instant and the names, none of them blank, and the rest.

        Raises:
            AccessLogError: this is the first object, and it lacks the instant or the capability.
            BrokenLineError: the line is no record.
        """
        try:
            record = _object(line.written())
        except BrokenLineError:
            self._broken = True
            raise
        try:
            columns = self._resolved(tuple(record))
        except AccessLogError as error:
            if not self.columns:
                raise AccessLogError(self._source, error.reason, error.remedy, line.number) from error
            raise BrokenLineError(f"{error.reason}: {error.remedy}") from error
        named = [_text(name, record.pop(columns[name], None)) if name in columns else None for name in ("at", *NAMES)]
        return named, [_COMPACT.encode(record) if record else None]

    def finish(self) -> None:
        """Say what only the whole log can tell.

        Raises:
            AccessLogError: no line at all is an object, or none has a key that was asked for.
        """
        if self._broken and not self.columns:
            raise AccessLogError(
                self._source, "no line of it is a JSON object", "write one object to a line, or name another format"
            )
        if self.columns and (never := [name for name in self._asked if name not in self.columns]):
            keys = ", ".join(self._asked[name] for name in never)
            raise AccessLogError(
                self._source, f"no line of it has the key {keys}", f"say which key it is: {never[0]}=KEY"
            )

    def _resolve(self, keys: tuple[str, ...]) -> dict[str, str]:
        """Return which key says what; one that was asked for, and is needed for nothing, may be missing."""
        asked = {name: key for name, key in self._asked.items() if key in keys or name not in NAMES or name in REQUIRED}
        columns = resolve(self._source, keys, asked)
        columns = {name: key for name, key in columns.items() if self._asked.get(name, key) == key}
        self.columns = columns | self.columns
        return columns


def _object(text: str) -> dict[str, object]:
    try:
        record = _STRICT.decode(text)
        if "\\u" in text:
            _COMPACT.encode(record).encode()  # half of a surrogate pair, which UTF-8 has no bytes for
    except (ValueError, RecursionError) as error:
        raise BrokenLineError(f"the line is no JSON ({error}): write one object to a line") from error
    if not isinstance(record, dict):
        raise BrokenLineError("the line is no JSON object: write one object to a line")
    return record


def _text(name: str, value: object) -> str | None:
    match value:
        case str():
            return value.strip() or None
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case _:
            kind = {float: "a number with a fraction", list: "a list"}.get(type(value), "an object")
            raise BrokenLineError(f"{name} is {kind}: write a text, a whole number, true or false")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key stands there twice")
    return made


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number of JSON")


def _finite(text: str) -> float:
    number = float(text)
    if isinf(number):  # which could not be written as JSON again
        raise ValueError(f"{text} is too large a number")
    return number


_STRICT = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_number, parse_float=_finite)
_COMPACT = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
