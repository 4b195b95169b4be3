"""What a change of the record changes in the answers: every answer that is another one before and after."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

import attrs

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import ENTITLED, GENERAL, GRANTED, REFUSED, Reason
from hersys_lifecycle.instants import Span, japan_time
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


T = TypeVar("T")

Reasons = tuple[Steps[Reason], ...]
"""Why every question is answered as it is, at every instant; by row, as :data:`hersys_lifecycle.checks.Answers`."""

Difference = tuple[tuple[Span, Reason, Reason], ...]
"""Where, from what and to what one question's answer changes."""

_EVERYONE = tuple(Role)
_ENTITLED = tuple(role for role, entitled in ENTITLED.items() if entitled)
_OTHERS = tuple(role for role, entitled in ENTITLED.items() if not entitled)


def compare(before: Lifecycle, after: Lifecycle) -> tuple[Change, ...]:
    """Return every answer, to any question at any instant, that differs between two lifecycles.

    Adjoining spans with the same change are one. What changes alike, at all times, for all authorities of a prefecture,
    or for all prefectures, is said once; :func:`merged` says shorter what some of them have in common. Ordered by
    capability, prefecture, authority and time; empty if all answers agree.
    """
    rows = tuple(zip(_reasons(before), _reasons(after), strict=True))
    known = {pair: _difference(*pair) for pair in dict.fromkeys(rows)}  # many rows share their steps
    return tuple(told(tuple(known[pair] for pair in rows)))


def split(changes: Iterable[Change], at: datetime) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Return the changes at instants before ``at``, and those from ``at`` on; a span that runs over it is cut there.

    Raises:
        NaiveInstantError, NotAnInstantError: ``at`` is no instant.
    """
    instant = japan_time(at)
    earlier, later = list[Change](), list[Change]()
    for change in changes:
        start, end = change.span.start, change.span.end
        if end is not None and end <= instant:
            earlier.append(change)
        elif start is not None and instant <= start:
            later.append(change)
        else:
            earlier.append(attrs.evolve(change, span=Span(start, instant)))
            later.append(attrs.evolve(change, span=Span(instant, end)))
    return tuple(earlier), tuple(later)


def _reasons(lifecycle: Lifecycle) -> Reasons:
    return tuple(schedule.reasons for schedule in lifecycle.schedules)


def told(differences: tuple[Difference, ...]) -> Iterator[Change]:
    """Yield what differs by row, said as :func:`compare` says it."""
    for row, capability in enumerate(GENERAL):
        yield from _told(differences[row], capability, _EVERYONE)
    bulk_export = Capability.BULK_EXPORT
    yield from _told(differences[REFUSED], bulk_export, _OTHERS)
    bodies: dict[Prefecture, dict[HealthAuthority, Difference]] = {prefecture: {} for prefecture in Prefecture}
    for body, row in GRANTED.items():
        bodies[body.prefecture][body] = differences[row]
    everywhere = {difference for here in bodies.values() for difference in here.values()}
    if len(everywhere) == 1:
        yield from _told(everywhere.pop(), bulk_export, _ENTITLED)
        return
    for prefecture, here in bodies.items():
        if len(set(here.values())) == 1:
            yield from _told(here[HealthAuthority.of(prefecture)], bulk_export, _ENTITLED, prefecture)
            continue
        for body, difference in here.items():
            yield from _told(difference, bulk_export, _ENTITLED, prefecture, body)


def _difference(before: Steps[Reason], after: Steps[Reason]) -> Difference:
    return () if before is after else tuple(differing_runs(before, after))


def differing_runs(before: Steps[T], after: Steps[T]) -> Iterator[tuple[Span, T, T]]:
    """Yield where two functions of time differ, and how, in order; adjoining spans differ in different ways."""
    edges = sorted({*before.edges, *after.edges})
    was, becomes = ((steps.values[0], *map(steps.at, edges)) for steps in (before, after))
    stretches = zip(was, becomes, (None, *edges), (*edges, None), strict=True)
    for (old, new), run in groupby(stretches, key=itemgetter(0, 1)):
        if old != new:
            alike = tuple(run)
            yield Span(alike[0][2], alike[-1][3]), old, new


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
