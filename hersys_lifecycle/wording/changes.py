"""A change of answers, merged, as people say it: what, whose, from which answer to which."""

from collections.abc import Iterable
from enum import Enum
from itertools import chain

from hersys_lifecycle import Capability, HealthAuthority, Prefecture, Reason, Role
from hersys_lifecycle.audit import MergedChange
from hersys_lifecycle.checks import Language, say
from hersys_lifecycle.wording import recording, shared
from hersys_lifecycle.wording.phrases import spanned


def changed(change: MergedChange, language: Language) -> str:
    """Return all of a change in one sentence."""
    body = whose(change, language)
    if len(change.roles) < len(Role):
        body = recording.ASKED_AS.in_(language).format(body, named(change.roles, language))
    return recording.CHANGED.in_(language).format(
        when=spanned(change.span, language),
        what=what(change, language),
        whose=body,
        before=answered(change.before, language),
        after=answered(change.after, language),
    )


def what(change: MergedChange, language: Language) -> str:
    """Name the capabilities."""
    every = len(change.capabilities) == len(Capability)
    return recording.EVERY_CAPABILITY.in_(language) if every else named(change.capabilities, language)


def whose(change: MergedChange, language: Language) -> str:
    """Name the bodies, or, if that is shorter, the others."""
    bodies = _bodies(change)
    others = _bodies(change._replace(bodies=frozenset(HealthAuthority) - change.bodies))
    if not others:
        return shared.EVERY_PREFECTURE.in_(language)
    if len(others) < len(bodies):
        return recording.EVERY_PREFECTURE_BUT.in_(language).format(named(others, language))
    return named(bodies, language)


def answered(reason: Reason, language: Language) -> str:
    """Return an answer with its reason."""
    answer = recording.YES if reason.allowed else recording.NO
    return shared.ASIDE.in_(language).format(answer.in_(language), say(reason, language))


def named(things: Iterable[Enum], language: Language) -> str:
    """Return the names of some things."""
    return shared.COMMA.in_(language).join(say(each, language) for each in things)


def _bodies(change: MergedChange) -> list[Enum]:
    prefectures = Prefecture if change.prefectures is None else change.prefectures
    return list(chain[Enum](prefectures, change.authorities))
