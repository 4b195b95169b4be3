"""Names as people write them are read; what is not one of them is refused with the nearest that is."""

import unicodedata
from collections.abc import Callable
from difflib import get_close_matches
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.authorities import AuthorityKind, HealthAuthority, authority_names
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.errors import CheckDigitError, UnknownNameError
from hersys_lifecycle.names import spelling
from hersys_lifecycle.prefectures import Prefecture
from tests.test_vocabulary_tables import naive_check_digit

# ASCII, and the full-width forms that Japanese keyboards give.
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
KNOWN = {each.code for each in HealthAuthority}
SUFFIXES = {"都": ("と", "to"), "府": ("ふ", "fu"), "県": ("けん", "ken")}

# How those with a long vowel are also written.
MACRONS = {
    "Hokkaidō": Prefecture.HOKKAIDO,
    "Tōkyō": Prefecture.TOKYO,
    "Kyōto": Prefecture.KYOTO,
    "Kyôto-fu": Prefecture.KYOTO,
    "Ōsaka": Prefecture.OSAKA,
    "ŌSAKA-FU": Prefecture.OSAKA,
    "Hyōgo": Prefecture.HYOGO,
    "Kōchi": Prefecture.KOCHI,
    "Ōita Prefecture": Prefecture.OITA,
}


def spellings(prefecture: Prefecture) -> list[str]:
    """Return how a prefecture is written, worked out from its kanji, kana and romaji."""
    names = [
        prefecture.code,
        prefecture.local_code,
        prefecture.name_ja,
        prefecture.kana,
        prefecture.name_en,
        prefecture.name_en_formal,
    ]
    if prefecture.name_ja[-1] in SUFFIXES:
        kana, romaji = SUFFIXES[prefecture.name_ja[-1]]
        assert prefecture.kana.endswith(kana)
        names += [prefecture.name_ja[:-1], prefecture.kana[: -len(kana)], f"{prefecture.name_en}-{romaji}"]
    return names


def variants(text: str) -> list[str]:
    """Return a text in other cases and widths, with other separators, and with space around it."""
    return [
        text,
        text.upper(),
        text.lower(),
        text.translate(WIDE),
        normalize("NFD", text),
        f" {text}\u3000",
        text.replace("-", " ").replace(" ", "_"),
        text.replace("-", "‐"),
        text.replace("-", "  "),
    ]


@pytest.mark.parametrize("prefecture", Prefecture)
def test_a_prefecture_is_read_from_code_kanji_kana_and_romaji(prefecture: Prefecture) -> None:
    for name in spellings(prefecture):
        for text in variants(name):
            assert Prefecture.parse(text) is prefecture, text


def test_either_kana_will_do_and_a_citys_code_tells_the_prefecture() -> None:
    for text in ("おおさか", "オオサカ", "オオサカフ", "ｵｵｻｶ", "Osaka Prefecture", "271004"):
        assert Prefecture.parse(text) is Prefecture.OSAKA
    assert Prefecture.parse("Tokyo Prefecture") is Prefecture.TOKYO


def test_katakana_is_spelled_as_the_hiragana_of_the_same_sound_where_there_is_one() -> None:
    hiragana = {unicodedata.name(chr(code)): chr(code) for code in range(0x3041, 0x3097)}
    for letter in map(chr, range(0x30A1, 0x30FB)):  # the last few have none
        sound = unicodedata.name(letter).replace("KATAKANA", "HIRAGANA")
        assert spelling(letter) == hiragana.get(sound, letter)


def test_separators_are_equal_to_each_other_and_not_to_none() -> None:
    assert {spelling(text) for text in ("a b", "a\u3000B", " a-b", "A_B ", "a‐b", "a - b")} == {"a b"}
    assert spelling("ab") != spelling("a b")


def test_what_is_no_text_is_spelled_like_no_text() -> None:
    assert spelling(27) == spelling(None) == spelling("")


def test_a_code_of_no_prefecture_is_refused_as_it_was_given() -> None:
    with pytest.raises(UnknownNameError, match="'990001' is not a prefecture"):
        Prefecture.parse("990001")


def test_the_name_of_a_prefecture_names_its_own_body() -> None:
    for text in ("大阪府", "大阪", "Osaka", "Osaka-fu", "おおさか"):
        assert HealthAuthority.parse(text) is HealthAuthority.OSAKA


@pytest.mark.parametrize(("text", "prefecture"), MACRONS.items())
def test_long_vowels_may_be_marked(text: str, prefecture: Prefecture) -> None:
    for form in ("NFC", "NFD"):
        assert Prefecture.parse(normalize(form, text)) is prefecture


@pytest.mark.parametrize(
    "text", ["道", "北海", "hokkai", "Hokkaido-do", "東京府", "大阪県", "京", "Osaka-ken", "オオサカケン"]
)
def test_a_name_with_a_wrong_suffix_or_cut_short_is_no_prefecture(text: str) -> None:
    with pytest.raises(UnknownNameError):
        Prefecture.parse(text)


@pytest.mark.parametrize("authority", HealthAuthority)
def test_an_authority_is_read_from_code_kanji_and_romaji_and_its_code_tells_its_prefecture(
    authority: HealthAuthority,
) -> None:
    for name in (authority.code, authority.name_ja, authority.romaji):
        for text in variants(name):
            assert HealthAuthority.parse(text) is authority, text
    assert Prefecture.parse(authority.code) is authority.prefecture


@pytest.mark.parametrize("code", ["271021", "131008", "472999", "010146"])
def test_a_prefecture_is_read_from_the_code_of_any_municipality_in_it(code: str) -> None:
    code = code[:5] + naive_check_digit(code)
    assert Prefecture.parse(code).code == code[:2]
    with pytest.raises(UnknownNameError, match="is not a health authority"):
        HealthAuthority.parse(code)


@pytest.mark.parametrize("authority", HealthAuthority)
def test_a_slip_in_one_digit_is_refused_or_gives_another_known_code(authority: HealthAuthority) -> None:
    for place in range(6):
        for digit in "0123456789":
            code = authority.code[:place] + digit + authority.code[place + 1 :]
            if code in KNOWN:
                assert HealthAuthority.parse(code).code == code
                continue
            fitting = code[:5] + naive_check_digit(code)
            with pytest.raises(UnknownNameError if code == fitting else CheckDigitError) as raised:
                HealthAuthority.parse(code)
            assert code in raised.value.args
            assert code == fitting or raised.value.args == (code, fitting)


@pytest.mark.parametrize("parse", [Prefecture.parse, HealthAuthority.parse])
@pytest.mark.parametrize(("code", "meant"), [("270009", "270008"), ("２７１００５", "271004"), ("999999", "999997")])
def test_a_code_whose_check_digit_does_not_fit_is_refused_with_the_one_that_would(
    parse: Callable[[str], object], code: str, meant: str
) -> None:
    with pytest.raises(CheckDigitError, match=f"is {meant} meant") as raised:
        parse(code)
    assert raised.value.expected == meant


def test_a_code_of_no_prefecture_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="is not a prefecture"):
        Prefecture.parse("990000"[:5] + naive_check_digit("990000"))


@pytest.mark.parametrize("capability", Capability)
def test_a_capability_is_read_from_its_value(capability: Capability) -> None:
    for text in variants(capability.value) + variants(capability.value.replace("_", "-")):
        assert Capability.parse(text) is capability


@pytest.mark.parametrize("role", Role)
def test_a_role_is_read_from_its_value(role: Role) -> None:
    for text in variants(role.value) + variants(role.value.replace("_", "-")):
        assert Role.parse(text) is role


@pytest.mark.parametrize(
    ("parse", "kind", "given", "nearest"),
    [
        (Prefecture.parse, "prefecture", "Osako", "27 大阪府 (Osaka)"),
        (Prefecture.parse, "prefecture", "大坂府", "27 大阪府 (Osaka)"),
        (Prefecture.parse, "prefecture", "Yamagushi", "35 山口県 (Yamaguchi)"),
        (Prefecture.parse, "prefecture", "大阪市", "27 大阪府 (Osaka)"),
        (HealthAuthority.parse, "health authority", "Osaka-shii", "271004 大阪市 (Osaka-shi)"),
        (HealthAuthority.parse, "health authority", "横濱市", "141003 横浜市 (Yokohama-shi)"),
        (Capability.parse, "capability", "exprot", "export"),
        (Capability.parse, "capability", "bulk export!", "bulk_export"),
        (Role.parse, "role", "prefectural", "prefecture"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_there_is(
    parse: Callable[[str], object], kind: str, given: str, nearest: str
) -> None:
    with pytest.raises(UnknownNameError) as raised:
        parse(given)
    assert raised.value == UnknownNameError(kind, given, nearest)


@given(st.text("おさかふしOsakfu-27 大阪市府", max_size=9))
def test_the_nearest_name_is_the_closest_match_of_all(text: str) -> None:
    names = authority_names()
    (closest,) = get_close_matches(spelling(text), names.table, n=1, cutoff=0.0)
    assert names.unknown(text).nearest == str(names.table[closest])


def test_a_text_of_any_length_has_a_nearest_name_by_how_it_begins() -> None:
    begins = "Osaka-shii" + " " * 1000
    longer = "".join(map(chr, range(0x4E00, 0x9FFF))) * 40
    assert authority_names().unknown(begins + longer).nearest == "271004 大阪市 (Osaka-shi)"
    seen, unseen = "大阪市".rjust(200, "?"), "大阪市".rjust(203, "?")
    assert authority_names().unknown(seen).nearest == "271004 大阪市 (Osaka-shi)"
    assert authority_names().unknown(unseen).nearest == authority_names().unknown("?").nearest


@pytest.mark.parametrize("parse", [Prefecture.parse, HealthAuthority.parse, Capability.parse, Role.parse])
@pytest.mark.parametrize("given", ["", " ", "☃", None, 27, b"27", Prefecture.OSAKA])
def test_what_is_nothing_like_a_name_is_refused_all_the_same(parse: Callable[[object], object], given: object) -> None:
    with pytest.raises(UnknownNameError) as raised:
        parse(given)
    assert raised.value.given == given
    assert raised.value.nearest


def test_a_member_shows_code_and_names() -> None:
    assert str(Prefecture.OSAKA) == "27 大阪府 (Osaka)"
    assert str(HealthAuthority.OSAKA_SHI) == "271004 大阪市 (Osaka-shi)"


@pytest.mark.parametrize("prefecture", Prefecture)
def test_the_body_of_a_prefecture_has_its_code(prefecture: Prefecture) -> None:
    body = HealthAuthority.of(prefecture)
    assert (body.code, body.kind) == (prefecture.local_code, AuthorityKind.PREFECTURE)
