"""Instants, spans and prefectures as JSON values, alike in every answer."""

from collections.abc import Collection
from datetime import datetime

from hersys_lifecycle import Prefecture, Span


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
