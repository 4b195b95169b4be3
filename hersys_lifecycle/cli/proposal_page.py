"""What would change, for people: the past first, because it takes a correction."""

from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import chain

from hersys_lifecycle import Capability, HealthAuthority, Prefecture, Reason, Role
from hersys_lifecycle.audit import MergedChange, merged
from hersys_lifecycle.checks import Language, say, written
from hersys_lifecycle.cli import wording
from hersys_lifecycle.cli.layout import BAD, GOOD, Page, blank, heading, indented, pairs
from hersys_lifecycle.cli.phrases import spanned, told
from hersys_lifecycle.cli.proposal import Proposal


def page(proposal: Proposal, language: Language) -> Page:
    """Yield the verdict, what is proposed, and the answers that change."""
    yield heading(_verdict(proposal, language), BAD if proposal.needs_correction else GOOD)
    yield blank()
    events = "\n".join(told(event, language) for event in proposal.events)
    at = wording.JAPAN_TIME.in_(language).format(written(proposal.now, language))
    yield pairs([(wording.NOW.in_(language), at), (wording.PROPOSED.in_(language), events)])
    for title, changes, style in (
        (wording.PAST_CHANGES, proposal.past, BAD),
        (wording.LATER_CHANGES, proposal.later, "bold"),
    ):
        if changes:
            yield blank()
            yield heading(title.in_(language), style)
        for number, change in enumerate(merged(changes)):
            if number:
                yield blank()
            yield indented(pairs(_told(change, language)))


def _verdict(proposal: Proposal, language: Language) -> str:
    if proposal.past:
        return wording.CHANGES_PAST.in_(language)
    if proposal.ended:
        return wording.ENDED.in_(language)
    return (wording.CHANGES_FUTURE if proposal.later else wording.CHANGES_NOTHING).in_(language)


def _told(change: MergedChange, language: Language) -> Iterator[tuple[str, str]]:
    yield wording.WHEN.in_(language), spanned(change.span, language)
    every = len(change.capabilities) == len(Capability)
    asked = wording.EVERY_CAPABILITY.in_(language) if every else _listed(change.capabilities, language)
    yield wording.CAPABILITY.in_(language), asked
    yield wording.WHOSE.in_(language), _whose(change, language)
    if len(change.roles) < len(Role):
        yield wording.ASKING.in_(language), _listed(change.roles, language)
    yield wording.BEFORE.in_(language), _answer(change.before, language)
    yield wording.AFTER.in_(language), _answer(change.after, language)


def _whose(change: MergedChange, language: Language) -> str:
    """Name the bodies, or, if that is shorter, the others."""
    named = _bodies(change)
    others = _bodies(change._replace(bodies=frozenset(HealthAuthority) - change.bodies))
    if not others:
        return wording.EVERY_PREFECTURE.in_(language)
    if len(others) < len(named):
        return wording.EVERY_PREFECTURE_BUT.in_(language).format(_listed(others, language))
    return _listed(named, language)


def _bodies(change: MergedChange) -> list[Enum]:
    prefectures = Prefecture if change.prefectures is None else change.prefectures
    return list(chain[Enum](prefectures, change.authorities))


def _listed(things: Iterable[Enum], language: Language) -> str:
    return wording.COMMA.in_(language).join(say(each, language) for each in things)


def _answer(reason: Reason, language: Language) -> str:
    answer = wording.YES if reason.allowed else wording.NO
    return wording.ASIDE.in_(language).format(answer.in_(language), say(reason, language))
