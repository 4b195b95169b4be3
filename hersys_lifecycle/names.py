"""Reading a name as people write it: one table of spellings for each kind of thing, and the nearest for the rest."""

import re
from collections.abc import Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar
from unicodedata import normalize

from hersys_lifecycle.errors import NotAMemberError, UnknownNameError

T = TypeVar("T")

# Long vowels are written with a macron or a circumflex, or not at all: Ōsaka, Ôsaka, Osaka.
_LONG_VOWEL_MARKS = dict.fromkeys((0x0304, 0x0302))
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_COMPARED = 200
"""How many characters of a stranger are compared with the names: more than any name has; a log may hold any text."""

_SEPARATORS = re.compile(r"[\s_\-‐]+")


def spelling(text: object) -> str:
    """Return a text in the one form names are compared in: width, case, kana, long vowels and separators made equal.

    What is no text is spelled like no text.
    """
    if not isinstance(text, str):
        return ""
    plain = normalize("NFC", normalize("NFD", normalize("NFKC", text)).translate(_LONG_VOWEL_MARKS))
    return _SEPARATORS.sub(" ", plain.translate(_HIRAGANA)).strip().casefold()


class Names(NamedTuple, Generic[T]):
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
        found = self.table.get(spelling(text))
        if found is None:
            raise self.unknown(text)
        return found

    def unknown(self, text: object) -> UnknownNameError:
        """Return the error for a text that names none of these things."""
        return UnknownNameError(self.kind, text, self.labels[self._nearest(text)])

    def stranger(self, value: object) -> NotAMemberError:
        """Return the error for a value that is none of these things."""
        return NotAMemberError(self.kind, value, str(self._nearest(value)))

    def _nearest(self, given: object) -> T:
        from difflib import SequenceMatcher  # noqa: PLC0415  # needed for an error only, and not cheap to import

        matcher = SequenceMatcher(b=spelling(str(given)[:_COMPARED]))
        best = (-1.0, "")
        for key in self.table:
            matcher.set_seq1(key)
            # The first two are cheap, and the third is never more than they are.
            if matcher.real_quick_ratio() >= best[0] and matcher.quick_ratio() >= best[0]:
                best = max(best, (matcher.ratio(), key))
        return self.table[best[1]]
