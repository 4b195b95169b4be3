"""What must be true of every wind-down, each theorem as the finitely many cases that decide it (rules, 3 to 5).

The cases are read off the recorded facts and asked of the answers, so that neither vouches for itself.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple, Protocol

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import ENTITLED, Decision
from hersys_lifecycle.instants import EPOCH, MICROSECOND, japan_time
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.states import FINAL, INITIAL, LEGAL_MOVES, LifecycleState, Move, Phase
from hersys_lifecycle.timeline import Segment


class Subject(Protocol):
    """What a theorem is about: anything that knows what is recorded and answers questions."""

    @property
    def state(self) -> LifecycleState:
        """All facts in force."""

    @property
    def timeline(self) -> tuple[Segment, ...]:
        """The phases with their spans."""

    def phase_at(self, at: datetime) -> Phase:
        """Return the phase at an instant."""

    def allows(
        self,
        capability: Capability,
        prefecture: Prefecture | None = None,
        *,
        at: datetime,
        role: Role = Role.PREFECTURE,
        authority: HealthAuthority | None = None,
    ) -> bool:
        """Tell whether something is allowed."""

    def check(
        self,
        capability: Capability,
        prefecture: Prefecture | None = None,
        *,
        at: datetime,
        role: Role = Role.PREFECTURE,
        authority: HealthAuthority | None = None,
    ) -> Decision:
        """Return the decision on a question."""


class Case(NamedTuple):
    """Whether a theorem holds of one question at one instant."""

    holds: bool
    at: datetime
    capability: Capability = Capability.LOGIN
    prefecture: Prefecture | None = None
    role: Role = Role.PREFECTURE
    authority: HealthAuthority | None = None


Cases = Iterator[Case]


def probes(state: LifecycleState) -> tuple[datetime, ...]:
    """Return every recorded instant with its neighbours, one microsecond before and after it, in order.

    Between two of them no answer can change, because answers compare the instant with recorded ones only.
    """
    recorded = state.instants() or {japan_time(EPOCH)}  # with nothing on record, any instant stands for all
    return tuple(sorted({at + step * MICROSECOND for at in recorded for step in (-1, 0, 1)}))


def updates_never_return(subject: Subject, instants: tuple[datetime, ...]) -> Cases:
    """Registration, editing and deletion never return after their stop."""
    stops = {
        Capability.REGISTER_NON_REPORTABLE: subject.state.non_reportable_stop,
        Capability.REGISTER: subject.state.updates_stop,
        Capability.EDIT: subject.state.updates_stop,
        Capability.DELETE: subject.state.updates_stop,
    }
    for capability, stop in stops.items():
        after = [at for at in instants if stop and at >= stop.value]
        for prefecture, role, at in _product(after):
            yield Case(not subject.allows(capability, prefecture, role=role, at=at), at, capability, prefecture, role)


def lockout_denies_everything(subject: Subject, instants: tuple[datetime, ...]) -> Cases:
    """During maintenance nothing is allowed to anybody."""
    locked = [at for at in instants if any(at in period.value for _, period in subject.state.maintenance)]
    yield from _nothing_allowed(subject, locked)


def nothing_after_the_end(subject: Subject, instants: tuple[datetime, ...]) -> Cases:
    """After the end nothing is allowed to anybody, and no other phase comes."""
    end = subject.state.end
    ended = [at for at in instants if end and at >= end.value]
    yield from (Case(subject.phase_at(at) is FINAL, at) for at in ended)
    yield from _nothing_allowed(subject, ended)


def bulk_export_in_windows_only(subject: Subject, instants: tuple[datetime, ...]) -> Cases:
    """Bulk export is allowed in the prefecture's slot or a reserve period that covers it, to entitled roles only."""
    slots = dict(subject.state.slots)
    reserves = [fact.value for _, fact in subject.state.reserves]
    for body in HealthAuthority:
        home = body.prefecture
        windows = [period.span for period in reserves if period.covers(home)]
        if home in slots:
            windows.append(slots[home].value)
        for at in instants:
            open_now = any(at in window for window in windows)
            for role, entitled in ENTITLED.items():
                allowed = subject.allows(Capability.BULK_EXPORT, home, role=role, authority=body, at=at)
                yield Case(not allowed or (open_now and entitled), at, Capability.BULK_EXPORT, home, role, body)


def every_prefecture_has_a_window(subject: Subject, instants: tuple[datetime, ...]) -> Cases:
    """Every prefecture can use bulk download at some instant, and hence, spans being half-open, for some time."""
    for prefecture in Prefecture:
        slot = dict(subject.state.slots).get(prefecture)
        shown = slot.value.bounds[0] if slot else instants[0]
        found = any(subject.allows(Capability.BULK_EXPORT, prefecture, at=at) for at in instants)
        yield Case(found, shown, Capability.BULK_EXPORT, prefecture)


def segments_are_legal(subject: Subject, instants: tuple[datetime, ...]) -> Cases:
    """The segments of the timeline are gapless and ordered, agree with the phases, and follow legal moves."""
    timeline = subject.timeline
    for at in instants:
        holding = [segment.phase for segment in timeline if at in segment.span]
        yield Case(holding == [subject.phase_at(at)], at)
    for earlier, later in pairwise(timeline):
        yield Case(earlier.span.end == later.span.start, later.span.start or instants[0])
    yield Case(timeline[0].span.start is None and timeline[0].phase is INITIAL, instants[0])
    yield Case(timeline[-1].span.end is None, instants[-1])
    uncovered = [segment for segment in timeline if segment.phase is not Phase.MAINTENANCE_LOCKOUT]
    for earlier, later in pairwise(uncovered):
        # The same instant, unless a lockout stands between the two.
        first, last = earlier.span.end or instants[0], later.span.start or instants[0]
        yield Case(later.phase in _reached(subject.state, earlier.phase, first, last), last)


def _reached(state: LifecycleState, source: Phase, first: datetime, last: datetime) -> Collection[Phase]:
    """Return the phases to which legal moves lead from one, by facts between two instants, ends included."""
    moments = _moments(state)
    made = [row for row in LEGAL_MOVES if any(first <= at <= last for at in moments.get(row.move, ()))]
    reached = {source}
    for _ in made:
        reached |= {row.target for row in made if row.source in reached}
    return reached


def _moments(state: LifecycleState) -> Mapping[Move, Collection[datetime]]:
    """When the recorded facts ask for each move, maintenance aside."""
    reserves = [fact.value.span.bounds for _, fact in state.reserves]
    slot_ends = [slot.value.bounds[1] for _, slot in state.slots]
    single = {
        Move.STOP_NON_REPORTABLE_REGISTRATION: state.non_reportable_stop,
        Move.STOP_UPDATES: state.updates_stop,
        Move.OPEN_BULK_DOWNLOAD: state.opening,
        Move.DECOMMISSION: state.end,
    }
    return {
        **{move: [fact.value] for move, fact in single.items() if fact},
        Move.CLOSE_BULK_DOWNLOAD: [max(slot_ends)] if slot_ends else [],
        Move.OPEN_RESERVE: [start for start, _ in reserves],
        Move.CLOSE_RESERVE: [end for _, end in reserves],
    }


def _nothing_allowed(subject: Subject, instants: list[datetime]) -> Cases:
    for capability in Capability:
        for prefecture, role, at in _product(instants):
            yield Case(not subject.allows(capability, prefecture, role=role, at=at), at, capability, prefecture, role)
    for body in HealthAuthority:
        for at in instants:
            allowed = subject.allows(Capability.BULK_EXPORT, authority=body, at=at)
            yield Case(not allowed, at, Capability.BULK_EXPORT, body.prefecture, authority=body)


def _product(instants: list[datetime]) -> Iterator[tuple[Prefecture, Role, datetime]]:
    return ((prefecture, role, at) for prefecture in Prefecture for role in Role for at in instants)
