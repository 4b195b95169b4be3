"""The lifecycle: what is recorded, compiled into the answer to every question. The object a service holds."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache, reduce
from itertools import starmap
from typing import TYPE_CHECKING

import attrs

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import ROWS, Answers, Decision, check, compile_answers, find
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import EPOCH, JST, Span, not_an_instant, subtract
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.prefectures import Prefecture, prefecture_names
from hersys_lifecycle.states import LifecycleState, Phase, admit, initial
from hersys_lifecycle.timeline import Segment, Steps, compile_timeline

if TYPE_CHECKING:
    from hersys_lifecycle.proofs import Proof


@attrs.frozen
class Lifecycle:
    """An immutable history of events, in log order, with every answer under it; equal to another of equal events.

    Make one with :func:`official_lifecycle`, :meth:`from_events` or :meth:`apply`. Instants given must be
    timezone-aware, in any time zone; instants returned are in Japan time.

    Whoever asks a question gets a ``NotAMemberError`` for anything but a member of the enumerations, an
    ``AuthorityOutsidePrefectureError`` for an authority that is not in the prefecture, a ``PrefectureRequiredError``
    for bulk export with neither, and a ``NaiveInstantError`` or ``NotAnInstantError`` for what is no instant.
    """

    events: tuple[Event, ...]
    state: LifecycleState = attrs.field(eq=False, repr=False)
    _phases: Steps[Phase] = attrs.field(init=False, eq=False, repr=False)
    schedules: Answers = attrs.field(init=False, eq=False, repr=False)
    _allowed: tuple[Steps[bool], ...] = attrs.field(init=False, eq=False, repr=False)
    _changes: Steps[datetime | None] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        timeline = compile_timeline(self.state)
        answers = compile_answers(self.state, timeline)
        phases = timeline.mapped(lambda standing: standing.phase)
        edges = sorted(set(phases.edges).union(*(each.reasons.edges for each in answers)))
        object.__setattr__(self, "_phases", phases)
        object.__setattr__(self, "schedules", answers)
        object.__setattr__(self, "_changes", Steps(edges, (*edges, None)))
        object.__setattr__(self, "_allowed", tuple(each.allowed.searchable() for each in answers))

    def __reduce__(self) -> tuple[type["Lifecycle"], tuple[tuple[Event, ...], LifecycleState]]:
        return Lifecycle, (self.events, self.state)  # the answers follow from these

    @classmethod
    def from_events(cls, events: Iterable[Event]) -> "Lifecycle":
        """Return the lifecycle of a log, admitting its events one after the other.

        Raises:
            InadmissibleEventError: an event contradicts those before it (rules, section 6).
            IllegalMoveError: the history asks for a change of phase that is not legal (rules, section 3).
        """
        log = tuple(events)
        return cls(log, reduce(admit, log, initial()))

    def apply(self, event: Event) -> "Lifecycle":
        """Return the lifecycle with one more event; this one stays as it is. Raises as :meth:`from_events`."""
        return Lifecycle((*self.events, event), admit(self.state, event))

    def allows(
        self,
        capability: Capability,
        prefecture: Prefecture | None = None,
        *,
        at: datetime,
        role: Role = Role.PREFECTURE,
        authority: HealthAuthority | None = None,
    ) -> bool:
        """Tell whether something is allowed at an instant: the fast path, equal to ``check(...).allowed``."""
        try:
            # Written out in one piece, because on this path a call more is felt. See Steps on the three sorts of edges.
            allowed = self._allowed[ROWS[role][capability][prefecture, authority]]
            zone = at.tzinfo
            if zone is UTC:
                return allowed.values[bisect_right(allowed.utc, at)]
            if zone is JST:
                return allowed.values[bisect_right(allowed.edges, at)]
            return allowed.values[bisect_right(allowed.elapsed, subtract(at, EPOCH))]
        except (KeyError, TypeError, AttributeError, NotImplementedError):
            find(self.schedules, capability, prefecture, role, authority)
            raise not_an_instant(at) from None

    def check(
        self,
        capability: Capability,
        prefecture: Prefecture | None = None,
        *,
        at: datetime,
        role: Role = Role.PREFECTURE,
        authority: HealthAuthority | None = None,
    ) -> Decision:
        """Return the decision on a question at an instant, with its reason and all that it rests on.

        A prefecture alone is asked for its own body, an authority alone in its own prefecture. The role counts for
        bulk export only (N5).
        """
        return check(self.schedules, capability, prefecture, role, authority, at)

    def next_allowed(
        self,
        capability: Capability,
        prefecture: Prefecture | None = None,
        *,
        at: datetime,
        role: Role = Role.PREFECTURE,
        authority: HealthAuthority | None = None,
    ) -> datetime | None:
        """Return the first instant, ``at`` or later, at which something is allowed, or ``None`` if there is none."""
        return self.check(capability, prefecture, at=at, role=role, authority=authority).next_allowed

    def windows(
        self,
        capability: Capability,
        prefecture: Prefecture | None = None,
        *,
        role: Role = Role.PREFECTURE,
        authority: HealthAuthority | None = None,
    ) -> tuple[Span, ...]:
        """Return exactly the instants at which something is allowed, as ordered, disjoint spans that do not touch."""
        return find(self.schedules, capability, prefecture, role, authority).windows()

    def matrix(self, at: datetime, *, role: Role = Role.PREFECTURE) -> Mapping[tuple[Capability, Prefecture], Decision]:
        """Return every capability x prefecture at one instant, by prefecture within capability: 470 decisions."""
        return {
            (capability, prefecture): self.check(capability, prefecture, at=at, role=role)
            for capability in Capability
            for prefecture in Prefecture
        }

    def phase_at(self, at: datetime) -> Phase:
        """Return the phase at an instant (rules, section 3)."""
        return self._phases.at(at)

    @property
    def timeline(self) -> tuple[Segment, ...]:
        """The phases with their spans: ordered and gapless, from no start to no end, neighbours different."""
        return tuple(starmap(Segment, self._phases.spans()))

    def next_change(self, at: datetime) -> datetime | None:
        """Return the first instant after ``at`` at which the phase or the answer to any question changes, if any."""
        return self._changes.at(at)

    def verify(self) -> tuple["Proof", ...]:
        """Return the theorems of :class:`Theorem`, each proved over every edge or refuted by a counterexample.

        Every recorded instant, one microsecond before and after it, for every capability, prefecture and role.
        """
        from hersys_lifecycle.proofs import prove  # noqa: PLC0415  # services that only check need not load it

        return prove(self)

    def slot(self, prefecture: Prefecture) -> Span | None:
        """Return the period in which a prefecture is asked to download, or ``None`` if it has none (N4, N10).

        Raises:
            NotAMemberError: ``prefecture`` is no member of Prefecture.
        """
        if not isinstance(prefecture, Prefecture):
            raise prefecture_names().stranger(prefecture)
        slot = dict(self.state.slots).get(prefecture)
        return slot.value if slot else None


@cache
def official_lifecycle() -> Lifecycle:
    """Return the lifecycle that the Ministry's notice announces; built at the first call, then the same object."""
    return Lifecycle.from_events(official_events())
