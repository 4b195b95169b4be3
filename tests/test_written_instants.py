"""Instants in the form that the wire writes are read as every other form is, only faster."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.codec import parse_instant, structure, unstructure
from hersys_lifecycle.errors import LifecycleError, MalformedEventError, UnreadableInstantError
from hersys_lifecycle.instants import JST
from hersys_lifecycle.testing.moments import EXTREMES, colliding_instants
from tests.shorthand import limit

WIRE = unstructure(limit("2024-04-01"))
DIGITS = st.from_regex(r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]([.][0-9]{6})?", fullmatch=True)


@given(colliding_instants().map(lambda at: at.isoformat()) | DIGITS.map(lambda text: f"{text}+09:00"))
def test_the_written_form_is_read_as_what_people_write_is(text: str) -> None:
    def by_people() -> datetime | LifecycleError:
        try:
            return parse_instant(text).at
        except UnreadableInstantError as error:
            return MalformedEventError("$.at", text, error.reason)

    def by_wire() -> datetime | LifecycleError:
        try:
            at = structure({**WIRE, "at": text}).at  # type: ignore[union-attr]
        except MalformedEventError as error:
            return error
        assert at.tzinfo is JST
        return at

    assert by_wire() == by_people()


@pytest.mark.parametrize("year", ["0000", "0001", "9999"])
def test_an_instant_out_of_range_is_told_with_its_path(year: str) -> None:
    with pytest.raises(MalformedEventError, match=r"^\$\.at: "):
        structure({**WIRE, "at": f"{year}-06-01T00:00:00+09:00"})


@pytest.mark.parametrize("at", EXTREMES)
def test_the_extremes_can_be_written_and_read(at: object) -> None:
    assert structure({**WIRE, "at": str(at).replace(" ", "T")}).at == at  # type: ignore[union-attr]
