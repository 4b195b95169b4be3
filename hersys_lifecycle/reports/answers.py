"""The compiled answers as data for a page: a question leads to a row, a row to a schedule, an instant to its step."""

from hersys_lifecycle import Capability, Lifecycle
from hersys_lifecycle.checks import GRANTED, ROWS, Ruling, Schedule
from hersys_lifecycle.citations import Citation
from hersys_lifecycle.instants import Span
from hersys_lifecycle.reports.edges import Edges
from hersys_lifecycle.reports.numbering import Numbering

Outlook = tuple[int, int | None, int | None, int | None]
"""Numbers: a ruling, the edges its answer holds from and until, and the one that allows next; none: there is none."""


def answers_data(lifecycle: Lifecycle, edges: Edges, citations: Numbering[Citation]) -> dict[str, object]:
    """Return all answers as JSON values; instants are numbers of edges, and so are citations of theirs.

    ``questions``: by role and capability the row of the answer, ``null`` where it is that of the authority;
    ``places``: by the code of an authority its row; ``rows``: by row its schedule; ``schedules``: each a pair of its
    n edges and the n + 1 outlooks before, between and after them; ``outlooks``: each a ruling, the edges from which
    and until which answer and reason stay the same, and the edge that allows next (``null``: none); ``rulings``: each
    a reason, a phase, its citations and the positions of the recorded events behind it; ``phases``: n edges and the
    n + 1 phases before, between and after them.
    """
    rulings, outlooks = Numbering[Ruling](), Numbering[Outlook]()
    schedules = Numbering[Schedule]()
    rows = [schedules.of(schedule) for schedule in lifecycle.schedules]

    def outlook(ruling: Ruling, span: Span, reopens: int | None) -> int:
        return outlooks.of((rulings.of(ruling), edges.number(span.start), edges.number(span.end), reopens))

    compiled = [
        [
            edges.numbers(schedule.outlooks.edges),
            [outlook(each.ruling, each.span, edges.number(each.reopens)) for each in schedule.outlooks.values],
        ]
        for schedule in schedules.things
    ]
    return {
        "questions": questions_data(),
        "places": {authority.code: row for authority, row in GRANTED.items()},
        "rows": rows,
        "schedules": compiled,
        "outlooks": outlooks.things,
        "rulings": [
            [each.reason.value, each.phase.value, [citations.of(cited) for cited in each.basis], each.positions]
            for each in rulings.things
        ],
        "phases": [
            [edges.number(segment.span.start) for segment in lifecycle.timeline[1:]],
            [segment.phase.value for segment in lifecycle.timeline],
        ],
    }


def questions_data() -> dict[str, dict[str, int | None]]:
    """Return by role and capability the row that answers whoever asks; ``None``: each authority has its own."""
    return {
        role.value: {each.value: _row(set(rows[each].values())) for each in Capability} for role, rows in ROWS.items()
    }


def _row(rows: set[int]) -> int | None:
    return rows.pop() if len(rows) == 1 else None
