"""A decision, for people."""

from collections.abc import Iterator, Sequence

from hersys_lifecycle import Decision
from hersys_lifecycle.checks import Language, say, written
from hersys_lifecycle.cli.pages.layout import BAD, GOOD, Page, blank, heading, pairs, paragraph
from hersys_lifecycle.events import Event
from hersys_lifecycle.wording import asking, shared
from hersys_lifecycle.wording.phrases import asked, cited, spanned, told


def page(decision: Decision, log: Sequence[Event], language: Language) -> Page:
    """Yield the verdict, the decision's own sentence, and then what it says, part by part."""
    verdict, style = (asking.ALLOWED, GOOD) if decision else (asking.REFUSED, BAD)
    yield heading(shared.LABELLED.in_(language).format(asked(decision, language), verdict.in_(language)), style)
    yield blank()
    yield paragraph(decision.explain(language))
    yield blank()
    yield pairs(
        [
            (asking.REASON.in_(language), say(decision.reason, language)),
            (asking.PHASE.in_(language), say(decision.phase, language)),
            (asking.THIS_ANSWER.in_(language), spanned(decision.span, language)),
            (asking.NEXT_ALLOWED.in_(language), _next_allowed(decision, language)),
            (asking.CLAUSES.in_(language), "\n".join(_clauses(decision, language)) or asking.NO_CLAUSE.in_(language)),
            (
                asking.RECORDS.in_(language),
                "\n".join(_records(decision, log, language)) or shared.NONE.in_(language),
            ),
        ]
    )


def _next_allowed(decision: Decision, language: Language) -> str:
    if decision:
        return asking.ALREADY.in_(language)
    then = decision.next_allowed
    return written(then, language) if then else asking.NEVER.in_(language)


def _clauses(decision: Decision, language: Language) -> Iterator[str]:
    for document in dict.fromkeys(citation.document for citation in decision.basis):
        clauses = (cited(each, language) for each in decision.basis if each.document == document)
        yield asking.CITED.in_(language).format(document, shared.COMMA.in_(language).join(clauses))


def _records(decision: Decision, log: Sequence[Event], language: Language) -> Iterator[str]:
    for position in decision.positions:
        yield asking.RECORD.in_(language).format(position, told(log[position - 1], language))
