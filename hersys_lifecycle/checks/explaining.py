"""A decision as one sentence, in Japanese or in English."""

from datetime import datetime
from typing import TYPE_CHECKING

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.checks import wording
from hersys_lifecycle.checks.wording import LANGUAGES, Language, say
from hersys_lifecycle.instants import Span, japan_time

if TYPE_CHECKING:
    from hersys_lifecycle.checks.decision import Decision


def explained(decision: "Decision", language: Language) -> str:
    """Return a decision as one sentence.

    Raises:
        UnknownNameError: the language is neither ``"ja"`` nor ``"en"``.
    """
    lang = LANGUAGES.read(language)
    return wording.SENTENCE.in_(lang).format(
        at=written(decision.at, lang),
        subject=_subject(decision, lang),
        capability=say(decision.capability, lang),
        role=say(decision.role, lang),
        verdict=(wording.ALLOWED if decision else wording.REFUSED).in_(lang),
        reason=say(decision.reason, lang),
        lasting=_lasting(decision.span, lang),
        outlook=_outlook(decision, lang),
        sources=_sources(decision, lang),
    )


def written(at: datetime, language: Language) -> str:
    """Return an instant in Japan time, no finer than it needs to be."""
    local = japan_time(at)
    fine = wording.MICROSECOND if local.microsecond else wording.SECOND if local.second else wording.MINUTE
    return fine.in_(language).format(local) + wording.ZONE.in_(language)


def _subject(decision: "Decision", lang: Language) -> str:
    if decision.authority is None:
        return ""
    home, body = decision.authority.prefecture, decision.authority
    name = say(home, lang)
    if body is not HealthAuthority.of(home):
        name = wording.MEMBER.in_(lang).format(name, say(body, lang))
    return wording.SUBJECT.in_(lang).format(name)


def _lasting(span: Span, lang: Language) -> str:
    start = wording.FROM.in_(lang).format(written(span.start, lang)) if span.start else ""
    end = wording.UNTIL.in_(lang).format(written(span.end, lang)) if span.end else wording.NO_END.in_(lang)
    return start + end


def _outlook(decision: "Decision", lang: Language) -> str:
    if decision:
        return wording.STAYS.in_(lang)
    if decision.next_allowed is None:
        return wording.NEVER.in_(lang)
    return wording.REOPENS.in_(lang).format(written(decision.next_allowed, lang))


def _sources(decision: "Decision", lang: Language) -> str:
    clauses = [wording.CLAUSE.in_(lang).format(each.clause, say(each.grade, lang)) for each in decision.basis]
    events = [wording.EVENT.in_(lang).format(position) for position in decision.positions]
    sources = wording.COMMA.in_(lang).join(clauses + events)
    return wording.SOURCES.in_(lang).format(sources) if sources else ""
