"""A recorded event holds nothing that could not be written down and read again."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from attrs import evolve

from hersys_lifecycle.audit import GENESIS, RecordedEvent
from hersys_lifecycle.errors import InvalidFieldError, NaiveInstantError
from hersys_lifecycle.instants import JST
from tests.shorthand import jst, limit

ENTRY = RecordedEvent(
    position=1,
    batch=1,
    id=UUID(int=1),
    key=None,
    recorded_at=jst("2023-10-20"),
    recorded_by="ops",
    correction=False,
    event=limit("2024-04-01"),
    previous=GENESIS,
    digest=GENESIS,
)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *((field, value) for field in ("position", "batch") for value in (0, -1, True, 1.0, "1", None)),
        *(("id", value) for value in (str(UUID(int=1)), 1, None)),
        *(("key", value) for value in ("", " ", 1, "a\nb")),
        *(("recorded_by", value) for value in ("", None, "a\x00b", "\ud800")),
        *(("correction", value) for value in (0, 1, None, "yes")),
        *(("event", value) for value in (None, {"type": "updates_stopped"}, ENTRY)),
        *(
            (field, value)
            for field in ("previous", "digest")
            for value in ("", "0" * 63, "G" * 64, "A" * 64, b"0" * 64)
        ),
    ],
)
def test_a_field_that_is_not_of_its_kind_is_refused(field: str, value: Any) -> None:  # noqa: ANN401  # anything at all
    with pytest.raises(InvalidFieldError) as raised:
        evolve(ENTRY, **{field: value})
    assert raised.value.value is value


def test_the_instant_of_recording_is_held_in_japan_time_and_is_never_naive() -> None:
    later = evolve(ENTRY, recorded_at=datetime.fromisoformat("2023-10-20T01:00:00Z"))
    assert (later.recorded_at, later.recorded_at.tzinfo) == (jst("2023-10-20T10:00"), JST)
    with pytest.raises(NaiveInstantError):
        evolve(ENTRY, recorded_at=datetime(2023, 10, 20))  # noqa: DTZ001
