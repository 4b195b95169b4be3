"""A lifecycle that errs in one place, and the theorems that this refutes."""

from datetime import datetime

import attrs

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import Decision
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.proofs import Theorem, prove
from hersys_lifecycle.states import LifecycleState, Phase
from hersys_lifecycle.testing import Question
from hersys_lifecycle.timeline import Segment


@attrs.frozen
class Liar:
    """A lifecycle that gives one wrong answer, at one instant only, or tells another course of phases."""

    honest: Lifecycle
    question: Question | None = None
    at: datetime | None = None
    phase: Phase | None = None
    segments: tuple[Segment, ...] | None = None

    @property
    def state(self) -> LifecycleState:
        return self.honest.state

    @property
    def timeline(self) -> tuple[Segment, ...]:
        return self.honest.timeline if self.segments is None else self.segments

    def phase_at(self, at: datetime) -> Phase:
        return self.phase if self.phase is not None and at == self.at else self.honest.phase_at(at)

    def allows(
        self,
        capability: Capability,
        prefecture: Prefecture | None = None,
        *,
        at: datetime,
        role: Role = Role.PREFECTURE,
        authority: HealthAuthority | None = None,
    ) -> bool:
        told = self.honest.allows(capability, prefecture, at=at, role=role, authority=authority)
        if at != self.at:
            return told
        return self.check(capability, prefecture, at=at, role=role, authority=authority).allowed

    def check(
        self,
        capability: Capability,
        prefecture: Prefecture | None = None,
        *,
        at: datetime,
        role: Role = Role.PREFECTURE,
        authority: HealthAuthority | None = None,
    ) -> Decision:
        told = self.honest.check(capability, prefecture, at=at, role=role, authority=authority)
        asked = Question(capability, told.prefecture, told.authority, role)
        return attrs.evolve(told, allowed=not told.allowed) if (asked, at) == (self.question, self.at) else told


def refuted(subject: Liar | Lifecycle) -> dict[Theorem, Decision]:
    """Return the theorems that do not hold, each with its counterexample."""
    return {proof.theorem: proof.counterexample for proof in prove(subject) if proof.counterexample is not None}
