"""An answer with all it rests on, for people."""

from collections.abc import Iterator
from itertools import groupby

from hersys_lifecycle.checks import Language, say, written
from hersys_lifecycle.citations import Citation
from hersys_lifecycle.cli.explanation import Explanation, Ground
from hersys_lifecycle.cli.pages.layout import BAD, GOOD, Page, blank, columns, heading, indented, paragraph
from hersys_lifecycle.notice import clause_of
from hersys_lifecycle.wording import asking, recording, shared
from hersys_lifecycle.wording.phrases import cited, spanned, told


def page(explanation: Explanation, language: Language) -> Page:
    """Yield the sentence, the clauses in their own words, the events, and the course of the answer."""
    decision = explanation.decision
    yield heading(decision.explain(language), GOOD if decision else BAD)
    for title, lines in (
        (asking.IN_OWN_WORDS, _clauses(explanation, language)),
        (asking.ON_RECORD, (_ground(each, language) for each in explanation.grounds)),
    ):
        yield blank()
        yield heading(title.in_(language))
        yield from [indented(paragraph(line)) for line in lines] or [indented(paragraph(shared.NONE.in_(language)))]
    yield blank()
    yield heading(asking.COURSE.in_(language))
    head = ("", *(each.in_(language) for each in asking.ANSWERS))
    yield columns(_course(explanation, language), head)


def _clauses(explanation: Explanation, language: Language) -> Iterator[str]:
    if not explanation.citations:
        yield asking.NO_CLAUSE.in_(language)
    for _, alike in groupby(sorted(explanation.citations, key=_place), key=_place):
        citations = list(alike)  # one clause, in several grades
        name = shared.COMMA.in_(language).join(cited(each, language) for each in citations)
        clause = clause_of(citations[0])
        if clause is None:
            yield asking.CITED.in_(language).format(citations[0].document, name)
        else:
            yield asking.QUOTED.in_(language).format(name, clause.text.in_(language))


def _place(citation: Citation) -> tuple[str, str]:
    return citation.document, citation.clause


def _ground(ground: Ground, language: Language) -> str:
    event = asking.RECORD.in_(language).format(ground.position, told(ground.event, language))
    if ground.entry is None:
        return event
    at, by = written(ground.entry.recorded_at, language), ground.entry.recorded_by
    return recording.RECORDED_WHEN_BY.in_(language).format(event, at, by)


def _course(explanation: Explanation, language: Language) -> Iterator[tuple[str, str, str, str]]:
    for each in explanation.course:
        marked = "*" if explanation.decision.at in each.span else ""
        answer = (recording.YES if each else recording.NO).in_(language)
        yield marked, spanned(each.span, language), answer, say(each.reason, language)
