"""Errors: one root, the builtin a caller would catch, value and remedy in the message; by value, and they pickle."""

import inspect
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, time, tzinfo

import pendulum
import pytest

from hersys_lifecycle import errors
from hersys_lifecycle.audit import Change
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import Reason
from hersys_lifecycle.columnar import ArrayShapeError, ArrayTypeError, ArrayValueError
from hersys_lifecycle.columnar import errors as columnar_errors
from hersys_lifecycle.errors import (
    AuthorityOutsidePrefectureError,
    CheckDigitError,
    ClockBehindError,
    CorruptLogError,
    EmptySpanError,
    HeadMovedError,
    IllegalMoveError,
    InadmissibleEventError,
    InstantOutOfRangeError,
    InvalidFieldError,
    KeyReusedError,
    LifecycleEndedError,
    LifecycleError,
    LogNotEmptyError,
    MalformedEventError,
    MissingExtraError,
    NaiveInstantError,
    NotAMemberError,
    NotAnInstantError,
    PastChangedError,
    PrefectureRequiredError,
    UnboundedSpanError,
    UnknownNameError,
    UnreadableEntryError,
    UnreadableInstantError,
)
from hersys_lifecycle.instants import Span
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.store import errors as store_errors
from hersys_lifecycle.store.errors import (
    MalformedLogError,
    NotALogFileError,
    StoreClosedError,
    StoreMissingError,
    StoreSettingsError,
    StoreUnavailableError,
    StoreUrlError,
)
from hersys_lifecycle.testing import NothingTriedError
from hersys_lifecycle.testing import errors as testing_errors
from tests.shorthand import jst, span, updates_stop

NAIVE = datetime(2023, 11, 1, 8)  # noqa: DTZ001  # what is refused
AT = jst("2023-11-01T08:00")
OPEN = Span(None, AT)
STOP = updates_stop("2023-10-31T18:00")
URL = "postgresql://db/hersys"


def changes(count: int) -> tuple[Change, ...]:
    """Return some changes of past answers."""
    change = Change(
        capability=Capability.VIEW,
        prefecture=None,
        authority=None,
        roles=tuple(Role),
        span=span("2023-10-31", "2023-11-01"),
        before=Reason.AVAILABLE,
        after=Reason.LOCKED_OUT,
    )
    return (change,) * count


CHANGE = "view of all prefectures [2023-10-31T00:00:00+09:00, 2023-11-01T00:00:00+09:00): available -> locked_out"

# One of each: the error, the builtin it is, and what its message says of the value and of the remedy.
TABLE: list[tuple[LifecycleError, type[Exception], str, str]] = [
    (NotAnInstantError("18:00"), TypeError, "'18:00' is not an instant", "pass a timezone-aware datetime"),
    (NaiveInstantError(NAIVE), ValueError, repr(NAIVE), "value.replace(tzinfo=hersys_lifecycle.instants.JST)"),
    (InstantOutOfRangeError(datetime.min.replace(tzinfo=UTC)), ValueError, "datetime.datetime(1, 1, 1", "the year"),
    (UnreadableInstantError("noon", "write ISO 8601"), ValueError, "'noon' cannot be read", "write ISO 8601"),
    (EmptySpanError(AT, AT), ValueError, "2023-11-01T08:00:00+09:00", "swap them, or use through(day)"),
    (UnboundedSpanError(OPEN), ValueError, "[…, 2023-11-01T08:00:00+09:00)", "give the missing one"),
    (UnknownNameError("prefecture", "Osako", "27"), ValueError, "'Osako' is not a prefecture", "the nearest is 27"),
    (NotAMemberError("role", "prefecture", "Role.PREFECTURE"), TypeError, "'prefecture' is no role", "pass a member"),
    (NotAMemberError("role", "prefecture", "Role.PREFECTURE"), ValueError, "Role.PREFECTURE", "parse() reads texts"),
    (CheckDigitError("270009", "270008"), ValueError, "'270009' is no local-government code", "is 270008 meant?"),
    (
        AuthorityOutsidePrefectureError("大阪市", "京都府", "大阪府"),
        ValueError,
        "authority 大阪市 is not in prefecture 京都府",
        "ask with prefecture 大阪府, or leave the prefecture out",
    ),
    (PrefectureRequiredError("bulk_export"), ValueError, "'bulk_export' cannot be answered", "pass prefecture="),
    (InvalidFieldError("name", " ", "give a name"), ValueError, "name = ' '", "give a name"),
    (
        InadmissibleEventError(STOP, "it is too early", "record another first"),
        ValueError,
        "UpdatesStopped is not admitted: it is too early",
        "; record another first",
    ),
    (
        IllegalMoveError("stop_updates to read_only", "full_operation", AT),
        ValueError,
        "at 2023-11-01T08:00:00+09:00 the history asks for stop_updates to read_only from full_operation",
        "correct the instants of the events around it",
    ),
    (MalformedEventError("$.at", 1, "write ISO 8601"), ValueError, "$.at: 1", "write ISO 8601"),
    (
        CorruptLogError(7, "it is missing"),
        ValueError,
        "damaged at position 7: it is missing",
        "from a backup",
    ),
    (CorruptLogError(None, "malformed"), ValueError, "the log is damaged: malformed", "or an exported copy"),
    (UnreadableEntryError(7, "no such type"), ValueError, "position 7 of the log", "open it with the release"),
    (LogNotEmptyError(52), ValueError, "52 events are recorded already", "record amendments"),
    (
        LifecycleEndedError(AT, jst("2024-04-01")),
        ValueError,
        "HER-SYS ended at 2023-11-01T08:00:00+09:00 and it is 2024-04-01T00:00:00+09:00",
        "(correction=True); to rehearse, open the store with another clock",
    ),
    (
        PastChangedError(changes(5), AT),
        ValueError,
        "answers before 2023-11-01T08:00:00+09:00 would be others: " + "; ".join([CHANGE] * 5) + "; if",
        "record this as a correction (correction=True)",
    ),
    (PastChangedError(changes(7), AT), ValueError, "; ".join([CHANGE] * 5) + "; and 2 more", "as a correction"),
    (
        ClockBehindError(AT, jst("2023-11-02")),
        ValueError,
        "the clock says 2023-11-01T08:00:00+09:00, and the last event was recorded at 2023-11-02T00:00:00+09:00",
        "set the clock right",
    ),
    (
        HeadMovedError(52, 53),
        ValueError,
        "from position 52, and it reaches position 53",
        "record again on the new head",
    ),
    (KeyReusedError("k1", 7), ValueError, "key 'k1' stands for another recording, at position 7", "a key of its own"),
    (StoreUrlError("mysql://db", "it is none"), ValueError, "'mysql://db' names no store", "write sqlite:///file"),
    (StoreSettingsError("no CIPHER_KEY"), ValueError, "no CIPHER_KEY", "correct env or the environment"),
    (StoreUnavailableError(URL, "refused"), ConnectionError, f"the store {URL} is not available: refused", "try again"),
    (StoreMissingError(URL, "no tables"), ConnectionError, f"there is no store {URL}: no tables", "with create=True"),
    (StoreClosedError(URL), RuntimeError, f"the store {URL} is closed", "open it again with open_store"),
    (MissingExtraError("follow", "follow()"), ImportError, "follow() needs", "pip install 'hersys-lifecycle[follow]'"),
    (NotALogFileError("StringIO"), TypeError, "StringIO is neither a path nor a file", "open the file with 'rb'"),
    (ArrayTypeError("micros", "float64", "pass int64"), TypeError, "micros holds float64", "pass int64"),
    (ArrayShapeError({"micros": (3,), "codes": ()}), ValueError, "micros (3,), codes ()", "give arrays of one length"),
    (ArrayValueError("codes", (7, 0), 48, "give 1 to 47"), ValueError, "codes[7, 0] = 48", "give 1 to 47"),
    (
        NothingTriedError("then_changes"),
        RuntimeError,
        "then_changes() tells of",
        "call when(event) or adopting(event) before it",
    ),
    (MalformedLogError(3, "it is no JSON"), ValueError, "line 3: it is no JSON", "nothing was imported"),
]
ERRORS = [error for error, *_ in TABLE]


def test_the_table_holds_every_error_there_is() -> None:
    classes = {
        each
        for module in (errors, columnar_errors, store_errors, testing_errors)
        for _, each in inspect.getmembers(module, inspect.isclass)
        if each.__module__ == module.__name__
    }
    assert classes - {LifecycleError} == {type(error) for error in ERRORS}


@pytest.mark.parametrize(("error", "parent", "value", "remedy"), TABLE)
def test_an_error_has_the_root_and_a_builtin_parent_and_tells_value_and_remedy(
    error: LifecycleError, parent: type[Exception], value: str, remedy: str
) -> None:
    assert isinstance(error, LifecycleError)
    assert isinstance(error, parent)
    assert value in str(error)
    assert remedy in str(error)
    assert "\n" not in str(error)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling_with_its_fields(error: LifecycleError) -> None:
    other = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own
    assert other == error
    assert hash(other) == hash(error)
    assert vars(other) == vars(error)
    assert str(other) == str(error)


class Told:
    """Something that reads like a text and is none."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


def test_errors_are_equal_by_class_and_fields() -> None:
    assert CheckDigitError("270009", "270008") == CheckDigitError("270009", "270008")
    assert CheckDigitError("270009", "270008") != CheckDigitError("270019", "270016")
    assert EmptySpanError("x", "y") != EmptySpanError(Told("x"), "y")  # though they read the same
    assert UnknownNameError("role", "x", "y") != NotAMemberError("role", "x", "y")
    assert NaiveInstantError(NAIVE) != NotAnInstantError(NAIVE)
    assert NaiveInstantError(NAIVE) != ValueError(NAIVE)
    # Two that read alike, about two events.
    assert InadmissibleEventError(STOP, "a", "b") != InadmissibleEventError(updates_stop("2023-10-30"), "a", "b")
    assert NotAnInstantError([]) in {NotAnInstantError([]), NotAnInstantError({})}


def test_the_fields_of_an_error_are_its_arguments() -> None:
    for error in ERRORS:
        assert tuple(vars(error).values()) == error.args


# Misuse: whatever way a question is asked, the same error says why it is none.

LIFECYCLE = official_lifecycle()
EMPTY = Lifecycle.from_events(())
BULK, OSAKA, CITY = Capability.BULK_EXPORT, Prefecture.OSAKA, HealthAuthority.OSAKA_SHI
Ask = Callable[..., object]


def windows(*asked: object, at: object, **named: object) -> object:
    """Ask for windows, for which it does not matter when."""
    del at
    ask: Ask = LIFECYCLE.windows
    return ask(*asked, **named)


ASK: list[Ask] = [LIFECYCLE.allows, LIFECYCLE.check, LIFECYCLE.next_allowed, windows, EMPTY.allows, EMPTY.check]


@pytest.mark.parametrize("ask", ASK)
@pytest.mark.parametrize(
    ("asked", "named", "error"),
    [
        (("export",), {}, NotAMemberError("capability", "export", "Capability.EXPORT")),
        (("exprot",), {}, NotAMemberError("capability", "exprot", "Capability.EXPORT")),
        ((None,), {}, NotAMemberError("capability", None, "Capability.LOGIN")),
        ((["export"],), {}, NotAMemberError("capability", ["export"], "Capability.EXPORT")),
        ((BULK, "27"), {}, NotAMemberError("prefecture", "27", "27 大阪府 (Osaka)")),
        ((BULK, "Osako"), {}, NotAMemberError("prefecture", "Osako", "27 大阪府 (Osaka)")),
        ((Capability.VIEW, "大阪"), {}, NotAMemberError("prefecture", "大阪", "27 大阪府 (Osaka)")),
        ((BULK, OSAKA), {"role": "prefecture"}, NotAMemberError("role", "prefecture", "Role.PREFECTURE")),
        ((BULK, OSAKA), {"role": "health center"}, NotAMemberError("role", "health center", "Role.HEALTH_CENTER")),
        (
            (Capability.VIEW,),
            {"authority": "271004"},
            NotAMemberError("health authority", "271004", "271004 大阪市 (Osaka-shi)"),
        ),
        (
            (BULK, Prefecture.KYOTO),
            {"authority": CITY},
            AuthorityOutsidePrefectureError("271004 大阪市 (Osaka-shi)", "26 京都府 (Kyoto)", "27 大阪府 (Osaka)"),
        ),
        (
            (Capability.VIEW, Prefecture.KYOTO),
            {"authority": CITY, "role": Role.HEALTH_CENTER},
            AuthorityOutsidePrefectureError("271004 大阪市 (Osaka-shi)", "26 京都府 (Kyoto)", "27 大阪府 (Osaka)"),
        ),
        ((BULK,), {}, PrefectureRequiredError("bulk_export")),
        ((BULK,), {"role": Role.NATIONAL_GOVERNMENT}, PrefectureRequiredError("bulk_export")),
    ],
)
def test_a_question_that_cannot_be_asked_is_an_error_and_never_a_no(
    ask: Ask, asked: tuple[object, ...], named: dict[str, object], error: LifecycleError
) -> None:
    with pytest.raises(LifecycleError) as raised:
        ask(*asked, at=AT, **named)
    shown = pickle.loads(pickle.dumps(raised.value))  # noqa: S301  # our own
    assert raised.value == shown == error


NO_INSTANTS: list[tuple[object, type[LifecycleError]]] = [
    (NAIVE, NaiveInstantError),
    (pendulum.naive(2023, 11, 1, 8), NaiveInstantError),
    (NAIVE.replace(tzinfo=tzinfo()), NaiveInstantError),  # type: ignore[abstract]  # it does not know its offset
    (date(2023, 11, 1), NotAnInstantError),
    (time(8, tzinfo=UTC), NotAnInstantError),
    (time(8, tzinfo=AT.tzinfo), NotAnInstantError),
    ("2023-11-01T08:00:00+09:00", NotAnInstantError),
    (1698793200, NotAnInstantError),
    (None, NotAnInstantError),
]


@pytest.mark.parametrize(("at", "error"), NO_INSTANTS)
@pytest.mark.parametrize("lifecycle", [LIFECYCLE, EMPTY], ids=["the notice", "nothing"])
def test_what_is_no_instant_is_refused_wherever_one_is_asked_for(
    lifecycle: Lifecycle, at: datetime, error: type[LifecycleError]
) -> None:
    for use in (
        lambda: lifecycle.allows(Capability.VIEW, at=at),
        lambda: lifecycle.allows(BULK, OSAKA, at=at, role=Role.MEDICAL_INSTITUTION),
        lambda: lifecycle.check(Capability.VIEW, at=at),
        lambda: lifecycle.next_allowed(Capability.VIEW, at=at),
        lambda: lifecycle.matrix(at),
        lambda: lifecycle.phase_at(at),
        lambda: lifecycle.next_change(at),
    ):
        with pytest.raises(error) as raised:
            use()
        assert raised.value == error(at)


def test_of_a_question_and_an_instant_that_are_both_wrong_the_question_is_told() -> None:
    for ask in ASK:
        with pytest.raises(PrefectureRequiredError):
            ask(BULK, at=NAIVE)


@pytest.mark.parametrize("value", ["27", "大阪府", None, CITY, []])
def test_the_slot_is_asked_of_a_prefecture(value: Prefecture) -> None:
    with pytest.raises(NotAMemberError, match="is no prefecture: pass a member") as raised:
        LIFECYCLE.slot(value)
    assert raised.value.given == value


def test_the_matrix_is_asked_for_a_role() -> None:
    ask: Ask = LIFECYCLE.matrix
    with pytest.raises(NotAMemberError, match="is no role"):
        ask(AT, role="prefecture")
