"""Events: cited facts, frozen, with instants in Japan time; what does not make a fact cannot be made."""

import pickle
from datetime import UTC, date, datetime
from typing import Any, get_args

import attrs
import pendulum
import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Role
from hersys_lifecycle.citations import NOTICE, Citation, Grade
from hersys_lifecycle.errors import (
    EmptySpanError,
    InstantOutOfRangeError,
    InvalidFieldError,
    LifecycleError,
    NaiveInstantError,
    NotAnInstantError,
    UnboundedSpanError,
)
from hersys_lifecycle.events import Event, MaintenanceCancelled, MaintenanceScheduled, ReservePeriodScheduled
from hersys_lifecycle.instants import JST, Span
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing import events, in_zone
from hersys_lifecycle.testing.moments import colliding_instants
from tests.shorthand import (
    CITED,
    completed,
    decommissioning,
    first_stop,
    jst,
    limit,
    maintenance,
    maintenance_cancelled,
    maintenance_moved,
    opening,
    reopened,
    reserve,
    reserve_cancelled,
    reserve_moved,
    slot,
    slot_moved,
    span,
    updates_stop,
)

DAY, NEXT = "2023-11-13", "2023-11-14"
CITY = HealthAuthority.OSAKA_SHI
ONE_OF_EACH: tuple[Event, ...] = (
    first_stop(DAY),
    updates_stop(DAY),
    maintenance("M", DAY, NEXT),
    maintenance_moved("M", DAY, NEXT),
    maintenance_cancelled("M"),
    opening(DAY),
    slot(Prefecture.OSAKA, DAY, NEXT),
    slot_moved(Prefecture.OSAKA, DAY, NEXT),
    reserve("R", DAY, NEXT, Prefecture.OSAKA),
    reserve_moved("R", DAY, NEXT),
    reserve_cancelled("R"),
    completed(CITY, DAY),
    reopened(CITY, DAY),
    limit(DAY),
    decommissioning(DAY),
)


def having(field: str) -> list[Event]:
    return [event for event in ONE_OF_EACH if field in {each.name for each in attrs.fields(type(event))}]


def changed(event: Event, **fields: object) -> Event:
    """Return an event with some fields changed, which goes through their validators."""
    arguments: dict[str, Any] = {each.name: getattr(event, each.name) for each in attrs.fields(type(event))}
    return type(event)(**arguments | fields)


def test_there_are_fifteen_kinds_of_events() -> None:
    assert [type(event) for event in ONE_OF_EACH] == list(get_args(Event))
    assert len(ONE_OF_EACH) == 15


@given(events())
def test_events_are_equal_by_value(event: Event) -> None:
    same = changed(event)
    assert same == event
    assert hash(same) == hash(event)
    assert changed(event, citation=Citation("another", "1", Grade.STATED)) != event


def test_events_of_two_kinds_are_never_equal() -> None:
    assert len(set(ONE_OF_EACH)) == len(ONE_OF_EACH)
    assert len(set(map(hash, ONE_OF_EACH))) == len(ONE_OF_EACH)  # so that a set finds each at once
    assert first_stop(DAY) != updates_stop(DAY)
    assert first_stop(DAY) != (CITED, jst(DAY))

    class Other(MaintenanceCancelled):
        """Of another class, with the same fields."""

    assert Other(name="M", citation=CITED) != maintenance_cancelled("M")


@given(events())
def test_an_event_survives_pickling(event: Event) -> None:
    assert pickle.loads(pickle.dumps(event)) == event  # noqa: S301  # our own


@pytest.mark.parametrize("event", ONE_OF_EACH, ids=lambda event: type(event).__name__)
def test_an_event_cannot_be_written_to_and_takes_its_fields_by_name_only(event: Event) -> None:
    with pytest.raises(FrozenInstanceError):
        event.citation = CITED  # type: ignore[misc]
    with pytest.raises(TypeError):
        type(event)(CITED)  # type: ignore[call-arg]


@pytest.mark.parametrize("event", ONE_OF_EACH, ids=lambda event: type(event).__name__)
def test_an_event_shows_its_kind_and_all_its_fields(event: Event) -> None:
    shown = repr(event)
    names = [field.name for field in attrs.fields(type(event))]
    assert shown.startswith(f"{type(event).__name__}(citation=Citation(")
    assert all(f", {name}=" in shown for name in names[1:])


# Instants and spans.


@given(colliding_instants(), st.data())
def test_an_event_holds_its_instant_in_japan_time_however_it_was_given(at: datetime, data: st.DataObject) -> None:
    event = data.draw(st.sampled_from(having("at")))
    held = getattr(changed(event, at=data.draw(in_zone(at))), "at", None)
    assert held == at
    assert isinstance(held, datetime)
    assert (type(held), held.tzinfo) == (datetime, JST)


NO_INSTANTS: list[tuple[object, type[LifecycleError]]] = [
    (datetime(2023, 11, 1), NaiveInstantError),  # noqa: DTZ001  # what is refused
    (pendulum.naive(2023, 11, 1), NaiveInstantError),
    (date(2023, 11, 1), NotAnInstantError),
    ("2023-11-01T00:00:00+09:00", NotAnInstantError),
    (1698764400, NotAnInstantError),
    (None, NotAnInstantError),
    (datetime.min.replace(tzinfo=UTC), InstantOutOfRangeError),
    (datetime.max.replace(tzinfo=UTC), InstantOutOfRangeError),
]


@pytest.mark.parametrize(("value", "error"), NO_INSTANTS)
@pytest.mark.parametrize("event", having("at"), ids=lambda event: type(event).__name__)
def test_what_is_no_recordable_instant_makes_no_event(event: Event, value: object, error: type[LifecycleError]) -> None:
    with pytest.raises(error):
        changed(event, at=value)


@pytest.mark.parametrize("event", having("span"), ids=lambda event: type(event).__name__)
@pytest.mark.parametrize("open_span", [Span(None, jst(NEXT)), Span(jst(DAY), None), Span(None, None)], ids=str)
def test_a_recorded_period_has_both_ends(event: Event, open_span: Span) -> None:
    with pytest.raises(UnboundedSpanError, match="give the missing one") as raised:
        changed(event, span=open_span)
    assert raised.value.span == open_span


@pytest.mark.parametrize("event", having("span"), ids=lambda event: type(event).__name__)
@pytest.mark.parametrize("value", [None, (jst(DAY), jst(NEXT)), "2023-11-13/2023-11-14"])
def test_a_recorded_period_is_a_span(event: Event, value: object) -> None:
    with pytest.raises(InvalidFieldError) as raised:
        changed(event, span=value)
    assert raised.value == InvalidFieldError("span", value, "pass a Span(start, end)")


def test_an_empty_or_reversed_period_cannot_even_be_written() -> None:
    for end in (DAY, "2023-11-12"):
        with pytest.raises(EmptySpanError):
            maintenance("M", DAY, end)


# Names, places and sources.


@pytest.mark.parametrize("event", having("name"), ids=lambda event: type(event).__name__)
@pytest.mark.parametrize("name", ["", " ", "\u3000\t", None, 1, b"M"])
def test_a_period_has_a_name_that_is_not_blank(event: Event, name: object) -> None:
    with pytest.raises(InvalidFieldError, match="at least one character") as raised:
        changed(event, name=name)
    assert (raised.value.field, raised.value.value) == ("name", name)


@pytest.mark.parametrize("event", having("prefecture"), ids=lambda event: type(event).__name__)
@pytest.mark.parametrize("value", ["27", "大阪府", None, CITY])
def test_a_slot_is_a_prefectures(event: Event, value: object) -> None:
    with pytest.raises(InvalidFieldError) as raised:
        changed(event, prefecture=value)
    assert raised.value == InvalidFieldError("prefecture", value, "pass a Prefecture; Prefecture.parse reads texts")


@pytest.mark.parametrize("event", having("authority"), ids=lambda event: type(event).__name__)
@pytest.mark.parametrize("value", ["271004", "大阪市", None, Prefecture.OSAKA])
def test_a_data_return_is_an_authoritys(event: Event, value: object) -> None:
    with pytest.raises(InvalidFieldError) as raised:
        changed(event, authority=value)
    remedy = "pass a HealthAuthority; HealthAuthority.parse reads texts"
    assert raised.value == InvalidFieldError("authority", value, remedy)


def over(prefectures: object) -> ReservePeriodScheduled:
    return ReservePeriodScheduled(name="R", span=span(DAY, NEXT), prefectures=prefectures, citation=CITED)  # type: ignore[arg-type]


def test_a_reserve_period_covers_all_or_a_set_of_prefectures() -> None:
    both = frozenset({Prefecture.OSAKA, Prefecture.KYOTO})
    assert over(None).prefectures is None
    for given_as in (both, list(both), (Prefecture.OSAKA, Prefecture.KYOTO, Prefecture.OSAKA), iter(both)):
        assert over(given_as).prefectures == both
        assert isinstance(over(both).prefectures, frozenset)


def test_a_reserve_period_for_nobody_is_refused() -> None:
    with pytest.raises(InvalidFieldError) as raised:
        over([])
    reason = "name at least one prefecture, or pass None for all of them"
    assert raised.value == InvalidFieldError("prefectures", frozenset(), reason)


@pytest.mark.parametrize("value", [["27"], [Prefecture.OSAKA, None], [CITY], "27"])
def test_a_reserve_period_covers_no_strangers(value: object) -> None:
    with pytest.raises(InvalidFieldError, match="pass a Prefecture") as raised:
        over(value)
    assert raised.value.field == "prefectures"


@pytest.mark.parametrize("value", [Prefecture.OSAKA, 27, [["27"]]])
def test_what_is_no_collection_of_prefectures_is_refused_as_a_field(value: object) -> None:
    with pytest.raises(InvalidFieldError) as raised:
        over(value)
    reason = "pass several members of Prefecture, or None for all of them"
    assert raised.value == InvalidFieldError("prefectures", value, reason)


@pytest.mark.parametrize("event", ONE_OF_EACH, ids=lambda event: type(event).__name__)
@pytest.mark.parametrize("value", [None, "N1", (NOTICE, "N1", Grade.STATED)])
def test_an_event_cites_its_source(event: Event, value: object) -> None:
    with pytest.raises(InvalidFieldError) as raised:
        changed(event, citation=value)
    assert raised.value == InvalidFieldError("citation", value, "pass a Citation(document, clause, grade)")


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("citation.document", ("", "N1", Grade.STATED)),
        ("citation.document", (" ", "N1", Grade.STATED)),
        ("citation.document", (None, "N1", Grade.STATED)),
        ("citation.clause", (NOTICE, "", Grade.STATED)),
        ("citation.clause", (NOTICE, 1, Grade.STATED)),
        ("citation.grade", (NOTICE, "N1", "stated")),
        ("citation.grade", (NOTICE, "N1", Role.PREFECTURE)),
    ],
)
def test_a_citation_names_document_clause_and_grade(field: str, fields: tuple[Any, Any, Any]) -> None:
    with pytest.raises(InvalidFieldError) as raised:
        Citation(*fields)
    assert raised.value.field == field
    assert raised.value.value in fields
    assert raised.value.reason


def test_a_citation_is_shown_by_clause_and_grade() -> None:
    assert str(Citation(NOTICE, "N9", Grade.ASSUMED)) == "N9 (assumed)"
    assert Citation(NOTICE, "N9", Grade.ASSUMED) == Citation(NOTICE, "N9", Grade.ASSUMED)


@pytest.mark.parametrize("missing", ["name", "span", "citation"])
def test_an_event_lacks_nothing(missing: str) -> None:
    arguments: dict[str, Any] = {"name": "M", "span": span(DAY, NEXT), "citation": CITED}
    del arguments[missing]
    with pytest.raises(TypeError, match=missing):
        MaintenanceScheduled(**arguments)
