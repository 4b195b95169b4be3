"""One question at one edge: the law applied to what is known (rules, sections 4 and 5)."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from hersys_lifecycle.capabilities import Capability
from hersys_lifecycle.checks.policy import POLICY, Verdict
from hersys_lifecycle.checks.reasons import Reason
from hersys_lifecycle.checks.windows import Finding, Window
from hersys_lifecycle.citations import Citation
from hersys_lifecycle.states import Fact, LifecycleState, Phase
from hersys_lifecycle.timeline import Standing


class Ruling(NamedTuple):
    """An answer, the phase it is given in, and the clauses and positions in the log it rests on."""

    reason: Reason
    phase: Phase
    basis: tuple[Citation, ...]
    positions: tuple[int, ...]


def rule(
    state: LifecycleState, standing: Standing, capability: Capability, window: Window, at: datetime | None
) -> Ruling:
    """Return the answer at an edge (``None``: before all edges), which holds until the next."""
    cell = POLICY[capability, standing.phase]
    verdict, facts = _of_phase(cell, state, standing) if cell else window.finding(at)
    reason = verdict.reason
    if reason is Reason.DECOMMISSIONED and state.decommissioning is None:
        reason = Reason.PAST_ANNOUNCED_LIMIT
    return Ruling(
        reason=reason,
        phase=standing.phase,
        basis=_distinct((*verdict.basis, *(fact.citation for fact in facts))),
        positions=tuple(sorted(fact.position for fact in facts)),
    )


def _of_phase(verdict: Verdict, state: LifecycleState, standing: Standing) -> Finding:
    if verdict.fact_of is None:
        return verdict, standing.facts
    fact: Fact[object] | None = verdict.fact_of(state)
    return verdict, (fact,) if fact else ()


def _distinct(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citations))
