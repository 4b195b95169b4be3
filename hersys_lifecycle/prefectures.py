"""The 47 prefectures, with their JIS X 0401 codes and names."""

from enum import Enum
from functools import cache
from typing import Self

from hersys_lifecycle.codes import is_local_code, require_check_digit
from hersys_lifecycle.names import Names, spelling


class Prefecture(Enum):
    """A prefecture (都道府県). Its value is its two-digit JIS X 0401 code, as on the wire."""

    code: str
    name_ja: str
    kana: str
    name_en: str
    name_en_formal: str
    local_code: str

    # fmt: off
    HOKKAIDO = "01", "北海道", "ほっかいどう", "Hokkaido", "Hokkaido Prefecture", "010006"
    AOMORI = "02", "青森県", "あおもりけん", "Aomori", "Aomori Prefecture", "020001"
    IWATE = "03", "岩手県", "いわてけん", "Iwate", "Iwate Prefecture", "030007"
    MIYAGI = "04", "宮城県", "みやぎけん", "Miyagi", "Miyagi Prefecture", "040002"
    AKITA = "05", "秋田県", "あきたけん", "Akita", "Akita Prefecture", "050008"
    YAMAGATA = "06", "山形県", "やまがたけん", "Yamagata", "Yamagata Prefecture", "060003"
    FUKUSHIMA = "07", "福島県", "ふくしまけん", "Fukushima", "Fukushima Prefecture", "070009"
    IBARAKI = "08", "茨城県", "いばらきけん", "Ibaraki", "Ibaraki Prefecture", "080004"
    TOCHIGI = "09", "栃木県", "とちぎけん", "Tochigi", "Tochigi Prefecture", "090000"
    GUNMA = "10", "群馬県", "ぐんまけん", "Gunma", "Gunma Prefecture", "100005"
    SAITAMA = "11", "埼玉県", "さいたまけん", "Saitama", "Saitama Prefecture", "110001"
    CHIBA = "12", "千葉県", "ちばけん", "Chiba", "Chiba Prefecture", "120006"
    TOKYO = "13", "東京都", "とうきょうと", "Tokyo", "Tokyo Metropolis", "130001"
    KANAGAWA = "14", "神奈川県", "かながわけん", "Kanagawa", "Kanagawa Prefecture", "140007"
    NIIGATA = "15", "新潟県", "にいがたけん", "Niigata", "Niigata Prefecture", "150002"
    TOYAMA = "16", "富山県", "とやまけん", "Toyama", "Toyama Prefecture", "160008"
    ISHIKAWA = "17", "石川県", "いしかわけん", "Ishikawa", "Ishikawa Prefecture", "170003"
    FUKUI = "18", "福井県", "ふくいけん", "Fukui", "Fukui Prefecture", "180009"
    YAMANASHI = "19", "山梨県", "やまなしけん", "Yamanashi", "Yamanashi Prefecture", "190004"
    NAGANO = "20", "長野県", "ながのけん", "Nagano", "Nagano Prefecture", "200000"
    GIFU = "21", "岐阜県", "ぎふけん", "Gifu", "Gifu Prefecture", "210005"
    SHIZUOKA = "22", "静岡県", "しずおかけん", "Shizuoka", "Shizuoka Prefecture", "220001"
    AICHI = "23", "愛知県", "あいちけん", "Aichi", "Aichi Prefecture", "230006"
    MIE = "24", "三重県", "みえけん", "Mie", "Mie Prefecture", "240001"
    SHIGA = "25", "滋賀県", "しがけん", "Shiga", "Shiga Prefecture", "250007"
    KYOTO = "26", "京都府", "きょうとふ", "Kyoto", "Kyoto Prefecture", "260002"
    OSAKA = "27", "大阪府", "おおさかふ", "Osaka", "Osaka Prefecture", "270008"
    HYOGO = "28", "兵庫県", "ひょうごけん", "Hyogo", "Hyogo Prefecture", "280003"
    NARA = "29", "奈良県", "ならけん", "Nara", "Nara Prefecture", "290009"
    WAKAYAMA = "30", "和歌山県", "わかやまけん", "Wakayama", "Wakayama Prefecture", "300004"
    TOTTORI = "31", "鳥取県", "とっとりけん", "Tottori", "Tottori Prefecture", "310000"
    SHIMANE = "32", "島根県", "しまねけん", "Shimane", "Shimane Prefecture", "320005"
    OKAYAMA = "33", "岡山県", "おかやまけん", "Okayama", "Okayama Prefecture", "330001"
    HIROSHIMA = "34", "広島県", "ひろしまけん", "Hiroshima", "Hiroshima Prefecture", "340006"
    YAMAGUCHI = "35", "山口県", "やまぐちけん", "Yamaguchi", "Yamaguchi Prefecture", "350001"
    TOKUSHIMA = "36", "徳島県", "とくしまけん", "Tokushima", "Tokushima Prefecture", "360007"
    KAGAWA = "37", "香川県", "かがわけん", "Kagawa", "Kagawa Prefecture", "370002"
    EHIME = "38", "愛媛県", "えひめけん", "Ehime", "Ehime Prefecture", "380008"
    KOCHI = "39", "高知県", "こうちけん", "Kochi", "Kochi Prefecture", "390003"
    FUKUOKA = "40", "福岡県", "ふくおかけん", "Fukuoka", "Fukuoka Prefecture", "400009"
    SAGA = "41", "佐賀県", "さがけん", "Saga", "Saga Prefecture", "410004"
    NAGASAKI = "42", "長崎県", "ながさきけん", "Nagasaki", "Nagasaki Prefecture", "420000"
    KUMAMOTO = "43", "熊本県", "くまもとけん", "Kumamoto", "Kumamoto Prefecture", "430005"
    OITA = "44", "大分県", "おおいたけん", "Oita", "Oita Prefecture", "440001"
    MIYAZAKI = "45", "宮崎県", "みやざきけん", "Miyazaki", "Miyazaki Prefecture", "450006"
    KAGOSHIMA = "46", "鹿児島県", "かごしまけん", "Kagoshima", "Kagoshima Prefecture", "460001"
    OKINAWA = "47", "沖縄県", "おきなわけん", "Okinawa", "Okinawa Prefecture", "470007"
    # fmt: on

    # The defaults let type checkers accept Prefecture("27"); every member gives all columns.
    def __new__(  # noqa: PLR0913, PLR0917  # one argument a column of the table above
        cls,
        code: str,
        name_ja: str = "",
        kana: str = "",
        name_en: str = "",
        name_en_formal: str = "",
        local_code: str = "",
    ) -> Self:
        """Make a member of one row."""
        member = object.__new__(cls)
        member._value_ = member.code = code
        member.name_ja, member.kana = name_ja, kana
        member.name_en, member.name_en_formal = name_en, name_en_formal
        member.local_code = local_code
        return member

    # Members are singletons; Enum's own hash goes through Python code, which a look-up on every request would feel.
    __hash__ = object.__hash__

    def __str__(self) -> str:
        return f"{self.code} {self.name_ja} ({self.name_en})"

    @classmethod
    def parse(cls, text: str) -> "Prefecture":
        """Return the prefecture a text names.

        Read are the code (``27``), the name with or without 都府県 (``大阪府``, ``大阪``), in kana (``おおさか``,
        ``オオサカ``), in romaji with or without its suffix (``Osaka``, ``Osaka-fu``, ``Osaka Prefecture``), and the
        local-government code of the prefecture or of any municipality in it (``270008``, ``271004``), in any width
        or case.

        Raises:
            UnknownNameError: no prefecture has that name; the error names the nearest.
            CheckDigitError: six digits whose last one does not fit.
        """
        names = prefecture_names()
        if is_local_code(code := spelling(text)):
            require_check_digit(code)
            if code[:2] not in names.table:
                raise names.unknown(text)
            return cls(code[:2])
        return names.read(text)


_SUFFIXES = {"都": ("と", "to"), "府": ("ふ", "fu"), "県": ("けん", "ken")}


def spellings(prefecture: Prefecture) -> tuple[str, ...]:
    """Return the names of a prefecture in all their spellings, its code aside."""
    english = (prefecture.name_en, f"{prefecture.name_en} Prefecture", prefecture.name_en_formal)
    full = (prefecture.name_ja, prefecture.kana, *english)
    return full if prefecture is Prefecture.HOKKAIDO else full + _short(prefecture)  # 道 is part of its name


def _short(prefecture: Prefecture) -> tuple[str, ...]:
    kana, romaji = _SUFFIXES[prefecture.name_ja[-1]]
    return prefecture.name_ja[:-1], prefecture.kana.removesuffix(kana), f"{prefecture.name_en}-{romaji}"


@cache
def prefecture_names() -> Names[Prefecture]:
    """Return the spellings that :meth:`Prefecture.parse` reads; made when first needed."""
    return Names.of("prefecture", ((each, str(each), (each.code, *spellings(each))) for each in Prefecture))
