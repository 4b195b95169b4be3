"""What a change of the record changes in the answers: every answer that is another one before and after."""

from collections.abc import Iterator
from datetime import datetime

import attrs

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import ENTITLED, GENERAL, GRANTED, REFUSED, Reason, Schedule
from hersys_lifecycle.instants import Span
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.timeline import Steps


@attrs.frozen(kw_only=True)
class Change:
    """An answer, that is whether and why, that is another one throughout a span.

    Attributes:
        capability: what is asked.
        prefecture: whose answer changes; ``None``: every prefecture's alike.
        authority: whose answer changes; ``None``: that of every authority of the prefecture alike.
        roles: for whom it changes.
        span: the instants, ``[start, end)``, at which the one answer gives way to the other.
        before: the reason until now, which tells the answer.
        after: the reason from now on.
    """

    capability: Capability
    prefecture: Prefecture | None
    authority: HealthAuthority | None
    roles: tuple[Role, ...]
    span: Span
    before: Reason
    after: Reason

    @property
    def flips(self) -> bool:
        """Whether yes becomes no or no becomes yes; otherwise only the reason is another one."""
        return self.before.allowed is not self.after.allowed

    def __str__(self) -> str:
        asked = self.authority or self.prefecture or "all prefectures"
        return f"{self.capability.value} of {asked} {self.span}: {self.before.value} -> {self.after.value}"


Difference = tuple[tuple[Span, Reason, Reason], ...]
"""Where, from what and to what one question's answer changes."""

_EVERYONE = tuple(Role)
_ENTITLED = tuple(role for role, entitled in ENTITLED.items() if entitled)
_OTHERS = tuple(role for role, entitled in ENTITLED.items() if not entitled)


def compare(before: Lifecycle, after: Lifecycle) -> tuple[Change, ...]:
    """Return every answer, to any question at any instant, that differs between two lifecycles.

    Adjoining spans with the same change are one. What changes alike for all authorities of a prefecture, or for all
    prefectures, is said once. Ordered by capability, prefecture, authority and time; empty if all answers agree.
    """
    return tuple(_changes(before, after))


def _changes(before: Lifecycle, after: Lifecycle) -> Iterator[Change]:
    for row, capability in enumerate(GENERAL):
        difference = _difference(before.schedules[row], after.schedules[row])
        yield from _told(difference, capability, _EVERYONE)
    bulk_export = Capability.BULK_EXPORT
    yield from _told(_difference(before.schedules[REFUSED], after.schedules[REFUSED]), bulk_export, _OTHERS)
    bodies: dict[Prefecture, dict[HealthAuthority, Difference]] = {prefecture: {} for prefecture in Prefecture}
    for body, row in GRANTED.items():
        bodies[body.prefecture][body] = _difference(before.schedules[row], after.schedules[row])
    everywhere = {difference for differences in bodies.values() for difference in differences.values()}
    if len(everywhere) == 1:
        yield from _told(everywhere.pop(), bulk_export, _ENTITLED)
        return
    for prefecture, differences in bodies.items():
        if len(set(differences.values())) == 1:
            yield from _told(differences[HealthAuthority.of(prefecture)], bulk_export, _ENTITLED, prefecture)
            continue
        for body, difference in differences.items():
            yield from _told(difference, bulk_export, _ENTITLED, prefecture, body)


def _difference(before: Schedule, after: Schedule) -> Difference:
    def both(at: datetime | None) -> tuple[Reason, Reason]:
        return before.reasons.from_edge(at), after.reasons.from_edge(at)

    edges = sorted({*before.reasons.edges, *after.reasons.edges})
    steps = Steps.evaluated(edges, both).spans()
    return tuple((span, was, becomes) for span, (was, becomes) in steps if was is not becomes)


def _told(
    difference: Difference,
    capability: Capability,
    roles: tuple[Role, ...],
    prefecture: Prefecture | None = None,
    authority: HealthAuthority | None = None,
) -> Iterator[Change]:
    for span, was, becomes in difference:
        yield Change(
            capability=capability,
            prefecture=prefecture,
            authority=authority,
            roles=roles,
            span=span,
            before=was,
            after=becomes,
        )
