"""What would change, for people: the past first, because it takes a correction."""

from collections.abc import Iterator

from hersys_lifecycle import Role
from hersys_lifecycle.audit import MergedChange, merged
from hersys_lifecycle.checks import Language, written
from hersys_lifecycle.cli.pages.layout import BAD, GOOD, Page, blank, heading, indented, pairs
from hersys_lifecycle.cli.proposal import Proposal
from hersys_lifecycle.wording import recording, shared
from hersys_lifecycle.wording.changes import answered, named, what, whose
from hersys_lifecycle.wording.phrases import spanned, told


def page(proposal: Proposal, language: Language) -> Page:
    """Yield the verdict, what is proposed, and the answers that change."""
    yield heading(_verdict(proposal, language), BAD if proposal.prospect.needs_correction else GOOD)
    yield blank()
    events = "\n".join(told(event, language) for event in proposal.events)
    at = shared.JAPAN_TIME.in_(language).format(written(proposal.prospect.at, language))
    rows = (recording.NOW, at), (recording.PROPOSED, events), (recording.AUTHORITY, _documents(proposal))
    yield pairs([(label.in_(language), value) for label, value in rows])
    past = (recording.PAST_OF_ADOPTION, "bold") if proposal.prospect.adoption else (recording.PAST_CHANGES, BAD)
    for (title, style), changes in (
        (past, proposal.past),
        ((recording.LATER_CHANGES, "bold"), proposal.later),
    ):
        if changes:
            yield blank()
            yield heading(title.in_(language), style)
        for number, change in enumerate(merged(changes)):
            if number:
                yield blank()
            yield indented(pairs(_told(change, language)))


def _documents(proposal: Proposal) -> str:
    return "\n".join(dict.fromkeys(event.citation.document for event in proposal.events))


def _verdict(proposal: Proposal, language: Language) -> str:
    if proposal.prospect.adoption:
        return recording.ADOPTION.in_(language)
    if proposal.past:
        return recording.CHANGES_PAST.in_(language)
    if proposal.prospect.ended is not None:
        return recording.ENDED.in_(language)
    return (recording.CHANGES_FUTURE if proposal.later else recording.CHANGES_NOTHING).in_(language)


def _told(change: MergedChange, language: Language) -> Iterator[tuple[str, str]]:
    yield recording.WHEN.in_(language), spanned(change.span, language)
    yield recording.CAPABILITY.in_(language), what(change, language)
    yield recording.WHOSE.in_(language), whose(change, language)
    if len(change.roles) < len(Role):
        yield recording.ASKING.in_(language), named(change.roles, language)
    yield recording.BEFORE.in_(language), answered(change.before, language)
    yield recording.AFTER.in_(language), answered(change.after, language)
