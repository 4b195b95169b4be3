"""Reading a name as people write it: one table of spellings for each kind of thing, and the nearest for the rest."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Generic, TypeVar
from unicodedata import normalize

import attrs

from hersys_lifecycle.errors import UnknownNameError

T = TypeVar("T")

# Long vowels are written with a macron or a circumflex, or not at all: Ōsaka, Ôsaka, Osaka.
_LONG_VOWEL_MARKS = dict.fromkeys((0x0304, 0x0302))
_SEPARATORS = re.compile(r"[\s_\-‐]+")


def spelling(text: str) -> str:
    """Return a text in the one form names are compared in: width, case, long vowels and separators made equal."""
    plain = normalize("NFC", normalize("NFD", normalize("NFKC", text)).translate(_LONG_VOWEL_MARKS))
    return _SEPARATORS.sub(" ", plain).strip().casefold()


@attrs.frozen
class Names(Generic[T]):
    """The spellings of one kind of thing. ``labels`` says how to name each thing to a person."""

    kind: str
    table: Mapping[str, T]
    labels: Mapping[T, str]

    @classmethod
    def of(cls, kind: str, rows: Iterable[tuple[T, str, Iterable[str]]]) -> "Names[T]":
        """Build the table from rows of a thing, its label and its spellings."""
        rows = [(thing, label, tuple(spellings)) for thing, label, spellings in rows]
        table = {spelling(text): thing for thing, _, texts in rows for text in texts}
        return cls(kind, table, {thing: label for thing, label, _ in rows})

    def read(self, text: str) -> T:
        """Return the thing a text names.

        Raises:
            UnknownNameError: no thing has that name; the error names the nearest.
        """
        found = self.table.get(spelling(text)) if isinstance(text, str) else None
        if found is None:
            raise self.unknown(text)
        return found

    def unknown(self, given: object) -> UnknownNameError:
        """Return the error for something that is none of these things."""
        (key,) = get_close_matches(spelling(str(given)), self.table, n=1, cutoff=0.0)
        return UnknownNameError(self.kind, given, self.labels[self.table[key]])
