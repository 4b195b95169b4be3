"""A decision as a value: true if allowed, and written as JSON values that the shipped schema promises."""

import json
from datetime import datetime
from enum import Enum
from importlib.resources import files
from typing import Any, cast

import attrs
import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import Decision, Reason
from hersys_lifecycle.citations import Grade
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.states import Phase
from hersys_lifecycle.testing import Question, lifecycles, questions
from hersys_lifecycle.testing.moments import colliding_instants
from tests.shorthand import jst
from tests.strategies import CALENDAR_ENDS, SLOW

Form = dict[str, Any]
SCHEMA: Form = json.loads(files("hersys_lifecycle.checks").joinpath("decision.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def osaka(at: str = "2023-11-13", capability: Capability = Capability.BULK_EXPORT) -> Decision:
    return official_lifecycle().check(capability, Prefecture.OSAKA, at=jst(at))


def written(decision: Decision) -> Form:
    """Return what is left of a decision once it has been written to JSON and read again."""
    return cast("Form", json.loads(json.dumps(decision.to_dict())))


@SLOW
@given(lifecycles(), questions(), colliding_instants())
def test_a_decision_is_true_if_it_allows(lifecycle: Lifecycle, question: Question, at: datetime) -> None:
    capability, prefecture, authority, role = question
    decision = lifecycle.check(capability, prefecture, authority=authority, role=role, at=at)
    assert bool(decision) is decision.allowed is decision.reason.allowed


def test_decisions_are_equal_by_value_and_cannot_be_written_to() -> None:
    assert osaka() == osaka()
    assert hash(osaka()) == hash(osaka())
    assert osaka() != osaka("2023-11-14")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        osaka().allowed = False  # type: ignore[misc]


def test_a_decision_is_written_as_json_values_in_this_order() -> None:
    assert list(osaka().to_dict().items()) == [
        ("allowed", True),
        ("reason", "in_slot"),
        ("capability", "bulk_export"),
        ("prefecture", "27"),
        ("authority", "270008"),
        ("role", "prefecture"),
        ("at", "2023-11-13T00:00:00+09:00"),
        ("phase", "bulk_download"),
        ("span", {"start": "2023-11-13T00:00:00+09:00", "end": "2023-11-18T00:00:00+09:00"}),
        ("next_allowed", "2023-11-13T00:00:00+09:00"),
        (
            "basis",
            [
                {"document": "本年11月以降のHER-SYSの運用について", "clause": "N4", "grade": "stated"},
                {"document": "本年11月以降のHER-SYSの運用について", "clause": "N10", "grade": "inferred"},
            ],
        ),
        ("positions", [6]),
    ]


def test_null_stands_for_who_was_not_named_for_an_open_end_and_for_never() -> None:
    early = official_lifecycle().check(Capability.EDIT, at=jst("2023-01-01")).to_dict()
    late = official_lifecycle().check(Capability.EDIT, at=jst("2024-04-01")).to_dict()
    assert (early["prefecture"], early["authority"]) == (None, None)
    assert early["span"] == {"start": None, "end": "2023-10-31T18:00:00+09:00"}
    assert late["span"] == {"start": "2024-04-01T00:00:00+09:00", "end": None}
    assert late["next_allowed"] is None


# The schema.


def test_the_schema_is_itself_a_valid_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@SLOW
@given(lifecycles(), questions(), colliding_instants())
def test_every_decision_is_what_the_schema_promises(lifecycle: Lifecycle, question: Question, at: datetime) -> None:
    capability, prefecture, authority, role = question
    decision = lifecycle.check(capability, prefecture, authority=authority, role=role, at=at)
    VALIDATOR.validate(written(decision))
    assert written(decision) == decision.to_dict()


@pytest.mark.parametrize("at", CALENDAR_ENDS, ids=str)
@pytest.mark.parametrize("capability", [Capability.VIEW, Capability.BULK_EXPORT])
def test_so_is_one_from_an_end_of_the_calendar(capability: Capability, at: datetime) -> None:
    VALIDATOR.validate(written(official_lifecycle().check(capability, Prefecture.OSAKA, at=at)))


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        (("properties", "reason"), Reason),
        (("properties", "capability"), Capability),
        (("properties", "role"), Role),
        (("properties", "phase"), Phase),
        (("$defs", "prefecture"), Prefecture),
        (("$defs", "authority"), HealthAuthority),
        (("$defs", "citation", "properties", "grade"), Grade),
    ],
)
def test_the_schema_lists_the_members_of_every_enumeration(where: tuple[str, ...], kind: type[Enum]) -> None:
    place = SCHEMA
    for step in where:
        place = place[step]
    assert place["enum"] == [member.value for member in kind]


def test_the_schema_knows_which_reasons_allow() -> None:
    allowing = SCHEMA["allOf"][0]["if"]["properties"]["reason"]["enum"]
    assert allowing == [reason.value for reason in Reason if reason.allowed]


def test_the_schema_describes_every_field_and_requires_it() -> None:
    names = [field.name for field in attrs.fields(Decision)]
    assert list(SCHEMA["properties"]) == SCHEMA["required"] == names
    assert all(each["description"] for each in SCHEMA["properties"].values())


IN_SLOT, BEFORE, NOBODY = (
    written(osaka()),
    written(osaka("2023-11-12")),
    written(official_lifecycle().check(Capability.VIEW, at=jst("2023-11-13"))),
)


@pytest.mark.parametrize("name", [field.name for field in attrs.fields(Decision)])
def test_the_schema_refuses_a_decision_that_lacks_a_field(name: str) -> None:
    assert VALIDATOR.is_valid(IN_SLOT)
    assert not VALIDATOR.is_valid({key: value for key, value in IN_SLOT.items() if key != name})


@pytest.mark.parametrize(
    ("form", "spoilt"),
    [
        (IN_SLOT, {"more": 1}),
        (IN_SLOT, {"allowed": False}),
        (IN_SLOT, {"allowed": 1}),
        (IN_SLOT, {"next_allowed": None}),
        (BEFORE, {"allowed": True}),
        (IN_SLOT, {"reason": "IN_SLOT"}),
        (IN_SLOT, {"reason": "before_slot"}),
        (IN_SLOT, {"capability": "bulk"}),
        (IN_SLOT, {"prefecture": 27}),
        (IN_SLOT, {"prefecture": "大阪府"}),
        (IN_SLOT, {"prefecture": "48"}),
        (IN_SLOT, {"authority": "270009"}),
        (IN_SLOT, {"authority": None}),
        (IN_SLOT, {"prefecture": None}),
        (IN_SLOT, {"prefecture": None, "authority": None}),
        (NOBODY, {"prefecture": "27"}),
        (NOBODY, {"authority": "270008"}),
        (IN_SLOT, {"role": None}),
        (IN_SLOT, {"phase": "bulk"}),
        (IN_SLOT, {"at": None}),
        (IN_SLOT, {"at": "2023-11-13T00:00:00"}),
        (IN_SLOT, {"at": "2023-11-13"}),
        (IN_SLOT, {"at": 1699801200}),
        (IN_SLOT, {"at": "2023-11-13T00:00:00.5+09:00"}),
        (IN_SLOT, {"next_allowed": "2023-11-13T00:00:00"}),
        (IN_SLOT, {"span": None}),
        (IN_SLOT, {"span": {"start": None}}),
        (IN_SLOT, {"span": {"end": None}}),
        (IN_SLOT, {"span": {"start": None, "end": None, "more": 1}}),
        (IN_SLOT, {"span": {"start": "2023-11-12T15:00:00+00:00", "end": None}}),
        (IN_SLOT, {"span": {"start": None, "end": "2023-11-18T00:00:00Z"}}),
        (IN_SLOT, {"basis": [{"document": "d", "clause": "c"}]}),
        (IN_SLOT, {"basis": [{"document": "d", "clause": "", "grade": "stated"}]}),
        (IN_SLOT, {"basis": [{"document": "", "clause": "c", "grade": "stated"}]}),
        (IN_SLOT, {"basis": [{"document": "d", "clause": "c", "grade": "sure"}]}),
        (IN_SLOT, {"basis": [{"document": "d", "clause": "c", "grade": "stated", "page": 1}]}),
        (IN_SLOT, {"basis": IN_SLOT["basis"] * 2}),
        (IN_SLOT, {"basis": None}),
        (IN_SLOT, {"positions": [0]}),
        (IN_SLOT, {"positions": ["6"]}),
        (IN_SLOT, {"positions": [6, 6]}),
        (IN_SLOT, {"positions": None}),
    ],
)
def test_the_schema_refuses_a_decision_that_no_check_could_give(form: Form, spoilt: Form) -> None:
    assert VALIDATOR.is_valid(form)
    assert not VALIDATOR.is_valid(form | spoilt)
