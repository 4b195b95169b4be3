"""Every capability and prefecture at one instant, as data and for people."""

from collections.abc import Iterable, Mapping

from rich.cells import cell_len, set_cell_size

from hersys_lifecycle import Capability, Decision, Prefecture
from hersys_lifecycle.checks import Language, say, written
from hersys_lifecycle.cli.pages.layout import Page, blank, columns, heading, pairs
from hersys_lifecycle.wording import asking
from hersys_lifecycle.wording.phrases import listed

Matrix = Mapping[tuple[Capability, Prefecture], Decision]


def to_dict(matrix: Matrix) -> dict[str, object]:
    """Return a matrix as JSON values.

    ``at``, ``role``, ``phase``; ``decisions``, by prefecture within capability, each as ``check --json`` gives it.
    """
    asked = next(iter(matrix.values())).to_dict()
    return {
        **{name: asked[name] for name in ("at", "role", "phase")},
        "decisions": [decision.to_dict() for decision in matrix.values()],
    }


def page(matrix: Matrix, language: Language) -> Page:
    """Yield a row for each prefecture with a column for each capability, and the names of the columns."""
    asked = next(iter(matrix.values()))
    yield heading(asking.MATRIX_OF.in_(language).format(written(asked.at, language), say(asked.role, language)))
    yield blank()
    numbers = {capability: str(number) for number, capability in enumerate(Capability, 1)}
    head = "", "", _side_by_side(numbers.values(), language)
    yield columns([_row(matrix, prefecture, language) for prefecture in Prefecture], head)
    yield blank()
    yield pairs((number, say(capability, language)) for capability, number in numbers.items())


def _row(matrix: Matrix, prefecture: Prefecture, language: Language) -> tuple[str, str, str]:
    answers = (matrix[capability, prefecture].allowed for capability in Capability)
    marks = ((asking.MATRIX_YES if allowed else asking.MATRIX_NO).in_(language) for allowed in answers)
    return prefecture.code, listed([prefecture], language), _side_by_side(marks, language)


def _side_by_side(marks: Iterable[str], language: Language) -> str:
    """Return marks as one text: where a terminal is narrow, a line of it breaks, and no column is lost."""
    width = cell_len(asking.MATRIX_YES.in_(language)) + 2
    return "".join(set_cell_size(mark, width) for mark in marks).rstrip()
