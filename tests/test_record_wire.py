"""A recorded event is one line that says its own digest; whatever was not written so is refused with its place."""

import json
from hashlib import sha256
from typing import Any, cast
from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from hersys_lifecycle.audit import GENESIS, RecordedEvent
from hersys_lifecycle.codec import (
    canonical,
    sealed,
    structure_recorded,
    unsealed,
    unstructure,
    unstructure_recorded,
    write_line,
)
from hersys_lifecycle.errors import MalformedEventError
from hersys_lifecycle.testing import events
from hersys_lifecycle.testing.announcing import lines
from hersys_lifecycle.testing.moments import colliding_instants
from hersys_lifecycle.testing.recordings import Recording, entries_of, linked
from tests.shorthand import jst, updates_stop

Form = dict[str, Any]
ABSENT = object()
"""Stands in the tables below for a field that is taken away."""

STOP = updates_stop("2023-10-31T18:00")
(ENTRY,) = linked(entries_of(Recording(jst("2023-09-15T09:30"), (STOP,), '担当者 "A"', "k1")))
LINE = write_line(ENTRY)


def recorded_events() -> SearchStrategy[RecordedEvent]:
    """Entries that follow nothing, with anything in every field that can stand there, sealed."""
    digests = st.just(GENESIS) | st.binary(min_size=32, max_size=32).map(bytes.hex)
    return st.builds(
        RecordedEvent,
        position=st.integers(1, 2**53 - 1),
        batch=st.integers(1, 2**53 - 1),
        id=st.uuids(),
        key=st.none() | lines(),
        recorded_at=colliding_instants(),
        recorded_by=lines(),
        correction=st.booleans(),
        event=events(),
        previous=digests,
        digest=digests,
    ).map(sealed)


def form() -> Form:
    """Return the wire form of the entry."""
    return cast("Form", json.loads(LINE))


def by_hand(data: Form) -> bytes:
    """Return the line of a wire form, sealed with nothing but the standard library."""

    def line(form: Form) -> bytes:
        return json.dumps(form, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()

    rest = {name: value for name, value in data.items() if name != "digest"}
    return line({**rest, "digest": sha256(line(rest)).hexdigest()})


def fault(line: bytes) -> MalformedEventError:
    """Return the error a line is refused with."""
    with pytest.raises(MalformedEventError) as raised:
        unsealed(line)
    return raised.value


@given(recorded_events())
def test_an_entry_comes_back_from_its_line_as_it_was_and_is_written_alike_again(entry: RecordedEvent) -> None:
    line = write_line(entry)
    data = unsealed(line)
    assert data == unstructure_recorded(entry)
    assert structure_recorded(data) == entry
    assert write_line(structure_recorded(data)) == line
    assert data == unsealed(line)  # reading leaves it as it was


@given(recorded_events())
def test_an_entry_is_one_line(entry: RecordedEvent) -> None:
    assert len(write_line(entry).decode().splitlines()) == 1


@given(recorded_events())
def test_the_digest_is_sha_256_over_the_canonical_form_of_all_the_rest(entry: RecordedEvent) -> None:
    assert write_line(entry) == by_hand(unstructure_recorded(entry))


@pytest.mark.parametrize("rest", [{}, {"batch": 1}, {"correction": {"digest": "x", "event": 1}}, {"digests": "x"}])
def test_the_digest_of_what_is_no_entry_is_that_of_its_rest_too(rest: Form) -> None:
    line = by_hand(rest)
    assert unsealed(line) == json.loads(line)
    for digest in ("x", None, sha256(line).hexdigest()):
        with pytest.raises(MalformedEventError, match=f"the digest of the rest is {json.loads(line)['digest']}"):
            unsealed(canonical(rest | {"digest": digest}))


@given(recorded_events(), recorded_events())
def test_entries_that_differ_have_digests_that_differ(one: RecordedEvent, other: RecordedEvent) -> None:
    assert (one.digest == other.digest) is (one == other)
    assert sealed(evolve(one, digest=other.digest)) == one


def test_the_wire_form_has_these_fields() -> None:
    assert unstructure_recorded(ENTRY) == {
        "version": 1,
        "position": 1,
        "batch": 1,
        "id": "00000000-0000-0000-0000-000000000001",
        "key": "k1",
        "recorded_at": "2023-09-15T09:30:00+09:00",
        "recorded_by": '担当者 "A"',
        "correction": False,
        "event": unstructure(STOP),
        "previous": GENESIS,
        "digest": ENTRY.digest,
    }


# The canonical form.

ESCAPED = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def rfc_8785(value: object) -> str:
    """Return the canonical JSON of a value without fractions, as sections 3.2.1 to 3.2.3 of RFC 8785 describe it."""
    match value:
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case int():
            return str(value)
        case str():
            written = (ESCAPED.get(each) or (f"\\u{ord(each):04x}" if each < " " else each) for each in value)
            return f'"{"".join(written)}"'
        case list():
            return f"[{','.join(map(rfc_8785, value))}]"
        case dict():
            names = sorted(value, key=lambda name: name.encode("utf-16-be"))
            return f"{{{','.join(f'{rfc_8785(name)}:{rfc_8785(value[name])}' for name in names)}}}"
        case _:
            raise AssertionError(value)


def values() -> SearchStrategy[object]:
    """JSON values such as stand in a line: names are ASCII, numbers whole and exact."""
    texts = st.text(st.characters(exclude_categories=["Cs"]))
    leaves = st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | texts
    names = st.text(st.characters(max_codepoint=0x7F), max_size=4)
    return st.recursive(leaves, lambda each: st.lists(each, max_size=4) | st.dictionaries(names, each, max_size=4))


@given(values())
def test_the_canonical_form_is_that_of_rfc_8785(value: object) -> None:
    assert canonical(value) == rfc_8785(value).encode()
    assert json.loads(canonical(value)) == value


@given(recorded_events())
def test_an_entry_is_written_in_the_form_of_rfc_8785(entry: RecordedEvent) -> None:
    assert write_line(entry) == rfc_8785(unstructure_recorded(entry)).encode()


# What is not as it was written.


def test_no_byte_of_a_line_can_be_another_one() -> None:
    assert unsealed(LINE) == form()
    for place, byte in enumerate(LINE):
        for other in range(256):
            if other != byte:
                fault(LINE[:place] + bytes([other]) + LINE[place + 1 :])


def test_no_byte_of_a_line_can_be_missing_doubled_or_cut_off() -> None:
    for place in range(len(LINE)):
        fault(LINE[:place])
        fault(LINE[:place] + LINE[place + 1 :])
        fault(LINE[: place + 1] + LINE[place:])


REORDERED = json.dumps(dict(reversed(form().items())), ensure_ascii=False, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    ("line", "path", "reason"),
    [
        (b"", "$", "it is no JSON in UTF-8"),
        (b"{", "$", "it is no JSON in UTF-8"),
        (b"\xff" + LINE, "$", "it is no JSON in UTF-8"),
        (b'{"digest":"\xed\xa0\x80"}', "$", "it is no JSON in UTF-8"),  # half of a surrogate pair
        (rb'{"digest":"\ud800"}', "$", "it is no JSON in UTF-8"),
        (b'{"digest":NaN}', "$", "it is no JSON in UTF-8"),
        (b"9" * 5000, "$", "it is no JSON in UTF-8"),
        (b"[" * 100_000, "$", "it is no JSON in UTF-8"),
        (b"[]", "$", "not in the canonical form"),
        (b'"digest"', "$", "not in the canonical form"),
        (b"null", "$", "not in the canonical form"),
        (LINE + b"\n", "$", "not in the canonical form"),
        (b" " + LINE, "$", "not in the canonical form"),
        (b"\xef\xbb\xbf" + LINE, "$", "not in the canonical form"),
        (LINE.decode().encode("utf-16"), "$", "not in the canonical form"),
        (json.dumps(form(), ensure_ascii=False).encode(), "$", "not in the canonical form"),
        (json.dumps(form(), separators=(",", ":")).encode(), "$", "not in the canonical form"),
        (REORDERED, "$", "not in the canonical form"),
        (LINE.replace(b'"batch":1,', b'"batch":1,"batch":1,'), "$", "not in the canonical form"),
        (b"{}", "$.digest", "the digest of the rest is"),
        (LINE.replace(f'"digest":"{ENTRY.digest}",'.encode(), b""), "$.digest", "the digest of the rest is"),
        (LINE.replace(ENTRY.digest.encode(), ENTRY.digest.upper().encode()), "$.digest", ENTRY.digest),
        (LINE.replace(f'"{ENTRY.digest}"'.encode(), b"null"), "$.digest", "the digest of the rest is"),
        (LINE.replace(b'"correction":false', b'"correction":true'), "$.digest", "the digest of the rest is"),
    ],
)
def test_a_line_that_is_not_as_it_was_sealed_is_refused(line: bytes, path: str, reason: str) -> None:
    error = fault(line)
    assert error.path == path
    assert error.value == (line if path == "$" else json.loads(line).get("digest"))
    assert reason in error.reason


@given(st.dictionaries(st.sampled_from(["batch", "digest", "version", "zone"]), values()), values())
def test_what_was_sealed_is_unsealed_whatever_a_later_release_may_have_written(data: Form, event: object) -> None:
    line = by_hand(data | {"event": event})
    assert canonical(unsealed(line)) == line


def put(data: Form, path: str, value: object) -> None:
    """Put a value in the place a path such as ``$.event.at`` names, or take away what stands there."""
    *way, last = path.split(".")[1:]
    place = data
    for step in way:
        place = place[step]
    if value is ABSENT:
        del place[last]
    else:
        place[last] = value


@pytest.mark.parametrize(
    ("path", "value", "remedy"),
    [
        ("$.version", ABSENT, "the number 1"),
        ("$.version", "1", "the number 1"),
        ("$.version", True, "the number 1"),
        ("$.version", 0, "the number 1"),
        ("$.version", 2, "newer release; upgrade"),
        ("$.position", ABSENT, "add it"),
        ("$.position", "1", "a whole number"),
        ("$.position", 1.0, "a whole number"),
        ("$.position", True, "a whole number"),
        ("$.position", None, "a whole number"),
        ("$.batch", ABSENT, "add it"),
        ("$.batch", [1], "a whole number"),
        ("$.id", ABSENT, "add it"),
        ("$.id", None, "36 small characters"),
        ("$.id", "", "36 small characters"),
        ("$.id", 1, "36 small characters"),
        ("$.id", "1", "36 small characters"),
        ("$.id", "06D1F16B-FE0E-521B-8B78-BDA0CEB5B412", "36 small characters"),
        ("$.id", "{06d1f16b-fe0e-521b-8b78-bda0ceb5b412}", "36 small characters"),
        ("$.id", "06d1f16bfe0e521b8b78bda0ceb5b412", "36 small characters"),
        ("$.key", ABSENT, "add it"),
        ("$.key", "", "not blank"),
        ("$.key", 1, "not blank"),
        ("$.key", "a\nb", "in one line"),
        ("$.recorded_at", ABSENT, "add it"),
        ("$.recorded_at", None, "ISO 8601"),
        ("$.recorded_at", "2023-10-20T10:00:00", "write 2023-10-20T10:00:00+09:00"),
        ("$.recorded_at", "2023-10-20T24:00:00+09:00", "the next day's 00:00"),
        ("$.recorded_by", ABSENT, "add it"),
        ("$.recorded_by", None, "not blank"),
        ("$.recorded_by", "　", "not blank"),
        ("$.recorded_by", "A\x00", "in one line"),
        ("$.correction", ABSENT, "add it"),
        ("$.correction", 0, "true or false"),
        ("$.correction", "false", "true or false"),
        ("$.correction", None, "true or false"),
        ("$.event", ABSENT, "add it"),
        ("$.event", None, "write an object"),
        ("$.event", "updates_stopped", "write an object"),
        ("$.event.type", "case_registered", "there is no such type of event"),
        ("$.event.version", 2, "newer release; upgrade"),
        ("$.event.at", "2023-10-31", "write 2023-10-31T00:00:00+09:00"),
        ("$.event.since", "2023", "remove it"),
        ("$.event.citation.grade", "sure", "the nearest is assumed"),
        ("$.event.citation.document", "A\u2028", "in one line"),
        ("$.previous", ABSENT, "add it"),
        ("$.previous", None, "not blank"),
        ("$.digest", ABSENT, "add it"),
        ("$.digest", 0, "not blank"),
        ("$.comment", "by hand", "remove it"),
    ],
)
def test_a_fault_is_refused_with_its_place_and_its_remedy(path: str, value: object, remedy: str) -> None:
    data = form()
    put(data, path, value)
    before = repr(data)
    with pytest.raises(MalformedEventError) as raised:
        structure_recorded(data)
    assert raised.value.path == path
    assert value is ABSENT or raised.value.value == value
    assert remedy in raised.value.reason
    assert repr(data) == before


@pytest.mark.parametrize("data", [None, [], "{}", LINE])
def test_what_is_no_object_is_refused_as_a_whole(data: object) -> None:
    with pytest.raises(MalformedEventError) as raised:
        structure_recorded(data)
    assert (raised.value.path, raised.value.value, raised.value.reason) == ("$", data, "write an object")


def test_a_key_may_be_null_and_an_id_any_uuid() -> None:
    data = form() | {"key": None, "id": str(UUID(int=2**128 - 1))}
    entry = structure_recorded(data)
    assert (entry.key, entry.id) == (None, UUID(int=2**128 - 1))


def test_a_digest_that_stands_a_second_time_is_a_part_of_the_rest() -> None:
    digest = sha256(canonical({"event": {"a": 1, "type": "x"}, "position": 1})).hexdigest()
    line = canonical({"digest": digest, "event": {"a": 1, "digest": digest, "type": "x"}, "position": 1})
    with pytest.raises(MalformedEventError) as error:
        unsealed(line)
    assert error.value.path == "$.digest"
