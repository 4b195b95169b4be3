"""From what is known to the phase at every instant (rules, section 3), each change of phase proved a legal move."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from hersys_lifecycle.instants import Span
from hersys_lifecycle.states import FINAL, Fact, LifecycleState, Move, Phase, Walk
from hersys_lifecycle.timeline.steps import Steps


class Standing(NamedTuple):
    """A phase, and the recorded facts that put it in force (none for full operation)."""

    phase: Phase
    facts: tuple[Fact[object], ...] = ()


Timeline = Steps[Standing]
"""The phase at every instant, split where the phase or the recorded facts behind it change."""


def compile_timeline(state: LifecycleState) -> Timeline:
    """Return the phase at every instant under what is known.

    Raises:
        IllegalMoveError: a change of phase that the table of legal moves does not have.
    """
    plan = _Plan.of(state)
    timeline = Steps.evaluated(plan.edges, plan.standing)
    for _ in _walk(plan, timeline):
        pass  # each move is a legal one, or raises
    return timeline


class MoveTaken(NamedTuple):
    """A move that was made, or will be under what is known: when, and from which phase to which."""

    at: datetime
    move: Move
    source: Phase
    target: Phase


def moves_taken(state: LifecycleState) -> tuple[MoveTaken, ...]:
    """Return every move from full operation on, in order, those through phases that last no time included.

    Instants are in Japan time. The target of each is the source of the next; the last one at an instant leads to the
    phase that the timeline has from then on.

    Raises:
        IllegalMoveError: as :func:`compile_timeline`.
    """
    plan = _Plan.of(state)
    return tuple(_walk(plan, Steps.evaluated(plan.edges, plan.standing)))


class _Plan(NamedTuple):
    """The state, with what the precedence of phases asks of it again and again."""

    state: LifecycleState
    bulk_download: Span | None
    maintenance: tuple[Fact[Span], ...]  # by time; none overlaps the next
    edges: tuple[datetime, ...]

    @classmethod
    def of(cls, state: LifecycleState) -> "_Plan":
        opening, end = state.opening, state.end
        last = max((slot.value.bounds[1] for _, slot in state.slots), default=None)
        bulk = Span(opening.value, last) if opening and last and opening.value < last else None
        periods = [fact.value for _, fact in state.maintenance] + [fact.value.span for _, fact in state.reserves]
        edges = {edge for period in periods for edge in period.bounds}
        edges |= {fact.value for fact in (state.non_reportable_stop, state.updates_stop, end) if fact}
        edges |= set(bulk.bounds) if bulk else set()
        maintenance = sorted((fact for _, fact in state.maintenance), key=_start)
        seen = sorted(edge for edge in edges if end is None or edge <= end.value)
        return cls(state, bulk, tuple(maintenance), tuple(seen))

    def standing(self, at: datetime | None) -> Standing:
        """The phase at an edge: the first line of rules, section 3, that holds. ``None`` is before all edges."""
        if at is None:
            return Standing(Phase.FULL_OPERATION)
        end = self.state.end
        if end is not None and at >= end.value:
            return Standing(Phase.DECOMMISSIONED, (end,))
        begun = bisect_right(self.maintenance, at, key=_start)
        if begun and at in (latest := self.maintenance[begun - 1]).value:
            return Standing(Phase.MAINTENANCE_LOCKOUT, (latest,))
        return self.underlying(at)

    def underlying(self, at: datetime) -> Standing:
        """The phase that maintenance and the end stand over."""
        state = self.state
        if reserves := tuple(fact for _, fact in state.reserves if at in fact.value.span):
            return Standing(Phase.RESERVE, reserves)
        if state.opening and self.bulk_download and at in self.bulk_download:
            return Standing(Phase.BULK_DOWNLOAD, (state.opening,))
        if state.updates_stop and at >= state.updates_stop.value:
            return Standing(Phase.READ_ONLY, (state.updates_stop,))
        if state.non_reportable_stop and at >= state.non_reportable_stop.value:
            return Standing(Phase.NON_REPORTABLE_STOPPED, (state.non_reportable_stop,))
        return Standing(Phase.FULL_OPERATION)


def _start(period: Fact[Span]) -> datetime:
    return period.value.bounds[0]


def _walk(plan: _Plan, timeline: Timeline) -> Iterator[MoveTaken]:
    """Make every move through the machine, which refuses illegal ones, and arrive where the precedence says."""
    walk = Walk()
    before = Standing(Phase.FULL_OPERATION)
    below = before.phase
    for at in plan.edges:
        after, ground = timeline.at(at), plan.underlying(at).phase
        moves = list(_ground_moves(plan, at, below, ground))
        locked_before = before.phase is Phase.MAINTENANCE_LOCKOUT
        if locked_before and (moves or after != before):
            moves.insert(0, (Move.END_MAINTENANCE, below))
        if after.phase is Phase.MAINTENANCE_LOCKOUT and (moves or not locked_before):
            moves.append((Move.BEGIN_MAINTENANCE, after.phase))
        for move, target in moves:
            source = walk.phase
            walk.go(move, target, at)
            yield MoveTaken(at, move, source, target)
        assert walk.phase is after.phase  # noqa: S101  # legal moves lead nowhere but where the precedence leads
        before, below = after, ground


def _ground_moves(plan: _Plan, at: datetime, below: Phase, ground: Phase) -> Iterator[tuple[Move, Phase]]:
    """The moves that fall on one edge, in the order in which they happen, maintenance aside."""
    state = plan.state
    if state.non_reportable_stop and at == state.non_reportable_stop.value:
        yield Move.STOP_NON_REPORTABLE_REGISTRATION, Phase.NON_REPORTABLE_STOPPED
    if state.updates_stop and at == state.updates_stop.value:
        yield Move.STOP_UPDATES, Phase.READ_ONLY
    if below is Phase.RESERVE:
        if ground is not Phase.RESERVE:
            yield Move.CLOSE_RESERVE, ground
    else:
        if plan.bulk_download and at == plan.bulk_download.start:
            yield Move.OPEN_BULK_DOWNLOAD, Phase.BULK_DOWNLOAD
        if plan.bulk_download and at == plan.bulk_download.end:
            yield Move.CLOSE_BULK_DOWNLOAD, Phase.READ_ONLY
        if ground is Phase.RESERVE:
            yield Move.OPEN_RESERVE, Phase.RESERVE
    if state.end and at == state.end.value:
        yield Move.DECOMMISSION, FINAL
