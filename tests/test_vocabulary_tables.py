"""The shipped tables against their sources: 47 prefectures and 157 health authorities, column by column."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from hersys_lifecycle.authorities import AuthorityKind, HealthAuthority
from hersys_lifecycle.prefectures import Prefecture

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def naive_check_digit(code: str) -> str:
    """Return the last digit of ``11 − (6a+5b+4c+3d+2e) mod 11`` (rules, section 4)."""
    a, b, c, d, e = (int(digit) for digit in code[:5])
    return str(11 - (6 * a + 5 * b + 4 * c + 3 * d + 2 * e) % 11)[-1]


def test_the_prefectures_are_those_of_the_source_in_every_column_and_in_order() -> None:
    shipped = [
        {
            "code": each.value,
            "name_ja": each.name_ja,
            "kana": each.kana,
            "name_en": each.name_en,
            "name_en_formal": each.name_en_formal,
            "lg_code": each.local_code,
        }
        for each in Prefecture
    ]
    assert shipped == rows("prefectures.csv")
    assert len(shipped) == 47


def test_the_authorities_are_those_of_the_source_in_every_column_and_in_order() -> None:
    shipped = [
        {
            "code": each.value,
            "name": each.name_ja,
            "romaji": each.romaji,
            "prefecture_code": each.prefecture.code,
            "prefecture": each.prefecture.name_ja,
            "kind": each.kind.value,
        }
        for each in HealthAuthority
    ]
    assert shipped == rows("health_authorities.csv")
    assert len(shipped) == 157


def test_the_authorities_are_as_many_of_each_kind_as_the_rules_say() -> None:
    assert Counter(each.kind for each in HealthAuthority) == {
        AuthorityKind.PREFECTURE: 47,
        AuthorityKind.DESIGNATED_CITY: 20,
        AuthorityKind.CORE_CITY: 62,
        AuthorityKind.ORDINANCE_CITY: 5,
        AuthorityKind.SPECIAL_WARD: 23,
    }


def test_the_value_of_a_member_is_its_code() -> None:
    assert [each.value for each in Prefecture] == [each.code for each in Prefecture]
    assert [each.value for each in HealthAuthority] == [each.code for each in HealthAuthority]


@pytest.mark.parametrize("authority", HealthAuthority, ids=lambda each: each.code)
def test_the_check_digit_of_every_authority_fits(authority: HealthAuthority) -> None:
    assert authority.code[5] == naive_check_digit(authority.code)


@pytest.mark.parametrize("authority", HealthAuthority, ids=lambda each: each.code)
def test_the_first_two_digits_of_an_authority_are_its_prefecture(authority: HealthAuthority) -> None:
    assert authority.prefecture.code == authority.code[:2]


@pytest.mark.parametrize("prefecture", Prefecture, ids=lambda each: each.code)
def test_every_prefecture_has_a_body_of_its_own(prefecture: Prefecture) -> None:
    body = HealthAuthority.of(prefecture)
    assert body.kind is AuthorityKind.PREFECTURE
    assert body.prefecture is prefecture
    assert body.name_ja == prefecture.name_ja
