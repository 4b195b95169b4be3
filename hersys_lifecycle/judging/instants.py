"""The instants of an access log: what ``parse_instant`` reads, a hundred thousand times a second.

It alone says what a text means. The few forms that nearly all logs are written in are read faster, to the same instant;
a text that has such a form and names no instant is left to it too.
"""

import re
from datetime import datetime, tzinfo

from hersys_lifecycle.codec import parse_instant
from hersys_lifecycle.errors import InstantOutOfRangeError, NaiveInstantError, UnreadableInstantError
from hersys_lifecycle.instants import recordable

# Not 24:00, which newer releases of Python read; no year that might be out of range.
_COMMON = re.compile(
    r"""[12][0-9]{3}-[0-9]{2}-[0-9]{2} [T\ ] (?:[01][0-9]|2[0-3]):[0-9]{2} (?: :[0-9]{2} (?: \.[0-9]{1,6} )? )?
        (?: Z | [+-][0-9]{2}:[0-5][0-9] )?""",
    re.VERBOSE,
)
_DAY = re.compile(r"[0-9]{4}(-?)[0-9]{2}\1[0-9]{2}")


def read_instant(text: str, zone: tzinfo | None) -> datetime:
    """Return the instant of an access; a text without UTC offset is local time in ``zone``.

    A date alone, which elsewhere is that day's 00:00, is refused: nobody has access to HER-SYS at a whole day, and on
    some days the answer of 00:00 is not that of noon.

    Raises:
        NaiveInstantError: the text has no UTC offset, and there is no zone.
        UnreadableInstantError: as ``parse_instant``; it is a date alone; or the clocks of the zone, being set forward
            or back, never showed that time, or showed it twice.
    """
    common = _common(text)
    if common is not None and common.tzinfo is not None:
        return common
    if common is None:
        read = parse_instant(text)
        if not read.assumed_japan_time:
            return read.at
        if _DAY.fullmatch(text):
            raise UnreadableInstantError(
                text, "it is a whole day; write the time of day too, such as 2023-11-01T08:00:00+09:00"
            )
        common = read.at.replace(tzinfo=None)
    if zone is None:
        raise NaiveInstantError(text)
    return _local(text, common, zone)


def _common(text: str) -> datetime | None:
    """Return what a text of the common forms says; without offset where it has none."""
    if not _COMMON.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _local(text: str, clock: datetime, zone: tzinfo) -> datetime:
    """Return the one instant at which the clocks of a zone showed a time."""
    at = clock.replace(tzinfo=zone)
    before, after = at.utcoffset(), at.replace(fold=1).utcoffset()  # as before the clocks were set anew, and as after
    if before != after:
        shown = "never showed it" if before is not None and after is not None and before < after else "showed it twice"
        raise UnreadableInstantError(text, f"the clocks of {zone}, being set anew, {shown}; write its UTC offset too")
    try:
        return recordable(at)
    except InstantOutOfRangeError as error:
        raise UnreadableInstantError(text, "an instant lies in the years 2 to 9998; correct the year") from error
