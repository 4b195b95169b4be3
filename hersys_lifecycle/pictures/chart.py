"""The state machine with the path that a history takes through it, as data for any language of diagrams."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

import attrs

from hersys_lifecycle import Lifecycle, Phase
from hersys_lifecycle.checks import Language, say, written
from hersys_lifecycle.pictures.lettering import first
from hersys_lifecycle.states import INITIAL, LegalMove, machine_moves
from hersys_lifecycle.timeline import moves_taken
from hersys_lifecycle.wording import drawing, shared

_TOLD: Final = 3  # times that a move was taken
_DESCRIBED: Final = 40  # steps in the description


class Arrow(NamedTuple):
    """A legal move, and when it is taken: the number of the step, from 1, and its instant."""

    row: LegalMove
    steps: tuple[tuple[int, datetime], ...]


@attrs.frozen
class Chart:
    """All legal moves of the machine; ``visited`` are the phases on the path, ``current`` that at an instant.

    What comes after that instant is told apart: ``reached`` are the phases on the path until then. Without an instant
    all of the path counts as taken. Without a language things have the names they have on the wire.
    """

    arrows: tuple[Arrow, ...]
    visited: frozenset[Phase]
    reached: frozenset[Phase]
    at: datetime | None
    current: Phase | None
    language: Language | None

    @classmethod
    def of(cls, lifecycle: Lifecycle | None, at: datetime | None, language: Language | None) -> "Chart":
        """Ask the machine for its moves, and a lifecycle for those taken."""
        if lifecycle is None:
            alone = tuple(Arrow(row, ()) for row in machine_moves())
            return cls(alone, frozenset(), frozenset(), None, None, language)
        current = lifecycle.phase_at(at) if at else None
        path = moves_taken(lifecycle.state)
        steps: dict[object, list[tuple[int, datetime]]] = defaultdict(list)
        for number, step in enumerate(path, start=1):
            steps[step.move, step.source, step.target].append((number, step.at))
        arrows = tuple(Arrow(row, tuple(steps[row.move, row.source, row.target])) for row in machine_moves())
        visited = frozenset({INITIAL, *(step.target for step in path)})
        reached = frozenset({INITIAL, *(step.target for step in path if at is None or step.at <= at)})
        return cls(arrows, visited, reached, at, current, language)

    def later(self, arrow: Arrow) -> bool:
        """Tell whether a move is taken, but only after the instant."""
        return bool(arrow.steps) and self._after(arrow.steps[0][1])

    def heading(self) -> Iterator[str]:
        """Yield what stands on top, line by line."""
        language = self.language or "en"
        yield drawing.MACHINE.in_(language)
        if self.visited:
            yield (drawing.PATH_AS_OF if self.at else drawing.PATH).in_(language)

    def name(self, phase: Phase) -> str:
        """Return what a phase is called."""
        return say(phase, self.language) if self.language else phase.value

    def words(self, phase: Phase) -> Iterator[str]:
        """Yield what stands in a phase, line by line."""
        yield self.name(phase)
        if self.at and phase is self.current:
            language = self.language or "en"
            yield f"▶ {drawing.AS_OF.in_(language).format(written(self.at, language))}"

    def move(self, row: LegalMove) -> str:
        """Return what a move is called, and its clause."""
        if self.language is None:
            return f"{row.move.value} ({row.citation.clause})"
        name = drawing.MOVES[row.move].in_(self.language)
        return shared.ASIDE.in_(self.language).format(name, row.citation.clause)

    def label(self, arrow: Arrow) -> Iterator[str]:
        """Yield what stands at a move, line by line: its name and clause, and the first steps that take it."""
        yield self.move(arrow.row)
        language = self.language or "en"
        steps = [drawing.STEP.in_(language).format(number, self._written(at, language)) for number, at in arrow.steps]
        yield from first(steps, _TOLD, language)

    def told(self, language: Language) -> str:
        """Return in words what is marked: the path, and the phase at the instant."""
        taken = sorted((step, arrow) for arrow in self.arrows for step in arrow.steps)
        steps = [
            drawing.STEP_FROM_TO.in_(language).format(
                number, self._written(at, language), self.name(row.source), self.name(row.target)
            )
            for (number, at), (row, _) in taken
        ]
        path = shared.COMMA.in_(language).join(first(steps, _DESCRIBED, language))
        if not path:
            return drawing.MACHINE.in_(language)
        if not (self.at and self.current):
            return drawing.PATH_IS.in_(language).format(path)
        return drawing.PATH_IS_AS_OF.in_(language).format(written(self.at, language), self.name(self.current), path)

    def _after(self, at: datetime) -> bool:
        return self.at is not None and self.at < at

    def _written(self, at: datetime, language: Language) -> str:
        instant = written(at, language)
        return drawing.LATER.in_(language).format(instant) if self._after(at) else instant
