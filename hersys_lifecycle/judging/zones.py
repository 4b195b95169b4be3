"""The time zone that instants without a UTC offset are said to be in."""

import re
from datetime import timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hersys_lifecycle.errors import InvalidFieldError

_OFFSET: Final = re.compile(r"([+-])([01][0-9]|2[0-3]):([0-5][0-9])")


def zone_of(text: str) -> tzinfo:
    """Return the zone that a text names: ``Asia/Tokyo``, ``UTC``, or an offset such as ``+09:00``.

    Raises:
        InvalidFieldError: there is no such zone.
    """
    if offset := _OFFSET.fullmatch(text):
        ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return timezone(ahead if offset[1] == "+" else -ahead, text)
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        remedy = "name a time zone, such as Asia/Tokyo, or an offset, such as +09:00"
        raise InvalidFieldError("timezone", text, remedy) from error
