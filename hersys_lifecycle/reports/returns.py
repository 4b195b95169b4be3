"""The data returns as data for a page: of each body, when it may still download and when that is over."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from hersys_lifecycle import Capability, HealthAuthority, Lifecycle, Span
from hersys_lifecycle.audit import OutstandingReturn, outstanding
from hersys_lifecycle.instants import EPOCH, MICROSECOND
from hersys_lifecycle.reports.edges import Edges
from hersys_lifecycle.reports.numbering import Numbering
from hersys_lifecycle.timeline import Steps

COMPLETED: Final = "completed"


def returns_data(lifecycle: Lifecycle, edges: Edges) -> dict[str, object]:
    """Return the data returns as JSON values; instants are numbers of edges.

    ``windows``: lists of spans; ``bodies``: by the code of an authority the number of the list of its windows of bulk
    export, then n edges and the n + 1 standings before, between and after them: ``completed``, ``lost``,
    ``unannounced``, or ``open``, where it has those windows left that end later.
    """
    windows = Numbering[tuple[Span, ...]]()
    mine = {body: lifecycle.windows(Capability.BULK_EXPORT, authority=body) for body in HealthAuthority}
    courses = standings(lifecycle, mine)
    return {
        "bodies": {
            body.code: [windows.of(mine[body]), edges.numbers(course.edges), course.values]
            for body, course in courses.items()
        },
        "windows": [[[edges.number(span.start), edges.number(span.end)] for span in each] for each in windows.things],
    }


def standings(
    lifecycle: Lifecycle, windows: Mapping[HealthAuthority, tuple[Span, ...]]
) -> Mapping[HealthAuthority, Steps[str]]:
    """Return how each body's data return stands at every instant, as :func:`hersys_lifecycle.audit.outstanding` says.

    It turns where a return is completed or reopened, where the last window of a body ends, and where HER-SYS does.
    """
    turns = {step.value.at for _, step in lifecycle.state.returns}
    turns.update(spans[-1].bounds[1] for spans in windows.values() if spans)
    turns.update([lifecycle.state.end.value] if lifecycle.state.end else [])
    edges = sorted(turns)
    before = edges[0] - MICROSECOND if edges else EPOCH
    found = {at: _by_body(lifecycle, at or before) for at in (None, *edges)}

    def course(body: HealthAuthority) -> Steps[str]:
        return Steps.evaluated(edges, lambda at: found[at].get(body, COMPLETED))

    return {body: course(body) for body in windows}


def _by_body(lifecycle: Lifecycle, at: datetime) -> Mapping[HealthAuthority, str]:
    return {each.authority: _standing(each) for each in outstanding(lifecycle, at).bodies}


def _standing(body: OutstandingReturn) -> str:
    if body.windows:
        return "open"
    return "lost" if body.lost else "unannounced"
