"""What ``hersys status`` tells: how things stand at an instant, as a Lifecycle answers it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import attrs

from hersys_lifecycle import Capability, Decision, Lifecycle, Prefecture, Reason, Span
from hersys_lifecycle.cli.data import codes, iso, span_data
from hersys_lifecycle.timeline import Segment

Prefectures = tuple[Prefecture, ...]


@attrs.frozen
class Answer:
    """What some prefectures are all told of a capability; ``until``: when yes becomes no or no becomes yes."""

    capability: Capability
    reason: Reason
    until: datetime | None
    prefectures: Prefectures


@attrs.frozen
class Turn:
    """A capability that becomes allowed for some prefectures, or no longer is."""

    capability: Capability
    allowed: bool
    prefectures: Prefectures


@attrs.frozen
class NextChange:
    """The next instant that matters to those asked about: the phase from then on, what is allowed or no longer."""

    at: datetime
    segment: Segment
    turns: tuple[Turn, ...]


@attrs.frozen
class Focus:
    """The prefecture that was asked about: its slot, and every span in which its own body may use bulk export."""

    prefecture: Prefecture
    slot: Span | None
    windows: tuple[Span, ...]


@attrs.frozen(kw_only=True)
class Standing:
    """How things stand at an instant, for one prefecture or for all."""

    at: datetime
    segment: Segment
    next_change: NextChange | None
    answers: tuple[Answer, ...]
    focus: Focus | None

    @classmethod
    def of(cls, lifecycle: Lifecycle, at: datetime, prefecture: Prefecture | None) -> "Standing":
        """Ask a lifecycle."""
        concerned = (prefecture,) if prefecture else tuple(Prefecture)
        return cls(
            at=at,
            segment=_segment(lifecycle, at),
            next_change=_next_change(lifecycle, at, concerned),
            answers=_answers(lifecycle, at, concerned),
            focus=prefecture and _focus(lifecycle, prefecture),
        )

    def to_dict(self) -> dict[str, object]:
        """Return the standing as JSON values.

        ``at``; ``phase`` and its ``phase_span``; ``next_change``, ``null`` or its ``at``, ``phase`` and ``turns``
        (``capability``, whether it is ``allowed`` then, ``prefectures``); ``answers``, for each capability one or,
        where prefectures differ, several: ``capability``, ``allowed``, ``reason``, ``until`` (when yes becomes no or
        no yes; ``null``: never, under what is recorded) and ``prefectures``; ``prefecture``, ``null`` or its ``code``,
        ``slot`` (``null``: none) and ``windows`` of bulk export. Instants are ISO 8601, prefectures two-digit codes
        or ``null`` for all 47, and a span has ``start`` and ``end``, ``null`` where it is open.
        """
        change = self.next_change
        return {
            "at": iso(self.at),
            "phase": self.segment.phase.value,
            "phase_span": span_data(self.segment.span),
            "next_change": change
            and {
                "at": iso(change.at),
                "phase": change.segment.phase.value,
                "turns": [
                    {
                        "capability": turn.capability.value,
                        "allowed": turn.allowed,
                        "prefectures": codes(turn.prefectures),
                    }
                    for turn in change.turns
                ],
            },
            "answers": [
                {
                    "capability": each.capability.value,
                    "allowed": each.reason.allowed,
                    "reason": each.reason.value,
                    "until": iso(each.until),
                    "prefectures": codes(each.prefectures),
                }
                for each in self.answers
            ],
            "prefecture": self.focus
            and {
                "code": self.focus.prefecture.code,
                "slot": self.focus.slot and span_data(self.focus.slot),
                "windows": [span_data(window) for window in self.focus.windows],
            },
        }


def _segment(lifecycle: Lifecycle, at: datetime) -> Segment:
    return next(segment for segment in lifecycle.timeline if at in segment.span)


def _focus(lifecycle: Lifecycle, prefecture: Prefecture) -> Focus:
    return Focus(prefecture, lifecycle.slot(prefecture), lifecycle.windows(Capability.BULK_EXPORT, prefecture))


def _answers(lifecycle: Lifecycle, at: datetime, concerned: Iterable[Prefecture]) -> tuple[Answer, ...]:
    told: dict[tuple[Capability, Reason, datetime | None], list[Prefecture]] = defaultdict(list)
    for capability in Capability:
        for prefecture in concerned:
            decision = lifecycle.check(capability, prefecture, at=at)
            told[capability, decision.reason, _until(lifecycle, decision)].append(prefecture)
    return tuple(Answer(*answer, tuple(prefectures)) for answer, prefectures in told.items())


def _until(lifecycle: Lifecycle, decision: Decision) -> datetime | None:
    if not decision:
        return decision.next_allowed
    windows = lifecycle.windows(decision.capability, decision.prefecture)
    return next(window.end for window in windows if decision.at in window)


def _next_change(lifecycle: Lifecycle, at: datetime, concerned: Prefectures) -> NextChange | None:
    """Return the next change of phase, or of what is allowed to the prefectures concerned."""
    before, then = lifecycle.matrix(at), lifecycle.next_change(at)
    while then is not None:
        after = lifecycle.matrix(then)
        turned: dict[tuple[Capability, bool], list[Prefecture]] = defaultdict(list)
        for (capability, prefecture), decision in after.items():
            if prefecture in concerned and decision.allowed is not before[capability, prefecture].allowed:
                turned[capability, decision.allowed].append(prefecture)
        if turned or lifecycle.phase_at(then) is not lifecycle.phase_at(at):
            turns = tuple(Turn(*turn, tuple(prefectures)) for turn, prefectures in turned.items())
            return NextChange(then, _segment(lifecycle, then), turns)
        then = lifecycle.next_change(then)
    return None
