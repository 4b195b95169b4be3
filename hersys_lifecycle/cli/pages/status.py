"""How things stand, for people."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain

from hersys_lifecycle import Capability, Prefecture
from hersys_lifecycle.checks import Language, say, written
from hersys_lifecycle.cli.pages.layout import BAD, GOOD, Page, blank, columns, heading, indented, pairs
from hersys_lifecycle.cli.pages.windows import relation
from hersys_lifecycle.cli.standing import Focus, Standing
from hersys_lifecycle.wording import asking, shared
from hersys_lifecycle.wording.phrases import ahead, in_days, listed, spanned


def page(standing: Standing, language: Language) -> Page:
    """Yield the instant, the phase, the next change, then what is allowed and what is not."""
    segment = standing.segment
    phase = shared.ASIDE.in_(language).format(say(segment.phase, language), spanned(segment.span, language))
    yield pairs(
        [
            (
                shared.INSTANT.in_(language),
                shared.JAPAN_TIME.in_(language).format(written(standing.at, language)),
            ),
            (asking.PHASE.in_(language), phase),
            (asking.NEXT_CHANGE.in_(language), "\n".join(_change(standing, language))),
        ]
    )
    if standing.focus:
        yield blank()
        yield heading(say(standing.focus.prefecture, language))
        yield indented(pairs(_focus(standing.focus, standing.at, language)))
    for allowed, title, style in ((True, asking.ALLOWED_THEN, GOOD), (False, asking.REFUSED_THEN, BAD)):
        if rows := list(_rows(standing, language, allowed=allowed)):
            yield blank()
            yield heading(title.in_(language), style)
            yield indented(columns(rows))


def _change(standing: Standing, language: Language) -> Iterator[str]:
    change = standing.next_change
    if change is None:
        yield shared.NONE.in_(language)
        return
    distance = ahead(change.at, standing.at, language)
    yield shared.ASIDE.in_(language).format(written(change.at, language), distance)
    if change.segment != standing.segment:
        yield asking.BECOMES_PHASE.in_(language).format(say(change.segment.phase, language))
    for allowed, words in ((True, asking.BECOMES_ALLOWED), (False, asking.BECOMES_REFUSED)):
        turned = [
            _named(turn.capability, turn.prefectures, len(Prefecture), language)
            for turn in change.turns
            if turn.allowed is allowed
        ]
        if turned:
            yield words.in_(language).format(shared.COMMA.in_(language).join(turned))


def _focus(focus: Focus, at: datetime, language: Language) -> Iterator[tuple[str, str]]:
    slot = in_days(focus.slot, language) if focus.slot else asking.NO_SLOT.in_(language)
    yield asking.SLOT.in_(language), slot
    windows = [
        asking.WINDOW.in_(language).format(in_days(window, language), relation(window, at, language))
        for window in focus.windows
    ]
    yield asking.WINDOWS.in_(language), "\n".join(windows) or asking.NEVER.in_(language)


def _rows(standing: Standing, language: Language, *, allowed: bool) -> Iterator[tuple[str, str]]:
    asked = 1 if standing.focus else len(Prefecture)
    answers = [answer for answer in standing.answers if answer.reason.allowed is allowed]
    for capability in dict.fromkeys(answer.capability for answer in answers):
        told = [answer for answer in answers if answer.capability is capability]
        prefectures = tuple(chain.from_iterable(answer.prefectures for answer in told))
        name = _named(capability, prefectures, asked, language, others=not allowed)
        untils = {answer.until for answer in told}
        if len(untils) == 1:
            yield name, _until(untils.pop(), language, allowed=allowed)
        else:
            yield name, asking.BY_PREFECTURE.in_(language)


def _named(
    capability: Capability, prefectures: Sequence[Prefecture], asked: int, language: Language, *, others: bool = False
) -> str:
    name = say(capability, language)
    if len(prefectures) == asked:
        return name
    number = asking.OTHER_PREFECTURES.in_(language).format(len(prefectures))
    return shared.ASIDE.in_(language).format(name, number if others else listed(prefectures, language))


def _until(until: datetime | None, language: Language, *, allowed: bool) -> str:
    if until is None:
        return (asking.NO_END if allowed else asking.NO_REOPENING).in_(language)
    return (shared.UNTIL if allowed else asking.REOPENS).in_(language).format(written(until, language))
