"""What is known after a fold over the log: for every fact in force its value, its source and where it was recorded."""

from datetime import datetime
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

import attrs

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.citations import Citation
from hersys_lifecycle.instants import Span
from hersys_lifecycle.prefectures import Prefecture

V_co = TypeVar("V_co", covariant=True)
K = TypeVar("K")


@attrs.frozen
class Fact(Generic[V_co]):
    """A value in force, the clause it rests on, and the position in the log, from 1, of the event that set it."""

    value: V_co
    citation: Citation
    position: int


class ReservePeriod(NamedTuple):
    """A reserve period: when, and for which prefectures (``None``: all 47)."""

    span: Span
    prefectures: frozenset[Prefecture] | None

    def covers(self, prefecture: Prefecture) -> bool:
        """Tell whether the period is for a prefecture."""
        return self.prefectures is None or prefecture in self.prefectures


class ReturnStep(NamedTuple):
    """From an instant on, an authority's data return is completed, or is not after all."""

    at: datetime
    completed: bool


Entries = tuple[tuple[K, Fact[V_co]], ...]
"""Facts by key, in the order in which the keys came: ``dict(entries)`` looks them up."""


@attrs.frozen(kw_only=True)
class LifecycleState:
    """All facts in force after the first ``version`` events of a log. Returns are kept step by step, in log order."""

    version: int = 0
    non_reportable_stop: Fact[datetime] | None = None
    updates_stop: Fact[datetime] | None = None
    opening: Fact[datetime] | None = None
    limit: Fact[datetime] | None = None
    decommissioning: Fact[datetime] | None = None
    maintenance: Entries[str, Span] = ()
    slots: Entries[Prefecture, Span] = ()
    reserves: Entries[str, ReservePeriod] = ()
    returns: Entries[HealthAuthority, ReturnStep] = ()

    @property
    def end(self) -> Fact[datetime] | None:
        """The end of HER-SYS: as scheduled, or, where it is not, the announced limit."""
        return self.decommissioning or self.limit

    def instants(self) -> frozenset[datetime]:
        """Return every instant in force on record: answers compare with these and no others."""
        single = (self.non_reportable_stop, self.updates_stop, self.opening, self.limit, self.decommissioning)
        spans = [fact.value for _, fact in chain(self.maintenance, self.slots)]
        spans += [fact.value.span for _, fact in self.reserves]
        return frozenset(
            chain(
                (fact.value for fact in single if fact),
                chain.from_iterable(span.bounds for span in spans),
                (fact.value.at for _, fact in self.returns),
            )
        )

    def last_step_of(self, authority: HealthAuthority) -> Fact[ReturnStep] | None:
        """Return what was recorded last of an authority's data return."""
        return next((step for body, step in reversed(self.returns) if body is authority), None)


def initial() -> LifecycleState:
    """Return the state of an empty log: HER-SYS in full operation and nothing announced."""
    return LifecycleState()
