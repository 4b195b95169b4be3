"""The private cattrs converter: what each kind of field looks like on the wire (rules, section 6).

The wire is strict: each kind of value has one form, and whatever is not in it is refused with a ``ValueError`` that
says how to write it. Where in the event that was, cattrs notes and `faults` tells.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, cast

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn_from_attrs, make_dict_unstructure_fn_from_attrs

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.citations import Citation, Grade
from hersys_lifecycle.codec.reading import parse_instant
from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.instants import JST
from hersys_lifecycle.names import Names
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.texts import one_line

T = TypeVar("T")
Member = TypeVar("Member", bound=Enum)

CONVERTER = Converter(forbid_extra_keys=True, detailed_validation=True)


def _grade_names() -> Names[Grade]:
    return Names.of("grade", ((each, each.value, (each.value,)) for each in Grade))


_MEMBERS: Mapping[type[Enum], tuple[str, Callable[[str], Enum]]] = {
    Prefecture: ("the two-digit code of a prefecture", Prefecture.parse),
    HealthAuthority: ("the six-digit code of a health authority", HealthAuthority.parse),
    Grade: ("a grade", lambda text: _grade_names().read(text)),
}


def _fields(kind: type) -> list["attrs.Attribute[Any]"]:
    """Return the fields of a class in the order of the wire, which ends with the citation."""
    return sorted(attrs.fields(kind), key=lambda field: field.name == "citation")


@CONVERTER.register_unstructure_hook_factory(attrs.has)
def _write_object(kind: type[T]) -> Callable[[T], dict[str, Any]]:
    return make_dict_unstructure_fn_from_attrs(_fields(kind), kind, CONVERTER)


@CONVERTER.register_structure_hook_factory(attrs.has)
def _read_object(kind: type[T]) -> Callable[[object, object], T]:
    read = make_dict_structure_fn_from_attrs(_fields(kind), kind, CONVERTER)
    form = f"write an object with {', '.join(field.name for field in _fields(kind))}"

    def structure(value: object, _: object) -> T:
        if not isinstance(value, Mapping):
            raise ValueError(form)  # noqa: TRY004  # a fault of the data, not of the caller
        return read(dict(value), kind)

    return structure


@CONVERTER.register_structure_hook
def _text(value: object, _: object) -> str:
    one_line("text", value, "write a text that is not blank")
    return cast("str", value)


# Whoever loads a log reads this form by the ten thousand; every other is left to the reading of what people write.
_AS_WRITTEN = re.compile(
    r"(?!000[01]|9999) ([0-9]{4}-[0-9]{2}-[0-9]{2} T [0-9]{2}:[0-9]{2}:[0-9]{2} (?:[.][0-9]{6})?) [+]09:00", re.VERBOSE
)


def _instant(value: object, _: object) -> datetime:
    if isinstance(value, str) and (written := _AS_WRITTEN.fullmatch(value)):
        with suppress(ValueError):  # which is told better below
            return datetime.fromisoformat(written[1]).replace(tzinfo=JST)
    read = parse_instant(cast("str", value))  # which refuses what is no text
    if read.assumed_japan_time:
        raise ValueError(f"it has no UTC offset; if it is meant as Japan time, write {read.at.isoformat()}")
    return read.at


CONVERTER.register_structure_hook(datetime, _instant)
# A recorded span has both ends, though a Span may lack one.
CONVERTER.register_structure_hook(datetime | None, _instant)
CONVERTER.register_unstructure_hook(datetime, datetime.isoformat)


def _member(value: object, kind: type[Member]) -> Member:
    if isinstance(value, str):
        with suppress(ValueError):
            return kind(value)
    form, parse = _MEMBERS[kind]
    try:
        meant = f"write {parse(cast('str', value)).value}"  # what a person may write, the wire does not
    except LifecycleError as error:
        meant = str(error)
    raise ValueError(f"it is not {form}; {meant}")


for each in _MEMBERS:
    CONVERTER.register_structure_hook(each, _member)


_read_citation = CONVERTER.get_structure_hook(Citation)


@lru_cache(maxsize=256)
def _known_citation(fields: tuple[tuple[str, object], ...]) -> Citation:
    return cast("Citation", _read_citation(dict(fields), Citation))


def _citation(value: object, _: object) -> Citation:
    """Read a citation once: few documents are cited by many events."""
    try:
        return _known_citation(tuple(cast("Mapping[str, object]", value).items()))
    except (AttributeError, TypeError):  # no object, or a list in it
        return cast("Citation", _read_citation(value, Citation))


CONVERTER.register_structure_hook(Citation, _citation)


def _read_prefectures(value: object, _: object) -> frozenset[Prefecture]:
    if not isinstance(value, list) or not value:
        raise ValueError("write a list of two-digit codes, at least one, or null for all prefectures")
    prefectures = CONVERTER.structure(value, list[Prefecture])
    if value != (once := sorted(set(value))):
        raise ValueError(f"sort the codes and write each of them once: {', '.join(once)}")
    return frozenset(prefectures)


def _write_prefectures(prefectures: frozenset[Prefecture]) -> list[str]:
    return sorted(each.code for each in prefectures)


CONVERTER.register_structure_hook_func(lambda kind: kind == frozenset[Prefecture], _read_prefectures)
CONVERTER.register_unstructure_hook_func(lambda kind: kind == frozenset[Prefecture], _write_prefectures)
