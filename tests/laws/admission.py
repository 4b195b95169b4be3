"""The laws of admission, of an instant recorded after drawn facts (rules, section 6)."""

from hersys_lifecycle.errors import InadmissibleEventError
from hersys_lifecycle.events import Event
from hersys_lifecycle.states import admit, fold
from tests.laws import facts
from tests.laws.reading import ASKED, INSTANTS, LENGTHS, WAITS, Law


def _admitted(event: Event, *log: Event) -> bool:
    try:
        admit(fold(log), event)
    except InadmissibleEventError:
        return False
    return True


OF_ADMISSION = {
    "updates stop not before the first stop": Law(
        (INSTANTS, ASKED),
        lambda first, at: _admitted(facts.updates_stop(at), facts.first_stop(first)),
        lambda first, at: at >= first,
        lambda first: first,
    ),
    "the limit is later than the stop of updates": Law(
        (INSTANTS, ASKED),
        lambda stop, at: _admitted(facts.limit(at), facts.first_stop(stop), facts.updates_stop(stop)),
        lambda stop, at: at > stop,
        lambda stop: stop + 1,
    ),
    "the end cuts no slot off and is not after the limit": Law(
        (INSTANTS, LENGTHS, WAITS, ASKED),
        lambda stop, length, wait, at: _admitted(
            facts.end(at),
            facts.first_stop(stop),
            facts.updates_stop(stop),
            facts.slot(stop, length),
            facts.limit(stop + length + wait),
        ),
        lambda stop, length, wait, at: stop + length <= at <= stop + length + wait,
        lambda stop, length, _wait: stop + length,
    ),
    "maintenance periods may touch but not overlap": Law(
        (INSTANTS, LENGTHS, LENGTHS, ASKED),
        lambda start, length, other, at: _admitted(
            facts.maintenance("N", at, other), facts.maintenance("M", start, length)
        ),
        lambda start, length, other, at: not (start < at + other and at < start + length),
        lambda start, length, _other: start + length,
    ),
    "a return is completed from the opening until the end": Law(
        (INSTANTS, LENGTHS, ASKED),
        lambda opening, length, at: _admitted(
            facts.returned(at),
            facts.first_stop(opening),
            facts.updates_stop(opening),
            facts.opening(opening),
            facts.end(opening + length),
        ),
        lambda opening, length, at: opening <= at < opening + length,
        lambda opening, length: opening + length,
    ),
}
