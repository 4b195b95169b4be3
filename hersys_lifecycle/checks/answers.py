"""Every question there is, with its answer at every instant: compiled once, then only looked up."""

from collections.abc import Mapping
from datetime import datetime

from hersys_lifecycle.authorities import HealthAuthority, authority_names
from hersys_lifecycle.capabilities import Capability, Role, capability_names, role_names
from hersys_lifecycle.checks.policy import ENTITLED
from hersys_lifecycle.checks.ruling import Ruling, rule
from hersys_lifecycle.checks.schedule import Schedule
from hersys_lifecycle.checks.windows import Window, windows_of
from hersys_lifecycle.errors import AuthorityOutsidePrefectureError, LifecycleError, PrefectureRequiredError
from hersys_lifecycle.instants import Span
from hersys_lifecycle.prefectures import Prefecture, prefecture_names
from hersys_lifecycle.states import LifecycleState
from hersys_lifecycle.timeline import Steps, Timeline, inside

Answers = tuple[Schedule, ...]
"""The answers to all questions, as many as there are rows; questions with the same answers share one schedule."""

# The rows: one for each capability that nobody's window decides, one for the roles that N5 leaves out of bulk export,
# and one for each authority's bulk export.
GENERAL = tuple(each for each in Capability if each is not Capability.BULK_EXPORT)
REFUSED = len(GENERAL)
GRANTED: Mapping[HealthAuthority, int] = {each: REFUSED + 1 + number for number, each in enumerate(HealthAuthority)}

Pair = tuple[Prefecture | None, HealthAuthority | None]
"""The prefecture and the authority that a question names."""

ASKING: Mapping[Pair, HealthAuthority | None] = {
    (None, None): None,
    **{(prefecture, None): HealthAuthority.of(prefecture) for prefecture in Prefecture},
    **{(None, authority): authority for authority in HealthAuthority},
    **{(authority.prefecture, authority): authority for authority in HealthAuthority},
}
"""The authority that asks: all valid pairs."""


def _rows(*, entitled: bool) -> Mapping[Capability, Mapping[Pair, int]]:
    general: dict[Capability, Mapping[Pair, int]] = {
        each: dict.fromkeys(ASKING, row) for row, each in enumerate(GENERAL)
    }
    bulk_export = {pair: GRANTED[body] if entitled else REFUSED for pair, body in ASKING.items() if body is not None}
    return {**general, Capability.BULK_EXPORT: bulk_export}


_BY_ENTITLEMENT = {entitled: _rows(entitled=entitled) for entitled in (True, False)}

ROWS = {role: _BY_ENTITLEMENT[entitled] for role, entitled in ENTITLED.items()}
"""All questions there are, by role, capability and whom they name, and the row of their answers."""


def compile_answers(state: LifecycleState, timeline: Timeline) -> Answers:
    """Return the answer to every question at every instant under what is known, by row."""
    rulings = compile_rulings(state, timeline)
    schedules = {each: Schedule.of(each) for each in dict.fromkeys(rulings)}
    return tuple(map(schedules.__getitem__, rulings))


def compile_rulings(state: LifecycleState, timeline: Timeline, within: Span | None = None) -> tuple[Steps[Ruling], ...]:
    """Return the ruling on every question under what is known, by row; at all instants, or at those within a span."""
    start = None if within is None else within.start
    phases = inside(timeline.edges, within)

    def rulings(capability: Capability, window: Window) -> Steps[Ruling]:
        def ruling(at: datetime | None) -> Ruling:
            at = start if at is None else at
            return rule(state, timeline.from_edge(at), capability, window, at)

        return Steps.evaluated(sorted({*phases, *inside(sorted(window.edges()), within)}), ruling)

    rows = deciding(state)
    steps = {row: rulings(*row) for row in dict.fromkeys(rows)}
    return tuple(map(steps.__getitem__, rows))


def deciding(state: LifecycleState) -> tuple[tuple[Capability, Window], ...]:
    """Return by row what is asked, and the window that decides it wherever the phase leaves it to one."""
    windows, outside = windows_of(state), Window(state.opening, entitled=False)
    return (
        *((capability, outside) for capability in (*GENERAL, Capability.BULK_EXPORT)),
        *((Capability.BULK_EXPORT, windows[authority]) for authority in GRANTED),
    )


def misuse(capability: object, prefecture: object, role: object, authority: object) -> LifecycleError:
    """Return the error that says why a question is none that can be asked (rules, section 5)."""
    if not isinstance(capability, Capability):
        return capability_names().stranger(capability)
    if not isinstance(role, Role):
        return role_names().stranger(role)
    if not isinstance(prefecture, Prefecture | None):
        return prefecture_names().stranger(prefecture)
    if not isinstance(authority, HealthAuthority | None):
        return authority_names().stranger(authority)
    if authority and prefecture:
        return AuthorityOutsidePrefectureError(str(authority), str(prefecture), str(authority.prefecture))
    return PrefectureRequiredError(capability.value)
