"""Texts that people give fit on one line of any system; whatever else is refused says what cannot stand in it."""

import sys
from ast import literal_eval
from collections.abc import Callable
from unicodedata import category

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.citations import Citation, Grade
from hersys_lifecycle.errors import InvalidFieldError
from hersys_lifecycle.events import (
    MaintenanceCancelled,
    MaintenanceRescheduled,
    MaintenanceScheduled,
    ReservePeriodCancelled,
    ReservePeriodRescheduled,
    ReservePeriodScheduled,
)
from hersys_lifecycle.testing.announcing import lines
from hersys_lifecycle.testing.recordings import Recording, entries_of
from hersys_lifecycle.texts import one_line, shown
from tests.fuzz.refusing import is_obeyed
from tests.shorthand import CITED, jst, span, updates_stop

REMEDY = "give a name"
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""The characters that set the direction of writing, which Unicode calls Bidi_Control."""
SPAN = span("2023-10-31", "2023-11-01")
(ENTRY,) = entries_of(Recording(jst("2023-09-15"), (updates_stop("2023-10-31"),)))


def refusal(text: object) -> InvalidFieldError | None:
    """Return the error a text is refused with, if it is."""
    try:
        one_line("name", text, REMEDY)
    except InvalidFieldError as error:
        return error
    return None


def test_no_control_no_separator_of_lines_and_no_surrogate_stands_in_a_line_and_every_other_character_does() -> None:
    refused = {code for code in range(sys.maxunicode + 1) if refusal(f"a{chr(code)}")}
    assert refused == {code for code in range(sys.maxunicode + 1) if category(chr(code)) in {"Cc", "Zl", "Zp", "Cs"}}


@given(st.text() | lines())
def test_what_is_taken_is_one_line_that_has_bytes_and_shows_something(text: str) -> None:
    if refusal(text) is None:
        assert text.splitlines() == [text]
        assert text.encode().decode() == text
        assert text.strip()


def test_what_breaks_a_line_or_turns_its_direction_is_not_shown_and_every_other_character_is() -> None:
    changed = {code for code in range(sys.maxunicode + 1) if shown(chr(code)) != chr(code)}
    assert changed == {code for code in range(sys.maxunicode + 1) if is_obeyed(chr(code))}


@given(st.text() | lines() | st.text(st.sampled_from(TURNING) | st.characters()))
def test_what_is_shown_of_a_text_says_nothing_to_a_terminal_and_can_be_read_as_the_text(text: str) -> None:
    assert not any(map(is_obeyed, shown(text)))
    quoted = text.replace("\\", r"\\").replace("'", r"\'")
    assert literal_eval(f"'{shown(quoted)}'") == text


def test_what_turns_the_direction_of_a_line_is_taken_for_a_record_may_hold_it() -> None:
    assert refusal(f"a{TURNING}") is None


def test_what_cannot_stand_in_a_line_is_shown_as_its_escape() -> None:
    assert shown("a\u202eb\u2066\u200f\u061c") == r"a\u202eb\u2066\u200f\u061c"
    assert shown("\x1b[31m\r\n\u2028\ud800大阪　府\u00a0") == r"\x1b[31m\r\n\u2028\ud800大阪　府" + "\u00a0"


@given(lines())
def test_any_line_that_shows_something_is_taken(text: str) -> None:
    assert refusal(text) is None


@pytest.mark.parametrize("text", ["", " ", "　", "\t\n", "\u2028", None, 1, b"a", ["a"]])
def test_what_is_blank_or_no_text_is_refused_with_the_remedy(text: object) -> None:
    assert refusal(text) == InvalidFieldError("name", text, REMEDY)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("定期\n作業", r"'\n'"),
        ("A\r\n", r"'\r'"),
        ("\tA", r"'\t'"),
        ("A\x00", r"'\x00'"),
        ("A\x1b[2J", r"'\x1b'"),
        ("A\x85B", r"'\x85'"),
        ("A\u2028B", r"'\u2028'"),
        ("A\ud800", r"'\ud800'"),
    ],
)
def test_the_error_shows_the_first_character_that_cannot_stand_in_a_line_and_is_one_itself(
    text: str, shown: str
) -> None:
    error = refusal(text)
    assert error == InvalidFieldError("name", text, f"write it in one line: {shown} cannot stand in it")
    assert str(error).splitlines() == [str(error)]


# Every text that a caller gives, by the name of its field.
GIVEN: list[tuple[str, Callable[[str], object]]] = [
    ("citation.document", lambda text: Citation(text, "1", Grade.STATED)),
    ("citation.clause", lambda text: Citation("D", text, Grade.STATED)),
    ("name", lambda text: MaintenanceScheduled(citation=CITED, name=text, span=SPAN)),
    ("name", lambda text: MaintenanceRescheduled(citation=CITED, name=text, span=SPAN)),
    ("name", lambda text: MaintenanceCancelled(citation=CITED, name=text)),
    ("name", lambda text: ReservePeriodScheduled(citation=CITED, name=text, span=SPAN, prefectures=None)),
    ("name", lambda text: ReservePeriodRescheduled(citation=CITED, name=text, span=SPAN)),
    ("name", lambda text: ReservePeriodCancelled(citation=CITED, name=text)),
    ("by", lambda text: evolve(ENTRY, recorded_by=text)),
    ("key", lambda text: evolve(ENTRY, key=text)),
]


@pytest.mark.parametrize(("field", "give"), GIVEN)
@pytest.mark.parametrize("text", ["", "　", "A\nB", "A\u2029", "\udfff"])
def test_a_text_of_more_than_a_line_is_refused_wherever_one_is_given(
    field: str, give: Callable[[str], object], text: str
) -> None:
    with pytest.raises(InvalidFieldError) as raised:
        give(text)
    assert (raised.value.field, raised.value.value) == (field, text)
    assert raised.value.reason
    assert give("予備期間 #2 \U0001f3e5")


def test_a_recording_needs_no_key() -> None:
    assert evolve(ENTRY, key=None).key is None
