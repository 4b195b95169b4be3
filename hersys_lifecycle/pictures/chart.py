"""The state machine with the path that a history takes through it, as data for any language of diagrams."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

import attrs

from hersys_lifecycle import Lifecycle, Phase
from hersys_lifecycle.checks import Language, say, written
from hersys_lifecycle.states import INITIAL, LegalMove, machine_moves
from hersys_lifecycle.timeline import moves_taken
from hersys_lifecycle.wording import common, drawing

_TOLD: Final = 3  # times that a move was taken; more are counted


class Arrow(NamedTuple):
    """A legal move, and when it is taken: the number of the step, from 1, and its instant."""

    row: LegalMove
    steps: tuple[tuple[int, datetime], ...]


@attrs.frozen
class Chart:
    """All legal moves of the machine; ``visited`` are the phases on the path, ``current`` that at an instant.

    Without a language things have the names they have on the wire.
    """

    arrows: tuple[Arrow, ...]
    visited: frozenset[Phase]
    current: Phase | None
    language: Language | None

    @classmethod
    def of(cls, lifecycle: Lifecycle | None, at: datetime | None, language: Language | None) -> "Chart":
        """Ask the machine for its moves, and a lifecycle for those taken."""
        if lifecycle is None:
            return cls(tuple(Arrow(row, ()) for row in machine_moves()), frozenset(), None, language)
        path = moves_taken(lifecycle.state)
        steps: dict[object, list[tuple[int, datetime]]] = defaultdict(list)
        for number, step in enumerate(path, start=1):
            steps[step.move, step.source, step.target].append((number, step.at))
        arrows = tuple(Arrow(row, tuple(steps[row.move, row.source, row.target])) for row in machine_moves())
        visited = frozenset({INITIAL, *(step.target for step in path)})
        return cls(arrows, visited, lifecycle.phase_at(at) if at else None, language)

    def heading(self) -> Iterator[str]:
        """Yield what stands on top, line by line."""
        language = self.language or "en"
        yield drawing.MACHINE.in_(language)
        if self.visited:
            yield drawing.PATH.in_(language)

    def name(self, phase: Phase) -> str:
        """Return what a phase is called."""
        return say(phase, self.language) if self.language else phase.value

    def words(self, phase: Phase) -> Iterator[str]:
        """Yield what stands in a phase, line by line."""
        yield self.name(phase)
        if phase is self.current:
            yield f"▶ {drawing.CURRENT.in_(self.language or 'en')}"

    def move(self, row: LegalMove) -> str:
        """Return what a move is called, and its clause."""
        if self.language is None:
            return f"{row.move.value} ({row.citation.clause})"
        name = drawing.MOVES[row.move].in_(self.language)
        return common.ASIDE.in_(self.language).format(name, row.citation.clause)

    def label(self, arrow: Arrow) -> Iterator[str]:
        """Yield what stands at a move, line by line: its name and clause, and the first steps that take it."""
        yield self.move(arrow.row)
        language = self.language or "en"
        for number, at in arrow.steps[:_TOLD]:
            yield drawing.STEP.in_(language).format(number, written(at, language))
        if len(arrow.steps) > _TOLD:
            yield drawing.TIMES_MORE.in_(language).format(len(arrow.steps) - _TOLD)

    def told(self, language: Language) -> str:
        """Return the moves and the path through them in words."""
        taken = sorted((step, arrow) for arrow in self.arrows for step in arrow.steps)
        steps = (
            f"{number}. {self.name(row.source)} → {self.name(row.target)}, {written(at, language)}"
            for (number, at), (row, _) in taken[:40]
        )
        return common.COMMA.in_(language).join(steps)
