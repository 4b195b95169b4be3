"""Which column of an access log says what: found by its name or by the user's, and never guessed."""

import pickle
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.judging.columns import NAMES, REQUIRED, SPELLINGS, resolve
from hersys_lifecycle.judging.errors import AccessLogError

KNOWN = sorted({spelling for spellings in SPELLINGS.values() for spelling in spellings})


@pytest.mark.parametrize(
    ("found", "asked", "resolved"),
    [
        (["at", "capability"], None, {"at": "at", "capability": "capability"}),
        (["user", "capability", "instant"], None, {"at": "instant", "capability": "capability"}),
        (["at", "capability", "allowed"], {}, {"at": "at", "capability": "capability", "outcome": "allowed"}),
        (["時刻", "capability"], {"at": "時刻"}, {"at": "時刻", "capability": "capability"}),
        (["at", "instant", "capability"], {"at": "instant"}, {"at": "instant", "capability": "capability"}),
        (["at", "what", "capability"], {"capability": "what"}, {"at": "at", "capability": "what"}),
        (KNOWN, {"at": "at", "outcome": "outcome"}, {name: name for name in SPELLINGS}),
    ],
)
def test_a_column_is_found_by_its_name_or_by_the_one_that_the_user_gave(
    found: Sequence[str], asked: Mapping[str, str] | None, resolved: Mapping[str, str]
) -> None:
    assert resolve("log.csv", found, asked) == resolved


@pytest.mark.parametrize(
    ("found", "asked", "reason", "remedy"),
    [
        ([], None, "it has no column at or instant, only none at all", "say which column it is: at=COLUMN"),
        (["capability", "user"], None, "it has no column at or instant, only capability, user", "at=COLUMN"),
        (["at", "role"], None, "it has no column capability, only at, role", "capability=COLUMN"),
        (["At", "AT", "capability"], None, "it has the columns At, AT", "say which is meant: at=COLUMN"),
        (["at", "capability"], {"role": "who"}, "it has no column who, only at, capability", "role=COLUMN"),
        (["at", "capability"], {"at": "time"}, "it has no column time, only at, capability", "at=COLUMN"),
        (["at", "capability", "instant"], None, "it has the columns at, instant", "say which is meant: at=COLUMN"),
        (
            ["at", "capability", "outcome", "allowed"],
            None,
            "it has the columns outcome, allowed",
            "say which is meant: outcome=COLUMN",
        ),
        (["at", "capability", "at"], None, "it has the column at twice", "name each column once"),
        (["at", "x", "y", "x", "y", "x"], {"user": "x"}, "it has the column x, y twice", "name each column once"),
        (
            ["at", "capability"],
            {"user": "x", "day": "y"},
            "nothing is judged by day, user",
            "name columns for at, capability, prefecture, authority, role, outcome",
        ),
    ],
)
def test_what_is_missing_doubled_or_could_be_either_is_refused_with_what_there_is(
    found: Sequence[str], asked: Mapping[str, str] | None, reason: str, remedy: str
) -> None:
    with pytest.raises(AccessLogError) as raised:
        resolve("log.csv", found, asked)
    assert (raised.value.source, raised.value.reason, raised.value.line) == ("log.csv", reason, None)
    assert remedy in raised.value.remedy
    assert str(raised.value) == f"log.csv: {reason}; {raised.value.remedy}"


@given(st.lists(st.sampled_from([*KNOWN, "user"])), st.dictionaries(st.sampled_from(sorted(SPELLINGS)), st.text()))
def test_what_is_resolved_stands_there_once_and_as_it_was_asked_for(found: list[str], asked: dict[str, str]) -> None:
    try:
        resolved = resolve("log.csv", found, asked)
    except AccessLogError:
        return
    assert {*REQUIRED, *asked} <= resolved.keys() <= {"at", *NAMES}
    for name, column in resolved.items():
        assert found.count(column) == 1
        assert column == asked[name] if name in asked else column in SPELLINGS[name]
    for name in SPELLINGS.keys() - resolved.keys():
        assert not set(SPELLINGS[name]) & set(found)


def test_the_error_says_where_the_fault_stands_and_survives_pickling() -> None:
    error = AccessLogError("log.csv", "it is damaged", "take a whole copy of it", 7)
    assert str(error) == "log.csv, line 7: it is damaged; take a whole copy of it"
    assert isinstance(error, LifecycleError)
    assert isinstance(error, ValueError)
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own
    assert copy == error
    assert (copy.source, copy.reason, copy.remedy, copy.line) == (error.source, error.reason, error.remedy, 7)


def test_what_the_error_says_of_names_that_are_no_line_is_a_line() -> None:
    with pytest.raises(AccessLogError) as raised:
        resolve("log.csv", ["\x1b[2J", "a\nb"])
    assert raised.value.reason == "it has no column at or instant, only \x1b[2J, a\nb"
    assert r"only \x1b[2J, a\nb; say which" in str(raised.value)


def test_the_case_of_a_column_matters_only_where_two_differ_by_it() -> None:
    assert resolve("log.csv", ["Instant", "CAPABILITY"]) == {"at": "Instant", "capability": "CAPABILITY"}
    assert resolve("log.csv", ["AT", "at", "capability"]) == {"at": "at", "capability": "capability"}
    assert resolve("log.csv", ["AT", "at", "capability"], {"at": "AT"})["at"] == "AT"
