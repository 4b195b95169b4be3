"""From a log to the calendar of what it announces."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import reduce

from hersys_lifecycle.audit import RecordedEvent
from hersys_lifecycle.calendars.plans import planned
from hersys_lifecycle.checks import LANGUAGES, Language
from hersys_lifecycle.errors import InvalidFieldError
from hersys_lifecycle.events import DataReturnCompleted, DataReturnReopened, Event
from hersys_lifecycle.extras import extra
from hersys_lifecycle.instants import recordable
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.prefectures import Prefecture, prefecture_names
from hersys_lifecycle.states import admit, initial


def calendar(
    log: Iterable[RecordedEvent] | Iterable[Event],
    *,
    prefectures: Collection[Prefecture] | None = None,
    language: Language,
    stamp: datetime,
    alarm: timedelta | None = None,
) -> bytes:
    """Return an iCalendar file (RFC 5545) of all that a log announces, one entry for each thing announced.

    These are the two stops, the maintenance periods, the opening of bulk download, the slot of each prefecture, the
    reserve periods, the announced limit and the decommissioning; of the slots and the reserve periods those that
    concern one of ``prefectures``. What is cancelled stays as a cancelled entry, and so does the announced limit once
    a decommissioning is scheduled, for then it ends nothing any more (rules, section 3).

    An entry keeps its UID however often it is moved; SEQUENCE counts how often it was announced anew, and
    LAST-MODIFIED tells when something was recorded last that it says. Equal arguments give equal bytes.

    iCalendar has whole seconds only. What opens is rounded up and what closes is rounded down, so that no entry
    promises more than there is. A window that holds no whole second is written as an instant, without an end. The
    description gives the exact times.

    Args:
        log: the recorded events of a store or, without the instants at which they were recorded, events in log order.
        prefectures: whose calendar it is; ``None``: that of all 47.
        language: of what people read in it.
        stamp: when the file is made. It is DTSTAMP where the log does not say when something was recorded.
        alarm: how long before the start of each entry to remind of it, in whole seconds, and again before the end of
            slots and reserve periods that last longer than that, unless they are cancelled; ``None``: not at all.

    Raises:
        InadmissibleEventError, IllegalMoveError: the events are no history.
        InvalidFieldError: ``prefectures`` is empty, or ``alarm`` is negative or has a fraction of a second.
        NotAMemberError: one of ``prefectures`` is no member of Prefecture.
        UnknownNameError: there is no wording in that language.
        NaiveInstantError, NotAnInstantError, InstantOutOfRangeError: ``stamp`` is no instant that can be recorded.
        MissingExtraError: icalendar is not installed.
    """
    with extra("calendar", "a calendar"):
        from hersys_lifecycle.calendars.writing import Style, written  # noqa: PLC0415  # an extra
    chosen = _chosen(prefectures)
    style = Style(LANGUAGES.read(language), recordable(stamp), _whole(alarm))
    entries = tuple(log)
    events = [each.event if isinstance(each, RecordedEvent) else each for each in entries]
    reduce(admit, events, initial())
    # Whose return is completed changes nothing for others, and a calendar is for a prefecture and all in it.
    lifecycle = Lifecycle.from_events(
        each for each in events if not isinstance(each, DataReturnCompleted | DataReturnReopened)
    )
    return written(planned(entries, chosen), lifecycle, chosen, style)


def _chosen(prefectures: Collection[Prefecture] | None) -> frozenset[Prefecture] | None:
    if prefectures is None:
        return None
    if not prefectures:
        raise InvalidFieldError(
            "prefectures", prefectures, "name at least one prefecture, or pass None for all of them"
        )
    for each in prefectures:
        if not isinstance(each, Prefecture):
            raise prefecture_names().stranger(each)
    return frozenset(prefectures)


def _whole(alarm: timedelta | None) -> timedelta | None:
    if alarm is not None and (alarm < timedelta() or alarm.microseconds):
        raise InvalidFieldError("alarm", alarm, "give whole seconds before the start, 0 or more, or None for no alarm")
    return alarm
