"""The names and phrases that the script of a page puts answers into, in both languages."""

from collections.abc import Iterable
from enum import Enum
from functools import partial

from hersys_lifecycle import Capability, HealthAuthority, Lifecycle, Phase, Prefecture, Reason, Role
from hersys_lifecycle.checks import WORDING, Text
from hersys_lifecycle.citations import Citation
from hersys_lifecycle.notice import clause_of
from hersys_lifecycle.wording import asking, recording, reporting, shared
from hersys_lifecycle.wording.phrases import cited, in_days
from hersys_lifecycle.wording.reporting import in_both


def words_data(lifecycle: Lifecycle) -> dict[str, object]:
    """Return what a page says, each text a pair of Japanese and English, names by their values on the wire."""
    return {
        "capabilities": _names(Capability),
        "phaseNames": _names(Phase),
        "roles": _names(Role),
        "reasons": {each.value: [each.allowed, *WORDING[each]] for each in Reason},
        "prefectures": {
            each.code: [*WORDING[each], *_slot(lifecycle, each), HealthAuthority.of(each).code] for each in Prefecture
        },
        "authorities": _names(HealthAuthority),
        "words": {
            "allReturned": recording.ALL_RETURNED,
            "allowed": asking.ALLOWED,
            "always": shared.ALWAYS,
            "at": reporting.AT,
            "because": reporting.BECAUSE,
            "becomesAllowed": asking.BECOMES_ALLOWED,
            "becomesPhase": asking.BECOMES_PHASE,
            "becomesRefused": asking.BECOMES_REFUSED,
            "choose": reporting.CHOOSE,
            "comma": shared.COMMA,
            "completed": reporting.COMPLETED,
            "fraction": reporting.FRACTION,
            "from": shared.FROM,
            "fromUntil": shared.FROM_UNTIL,
            "further": reporting.FURTHER,
            "labelled": shared.LABELLED,
            "lost": recording.NO_WINDOW_LEFT,
            "member": reporting.MEMBER,
            "minute": reporting.MINUTE,
            "never": reporting.NOT_AGAIN,
            "nextChange": asking.NEXT_CHANGE,
            "nextFrom": reporting.NEXT_FROM,
            "nextOther": reporting.NEXT_OTHER,
            "noClause": asking.NO_CLAUSE,
            "noEnd": asking.NO_END,
            "noWindows": reporting.NO_WINDOWS,
            "noneLost": recording.NONE_LOST,
            "of": reporting.OF,
            "outstanding": reporting.RETURNS_COUNT,
            "refused": asking.REFUSED,
            "running": asking.ENDS,
            "second": reporting.SECOND,
            "someLost": recording.SOME_LOST,
            "someUnannounced": recording.SOME_UNANNOUNCED,
            "title": reporting.TITLE,
            "unannounced": recording.NO_WINDOW_YET,
            "until": shared.UNTIL,
        },
    }


def citations_data(citations: Iterable[Citation]) -> list[list[object]]:
    """Return of each citation its clause with the grade, its document, and, in the notice, where that is and what."""
    return [[in_both(partial(cited, each)), each.document, *(clause_of(each) or (None, None))] for each in citations]


def _names(things: type[Enum]) -> dict[str, Text]:
    return {each.value: WORDING[each] for each in things}


def _slot(lifecycle: Lifecycle, prefecture: Prefecture) -> Text:
    slot = lifecycle.slot(prefecture)
    return in_both(partial(in_days, slot)) if slot else asking.NO_SLOT
