"""Every word the shell adds to those of the core, in Japanese and in English: its one table.

Texts are laid out in columns, so they hold no character that is narrow on some terminals and wide on others.
"""

from collections.abc import Mapping
from typing import Final

from hersys_lifecycle import errors
from hersys_lifecycle import events as e
from hersys_lifecycle.checks import Text

# All pages.
LABELLED: Final = Text("{0}：{1}", "{0}: {1}")
ASIDE: Final = Text("{0}（{1}）", "{0} ({1})")
COMMA: Final = Text("、", ", ")
NONE: Final = Text("記録なし", "none on record")
FROM: Final = Text("{0}から", "from {0}")
UNTIL: Final = Text("{0}まで", "until {0}")
FROM_UNTIL: Final = Text("{0}から{1}まで", "from {0} until {1}")
ALWAYS: Final = Text("始まりも終わりも記録なし", "with neither start nor end on record")
DAYS: Final = Text("{0}から{1}まで", "{0} through {1}")
ONE_DAY: Final = Text("{0}の1日間", "on {0}")
DAY: Final = Text("YYYY年M月D日（ddd）", "YYYY-MM-DD (ddd)")  # in pendulum's tokens
AHEAD: Final = Text("約{0}後", "in about {0}")
JAPAN_TIME_ASSUMED: Final = Text(
    "注：{0} に時差の指定がないため、日本時間として読み取りました。",
    "Note: {0} has no UTC offset, so it was read as Japan time.",
)
EVERY_PREFECTURE: Final = Text("全都道府県", "all prefectures")

# status
INSTANT: Final = Text("日時", "Instant")
JAPAN_TIME: Final = Text("{0}（日本時間）", "{0}")
PHASE: Final = Text("段階", "Phase")
NEXT_CHANGE: Final = Text("次の変化", "Next change")
BECOMES_PHASE: Final = Text("段階：{0}", "phase: {0}")
BECOMES_ALLOWED: Final = Text("できるようになる：{0}", "newly allowed: {0}")
BECOMES_REFUSED: Final = Text("できなくなる：{0}", "no longer allowed: {0}")
ALLOWED_THEN: Final = Text("この時点でできること", "Allowed at this instant")
REFUSED_THEN: Final = Text("この時点でできないこと", "Not allowed at this instant")
NO_END: Final = Text("終期の記録なし", "no end on record")
REOPENS: Final = Text("{0}から", "from {0}")
NO_REOPENING: Final = Text("今後の予定の記録なし", "no later date on record")
OTHER_PREFECTURES: Final = Text("その他の{0}都道府県", "the other {0} prefectures")
BY_PREFECTURE: Final = Text("都道府県別（hersys timeline を参照）", "by prefecture, see hersys timeline")
SLOT: Final = Text("ダウンロード期間", "Download period")
WINDOWS: Final = Text("一括ダウンロード可能", "Bulk download allowed")
BEGINS: Final = Text("{0}に開始", "begins {0}")
ENDS: Final = Text("実施中、{0}に終了", "running, ends {0}")
WINDOW: Final = Text("{0}（{1}）", "{0}; {1}")
OVER: Final = Text("終了", "over")

# check
ALLOWED: Final = Text("できます", "ALLOWED")
REFUSED: Final = Text("できません", "NOT ALLOWED")
THIS_ANSWER: Final = Text("この回答が有効な期間", "This answer holds")
NEXT_ALLOWED: Final = Text("次に可能となる日時", "Next allowed")
ALREADY: Final = Text("既に可能", "already")
NEVER: Final = Text("記録されている限りなし", "never, under what is recorded")
REASON: Final = Text("理由", "Reason")
CLAUSES: Final = Text("根拠", "Clauses")
CITED: Final = Text("「{0}」{1}", "{1} ({0})")
NO_CLAUSE: Final = Text("事務連絡に特段の定めなし", "none: nothing restricts it")
RECORDS: Final = Text("もとになった記録", "Based on")
RECORD: Final = Text("記録{0} {1}", "event {0}: {1}")
CLAUSE: Final = Text("{0}（{1}）", "{0} {1}")
CITED_EVENT: Final = Text("{0}、根拠{1}", "{0} ({1})")

# timeline
PHASES: Final = Text("段階の移り変わり", "Phases")
START: Final = Text("開始", "From")
END: Final = Text("終了", "Until")
MARKED: Final = Text("* は{0}の時点の段階", "* the phase at {0}")
SLOTS: Final = Text("都道府県別のダウンロード期間", "Download periods by prefecture")
NO_SLOT: Final = Text("割り当てなし", "none assigned")
MAINTENANCE: Final = Text("メンテナンス（ログイン不可）", "Maintenance (nobody can log in)")
RESERVES: Final = Text("予備期間", "Reserve periods")
LIMIT: Final = Text("予告された停止の期限", "Announced limit")
DECOMMISSIONING: Final = Text("運用終了の日時", "Decommissioning")

# verify
THEOREM: Final = Text("確認した事項", "Theorem")
CASES: Final = Text("件数", "Cases")
RESULT: Final = Text("結果", "Result")
HOLDS: Final = Text("成立", "holds")
FAILS: Final = Text("反例あり", "FAILS")
COUNTEREXAMPLE: Final = Text("「{0}」の反例", "Counterexample: {0}")
ALL_HOLD: Final = Text("{0}件すべてが{1:,}通りの場合について成立します。", "All {0} theorems hold, in all {1:,} cases.")
SOME_FAIL: Final = Text("{0}件の事項のうち{1}件に反例があります。", "Theorems with a counterexample: {1} of {0}.")

EVENTS: Final[Mapping[type[e.Event], Text]] = {
    e.NonReportableRegistrationStopped: Text(
        "発生届対象外者の新規登録の停止", "registration of non-reportable cases stopped"
    ),
    e.UpdatesStopped: Text("新規登録・編集・削除の停止", "registration, editing and deletion stopped"),
    e.MaintenanceScheduled: Text("メンテナンスの予定", "maintenance scheduled"),
    e.MaintenanceRescheduled: Text("メンテナンスの変更", "maintenance rescheduled"),
    e.MaintenanceCancelled: Text("メンテナンスの中止", "maintenance cancelled"),
    e.BulkExportOpened: Text("一括ダウンロードの開始", "bulk download opened"),
    e.SlotAssigned: Text("ダウンロード期間の割り当て", "download period assigned"),
    e.SlotRescheduled: Text("ダウンロード期間の変更", "download period rescheduled"),
    e.ReservePeriodScheduled: Text("予備期間の予定", "reserve period scheduled"),
    e.ReservePeriodRescheduled: Text("予備期間の変更", "reserve period rescheduled"),
    e.ReservePeriodCancelled: Text("予備期間の中止", "reserve period cancelled"),
    e.DataReturnCompleted: Text("データ還元の完了", "data return completed"),
    e.DataReturnReopened: Text("データ還元完了の取消し", "data return reopened"),
    e.DecommissionLimitAnnounced: Text("停止の期限の予告", "limit of HER-SYS announced"),
    e.DecommissionScheduled: Text("運用終了の予定", "decommissioning scheduled"),
}

# The errors that what is typed can raise, with the remedy that helps at a command line.
FAULTS: Final[Mapping[type[errors.LifecycleError], Text]] = {
    errors.UnknownNameError: Text(
        "{0.given!r} という{kind}はありません。最も近いのは {0.nearest} です。",
        "{0.given!r} is not a {kind}: the nearest is {0.nearest}",
    ),
    errors.CheckDigitError: Text(
        "{0.code!r} は地方公共団体コードではありません。検査数字が合いません。正しくは {0.expected} ではありませんか。",
        "{0.code!r} is no local-government code: its check digit does not fit; is {0.expected} meant?",
    ),
    errors.AuthorityOutsidePrefectureError: Text(
        "{0.authority} は {0.prefecture} の自治体ではありません。都道府県を {0.home} とするか、省いてください。",
        "authority {0.authority} is not in prefecture {0.prefecture}: name {0.home}, or leave the prefecture out",
    ),
    errors.PrefectureRequiredError: Text(
        "期間は都道府県ごとに異なります（N4）。都道府県又は --authority を指定してください。",
        "each prefecture has a period of its own (N4): name a prefecture, or give --authority",
    ),
    errors.UnreadableInstantError: Text(
        "{0.text!r} は日時として読み取れません。2年から9998年までの実在する日時を、マイクロ秒までの"
        "ISO 8601形式で指定してください（例：2023-11-01T08:00:00+09:00）。",
        "{0.text!r} cannot be read as an instant: {0.reason}",
    ),
}
KINDS: Final[Mapping[str, Text]] = {
    "capability": Text("機能", "capability"),
    "role": Text("立場", "role"),
    "prefecture": Text("都道府県", "prefecture"),
    "health authority": Text("保健所設置自治体", "health authority"),
    "language": Text("言語（ja 又は en）", "language (ja or en)"),
}
