"""The 157 health authorities: prefectures, and cities and wards with public health centers of their own.

As of November 2023: 47 prefectures, 20 designated cities, 62 core cities, 5 ordinance cities, 23 special wards.
"""

from enum import Enum
from functools import cache
from typing import Self

from hersys_lifecycle.codes import is_local_code, require_check_digit
from hersys_lifecycle.names import Names, spelling
from hersys_lifecycle.prefectures import Prefecture, spellings


class AuthorityKind(Enum):
    """Why a body has public health centers of its own."""

    PREFECTURE = "prefecture"
    DESIGNATED_CITY = "designated_city"
    CORE_CITY = "core_city"
    ORDINANCE_CITY = "ordinance_city"
    SPECIAL_WARD = "special_ward"


_PREFECTURE = AuthorityKind.PREFECTURE
_DESIGNATED = AuthorityKind.DESIGNATED_CITY
_CORE = AuthorityKind.CORE_CITY
_ORDINANCE = AuthorityKind.ORDINANCE_CITY
_WARD = AuthorityKind.SPECIAL_WARD


class HealthAuthority(Enum):
    """A body that receives its data back for itself. Its value is its six-digit local-government code, as on the wire.

    Its first two digits are those of its prefecture, whose slot it shares (rules, section 4).
    """

    code: str
    name_ja: str
    romaji: str
    kind: AuthorityKind
    prefecture: Prefecture

    # fmt: off
    HOKKAIDO = "010006", "北海道", "Hokkaido", _PREFECTURE
    SAPPORO_SHI = "011002", "札幌市", "Sapporo-shi", _DESIGNATED
    HAKODATE_SHI = "012025", "函館市", "Hakodate-shi", _CORE
    OTARU_SHI = "012033", "小樽市", "Otaru-shi", _ORDINANCE
    ASAHIKAWA_SHI = "012041", "旭川市", "Asahikawa-shi", _CORE
    AOMORI = "020001", "青森県", "Aomori", _PREFECTURE
    AOMORI_SHI = "022012", "青森市", "Aomori-shi", _CORE
    HACHINOHE_SHI = "022039", "八戸市", "Hachinohe-shi", _CORE
    IWATE = "030007", "岩手県", "Iwate", _PREFECTURE
    MORIOKA_SHI = "032018", "盛岡市", "Morioka-shi", _CORE
    MIYAGI = "040002", "宮城県", "Miyagi", _PREFECTURE
    SENDAI_SHI = "041009", "仙台市", "Sendai-shi", _DESIGNATED
    AKITA = "050008", "秋田県", "Akita", _PREFECTURE
    AKITA_SHI = "052019", "秋田市", "Akita-shi", _CORE
    YAMAGATA = "060003", "山形県", "Yamagata", _PREFECTURE
    YAMAGATA_SHI = "062014", "山形市", "Yamagata-shi", _CORE
    FUKUSHIMA = "070009", "福島県", "Fukushima", _PREFECTURE
    FUKUSHIMA_SHI = "072010", "福島市", "Fukushima-shi", _CORE
    KORIYAMA_SHI = "072036", "郡山市", "Koriyama-shi", _CORE
    IWAKI_SHI = "072044", "いわき市", "Iwaki-shi", _CORE
    IBARAKI = "080004", "茨城県", "Ibaraki", _PREFECTURE
    MITO_SHI = "082015", "水戸市", "Mito-shi", _CORE
    TOCHIGI = "090000", "栃木県", "Tochigi", _PREFECTURE
    UTSUNOMIYA_SHI = "092011", "宇都宮市", "Utsunomiya-shi", _CORE
    GUNMA = "100005", "群馬県", "Gunma", _PREFECTURE
    MAEBASHI_SHI = "102016", "前橋市", "Maebashi-shi", _CORE
    TAKASAKI_SHI = "102024", "高崎市", "Takasaki-shi", _CORE
    SAITAMA = "110001", "埼玉県", "Saitama", _PREFECTURE
    SAITAMA_SHI = "111007", "さいたま市", "Saitama-shi", _DESIGNATED
    KAWAGOE_SHI = "112011", "川越市", "Kawagoe-shi", _CORE
    KAWAGUCHI_SHI = "112038", "川口市", "Kawaguchi-shi", _CORE
    KOSHIGAYA_SHI = "112224", "越谷市", "Koshigaya-shi", _CORE
    CHIBA = "120006", "千葉県", "Chiba", _PREFECTURE
    CHIBA_SHI = "121002", "千葉市", "Chiba-shi", _DESIGNATED
    FUNABASHI_SHI = "122041", "船橋市", "Funabashi-shi", _CORE
    KASHIWA_SHI = "122173", "柏市", "Kashiwa-shi", _CORE
    TOKYO = "130001", "東京都", "Tokyo", _PREFECTURE
    CHIYODA_KU = "131016", "千代田区", "Chiyoda-ku", _WARD
    CHUO_KU = "131024", "中央区", "Chuo-ku", _WARD
    MINATO_KU = "131032", "港区", "Minato-ku", _WARD
    SHINJUKU_KU = "131041", "新宿区", "Shinjuku-ku", _WARD
    BUNKYO_KU = "131059", "文京区", "Bunkyo-ku", _WARD
    TAITO_KU = "131067", "台東区", "Taito-ku", _WARD
    SUMIDA_KU = "131075", "墨田区", "Sumida-ku", _WARD
    KOTO_KU = "131083", "江東区", "Koto-ku", _WARD
    SHINAGAWA_KU = "131091", "品川区", "Shinagawa-ku", _WARD
    MEGURO_KU = "131105", "目黒区", "Meguro-ku", _WARD
    OTA_KU = "131113", "大田区", "Ota-ku", _WARD
    SETAGAYA_KU = "131121", "世田谷区", "Setagaya-ku", _WARD
    SHIBUYA_KU = "131130", "渋谷区", "Shibuya-ku", _WARD
    NAKANO_KU = "131148", "中野区", "Nakano-ku", _WARD
    SUGINAMI_KU = "131156", "杉並区", "Suginami-ku", _WARD
    TOSHIMA_KU = "131164", "豊島区", "Toshima-ku", _WARD
    KITA_KU = "131172", "北区", "Kita-ku", _WARD
    ARAKAWA_KU = "131181", "荒川区", "Arakawa-ku", _WARD
    ITABASHI_KU = "131199", "板橋区", "Itabashi-ku", _WARD
    NERIMA_KU = "131202", "練馬区", "Nerima-ku", _WARD
    ADACHI_KU = "131211", "足立区", "Adachi-ku", _WARD
    KATSUSHIKA_KU = "131229", "葛飾区", "Katsushika-ku", _WARD
    EDOGAWA_KU = "131237", "江戸川区", "Edogawa-ku", _WARD
    HACHIOJI_SHI = "132012", "八王子市", "Hachioji-shi", _CORE
    MACHIDA_SHI = "132098", "町田市", "Machida-shi", _ORDINANCE
    KANAGAWA = "140007", "神奈川県", "Kanagawa", _PREFECTURE
    YOKOHAMA_SHI = "141003", "横浜市", "Yokohama-shi", _DESIGNATED
    KAWASAKI_SHI = "141305", "川崎市", "Kawasaki-shi", _DESIGNATED
    SAGAMIHARA_SHI = "141500", "相模原市", "Sagamihara-shi", _DESIGNATED
    YOKOSUKA_SHI = "142018", "横須賀市", "Yokosuka-shi", _CORE
    FUJISAWA_SHI = "142051", "藤沢市", "Fujisawa-shi", _ORDINANCE
    CHIGASAKI_SHI = "142077", "茅ヶ崎市", "Chigasaki-shi", _ORDINANCE
    NIIGATA = "150002", "新潟県", "Niigata", _PREFECTURE
    NIIGATA_SHI = "151009", "新潟市", "Niigata-shi", _DESIGNATED
    TOYAMA = "160008", "富山県", "Toyama", _PREFECTURE
    TOYAMA_SHI = "162019", "富山市", "Toyama-shi", _CORE
    ISHIKAWA = "170003", "石川県", "Ishikawa", _PREFECTURE
    KANAZAWA_SHI = "172014", "金沢市", "Kanazawa-shi", _CORE
    FUKUI = "180009", "福井県", "Fukui", _PREFECTURE
    FUKUI_SHI = "182010", "福井市", "Fukui-shi", _CORE
    YAMANASHI = "190004", "山梨県", "Yamanashi", _PREFECTURE
    KOFU_SHI = "192015", "甲府市", "Kofu-shi", _CORE
    NAGANO = "200000", "長野県", "Nagano", _PREFECTURE
    NAGANO_SHI = "202011", "長野市", "Nagano-shi", _CORE
    MATSUMOTO_SHI = "202029", "松本市", "Matsumoto-shi", _CORE
    GIFU = "210005", "岐阜県", "Gifu", _PREFECTURE
    GIFU_SHI = "212016", "岐阜市", "Gifu-shi", _CORE
    SHIZUOKA = "220001", "静岡県", "Shizuoka", _PREFECTURE
    SHIZUOKA_SHI = "221007", "静岡市", "Shizuoka-shi", _DESIGNATED
    HAMAMATSU_SHI = "221309", "浜松市", "Hamamatsu-shi", _DESIGNATED
    AICHI = "230006", "愛知県", "Aichi", _PREFECTURE
    NAGOYA_SHI = "231002", "名古屋市", "Nagoya-shi", _DESIGNATED
    TOYOHASHI_SHI = "232017", "豊橋市", "Toyohashi-shi", _CORE
    OKAZAKI_SHI = "232025", "岡崎市", "Okazaki-shi", _CORE
    ICHINOMIYA_SHI = "232033", "一宮市", "Ichinomiya-shi", _CORE
    TOYOTA_SHI = "232114", "豊田市", "Toyota-shi", _CORE
    MIE = "240001", "三重県", "Mie", _PREFECTURE
    YOKKAICHI_SHI = "242021", "四日市市", "Yokkaichi-shi", _ORDINANCE
    SHIGA = "250007", "滋賀県", "Shiga", _PREFECTURE
    OTSU_SHI = "252018", "大津市", "Otsu-shi", _CORE
    KYOTO = "260002", "京都府", "Kyoto", _PREFECTURE
    KYOTO_SHI = "261009", "京都市", "Kyoto-shi", _DESIGNATED
    OSAKA = "270008", "大阪府", "Osaka", _PREFECTURE
    OSAKA_SHI = "271004", "大阪市", "Osaka-shi", _DESIGNATED
    SAKAI_SHI = "271403", "堺市", "Sakai-shi", _DESIGNATED
    TOYONAKA_SHI = "272035", "豊中市", "Toyonaka-shi", _CORE
    SUITA_SHI = "272051", "吹田市", "Suita-shi", _CORE
    TAKATSUKI_SHI = "272078", "高槻市", "Takatsuki-shi", _CORE
    HIRAKATA_SHI = "272108", "枚方市", "Hirakata-shi", _CORE
    YAO_SHI = "272124", "八尾市", "Yao-shi", _CORE
    NEYAGAWA_SHI = "272159", "寝屋川市", "Neyagawa-shi", _CORE
    HIGASHIOSAKA_SHI = "272272", "東大阪市", "Higashiosaka-shi", _CORE
    HYOGO = "280003", "兵庫県", "Hyogo", _PREFECTURE
    KOBE_SHI = "281000", "神戸市", "Kobe-shi", _DESIGNATED
    HIMEJI_SHI = "282014", "姫路市", "Himeji-shi", _CORE
    AMAGASAKI_SHI = "282022", "尼崎市", "Amagasaki-shi", _CORE
    AKASHI_SHI = "282031", "明石市", "Akashi-shi", _CORE
    NISHINOMIYA_SHI = "282049", "西宮市", "Nishinomiya-shi", _CORE
    NARA = "290009", "奈良県", "Nara", _PREFECTURE
    NARA_SHI = "292010", "奈良市", "Nara-shi", _CORE
    WAKAYAMA = "300004", "和歌山県", "Wakayama", _PREFECTURE
    WAKAYAMA_SHI = "302015", "和歌山市", "Wakayama-shi", _CORE
    TOTTORI = "310000", "鳥取県", "Tottori", _PREFECTURE
    TOTTORI_SHI = "312011", "鳥取市", "Tottori-shi", _CORE
    SHIMANE = "320005", "島根県", "Shimane", _PREFECTURE
    MATSUE_SHI = "322016", "松江市", "Matsue-shi", _CORE
    OKAYAMA = "330001", "岡山県", "Okayama", _PREFECTURE
    OKAYAMA_SHI = "331007", "岡山市", "Okayama-shi", _DESIGNATED
    KURASHIKI_SHI = "332020", "倉敷市", "Kurashiki-shi", _CORE
    HIROSHIMA = "340006", "広島県", "Hiroshima", _PREFECTURE
    HIROSHIMA_SHI = "341002", "広島市", "Hiroshima-shi", _DESIGNATED
    KURE_SHI = "342025", "呉市", "Kure-shi", _CORE
    FUKUYAMA_SHI = "342076", "福山市", "Fukuyama-shi", _CORE
    YAMAGUCHI = "350001", "山口県", "Yamaguchi", _PREFECTURE
    SHIMONOSEKI_SHI = "352012", "下関市", "Shimonoseki-shi", _CORE
    TOKUSHIMA = "360007", "徳島県", "Tokushima", _PREFECTURE
    KAGAWA = "370002", "香川県", "Kagawa", _PREFECTURE
    TAKAMATSU_SHI = "372013", "高松市", "Takamatsu-shi", _CORE
    EHIME = "380008", "愛媛県", "Ehime", _PREFECTURE
    MATSUYAMA_SHI = "382019", "松山市", "Matsuyama-shi", _CORE
    KOCHI = "390003", "高知県", "Kochi", _PREFECTURE
    KOCHI_SHI = "392014", "高知市", "Kochi-shi", _CORE
    FUKUOKA = "400009", "福岡県", "Fukuoka", _PREFECTURE
    KITAKYUSHU_SHI = "401005", "北九州市", "Kitakyushu-shi", _DESIGNATED
    FUKUOKA_SHI = "401307", "福岡市", "Fukuoka-shi", _DESIGNATED
    KURUME_SHI = "402036", "久留米市", "Kurume-shi", _CORE
    SAGA = "410004", "佐賀県", "Saga", _PREFECTURE
    NAGASAKI = "420000", "長崎県", "Nagasaki", _PREFECTURE
    NAGASAKI_SHI = "422011", "長崎市", "Nagasaki-shi", _CORE
    SASEBO_SHI = "422029", "佐世保市", "Sasebo-shi", _CORE
    KUMAMOTO = "430005", "熊本県", "Kumamoto", _PREFECTURE
    KUMAMOTO_SHI = "431001", "熊本市", "Kumamoto-shi", _DESIGNATED
    OITA = "440001", "大分県", "Oita", _PREFECTURE
    OITA_SHI = "442011", "大分市", "Oita-shi", _CORE
    MIYAZAKI = "450006", "宮崎県", "Miyazaki", _PREFECTURE
    MIYAZAKI_SHI = "452017", "宮崎市", "Miyazaki-shi", _CORE
    KAGOSHIMA = "460001", "鹿児島県", "Kagoshima", _PREFECTURE
    KAGOSHIMA_SHI = "462012", "鹿児島市", "Kagoshima-shi", _CORE
    OKINAWA = "470007", "沖縄県", "Okinawa", _PREFECTURE
    NAHA_SHI = "472018", "那覇市", "Naha-shi", _CORE
    # fmt: on

    # The defaults let type checkers accept HealthAuthority("271004"); every member gives all columns.
    def __new__(cls, code: str, name_ja: str = "", romaji: str = "", kind: AuthorityKind = _PREFECTURE) -> Self:
        """Make a member of one row."""
        member = object.__new__(cls)
        member._value_ = member.code = code
        member.name_ja, member.romaji, member.kind = name_ja, romaji, kind
        member.prefecture = Prefecture(code[:2])
        return member

    __hash__ = object.__hash__  # as in Prefecture

    def __str__(self) -> str:
        return f"{self.code} {self.name_ja} ({self.romaji})"

    @classmethod
    def of(cls, prefecture: Prefecture) -> "HealthAuthority":
        """Return a prefecture's own body, for which a question that names only the prefecture is asked."""
        return cls(prefecture.local_code)

    @classmethod
    def parse(cls, text: str) -> "HealthAuthority":
        """Return the health authority a text names: its code, its full name (``大阪市``) or romaji (``Osaka-shi``).

        The name of a prefecture, in any spelling that :meth:`Prefecture.parse` reads, names the prefecture's own body.

        Raises:
            UnknownNameError: no authority has that name; the error names the nearest.
            CheckDigitError: six digits whose last one does not fit.
        """
        if is_local_code(code := spelling(text)):
            require_check_digit(code)
        return authority_names().read(text)


@cache
def authority_names() -> Names[HealthAuthority]:
    """Return the spellings that :meth:`HealthAuthority.parse` reads; made when first needed."""
    return Names.of("health authority", ((each, str(each), _spellings(each)) for each in HealthAuthority))


def _spellings(authority: HealthAuthority) -> tuple[str, ...]:
    own = (authority.code, authority.name_ja, authority.romaji)
    return own + spellings(authority.prefecture) if authority.kind is AuthorityKind.PREFECTURE else own
