"""A decision: the answer to one question at one instant, and all that it rests on (rules, section 5)."""

from datetime import datetime
from typing import Any

import attrs

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import wording
from hersys_lifecycle.checks.reasons import Reason
from hersys_lifecycle.checks.wording import LANGUAGES, Language, say, written
from hersys_lifecycle.citations import Citation
from hersys_lifecycle.instants import Span
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.states import Phase


@attrs.frozen(kw_only=True)
class Decision:
    """Whether something is allowed, why, how long that holds and when it changes; true if allowed.

    Attributes:
        allowed: the answer.
        reason: the first reason that applies.
        capability: what was asked.
        prefecture: the prefecture that was named, or that of the authority; ``None`` if neither was.
        authority: the authority that was named, or the prefecture's own body; ``None`` if neither was.
        role: for whom it was asked; only bulk export looks at it.
        at: the instant, in Japan time.
        phase: the phase at that instant.
        span: the widest ``[start, end)`` around the instant in which answer and reason stay the same; ``None`` at an
            end is open: nothing recorded bounds it.
        next_allowed: the first instant, this one or later, at which it is allowed; ``None``: never, under what is
            recorded.
        basis: the clauses, with their grades: first the rule's own, then those of the recorded events.
        positions: the recorded events that made it so, by their position in the log, from 1, ascending; for what the
            phase permits, those that put the phase in force.
    """

    allowed: bool
    reason: Reason
    capability: Capability
    prefecture: Prefecture | None
    authority: HealthAuthority | None
    role: Role
    at: datetime
    phase: Phase
    span: Span
    next_allowed: datetime | None
    basis: tuple[Citation, ...]
    positions: tuple[int, ...]

    def __bool__(self) -> bool:
        return self.allowed

    def explain(self, language: Language) -> str:
        """Return the decision as one sentence, in Japanese (``"ja"``) or English (``"en"``).

        Raises:
            UnknownNameError: there is no wording in that language.
        """
        lang = LANGUAGES.read(language)
        return wording.SENTENCE.in_(lang).format(
            at=written(self.at, lang),
            subject=_subject(self, lang),
            capability=say(self.capability, lang),
            role=_role(self, lang),
            verdict=(wording.ALLOWED if self else wording.REFUSED).in_(lang),
            reason=say(self.reason, lang),
            lasting=_lasting(self.span, lang),
            outlook=_outlook(self, lang),
            sources=_sources(self, lang),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the decision as JSON values, stable under ``checks/decision.schema.json``.

        Instants are ISO 8601 with offset; ``null`` stands for an open end of the span, for no next instant, and for
        a prefecture or an authority that was not named.
        """
        return {
            "allowed": self.allowed,
            "reason": self.reason.value,
            "capability": self.capability.value,
            "prefecture": self.prefecture and self.prefecture.code,
            "authority": self.authority and self.authority.code,
            "role": self.role.value,
            "at": self.at.isoformat(),
            "phase": self.phase.value,
            "span": {"start": _iso(self.span.start), "end": _iso(self.span.end)},
            "next_allowed": _iso(self.next_allowed),
            "basis": [
                {"document": each.document, "clause": each.clause, "grade": each.grade.value} for each in self.basis
            ],
            "positions": list(self.positions),
        }


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _subject(decision: Decision, lang: Language) -> str:
    if decision.authority is None:
        return ""
    home, body = decision.authority.prefecture, decision.authority
    name = say(home, lang)
    if body is not HealthAuthority.of(home):
        name = wording.MEMBER.in_(lang).format(name, say(body, lang))
    return wording.SUBJECT.in_(lang).format(name)


def _role(decision: Decision, lang: Language) -> str:
    if decision.capability is not Capability.BULK_EXPORT:  # nothing else looks at the role
        return ""
    return wording.ASKED_AS.in_(lang).format(say(decision.role, lang))


def _lasting(span: Span, lang: Language) -> str:
    start = wording.FROM.in_(lang).format(written(span.start, lang)) if span.start else ""
    end = wording.UNTIL.in_(lang).format(written(span.end, lang)) if span.end else wording.NO_END.in_(lang)
    return start + end


def _outlook(decision: Decision, lang: Language) -> str:
    if decision:
        return wording.STAYS.in_(lang)
    if decision.next_allowed is None:
        return wording.NEVER.in_(lang)
    return wording.REOPENS.in_(lang).format(written(decision.next_allowed, lang))


def _sources(decision: Decision, lang: Language) -> str:
    clauses = [wording.CLAUSE.in_(lang).format(each.clause, say(each.grade, lang)) for each in decision.basis]
    events = [wording.EVENT.in_(lang).format(position) for position in decision.positions]
    sources = wording.COMMA.in_(lang).join(clauses + events)
    return wording.SOURCES.in_(lang).format(sources) if sources else ""
