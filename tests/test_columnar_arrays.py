"""Whole arrays of questions: each element is answered as if it were asked by itself, or nothing is."""

import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.columnar import (
    CAPABILITY_CODES,
    PREFECTURE_CODES,
    ArrayShapeError,
    ArrayTypeError,
    ArrayValueError,
)
from hersys_lifecycle.errors import MissingExtraError, NotAMemberError
from hersys_lifecycle.instants import EPOCH, MICROSECOND
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing import around, lifecycles
from hersys_lifecycle.testing.moments import BASES, EXTREMES, colliding_instants
from hersys_lifecycle.testing.places import FEW_AUTHORITIES, FEW_PREFECTURES
from tests import oracle
from tests.shorthand import jst, maintenance
from tests.strategies import CALENDAR_ENDS, SLOW

OFFICIAL = official_lifecycle()
EMPTY = Lifecycle.from_events(())
OPEN = jst("2023-11-13")
LAST = 2**63 - 1
NAT = -(2**63)
BULK = CAPABILITY_CODES[Capability.BULK_EXPORT]
VIEW = CAPABILITY_CODES[Capability.VIEW]
Codes = npt.NDArray[np.integer[Any]]


def micros_of(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


NOW = micros_of(OPEN)


def test_the_codes_of_the_capabilities_are_what_they_have_always_been() -> None:
    assert {each.value: code for each, code in CAPABILITY_CODES.items()} == {
        "login": 0,
        "register": 1,
        "register_non_reportable": 2,
        "edit": 3,
        "delete": 4,
        "view": 5,
        "export": 6,
        "certificate": 7,
        "contact_download": 8,
        "bulk_export": 9,
    }


def test_the_code_of_a_prefecture_is_its_jis_code_and_nought_names_none() -> None:
    assert PREFECTURE_CODES[None] == 0
    assert [f"{PREFECTURE_CODES[each]:02}" for each in Prefecture] == [each.code for each in Prefecture]
    assert list(PREFECTURE_CODES.values()) == list(range(48))


@st.composite
def asked(draw: st.DrawFn, lifecycle: Lifecycle) -> tuple[HealthAuthority | None, list[Any], list[Any], list[datetime]]:
    """Draw questions that one authority, or nobody in particular, may ask, at instants about which it changes."""
    authority = draw(st.none() | st.sampled_from(FEW_AUTHORITIES) | st.sampled_from(HealthAuthority))
    prefectures = (None, authority.prefecture) if authority else (None, *FEW_PREFECTURES, *FEW_PREFECTURES, *Prefecture)
    pairs = [
        (capability, prefecture)
        for capability in (Capability.BULK_EXPORT, Capability.BULK_EXPORT, *Capability)
        for prefecture in prefectures
        if capability is not Capability.BULK_EXPORT or prefecture or authority
    ]
    at = st.sampled_from(around([*oracle.all_edges(lifecycle.events), *BASES])) | colliding_instants()
    rows = draw(st.lists(st.tuples(st.sampled_from(pairs), at), max_size=60))
    capabilities, places = [pair[0] for pair, _ in rows], [pair[1] for pair, _ in rows]
    return authority, capabilities, places, [at for _, at in rows]


@given(st.data(), lifecycles(), st.sampled_from(Role))
def test_each_element_is_answered_as_allows_answers_it(data: st.DataObject, lifecycle: Lifecycle, role: Role) -> None:
    authority, capabilities, prefectures, ats = data.draw(asked(lifecycle))
    kinds = st.sampled_from(["i1", "u1", "i2", ">i4", ">u2", "i8", "u8"])
    allowed = lifecycle.allows_many(
        np.array([CAPABILITY_CODES[each] for each in capabilities], data.draw(kinds)),
        np.array([PREFECTURE_CODES[each] for each in prefectures], data.draw(kinds)),
        np.array([micros_of(at) for at in ats], data.draw(st.sampled_from(["<i8", ">i8"]))),
        role=role,
        authority=authority,
    )
    assert allowed.dtype == np.bool_
    assert allowed.tolist() == [
        lifecycle.allows(capability, prefecture, at=at, role=role, authority=authority)
        for capability, prefecture, at in zip(capabilities, prefectures, ats, strict=True)
    ]


@SLOW
@given(lifecycles(), st.sampled_from(FEW_AUTHORITIES))
def test_every_capability_is_answered_about_every_edge(lifecycle: Lifecycle, authority: HealthAuthority) -> None:
    ats = around(oracle.all_edges(lifecycle.events))
    allowed = lifecycle.allows_many(
        np.array(list(CAPABILITY_CODES.values()))[:, None], 0, [micros_of(at) for at in ats] or [0], authority=authority
    )
    for capability, row in zip(Capability, allowed, strict=True):
        assert row.tolist() == [lifecycle.allows(capability, authority=authority, at=at) for at in ats or [EPOCH]]


@given(lifecycles(), st.sampled_from(Capability), st.sampled_from(Prefecture))
def test_before_and_after_all_that_is_recorded_it_is_as_at_the_ends_of_the_calendar(
    lifecycle: Lifecycle, capability: Capability, prefecture: Prefecture
) -> None:
    codes = CAPABILITY_CODES[capability], PREFECTURE_CODES[prefecture]
    first, last = min(EXTREMES) - MICROSECOND, max(EXTREMES) + MICROSECOND
    expected = [lifecycle.allows(capability, prefecture, at=at) for at in (first, last)]
    assert lifecycle.allows_many(*codes, [micros_of(first), micros_of(last)]).tolist() == expected
    for at in CALENDAR_ENDS:
        answer = lifecycle.allows_many(*codes, micros_of(at))
        assert answer.tolist() is lifecycle.allows(capability, prefecture, at=at)


@pytest.mark.parametrize("micros", [NAT + 1, LAST, 1_698_742_800_000_000_000])
def test_what_lies_outside_the_calendar_such_as_nanoseconds_is_refused(micros: int) -> None:
    with pytest.raises(ArrayValueError, match=f"micros.*{micros}.*outside the years 1 to 9999"):
        OFFICIAL.allows_many(VIEW, 0, [0, micros])


@given(colliding_instants())
def test_instants_of_numpy_become_micros_as_the_documentation_says(at: datetime) -> None:
    in_utc = np.array(["1970-01-01"], "datetime64[us]") + np.timedelta64(micros_of(at), "us")
    assert in_utc.astype("datetime64[us]").astype("int64").tolist() == [micros_of(at)]
    (allowed,) = OFFICIAL.allows_many(VIEW, 0, in_utc.astype("datetime64[us]").astype("int64"))
    assert allowed == OFFICIAL.allows(Capability.VIEW, at=at)


# Shapes


def test_what_is_given_once_is_asked_of_all() -> None:
    prefectures = np.arange(1, 48)
    allowed = OFFICIAL.allows_many(BULK, prefectures, NOW)
    assert allowed.shape == (47,)
    assert [Prefecture(f"{code:02}").name_ja for code in prefectures[allowed]] == ["神奈川県", "大阪府"]


def test_the_result_has_the_shape_that_the_arrays_have_together() -> None:
    capabilities, prefectures = np.arange(9)[:, None, None], np.arange(48)[:, None]
    micros = NOW + np.arange(5)
    assert OFFICIAL.allows_many(capabilities, prefectures, micros).shape == (9, 48, 5)
    assert OFFICIAL.allows_many(VIEW, 27, NOW).shape == ()
    assert OFFICIAL.allows_many(VIEW, 27, np.empty(0, np.int64)).shape == (0,)


def test_an_array_longer_than_is_worked_on_at_once_is_answered_to_its_end() -> None:
    capabilities, prefectures = np.meshgrid(np.arange(10), np.arange(1, 48), indexing="ij")
    once = OFFICIAL.allows_many(capabilities, prefectures, NOW)
    assert 0 < np.count_nonzero(once) < once.size
    many_capabilities, many_prefectures = np.tile(capabilities.ravel(), 150), np.tile(prefectures.ravel(), 150)
    expected = np.tile(once.ravel(), 150)
    assert np.array_equal(OFFICIAL.allows_many(many_capabilities, many_prefectures, NOW), expected)
    backwards = OFFICIAL.allows_many(many_capabilities[::-1], many_prefectures[::-1], NOW)
    assert np.array_equal(backwards[::-1], expected)


def test_arrays_of_different_lengths_are_refused() -> None:
    with pytest.raises(ArrayShapeError) as raised:
        OFFICIAL.allows_many([VIEW, VIEW], [27, 13, 1], [NOW, NOW, NOW])
    assert raised.value.shapes == {"capability_codes": (2,), "prefecture_codes": (3,), "micros": (3,)}


# Misuse: never a no, and never another element's answer


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        (np.array([5.0]), "float64"),
        (np.array([True]), "bool"),
        (np.array([5], object), "object"),
        (np.array(["view"]), "<U4"),
        (np.array(["2023-11-13"], "datetime64[us]"), "datetime64[us]"),
        (np.array([5], "timedelta64[us]"), "timedelta64[us]"),
        (np.ma.masked_array([5], mask=[True]), "masked elements"),
        ([[5], [5, 5]], "rows of unequal length"),
        ([5, None], "object"),
        ([2**64], "object"),
    ],
    ids=str,
)
@pytest.mark.parametrize("array", ["capability_codes", "prefecture_codes", "micros"])
def test_what_are_no_whole_numbers_is_refused(array: str, codes: npt.ArrayLike, found: str) -> None:
    arrays: dict[str, Any] = {"capability_codes": VIEW, "prefecture_codes": 0, "micros": 0, array: codes}
    with pytest.raises(ArrayTypeError) as raised:
        OFFICIAL.allows_many(**arrays)
    assert (raised.value.array, raised.value.found) == (array, found)


def test_instants_that_int64_may_not_hold_are_refused() -> None:
    with pytest.raises(ArrayTypeError, match=r"micros holds uint64: pass int64"):
        OFFICIAL.allows_many(VIEW, 0, np.array([NOW], np.uint64))


@pytest.mark.parametrize("code", [-1, 10, 127, -128, -10])
@pytest.mark.parametrize("kind", [np.int8, np.int64, ">i2"])
def test_a_code_of_no_capability_is_refused(code: int, kind: npt.DTypeLike) -> None:
    with pytest.raises(ArrayValueError, match=r"give one of CAPABILITY_CODES, 0 to 9") as raised:
        OFFICIAL.allows_many(np.array([VIEW, code, 99], kind), 27, NOW)
    assert raised.value.args[:3] == ("capability_codes", (1,), code)


@pytest.mark.parametrize(("code", "kind"), [(-1, np.int8), (48, np.uint8), (-48, np.int64), (2**63, np.uint64)])
def test_a_code_of_no_prefecture_is_refused(code: int, kind: npt.DTypeLike) -> None:
    with pytest.raises(ArrayValueError, match=r"give a JIS code, 1 to 47, or 0") as raised:
        OFFICIAL.allows_many(3, np.array([[27, 47], [0, code]], kind), NOW)
    assert raised.value.args[:3] == ("prefecture_codes", (1, 1), code)


def test_a_missing_instant_is_refused() -> None:
    micros = np.array(["2023-11-13", "NaT"], "datetime64[us]").astype("int64")
    with pytest.raises(ArrayValueError, match=r"micros\[1\] = -9223372036854775808: this is no instant but NaT"):
        OFFICIAL.allows_many(VIEW, 0, micros)


@pytest.mark.parametrize("role", Role)
def test_bulk_export_of_nobody_is_refused_for_every_role(role: Role) -> None:
    with pytest.raises(
        ArrayValueError, match=r"prefecture_codes\[2\] = 0: bulk export has a period for each"
    ) as raised:
        OFFICIAL.allows_many([VIEW, BULK, BULK], [0, 27, 0], NOW, role=role)
    assert raised.value.index == (2,)


def test_an_authority_is_asked_about_in_its_own_prefecture_only() -> None:
    with pytest.raises(
        ArrayValueError, match=r"prefecture_codes\[2\] = 26: 271004 大阪市 \(Osaka-shi\) .* give 27, or 0"
    ):
        OFFICIAL.allows_many(VIEW, [0, 27, 26], NOW, authority=HealthAuthority.OSAKA_SHI)


def test_of_many_faults_the_first_is_told_however_far_it_is() -> None:
    codes = np.full(100_000, 27)
    codes[[40_000, 40_001, 99_999]] = 99, -1, 48
    with pytest.raises(ArrayValueError) as raised:
        OFFICIAL.allows_many(VIEW, codes, NOW)
    assert raised.value.args[:3] == ("prefecture_codes", (40_000,), 99)


def test_a_fault_of_a_single_value_has_no_place() -> None:
    with pytest.raises(ArrayValueError, match=r"^capability_codes = 10: "):
        OFFICIAL.allows_many(10, 0, NOW)


@pytest.mark.parametrize(
    ("named", "kind", "given"),
    [
        ({"role": "prefecture"}, "role", "prefecture"),
        ({"role": []}, "role", []),
        ({"role": None}, "role", None),
        ({"authority": "271004"}, "health authority", "271004"),
        ({"authority": Prefecture.OSAKA}, "health authority", Prefecture.OSAKA),
    ],
)
@pytest.mark.parametrize("lifecycle", [OFFICIAL, EMPTY], ids=["the notice", "nothing"])
def test_a_role_or_an_authority_that_is_none_is_an_error(
    lifecycle: Lifecycle, named: dict[str, Any], kind: str, given: object
) -> None:
    with pytest.raises(NotAMemberError) as raised:
        lifecycle.allows_many(VIEW, 27, NOW, **named)
    assert (raised.value.kind, raised.value.given) == (kind, given)


# What is kept between two calls


def test_a_lifecycle_that_was_asked_in_arrays_is_as_it_was() -> None:
    lifecycle = OFFICIAL.apply(maintenance("update", "2023-12-01", "2023-12-02"))
    asked_once = Lifecycle.from_events(lifecycle.events)
    expected = asked_once.allows_many(VIEW, 0, NOW + np.arange(1000) * 3_600_000_000).tolist()
    assert asked_once == lifecycle
    assert hash(asked_once) == hash(lifecycle)
    assert repr(asked_once) == repr(lifecycle)
    assert pickle.dumps(asked_once) == pickle.dumps(lifecycle)
    other = pickle.loads(pickle.dumps(asked_once))  # noqa: S301  # our own
    assert other.allows_many(VIEW, 0, NOW + np.arange(1000) * 3_600_000_000).tolist() == expected
    assert False in expected
    with pytest.raises(FrozenInstanceError):
        asked_once.events = ()  # type: ignore[misc]


def test_one_event_more_is_another_answer() -> None:
    assert OFFICIAL.allows_many(VIEW, 0, NOW)
    assert not OFFICIAL.apply(maintenance("update", "2023-11-12", "2023-11-14")).allows_many(VIEW, 0, NOW)
    assert OFFICIAL.allows_many(VIEW, 0, NOW)


def test_a_result_may_be_written_to_without_harm() -> None:
    allowed = OFFICIAL.allows_many(VIEW, 0, [NOW, NOW])
    allowed[:] = False
    assert OFFICIAL.allows_many(VIEW, 0, [NOW, NOW]).all()


def test_threads_may_ask_at_once_from_the_first_call_on() -> None:
    lifecycle = Lifecycle.from_events(OFFICIAL.events)
    micros = NOW + np.arange(100) * 86_400_000_000
    expected = [lifecycle.allows(Capability.VIEW, at=EPOCH + int(each) * MICROSECOND) for each in micros]
    with ThreadPoolExecutor(8) as pool:
        for future in [pool.submit(lifecycle.allows_many, VIEW, 0, micros) for _ in range(16)]:
            assert future.result().tolist() == expected


# Extras


def test_without_numpy_the_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "hersys_lifecycle.columnar.grids", raising=False)
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'hersys-lifecycle\[numpy\]'") as raised:
        Lifecycle.from_events(()).allows_many([VIEW], [0], [0])
    assert raised.value == MissingExtraError("numpy", "asking about whole arrays")


WITHOUT = """
import sys
sys.modules |= dict.fromkeys(("pyarrow",))
from hersys_lifecycle import official_lifecycle
print(official_lifecycle().allows_many([5], [0], [0]))
assert "numpy" in sys.modules
"""
FACADE = """
import sys
import hersys_lifecycle, hersys_lifecycle.columnar
print(sorted({"numpy", "pyarrow"} & set(sys.modules)))
"""


@pytest.mark.parametrize(("code", "told"), [(WITHOUT, "[ True]"), (FACADE, "[]")], ids=["no pyarrow", "no call"])
def test_nothing_is_loaded_that_is_not_needed(code: str, told: str) -> None:
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.strip() == told
