"""What a window is to an instant, for people: to come, running or over."""

from datetime import datetime

from hersys_lifecycle import Span
from hersys_lifecycle.checks import Language
from hersys_lifecycle.wording import asking
from hersys_lifecycle.wording.phrases import ahead


def relation(window: Span, at: datetime, language: Language) -> str:
    """Return how far off the start or, while it is running, the end of a window is."""
    if window.start is not None and at < window.start:
        return asking.BEGINS.in_(language).format(ahead(window.start, at, language))
    if window.end is None:
        return asking.RUNNING.in_(language)
    if at < window.end:
        return asking.ENDS.in_(language).format(ahead(window.end, at, language))
    return asking.OVER.in_(language)
