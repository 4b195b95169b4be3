"""Instants as people and logs write them, beside Python's own reading of ISO 8601."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hersys_lifecycle.codec import ReadInstant, parse_instant
from hersys_lifecycle.errors import LifecycleError, NaiveInstantError, UnreadableInstantError
from hersys_lifecycle.instants import JST
from hersys_lifecycle.judging.instants import read_instant
from tests.fuzz.refusing import read

_NEW_YORK = ZoneInfo("America/New_York")
_DATE_ALONE = len("2023-10-31")

WORDS = (
    *("2023-10-31", "T18:00", "20231031", "T180000", "+09:00", "Z", "-00:00", "+0930", ".123456", ",5", "24:00"),
    *(":60", "9998-12-31", "0002-01-01", "2023-11-05T01:30", "2023-03-12T02:30", "2024-02-29", "now", "W44-2"),
)


def instant(data: bytes) -> None:
    """An instant is the one that Python reads, whoever asks; or it is refused."""
    text = data.decode(errors="surrogateescape")
    found = read(lambda: parse_instant(text), UnreadableInstantError)
    in_japan = read(lambda: read_instant(text, JST), UnreadableInstantError)
    if not isinstance(found, ReadInstant):
        assert in_japan == found
        return
    at = datetime.fromisoformat(text)
    assert found == ReadInstant(at if at.tzinfo else at.replace(tzinfo=JST), assumed_japan_time=at.tzinfo is None)
    assert parse_instant(found.at.isoformat()) == ReadInstant(found.at, assumed_japan_time=False)
    _in_a_log(text, at, found.at)


def _in_a_log(text: str, at: datetime, in_japan: datetime) -> None:
    zoneless = read(lambda: read_instant(text, None), UnreadableInstantError, NaiveInstantError)
    elsewhere = read(lambda: read_instant(text, _NEW_YORK), UnreadableInstantError)
    if at.tzinfo:
        assert zoneless == elsewhere == in_japan
    elif len(text) <= _DATE_ALONE and not {"T", " "} & set(text):
        assert isinstance(zoneless, UnreadableInstantError)
        assert isinstance(elsewhere, UnreadableInstantError)
    else:
        assert isinstance(zoneless, NaiveInstantError)
        shown = [each for each in _when_shown(at) if 2 <= each.astimezone(JST).year <= 9998]
        assert isinstance(elsewhere, LifecycleError) if len(shown) != 1 else elsewhere == shown[0]


def _when_shown(clock: datetime) -> set[datetime]:
    """Return the instants at which the clocks of New York, four hours and more behind UTC, showed a time."""
    if not 2 <= clock.year <= 9998:
        return set()
    near = [clock.replace(tzinfo=UTC) + timedelta(hours=hours) for hours in (-24, 24)]
    might = {clock.replace(tzinfo=UTC) - (each.astimezone(_NEW_YORK).utcoffset() or timedelta()) for each in near}
    return {each for each in might if each.astimezone(_NEW_YORK).replace(tzinfo=None) == clock}
