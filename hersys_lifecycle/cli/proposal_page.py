"""What would change, for people: the past first, because it takes a correction."""

from collections.abc import Iterator

from hersys_lifecycle import Role
from hersys_lifecycle.audit import MergedChange, merged
from hersys_lifecycle.checks import Language, written
from hersys_lifecycle.cli import wording
from hersys_lifecycle.cli.changes import answered, named, what, whose
from hersys_lifecycle.cli.layout import BAD, GOOD, Page, blank, heading, indented, pairs
from hersys_lifecycle.cli.phrases import spanned, told
from hersys_lifecycle.cli.proposal import Proposal


def page(proposal: Proposal, language: Language) -> Page:
    """Yield the verdict, what is proposed, and the answers that change."""
    yield heading(_verdict(proposal, language), BAD if proposal.prospect.needs_correction else GOOD)
    yield blank()
    events = "\n".join(told(event, language) for event in proposal.events)
    at = wording.JAPAN_TIME.in_(language).format(written(proposal.prospect.at, language))
    yield pairs([(wording.NOW.in_(language), at), (wording.PROPOSED.in_(language), events)])
    past = (wording.PAST_OF_ADOPTION, "bold") if proposal.prospect.adoption else (wording.PAST_CHANGES, BAD)
    for (title, style), changes in (
        (past, proposal.past),
        ((wording.LATER_CHANGES, "bold"), proposal.later),
    ):
        if changes:
            yield blank()
            yield heading(title.in_(language), style)
        for number, change in enumerate(merged(changes)):
            if number:
                yield blank()
            yield indented(pairs(_told(change, language)))


def _verdict(proposal: Proposal, language: Language) -> str:
    if proposal.prospect.adoption:
        return wording.ADOPTION.in_(language)
    if proposal.past:
        return wording.CHANGES_PAST.in_(language)
    if proposal.prospect.ended is not None:
        return wording.ENDED.in_(language)
    return (wording.CHANGES_FUTURE if proposal.later else wording.CHANGES_NOTHING).in_(language)


def _told(change: MergedChange, language: Language) -> Iterator[tuple[str, str]]:
    yield wording.WHEN.in_(language), spanned(change.span, language)
    yield wording.CAPABILITY.in_(language), what(change, language)
    yield wording.WHOSE.in_(language), whose(change, language)
    if len(change.roles) < len(Role):
        yield wording.ASKING.in_(language), named(change.roles, language)
    yield wording.BEFORE.in_(language), answered(change.before, language)
    yield wording.AFTER.in_(language), answered(change.after, language)
