"""The words of the calendar."""

from collections.abc import Mapping
from typing import Final

from hersys_lifecycle.audit import SubjectKind
from hersys_lifecycle.checks import Text

CALENDAR: Final = Text("HER-SYS運用終了までの日程", "HER-SYS wind-down")

# With the prefecture of a slot, or the name of a period.
SUMMARIES: Final[Mapping[SubjectKind, Text]] = {
    SubjectKind.NON_REPORTABLE_STOP: Text(
        "HER-SYS 発生届対象外者の新規登録の停止", "HER-SYS: registration of non-reportable cases stops"
    ),
    SubjectKind.UPDATES_STOP: Text(
        "HER-SYS 新規登録・編集・削除の停止", "HER-SYS: registration, editing and deletion stop"
    ),
    SubjectKind.MAINTENANCE: Text("HER-SYS メンテナンス（{0}）", "HER-SYS: maintenance ({0})"),
    SubjectKind.OPENING: Text("HER-SYS 一括ダウンロードの開始", "HER-SYS: bulk download opens"),
    SubjectKind.SLOT: Text("一括ダウンロード期間（{0}）", "Bulk download period ({0})"),
    SubjectKind.RESERVE_PERIOD: Text("一括ダウンロード予備期間（{0}）", "Reserve period for bulk download ({0})"),
    SubjectKind.LIMIT: Text("HER-SYS 停止の期限", "HER-SYS: announced limit"),
    SubjectKind.DECOMMISSIONING: Text("HER-SYS 運用終了", "HER-SYS: decommissioning"),
}

MEANINGS: Final[Mapping[SubjectKind, Text]] = {
    SubjectKind.MAINTENANCE: Text("この間はHER-SYSにログインできません。", "Nobody can log in to HER-SYS meanwhile."),
    SubjectKind.RESERVE_PERIOD: Text(
        "データ還元が完了していない自治体のための期間です。",
        "For the health authorities whose data return is not completed.",
    ),
    SubjectKind.LIMIT: Text(
        "遅くともこの日時にHER-SYSは停止します。運用終了の日時はまだ記録されていません。",
        "HER-SYS stops at this instant at the latest; its decommissioning is not on record yet.",
    ),
}

INSTANT: Final = Text("日時", "When")
FOR: Final = Text("対象", "For")
NO_WINDOW: Final = Text(
    "記録されている限り、この期間に一括ダウンロードできる時間はありません。",
    "Under what is recorded, bulk download is possible at no time in this period.",
)
WHOEVER_MISSES_IT: Final = Text("「{0}」（N7）", "N7: {0}")
CANCELLED: Final = Text(
    "中止されました。上記は最後に記録された期間です。", "Cancelled; the period above is the one recorded last."
)
SUPERSEDED: Final = Text(
    "運用終了の日時が記録されたため、この期限によって停止することはなくなりました。",
    "A decommissioning is on record, so this limit no longer decides when HER-SYS stops.",
)
ENDS_SOON: Final = Text("まもなく終了：{0}", "Ends soon: {0}")
