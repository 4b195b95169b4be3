"""The one place where texts become instants (rules, section 2).

``pendulum.parse`` reads more than instants (``now`` reads the clock, ``2023-10`` becomes the first of October), carries
the minutes of ``+09:75`` into its hours, cuts fractions off after the microsecond, and takes a text without offset for
UTC. So the form is decided here, and pendulum is asked only about texts that have it.
"""

import re
from datetime import datetime
from typing import cast

import attrs
import pendulum

from hersys_lifecycle.errors import InstantOutOfRangeError, UnreadableInstantError
from hersys_lifecycle.instants import JST, recordable

# A calendar date, alone or with a time of day, which may have an offset; both extended (2023-10-31T18:00) or both
# basic (20231031T1800).
_ISO_8601 = re.compile(
    r"""[0-9]{4} (-)? [0-9]{2} (?(1)-) [0-9]{2}
        (?: [T\ ] [0-9]{2} (?: (?(1):) [0-9]{2} (?: (?(1):) [0-9]{2} (?: [.,] (?P<fraction> [0-9]+ ) )? )? )?
            (?P<offset> Z | [+-] [0-9]{2} (?: :? [0-5][0-9] )? )?
        )?""",
    re.VERBOSE,
)


@attrs.frozen
class ReadInstant:
    """An instant as it was read: a plain ``datetime`` in JST, and whether Japan time had to be assumed."""

    at: datetime
    assumed_japan_time: bool


def parse_instant(text: str) -> ReadInstant:
    """Return the instant an ISO 8601 text names; a date alone is that day's 00:00 (rules, section 2).

    Read are calendar dates, with or without a time of day, down to the microsecond. A text without a UTC offset is
    Japan time; that this was assumed is part of the result.

    Raises:
        UnreadableInstantError: the text is anything else (a duration, an interval, a time of day alone, a week, a
            month, ``now``), is finer than a microsecond, or names no instant in the years 2 to 9998 of Japan time.
    """
    written = _written(text)
    if written is None:
        raise UnreadableInstantError(text, "write it in ISO 8601, such as 2023-11-01T08:00:00+09:00")
    if written["fraction"] and written["fraction"][6:].strip("0"):
        raise UnreadableInstantError(text, "it is finer than a microsecond; write six decimals at most")
    try:
        # The offset itself, not "Asia/Tokyo", which knows the summer times of 1948 to 1951.
        at = recordable(cast("datetime", pendulum.parse(text, tz=JST)))
    except InstantOutOfRangeError as error:
        raise UnreadableInstantError(text, "an instant lies in the years 2 to 9998; correct the year") from error
    except ValueError as error:
        raise UnreadableInstantError(
            text,
            "the calendar or the clock has no such date, time or offset; for 24:00 write the next day's 00:00",
        ) from error
    return ReadInstant(at, assumed_japan_time=written["offset"] is None)


def _written(text: object) -> re.Match[str] | None:
    return _ISO_8601.fullmatch(text) if isinstance(text, str) else None
