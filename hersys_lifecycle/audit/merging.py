"""Changes as people read them: what several capabilities, roles or authorities have in common is said once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from hersys_lifecycle.audit.comparing import Change
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import Reason
from hersys_lifecycle.instants import EPOCH, Span
from hersys_lifecycle.prefectures import Prefecture

Bodies = frozenset[HealthAuthority]


class MergedChange(NamedTuple):
    """Answers that change alike throughout a span: of each capability, for each role, asked by each of the bodies.

    Attributes:
        capabilities: what is asked, in the order of the table of capabilities.
        roles: for whom it changes.
        bodies: whose answer changes; where these are all 157, so does the answer to a question that names nobody.
        span: the instants, ``[start, end)``.
        before: the reason until now, which tells the answer.
        after: the reason from now on.
    """

    capabilities: tuple[Capability, ...]
    roles: tuple[Role, ...]
    bodies: Bodies
    span: Span
    before: Reason
    after: Reason

    @property
    def flips(self) -> bool:
        """Whether yes becomes no or no becomes yes; otherwise only the reason is another one."""
        return self.before.allowed is not self.after.allowed

    @property
    def prefectures(self) -> tuple[Prefecture, ...] | None:
        """The prefectures all of whose authorities are among the bodies, by code; ``None``: all 47."""
        whole = tuple(each for each in Prefecture if _of(each) <= self.bodies)
        return None if len(whole) == len(Prefecture) else whole

    @property
    def authorities(self) -> tuple[HealthAuthority, ...]:
        """The other bodies, by code: those of prefectures of which not every authority is among them."""
        return tuple(
            each for each in HealthAuthority if each in self.bodies and not _of(each.prefecture) <= self.bodies
        )

    def __str__(self) -> str:
        others = [each.value for each in Capability if each not in self.capabilities]
        asked = _said("all capabilities", [each.value for each in self.capabilities], others)
        where = _said("all prefectures", list(_places(self.bodies)), list(_places(_of(None) - self.bodies)))
        roles = "" if self.roles == tuple(Role) else f" for {', '.join(each.value for each in self.roles)}"
        return f"{asked} of {where}{roles} {self.span}: {self.before.value} -> {self.after.value}"


def merged(changes: Iterable[Change]) -> tuple[MergedChange, ...]:
    """Return the same changes in fewer words, for people: exactly the same answers, each told by one of them.

    :func:`compare` tells a change by capability and prefecture, so that it can be looked up by what is asked. Here
    stands once what is the same throughout the same span for several of them. No two of what is returned differ in
    their capabilities alone, their roles alone or their bodies alone. Ordered by span, then by capability.
    """
    bodies = defaultdict[tuple[Capability, Role, Span, Reason, Reason], Bodies](frozenset)
    for change in changes:
        asking = _of(change.prefecture) if change.authority is None else frozenset({change.authority})
        for role in change.roles:
            bodies[change.capability, role, change.span, change.before, change.after] |= asking
    roles = defaultdict[tuple[Capability, Bodies, Span, Reason, Reason], set[Role]](set)
    for (capability, role, span, was, becomes), asking in bodies.items():
        roles[capability, asking, span, was, becomes].add(role)
    capabilities = defaultdict[tuple[frozenset[Role], Bodies, Span, Reason, Reason], set[Capability]](set)
    for (capability, asking, span, was, becomes), askers in roles.items():
        capabilities[frozenset(askers), asking, span, was, becomes].add(capability)
    found = (
        MergedChange(
            capabilities=tuple(each for each in Capability if each in asked),
            roles=tuple(each for each in Role if each in askers),
            bodies=asking,
            span=span,
            before=was,
            after=becomes,
        )
        for (askers, asking, span, was, becomes), asked in capabilities.items()
    )
    return tuple(sorted(found, key=_place))


@cache
def _of(prefecture: Prefecture | None) -> Bodies:
    return frozenset(each for each in HealthAuthority if prefecture in {None, each.prefecture})


def _place(change: MergedChange) -> tuple[object, ...]:
    start, end = change.span.start, change.span.end
    first = list(Capability).index(change.capabilities[0])
    return start is not None, start or EPOCH, end is None, end or EPOCH, first


def _places(bodies: Bodies) -> Iterator[str]:
    """Name some bodies: prefectures as a whole, or as a whole without some, or their authorities one by one."""
    for prefecture in Prefecture:
        here = [each for each in HealthAuthority if each.prefecture is prefecture]
        if some := [str(each) for each in here if each in bodies]:
            yield _said(str(prefecture), some, [str(each) for each in here if each not in bodies])


def _said(whole: str, some: list[str], others: list[str]) -> str:
    """Name some of a whole, by themselves or by what is missing, whichever takes fewer names."""
    if not others:
        return whole
    return f"{whole} (without {', '.join(others)})" if len(others) < len(some) else ", ".join(some)
