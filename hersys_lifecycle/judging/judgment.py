"""What an audit of an access log found, and what it cannot know."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

import attrs

from hersys_lifecycle.capabilities import Capability
from hersys_lifecycle.checks import LANGUAGES, Language, Text, say, written
from hersys_lifecycle.judging import wording
from hersys_lifecycle.judging.court import Cell
from hersys_lifecycle.judging.verdicts import Verdict
from hersys_lifecycle.prefectures import Prefecture

SHOWN: Final = 5
"""How many counts of a verdict, and how many undecidable rows, a summary names."""

_ORDER: Final = {each: place for place, each in enumerate((None, *Capability, *Prefecture, *Verdict))}

_MISSING: Final[tuple[tuple[Text, Callable[[Cell], bool]], ...]] = (
    (wording.NO_OUTCOME, lambda cell: not cell.outcome_given),
    (wording.NO_ROLE, lambda cell: not cell.role_given),
    (wording.NO_BODY, lambda cell: not cell.body_given),
)


class Count(NamedTuple):
    """How many rows of a capability and a prefecture (``None``: none is named) got a verdict."""

    capability: Capability | None
    prefecture: Prefecture | None
    verdict: Verdict
    rows: int

    def in_(self, language: Language) -> str:
        """Return the capability and the prefecture in words."""
        capability = say(self.capability, language) if self.capability else wording.NO_CAPABILITY.in_(language)
        prefecture = say(self.prefecture, language) if self.prefecture else wording.NO_PREFECTURE.in_(language)
        return wording.WHOM.in_(language).format(capability=capability, prefecture=prefecture)


class Undecidable(NamedTuple):
    """A row that could not be judged: its file, its line there (of Parquet: its row), from 1, and why."""

    file: str
    row: int
    problem: str

    def in_(self, language: Language) -> str:
        """Return where the row stands and, in English, why it could not be judged."""
        return wording.ROW.in_(language).format(**self._asdict())


class Limit(NamedTuple):
    """Something the judgment cannot know, and how many rows it concerns (``None``: all)."""

    text: Text
    rows: int | None

    def in_(self, language: Language) -> str:
        """Return it as a sentence."""
        text = self.text.in_(language)
        return text if self.rows is None else text.format(self.rows)


@attrs.frozen(kw_only=True)
class Judgment:
    """The verdicts on an access log, counted; true if all its rows agree.

    Attributes:
        source: the log.
        known_at: what was recorded until this instant counts as known now; ``None``: all that is recorded.
        events: how many recorded events were known.
        counts: by capability, prefecture and verdict, in this order; the rows add up to all rows.
        undecidable: the first rows that could not be judged, in the order of the log; their number is in the counts.
        limits: what the judgment cannot know.
        violations: where the rows that do not agree were written, if they were.
        renamed: columns of the log that have another name there, because theirs is taken.
    """

    source: str
    known_at: datetime | None
    events: int
    counts: tuple[Count, ...]
    undecidable: tuple[Undecidable, ...]
    limits: tuple[Limit, ...]
    violations: str | None
    renamed: tuple[tuple[str, str], ...]

    def __bool__(self) -> bool:
        return all(count.verdict is Verdict.AGREES for count in self.counts)

    @property
    def rows(self) -> int:
        """How many rows the log has."""
        return sum(count.rows for count in self.counts)

    def of(self, verdict: Verdict) -> int:
        """Return how many rows got a verdict."""
        return sum(count.rows for count in self.counts if count.verdict is verdict)

    def summary(self, language: Language) -> str:
        """Return the result as lines of text, in Japanese (``"ja"``) or English (``"en"``)."""
        return "\n".join(self._lines(LANGUAGES.read(language)))

    def _lines(self, language: Language) -> Iterator[str]:
        yield wording.TITLE.in_(language).format(source=self.source, rows=self.rows)
        known = wording.KNOWN if self.known_at is None else wording.KNOWN_AT
        at = self.known_at and written(self.known_at, language)
        yield known.in_(language).format(events=self.events, known_at=at)
        for verdict in Verdict:
            yield f"{self.of(verdict):>15,}  {wording.VERDICTS[verdict].in_(language)}"
            if verdict is not Verdict.AGREES:
                yield from (f"{count.rows:>19,}  {count.in_(language)}" for count in self.worst(verdict))
        for each in self.undecidable[:SHOWN]:
            yield each.in_(language)
        if (more := self.of(Verdict.UNDECIDABLE) - SHOWN) > 0:
            yield wording.MORE.in_(language).format(more)
        if self.violations is not None:
            yield wording.WRITTEN.in_(language).format(self.violations)
        yield wording.LIMITS.in_(language)
        yield from (f"- {limit.in_(language)}" for limit in self.limits)

    def worst(self, verdict: Verdict) -> tuple[Count, ...]:
        """Return the counts of a verdict, the highest first, so many as a person looks at."""
        counts = (count for count in self.counts if count.verdict is verdict)
        return tuple(sorted(counts, key=lambda count: -count.rows)[:SHOWN])


def added_up(cells: Iterable[tuple[Cell, int]]) -> tuple[Count, ...]:
    """Return the rows of some cells, added up by capability, prefecture and verdict, in the order of these."""
    counts: Counter[tuple[Capability | None, Prefecture | None, Verdict]] = Counter()
    for cell, rows in cells:
        counts[cell[:3]] += rows
    found = sorted(counts.items(), key=lambda each: tuple(_ORDER[part] for part in each[0]))
    return tuple(Count(*of, rows) for of, rows in found)


def limits(
    cells: Sequence[tuple[Cell, int]], early: int, late: int, others: Sequence[str], zone: str | None
) -> tuple[Limit, ...]:
    """Return what a judgment of these cells cannot know.

    Args:
        cells: how many rows belong to which.
        early: how many rows lie before the first recording.
        late: how many lie behind the instant up to which recordings are known.
        others: the columns that nothing is judged by.
        zone: what instants without a UTC offset were read in.
    """
    always = (wording.SCOPE, wording.CLOCKS, wording.RECORDED)
    found = [Limit(text, None) for text in always]
    if not cells:
        found.append(Limit(wording.NO_ROWS, 0))
    if others:
        found.append(Limit(Text(*(text.format(", ".join(others)) for text in wording.OTHERS)), None))
    if zone is not None:
        found.append(Limit(Text(*(text.format(zone) for text in wording.ZONE)), None))
    judged = [(cell, rows) for cell, rows in cells if cell.verdict is not Verdict.UNDECIDABLE]
    for text, missing in _MISSING:
        if rows := sum(rows for cell, rows in judged if missing(cell)):
            found.append(Limit(text, rows))
    found += [Limit(text, rows) for text, rows in ((wording.NOT_YET, early), (wording.NO_LONGER, late)) if rows]
    return tuple(found)
