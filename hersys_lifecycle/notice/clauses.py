"""What the notice says, clause by clause: in its own words, and in English."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from hersys_lifecycle.checks import Text
from hersys_lifecycle.citations import NOTICE, Citation


class Clause(NamedTuple):
    """A clause of the notice: where it stands, and what it says, in the notice's own words and what they come to."""

    where: Text
    text: Text


CLAUSES: Final[Mapping[str, Clause]] = {
    "N1": Clause(
        Text("（１）", "(1)"),
        Text(
            "本年９月30日をもって、発生届対象外者の新規登録機能が停止した",
            "With the end of 30 September 2023, persons not subject to case notification can no longer be "
            "newly registered.",
        ),
    ),
    "N2": Clause(
        Text("（１）", "(1)"),
        Text(
            "10月31日18時をもってHER-SYSのすべての新規登録機能、編集機能及び削除機能についても停止します。",
            "At 18:00 on 31 October all new registration, editing and deletion stop as well.",
        ),
    ),
    "N3": Clause(
        Text("（１）", "(1)"),
        Text(
            "11月１日以降は、引き続きHER-SYS上に登録されている情報の閲覧及び出力、"
            "登録情報一覧からの各種証明書等の発行等並びに感染者・接触者情報ダウンロードシステムが使用できるとともに、"
            "新たに（２）で示す一括ダウンロード機能の活用が行えることとなります。",
            "From 1 November one can still view and export what is registered, issue certificates of various "
            "kinds from the list, and use the Case and Contact Information Download System; bulk download is "
            "new.",
        ),
    ),
    "N4": Clause(
        Text("（２）", "(2)"),
        Text(
            "都道府県等が一度に一括ダウンロード機能を使用するとHER-SYSに負荷がかかるため、"
            "別紙のとおり都道府県ごとにダウンロードをしていただく期間を設けました",
            "Because all at once would overload HER-SYS, each prefecture has a period of its own in which to "
            "download (annex).",
        ),
    ),
    "N5": Clause(
        Text("（２）", "(2)"),
        Text(
            "一括ダウンロード機能を使用できるのは、担当保健所及び都道府県です。",
            "Only the responsible public health centers and the prefectures can use bulk download.",
        ),
    ),
    "N6": Clause(
        Text("（２）", "(2)"),
        Text(
            "都道府県等へのデータ還元が終了し一定期間経過の後、"
            "今年度中に閲覧機能等及び感染者・接触者情報ダウンロードシステムに加えて、"
            "一括ダウンロード機能についても停止する予定です。",
            "Once data return is finished and some time has passed, viewing and the like, the contact "
            "download system and bulk download are planned to stop within this fiscal year (which ends on 31 "
            "March 2024).",
        ),
    ),
    "N7": Clause(
        Text("（２）", "(2)"),
        Text(
            "期間内に作業いただけない場合、各種情報が各都道府県において保有できないこととなる",
            "A prefecture that does not download within the period cannot hold the data.",
        ),
    ),
    "N8": Clause(
        Text("（２）", "(2)"),
        Text(
            "HER-SYS上に登録されている情報のうち必要な部分については、国として保有することとなる",
            "The state keeps the part it needs (for the anonymized third-party provision).",
        ),
    ),
    "N9": Clause(
        Text("（３）", "(3)"),
        Text(
            "同時刻以後、11月１日８時まで一時的にHER-SYSにログインをすることができなくなります。",
            "From 18:00 on 31 October until 8:00 on 1 November nobody can log in to HER-SYS.",
        ),
    ),
    "N10": Clause(
        Text("別紙", "annex"),
        Text(
            "11月１日～11月10日東京都",
            "Ten periods, 47 prefectures, each named once; days without year or hour.",
        ),
    ),
    "N11": Clause(
        Text("別紙の注", "annex, note"),
        Text(
            "上記に示す期間に何らかの理由によりダウンロードができなかった場合に備えて、予備期間を設ける予定です。",
            "A reserve period is planned for those who could not download in their period, for whatever "
            "reason. No dates.",
        ),
    ),
}
"""The clauses by the names under which they are cited (rules, section 1)."""


def clause_of(citation: Citation) -> Clause | None:
    """Return what a citation refers to, or ``None`` where it cites another document than the notice."""
    return CLAUSES.get(citation.clause) if citation.document == NOTICE else None
