"""Instants, spans, prefectures and changes as JSON values, alike in every answer."""

from collections.abc import Collection
from datetime import datetime

from hersys_lifecycle import Prefecture, Reason, Span
from hersys_lifecycle.audit import Change


def iso(at: datetime | None) -> str | None:
    """Return an instant in ISO 8601; ``None`` for none."""
    return None if at is None else at.isoformat()


def span_data(span: Span) -> dict[str, str | None]:
    """Return a span by its two ends, ``None`` where it is open."""
    return {"start": iso(span.start), "end": iso(span.end)}


def codes(prefectures: Collection[Prefecture] | None) -> list[str] | None:
    """Return the two-digit codes of some prefectures, sorted; ``None`` for all 47, as events have it on the wire."""
    if prefectures is None or len(prefectures) == len(Prefecture):
        return None
    return sorted(each.code for each in prefectures)


def change_data(change: Change) -> dict[str, object]:
    """Return an answer that changes.

    ``capability``, ``prefecture`` (``null``: all), ``authority`` (``null``: all of the prefecture's), ``roles``,
    ``start``, ``end`` (``null``: open), and ``before`` and ``after``, each with ``allowed`` and ``reason``.
    """
    return {
        "capability": change.capability.value,
        "prefecture": change.prefecture and change.prefecture.code,
        "authority": change.authority and change.authority.code,
        "roles": [role.value for role in change.roles],
        **span_data(change.span),
        "before": _answer(change.before),
        "after": _answer(change.after),
    }


def _answer(reason: Reason) -> dict[str, object]:
    return {"allowed": reason.allowed, "reason": reason.value}
