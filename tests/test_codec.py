"""Events travel the wire unharmed, and whatever is not exactly the wire form of an event is refused with its place."""

import json
import re
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import pytest
from cattrs import BaseValidationError, ForbiddenExtraKeysError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.citations import Citation, Grade
from hersys_lifecycle.codec import EVENT_NAMES, structure, unstructure
from hersys_lifecycle.errors import (
    EmptySpanError,
    InvalidFieldError,
    MalformedEventError,
    UnknownNameError,
    UnreadableInstantError,
)
from hersys_lifecycle.events import DataReturnCompleted, Event, MaintenanceCancelled, ReservePeriodScheduled
from hersys_lifecycle.instants import JST, Span
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing import events
from hersys_lifecycle.texts import one_line

Form = dict[str, Any]
"""A wire form, or what was one."""

CITED = Citation("予備期間について", "1", Grade.STATED)
ABSENT = object()
"""Stands in the tables below for a field that is taken away."""


def wire_form(name: str) -> Form:
    """Return a wire form of version 1."""
    path = Path(__file__).parent / "golden" / "v1" / f"{name}.json"
    return cast("Form", json.loads(path.read_bytes()))


def steps(path: str) -> list[str | int]:
    """Return the keys and indices a path such as ``$.prefectures[2]`` goes through."""
    return [int(index) if index else key for key, index in re.findall(r"\.([^.\[]+)|\[([0-9]+)\]", path)]


def put(form: Form, path: str, value: object) -> None:
    """Put a value in the place a path names, or take away what stands there."""
    *way, last = steps(path)
    place: Any = form
    for step in way:
        place = place[step]
    if value is ABSENT:
        del place[last]
    else:
        place[last] = value


def fault(form: object) -> MalformedEventError:
    """Return the error a form is refused with."""
    with pytest.raises(MalformedEventError) as raised:
        structure(cast("Form", form))
    return raised.value


@given(events())
def test_an_event_comes_back_from_the_wire_as_it_was(event: Event) -> None:
    assert structure(unstructure(event)) == event


@given(events())
def test_an_event_comes_back_from_json_as_it_was_and_is_written_alike_again(event: Event) -> None:
    text = json.dumps(unstructure(event))
    assert json.dumps(unstructure(structure(json.loads(text)))) == text


@given(events())
def test_the_wire_form_begins_with_type_and_version_and_ends_with_the_citation(event: Event) -> None:
    names = list(unstructure(event))
    assert (names[:2], names[-1]) == (["type", "version"], "citation")


def test_every_prefecture_and_every_authority_travels_as_its_code() -> None:
    span = Span(datetime(2024, 2, 13, tzinfo=JST), datetime(2024, 2, 17, tzinfo=JST))
    everywhere = ReservePeriodScheduled(name="R", span=span, prefectures=frozenset(Prefecture), citation=CITED)
    assert unstructure(everywhere)["prefectures"] == [f"{number:02}" for number in range(1, 48)]
    assert structure(unstructure(everywhere)) == everywhere
    for authority in HealthAuthority:
        completed = DataReturnCompleted(authority=authority, at=datetime(2024, 2, 13, tzinfo=JST), citation=CITED)
        assert unstructure(completed)["authority"] == authority.code
        assert structure(unstructure(completed)) == completed


@pytest.mark.parametrize(
    "text", ["2024-04-01T00:00:00Z", "2024-04-01 09:00+09", "20240401T090000+0900", "2024-03-31T19:00:00.000-05:00"]
)
def test_an_instant_may_have_any_offset_on_the_way_in_and_has_that_of_japan_on_the_way_out(text: str) -> None:
    form = wire_form("decommission_scheduled") | {"at": text}
    assert unstructure(structure(form))["at"] == "2024-04-01T09:00:00+09:00"


@pytest.mark.parametrize(
    ("name", "place", "value", "path", "remedy"),
    [
        ("updates_stopped", "$.type", ABSENT, "$.type", "add it"),
        ("updates_stopped", "$.type", "update_stopped", "$.type", "the nearest is updates_stopped"),
        ("updates_stopped", "$.type", "UpdatesStopped", "$.type", "the nearest is updates_stopped"),
        ("updates_stopped", "$.type", ["updates_stopped"], "$.type", "the nearest is"),
        ("updates_stopped", "$.version", ABSENT, "$.version", "add it"),
        ("updates_stopped", "$.version", True, "$.version", "the number 1"),
        ("updates_stopped", "$.version", 1.0, "$.version", "the number 1"),
        ("updates_stopped", "$.version", "1", "$.version", "the number 1"),
        ("updates_stopped", "$.version", None, "$.version", "the number 1"),
        ("updates_stopped", "$.version", 0, "$.version", "the number 1"),
        ("updates_stopped", "$.version", 2, "$.version", "newer release; upgrade"),
        ("updates_stopped", "$.at", ABSENT, "$.at", "add it"),
        ("updates_stopped", "$.at", None, "$.at", "ISO 8601"),
        ("updates_stopped", "$.at", 1698742800, "$.at", "ISO 8601"),
        ("updates_stopped", "$.at", "now", "$.at", "ISO 8601"),
        ("updates_stopped", "$.at", "2023-10-31T18:00:00", "$.at", "write 2023-10-31T18:00:00+09:00"),
        ("updates_stopped", "$.at", "2023-10-31", "$.at", "write 2023-10-31T00:00:00+09:00"),
        ("updates_stopped", "$.at", "2023-10-31T24:00:00+09:00", "$.at", "the next day's 00:00"),
        ("updates_stopped", "$.at", "2023-10-31T18:00:00.1234567+09:00", "$.at", "six decimals"),
        ("updates_stopped", "$.at", "0001-10-31T18:00:00+09:00", "$.at", "correct the year"),
        ("updates_stopped", "$.since", "2023", "$.since", "remove it"),
        ("maintenance_scheduled", "$.name", ABSENT, "$.name", "add it"),
        ("maintenance_scheduled", "$.name", "　", "$.name", "not blank"),
        ("maintenance_scheduled", "$.name", 1, "$.name", "not blank"),
        ("maintenance_scheduled", "$.name", "定期\n作業", "$.name", r"in one line: '\n' cannot stand in it"),
        ("maintenance_cancelled", "$.name", "A\x00", "$.name", r"in one line: '\x00' cannot stand in it"),
        ("reserve_period_cancelled", "$.name", "\ud800", "$.name", r"in one line: '\ud800' cannot stand in it"),
        ("maintenance_scheduled", "$.span", None, "$.span", "start, end"),
        ("maintenance_scheduled", "$.span", "2023-10-31/2023-11-01", "$.span", "start, end"),
        ("maintenance_scheduled", "$.span", ["2023-10-31", "2023-11-01"], "$.span", "start, end"),
        ("maintenance_scheduled", "$.span.start", None, "$.span.start", "ISO 8601"),
        ("maintenance_scheduled", "$.span.end", ABSENT, "$.span.end", "add it"),
        ("maintenance_scheduled", "$.span.end", "2023-10-31T18:00:00+09:00", "$.span", "its end must be later"),
        ("maintenance_scheduled", "$.span.name", "A", "$.span.name", "remove it"),
        ("slot_assigned", "$.prefecture", "1", "$.prefecture", "the two-digit code"),
        ("slot_assigned", "$.prefecture", 13, "$.prefecture", "the nearest is 13 東京都 (Tokyo)"),
        ("slot_assigned", "$.prefecture", "０１", "$.prefecture", "write 01"),
        ("slot_assigned", "$.prefecture", "北海道", "$.prefecture", "write 01"),
        ("slot_assigned", "$.prefecture", "010006", "$.prefecture", "the two-digit code"),
        ("slot_assigned", "$.prefecture", "48", "$.prefecture", "the two-digit code"),
        ("slot_assigned", "$.prefecture", Prefecture.HOKKAIDO, "$.prefecture", "the two-digit code"),
        ("reserve_period_scheduled", "$.prefectures", ABSENT, "$.prefectures", "add it"),
        ("reserve_period_scheduled", "$.prefectures", [], "$.prefectures", "at least one, or null"),
        ("reserve_period_scheduled", "$.prefectures", "27", "$.prefectures", "a list"),
        ("reserve_period_scheduled", "$.prefectures", {"27": "28"}, "$.prefectures", "a list"),
        ("reserve_period_scheduled", "$.prefectures", ["27", "01"], "$.prefectures", "once: 01, 27"),
        ("reserve_period_scheduled", "$.prefectures", ["01", "27", "27"], "$.prefectures", "once: 01, 27"),
        ("reserve_period_scheduled", "$.prefectures", ["01", "02", 27], "$.prefectures[2]", "27 大阪府 (Osaka)"),
        ("reserve_period_scheduled", "$.prefectures", ["01", "x", "y"], "$.prefectures[1]", "the two-digit code"),
        ("reserve_period_scheduled", "$.prefectures", [["01"]], "$.prefectures[0]", "the two-digit code"),
        ("data_return_completed", "$.authority", "271005", "$.authority", "is 271004 meant"),
        ("data_return_completed", "$.authority", 271004, "$.authority", "the nearest is 271004 大阪市"),
        ("data_return_completed", "$.authority", "大阪市", "$.authority", "write 271004"),
        ("data_return_completed", "$.authority", "27", "$.authority", "the six-digit code"),
        ("updates_stopped", "$.citation", ABSENT, "$.citation", "add it"),
        ("updates_stopped", "$.citation", "N2", "$.citation", "document, clause, grade"),
        ("updates_stopped", "$.citation.document", "", "$.citation.document", "not blank"),
        ("updates_stopped", "$.citation.document", "A\u2028", "$.citation.document", "in one line"),
        ("updates_stopped", "$.citation.clause", "1\r\n2", "$.citation.clause", r"in one line: '\r' cannot"),
        ("updates_stopped", "$.citation.clause", None, "$.citation.clause", "not blank"),
        ("updates_stopped", "$.citation.grade", "STATED", "$.citation.grade", "write stated"),
        ("updates_stopped", "$.citation.clause", ["N2"], "$.citation.clause", "not blank"),
        (
            "updates_stopped",
            "$.citation.grade",
            "infered",
            "$.citation.grade",
            "is not a grade: the nearest is inferred",
        ),
        ("updates_stopped", "$.citation.page", 1, "$.citation.page", "remove it"),
    ],
)
def test_a_fault_is_refused_with_its_place_and_its_remedy(
    name: str, place: str, value: object, path: str, remedy: str
) -> None:
    form = wire_form(name)
    put(form, place, value)
    error = fault(form)
    assert error.path == path
    assert error.value == standing_at(form, path)
    assert remedy in error.reason
    assert str(error).startswith(f"{path}: ")


@pytest.mark.parametrize("name", ["", "1", "last year", "a.b", "\n", "\x1b[2J", "\u2028", "\ud800", "改定\t"])
def test_the_place_of_a_name_that_is_no_plain_word_is_told_in_brackets_and_in_one_line(name: str) -> None:
    error = fault(wire_form("updates_stopped") | {name: 1})
    assert error.path == f"$[{name!r}]"
    one_line("message", str(error), "say what is wrong")


def test_a_citation_that_many_events_have_is_read_once() -> None:
    form = wire_form("updates_stopped")
    other = wire_form("bulk_export_opened") | {"citation": dict(form["citation"])}
    assert structure(form).citation is structure(other).citation


def test_the_error_holds_what_stands_in_the_place_or_what_lacks_it() -> None:
    form = wire_form("slot_assigned") | {"prefecture": 1}
    assert fault(form).value == 1
    del form["prefecture"]
    assert fault(form).value == form
    form["prefecture"] = "01"
    del form["span"]["end"]
    assert fault(form).value == form["span"]


@pytest.mark.parametrize("form", [None, "{}", 1, [], [["type", "updates_stopped"]]])
def test_what_is_no_object_is_refused_as_a_whole(form: object) -> None:
    error = fault(form)
    assert (error.path, error.value) == ("$", form)
    assert "write an object" in error.reason


def test_of_several_faults_the_first_in_the_order_of_the_fields_is_told() -> None:
    mends: list[tuple[str, object]] = [
        ("$.type", "reserve_period_scheduled"),
        ("$.version", 1),
        ("$.name", "予備期間"),
        ("$.span.start", "2024-02-13T00:00:00+09:00"),
        ("$.span.end", "2024-02-17T00:00:00+09:00"),
        ("$.span.first", ABSENT),
        ("$.prefectures[1]", "13"),
        ("$.prefectures[2]", "27"),
        ("$.citation.document", "予備期間について"),
        ("$.citation.clause", "1"),
        ("$.citation.grade", "stated"),
        ("$.citation.last", ABSENT),
        ("$.also", ABSENT),
        ("$.besides", ABSENT),
    ]
    form: Form = {
        "also": None,
        "citation": {"last": None, "grade": None, "clause": None},
        "prefectures": ["01", None, None],
        "span": {"first": None, "end": None, "start": None},
        "besides": None,
    }
    for path, value in mends:
        assert fault(form).path == path
        put(form, path, value)
    structure(form)


def test_an_error_of_the_values_themselves_is_the_cause() -> None:
    form = wire_form("slot_assigned")
    form["span"]["end"] = form["span"]["start"]
    assert isinstance(fault(form).__cause__, EmptySpanError)
    form["span"]["end"] = "2023-11"
    assert isinstance(fault(form).__cause__, UnreadableInstantError)


def test_what_is_no_event_has_no_wire_form() -> None:
    class Other(MaintenanceCancelled):
        """A stranger to the closed union."""

    for stranger in (Other(name="A", citation=CITED), CITED, None):
        with pytest.raises(InvalidFieldError, match="pass one of the events") as raised:
            unstructure(cast("Event", stranger))
        assert (raised.value.field, raised.value.value) == ("event", stranger)


def test_a_mapping_that_cannot_be_written_to_is_read() -> None:
    form = wire_form("slot_assigned")
    frozen = MappingProxyType({name: MappingProxyType(v) if isinstance(v, dict) else v for name, v in form.items()})
    assert structure(frozen) == structure(form)


def test_a_mapping_that_makes_up_what_it_lacks_is_not_asked_to() -> None:
    form = wire_form("slot_assigned")
    form["span"] = defaultdict(str, start=form["span"]["start"])
    assert fault(form).path == "$.span.end"
    assert list(form["span"]) == ["start"]


# What may stand in the wrong place: any JSON, and above all what would be right in another.
KEYS = ["type", "version", "name", "span", "start", "end", "prefectures", "at", "citation", "grade", "other"]
FITTING = ["01", "27", "271004", "A", "2024-02-13T00:00:00+09:00", "2024-02-13T00:00:00", "stated", "slot_assigned", 1]


def anything() -> SearchStrategy[Any]:
    leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(FITTING)
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)
    )


def containers(value: object) -> list[Any]:
    """Return every object and list in a wire form, itself included."""
    if isinstance(value, dict):
        return [value, *(each for inner in value.values() for each in containers(inner))]
    if isinstance(value, list):
        return [value, *(each for inner in value for each in containers(inner))]
    return []


@st.composite
def corrupted(draw: st.DrawFn) -> Form:
    """Draw a wire form in which up to three things were taken away, replaced or added, at any depth."""
    form: Form = unstructure(draw(events()))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(containers(form)))
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        match draw(st.sampled_from(["take away", "replace", "add"])):
            case "take away" if keys:
                del place[draw(st.sampled_from(keys))]
            case "replace" if keys:
                place[draw(st.sampled_from(keys))] = draw(anything())
            case _ if isinstance(place, list):
                place.insert(draw(st.integers(0, len(place))), draw(anything()))
            case _:
                place[draw(st.sampled_from(KEYS))] = draw(anything())
    return form


def standing_at(form: Form, path: str) -> object:
    """Return what stands in a place, or if nothing does, what it is missing from."""
    place: Any = form
    for step in steps(path):
        if isinstance(place, dict) and step not in place:
            return place
        place = place[step]
    return place


def outcome(form: Form) -> Event | MalformedEventError:
    """Return what becomes of a form: an event or its one error; any other error passes."""
    try:
        return structure(form)
    except MalformedEventError as error:
        return error


@given(corrupted())
def test_a_corrupted_form_is_read_as_an_event_that_can_be_written_or_refused_and_left_as_it_was(form: Form) -> None:
    before = repr(form)  # which compares even where NaN stands
    match outcome(form):
        case MalformedEventError() as error:
            assert error.value is standing_at(form, error.path)
            assert error.reason
            assert not isinstance(error.__cause__, BaseValidationError | ForbiddenExtraKeysError)
        case event:
            assert structure(unstructure(event)) == event
    assert repr(form) == before


def test_an_unknown_kind_of_event_and_an_unknown_grade_are_called_what_they_are() -> None:
    with pytest.raises(UnknownNameError) as unknown:
        EVENT_NAMES.read("slot")
    assert unknown.value.kind == "event type"
    form = {"type": "updates_stopped", "version": 1, "at": "2023-10-31T18:00:00+09:00"}
    with pytest.raises(MalformedEventError) as malformed:
        structure({**form, "citation": {"document": "d", "clause": "1", "grade": 1}})
    assert malformed.value.reason.startswith("it is not a grade; ")
