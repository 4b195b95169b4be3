"""When something is allowed, for people."""

from collections.abc import Iterator

from hersys_lifecycle.checks import Language, say, written
from hersys_lifecycle.cli.allowing import Allowing
from hersys_lifecycle.cli.pages.layout import BAD, GOOD, Page, blank, heading, indented, pairs, paragraph
from hersys_lifecycle.cli.pages.windows import relation
from hersys_lifecycle.wording import asking, shared
from hersys_lifecycle.wording.phrases import ahead, asked, in_days


def page(allowing: Allowing, language: Language) -> Page:
    """Yield when it is next allowed, and each window with what it is to the instant."""
    decision = allowing.decision
    verdict, style = _verdict(allowing, language)
    yield heading(shared.LABELLED.in_(language).format(asked(decision, language), verdict), style)
    yield blank()
    yield pairs(
        [
            (
                shared.INSTANT.in_(language),
                shared.JAPAN_TIME.in_(language).format(written(decision.at, language)),
            ),
            (asking.REASON.in_(language), say(decision.reason, language)),
        ]
    )
    yield blank()
    yield heading(asking.ALL_WINDOWS.in_(language))
    for line in _windows(allowing, language):
        yield indented(paragraph(line))
    if allowing.reserve_planned:
        yield blank()
        yield paragraph(asking.RESERVE_PLANNED.in_(language))


def _verdict(allowing: Allowing, language: Language) -> tuple[str, str]:
    decision, then = allowing.decision, allowing.next_allowed
    if decision:
        end = next(window.end for window in allowing.windows if decision.at in window)
        until = shared.UNTIL.in_(language).format(written(end, language)) if end else asking.NO_END.in_(language)
        return asking.ALLOWED_UNTIL.in_(language).format(until), GOOD
    if then is None:
        return (asking.NOT_ANY_MORE if allowing.windows else asking.NEVER).in_(language), BAD
    distance = ahead(then, decision.at, language)
    return asking.NEXT_THEN.in_(language).format(
        shared.ASIDE.in_(language).format(written(then, language), distance)
    ), ""


def _windows(allowing: Allowing, language: Language) -> Iterator[str]:
    for window in allowing.windows:
        told = relation(window, allowing.decision.at, language)
        yield asking.WINDOW.in_(language).format(in_days(window, language), told)
    if not allowing.windows:
        yield asking.NEVER.in_(language)
