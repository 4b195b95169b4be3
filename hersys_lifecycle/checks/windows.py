"""Bulk export for one health authority: its opening, slot, reserve periods and return (rules, section 4)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain

import attrs

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.checks import policy
from hersys_lifecycle.checks.policy import Verdict
from hersys_lifecycle.instants import Span
from hersys_lifecycle.states import Fact, LifecycleState, ReservePeriod, ReturnStep

Finding = tuple[Verdict, tuple[Fact[object], ...]]
"""A verdict, and the recorded facts it rests on."""


@attrs.frozen(eq=False, repr=False)
class Window:
    """What decides one authority's bulk export wherever the phase leaves it to the window; ``entitled``: by role."""

    opening: Fact[datetime] | None
    slot: Fact[Span] | None = None
    reserves: tuple[Fact[ReservePeriod], ...] = ()
    steps: tuple[Fact[ReturnStep], ...] = ()
    entitled: bool = True

    def edges(self) -> Iterator[datetime]:
        """Yield every instant at which a finding may change, in no order."""
        if self.opening:
            yield self.opening.value
        if self.slot:
            yield from self.slot.value.bounds
        yield from chain.from_iterable(fact.value.span.bounds for fact in self.reserves)
        yield from (step.value.at for step in self.steps)

    def finding(self, at: datetime | None) -> Finding:  # noqa: PLR0911  # one a reason
        """Return the verdict at an instant (``None``: before all edges): the first that applies, in rules' order."""
        if self.opening is None or at is None or at < self.opening.value:
            return policy.UNOPENED, (self.opening,) if self.opening else ()
        if not self.entitled:
            return policy.NOT_ENTITLED, ()
        if self.slot and at in self.slot.value:
            return policy.IN_SLOT, (self.slot,)
        if covering := tuple(fact for fact in self.reserves if at in fact.value.span):
            step = next((step for step in reversed(self.steps) if step.value.at <= at), None)
            if step is None:
                return policy.IN_RESERVE_PERIOD, covering
            return policy.RETURN_COMPLETED if step.value.completed else policy.IN_RESERVE_PERIOD, (*covering, step)
        if self.slot is None:
            return policy.NO_SLOT, ()
        still_to_come = at < self.slot.value.bounds[0]
        return policy.BEFORE_SLOT if still_to_come else policy.AFTER_SLOT, (self.slot,)


def windows_of(state: LifecycleState) -> Mapping[HealthAuthority, Window]:
    """Pick each authority's facts out of the state; the slot and the reserve periods are its prefecture's.

    Authorities of one prefecture share one window unless their data returns set them apart.
    """
    slots = dict(state.slots)
    steps: dict[HealthAuthority, tuple[Fact[ReturnStep], ...]] = defaultdict(tuple)
    for authority, step in state.returns:
        steps[authority] += (step,)
    shared: dict[object, Window] = {}
    for authority in HealthAuthority:
        home = authority.prefecture
        reserves = tuple(fact for _, fact in state.reserves if fact.value.covers(home))
        shared.setdefault((home, steps[authority]), Window(state.opening, slots.get(home), reserves, steps[authority]))
    return {authority: shared[authority.prefecture, steps[authority]] for authority in HealthAuthority}
