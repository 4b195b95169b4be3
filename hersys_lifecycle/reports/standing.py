"""What holds at one instant, for readers without scripts."""

from datetime import datetime
from typing import NamedTuple

import attrs

from hersys_lifecycle import Capability, Decision, Lifecycle, Prefecture
from hersys_lifecycle.checks import GENERAL, Text, say, written
from hersys_lifecycle.wording import asking, reporting
from hersys_lifecycle.wording.phrases import spanned
from hersys_lifecycle.wording.reporting import in_both


class Told(NamedTuple):
    """A decision in words: what or who was asked about, whether, why, how long that holds, and what comes next."""

    subject: Text
    allowed: bool
    reason: Text
    lasting: Text
    following: Text


@attrs.frozen
class Standing:
    """The phase, what is allowed to everybody, and bulk export by prefecture."""

    at: Text
    phase: Text
    general: tuple[Told, ...]
    bulk_export: tuple[Told, ...]

    @classmethod
    def of(cls, lifecycle: Lifecycle, at: datetime) -> "Standing":
        """Ask a lifecycle."""
        phase = lifecycle.phase_at(at)
        return cls(
            at=in_both(lambda language: written(at, language)),
            phase=in_both(lambda language: say(phase, language)),
            general=tuple(_told(lifecycle.check(each, at=at), each) for each in GENERAL),
            bulk_export=tuple(_told(lifecycle.check(Capability.BULK_EXPORT, each, at=at), each) for each in Prefecture),
        )


def _told(decision: Decision, subject: Capability | Prefecture) -> Told:
    return Told(
        subject=in_both(lambda language: say(subject, language)),
        allowed=decision.allowed,
        reason=in_both(lambda language: reporting.BECAUSE.in_(language).format(say(decision.reason, language))),
        lasting=in_both(lambda language: spanned(decision.span, language)),
        following=_following(decision),
    )


def _following(decision: Decision) -> Text:
    if decision.allowed:
        return asking.ALREADY
    then = decision.next_allowed
    return in_both(lambda language: written(then, language)) if then else reporting.NOT_AGAIN
