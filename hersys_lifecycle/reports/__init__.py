"""The whole lifecycle as one page for a browser, without a server."""

from collections.abc import Callable, Sequence
from datetime import datetime

from hersys_lifecycle.audit import RecordedEvent
from hersys_lifecycle.checks import LANGUAGES, Language
from hersys_lifecycle.extras import extra
from hersys_lifecycle.lifecycle import Lifecycle

__all__ = ["report"]


def _unheard(_: float) -> None:
    """Tell nobody."""


def report(
    lifecycle: Lifecycle,
    history: Sequence[RecordedEvent] = (),
    *,
    at: datetime,
    language: Language,
    progress: Callable[[float], None] = _unheard,
) -> str:
    """Return a page of HTML that answers every question about a lifecycle, at every instant, in Japanese and English.

    The page is complete in itself: it loads nothing, so that it can be mailed, archived and opened from a disk. It
    holds the compiled answers as data and looks them up, for any instant of whole milliseconds. Without JavaScript it
    shows what holds at ``at``. Equal arguments give equal bytes in UTF-8.

    Args:
        lifecycle: what is asked.
        history: the recorded events of which the lifecycle was made, if they are at hand: then the page shows too who
            recorded each of them and when, and what each recording changed.
        at: the instant shown first, cut to whole milliseconds.
        language: the language shown first.
        progress: is told now and then how far it is, from 0 to 1: a long history takes a while.

    Raises:
        MissingExtraError: the extra ``report`` is not installed.
        InvalidFieldError: the history is not that of the lifecycle.
        UnknownNameError: there is no wording in that language.
        NaiveInstantError, NotAnInstantError: ``at`` is no instant.
    """
    with extra("report", "a report"):
        from hersys_lifecycle.reports.page import rendered  # noqa: PLC0415  # an extra
    return rendered(lifecycle, history, at, LANGUAGES.read(language), progress)
