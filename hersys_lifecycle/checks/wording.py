"""Every name and reason that people read, in Japanese and in English: the one table."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Final, Literal, NamedTuple

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks.reasons import Reason
from hersys_lifecycle.citations import Grade
from hersys_lifecycle.instants import JST, japan_time
from hersys_lifecycle.names import Names
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.states import Phase

Language = Literal["ja", "en"]


class Text(NamedTuple):
    """The same in both languages."""

    ja: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the text in one of the languages."""
        return self.ja if language == "ja" else self.en


WORDING: Final[Mapping[Enum, Text]] = {
    Capability.LOGIN: Text("ログイン", "logging in"),
    Capability.REGISTER: Text("発生届対象者の新規登録", "registering a reportable case"),
    Capability.REGISTER_NON_REPORTABLE: Text("発生届対象外者の新規登録", "registering a non-reportable case"),
    Capability.EDIT: Text("編集", "editing"),
    Capability.DELETE: Text("削除", "deleting"),
    Capability.VIEW: Text("閲覧", "viewing"),
    Capability.EXPORT: Text("出力", "exporting"),
    Capability.CERTIFICATE: Text("各種証明書等の発行", "issuing certificates"),
    Capability.CONTACT_DOWNLOAD: Text(
        "感染者・接触者情報ダウンロードシステムの使用", "using the Case and Contact Information Download System"
    ),
    Capability.BULK_EXPORT: Text("一括ダウンロード", "bulk download"),
    Role.PREFECTURE: Text("都道府県", "a prefecture"),
    Role.HEALTH_CENTER: Text("担当保健所", "the responsible public health center"),
    Role.MEDICAL_INSTITUTION: Text("医療機関", "a medical institution"),
    Role.NATIONAL_GOVERNMENT: Text("国", "the national government"),
    Phase.FULL_OPERATION: Text("通常運用", "full operation"),
    Phase.NON_REPORTABLE_STOPPED: Text("発生届対象外者の新規登録停止", "registration of non-reportable cases stopped"),
    Phase.READ_ONLY: Text("閲覧等のみ", "read-only"),
    Phase.MAINTENANCE_LOCKOUT: Text("メンテナンス（ログイン不可）", "maintenance lockout"),
    Phase.BULK_DOWNLOAD: Text("一括ダウンロード期間", "bulk download period"),
    Phase.RESERVE: Text("予備期間", "reserve period"),
    Phase.DECOMMISSIONED: Text("運用終了", "decommissioned"),
    Grade.STATED: Text("明記", "stated"),
    Grade.INFERRED: Text("推論", "inferred"),
    Grade.ASSUMED: Text("仮定", "assumed"),
    # Reasons complete 「…ため」 and "because …".
    Reason.DECOMMISSIONED: Text("HER-SYSの運用が終了している", "HER-SYS has been decommissioned"),
    Reason.PAST_ANNOUNCED_LIMIT: Text("予告された停止の期限を過ぎている", "the announced limit of HER-SYS has passed"),
    Reason.LOCKED_OUT: Text("メンテナンス中である", "HER-SYS is closed for maintenance"),
    Reason.STOPPED: Text("機能が停止している", "this function has been stopped"),
    Reason.NOT_YET_OPEN: Text("一括ダウンロード機能がまだ開始されていない", "bulk download has not been opened yet"),
    Reason.ROLE_NOT_ENTITLED: Text(
        "使用できるのは担当保健所及び都道府県に限られる",
        "only the responsible public health centers and the prefectures can use it",
    ),
    Reason.IN_SLOT: Text("割り当てられたダウンロード期間内である", "the prefecture's download period is running"),
    Reason.IN_RESERVE_PERIOD: Text(
        "予備期間内であり、データ還元が完了していない",
        "a reserve period is running and the data return is not completed",
    ),
    Reason.RETURN_COMPLETED: Text(
        "予備期間内であるが、データ還元が完了している",
        "a reserve period is running but the data return is completed",
    ),
    Reason.NO_SLOT: Text("ダウンロード期間が割り当てられていない", "no download period is assigned to the prefecture"),
    Reason.BEFORE_SLOT: Text(
        "割り当てられたダウンロード期間がまだ始まっていない", "the prefecture's download period is still to come"
    ),
    Reason.AFTER_SLOT: Text(
        "割り当てられたダウンロード期間が終了している", "the prefecture's download period has passed"
    ),
    Reason.AVAILABLE: Text("この段階で使用できる機能である", "the phase permits it"),
    **{each: Text(each.name_ja, each.name_en_formal) for each in Prefecture},
    **{each: Text(each.name_ja, each.romaji) for each in HealthAuthority},
}

# A decision is one sentence, made of these.
SENTENCE: Final = Text(
    "日本時間{at}の時点で、{subject}{capability}{role}は、{reason}ため{verdict}、この状態は{lasting}{outlook}{sources}。",
    "At {at} {capability}{subject}{role} is {verdict} because {reason}; this holds {lasting}{outlook}{sources}.",
)
ALLOWED: Final = Text("可能であり", "allowed")
REFUSED: Final = Text("できず", "not allowed")
ASKED_AS: Final = Text("（{0}として）", ", asked as {0},")
SUBJECT: Final = Text("{0}の", " for {0}")
MEMBER: Final = Text("{0}（{1}）", "{1} ({0})")
FROM: Final = Text("{0}から", "from {0} ")
UNTIL: Final = Text("{0}まで", "until {0}")
NO_END: Final = Text("終期の記録がないまま", "with no end on record")
STAYS: Final = Text("続きます", "")
REOPENS: Final = Text("続き、次に可能になるのは{0}です", ", and it is next allowed at {0}")
NEVER: Final = Text(
    "続き、記録されている限り今後可能になることはありません", ", and under what is recorded it is not allowed later"
)
CLAUSE: Final = Text("{0}（{1}）", "{0} {1}")
EVENT: Final = Text("記録{0}", "event {0}")
COMMA: Final = Text("、", ", ")
SOURCES: Final = Text("（根拠：{0}）", " ({0})")
MINUTE: Final = Text("{0.year}年{0.month}月{0.day}日{0.hour}時{0.minute:02}分", "{0.year:04}-{0:%m-%d %H:%M}")
SECOND: Final = Text(MINUTE.ja + "{0.second:02}秒", "{0.year:04}-{0:%m-%d %H:%M:%S}")
MICROSECOND: Final = Text(MINUTE.ja + "{0.second:02}.{0.microsecond:06}秒", "{0.year:04}-{0:%m-%d %H:%M:%S.%f}")
ZONE: Final = Text("", " JST")

_LANGUAGES: Final[tuple[Language, ...]] = ("ja", "en")
LANGUAGES: Final[Names[Language]] = Names.of("language", ((each, each, (each,)) for each in _LANGUAGES))


def say(thing: Enum, language: Language) -> str:
    """Return the name of a thing, or the words of a reason, in a language."""
    return WORDING[thing].in_(language)


def written(at: datetime, language: Language) -> str:
    """Return an instant in Japan time, no finer than it needs to be; what has none is written in ISO 8601."""
    local = japan_time(at)
    if local.tzinfo is not JST:
        return local.isoformat()
    fine = MICROSECOND if local.microsecond else SECOND if local.second else MINUTE
    return fine.in_(language).format(local) + ZONE.in_(language)
