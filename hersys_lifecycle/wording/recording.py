"""The words of what keeps a record and looks at it."""

from typing import Final

from hersys_lifecycle.checks import Text

# outstanding
SOME_LOST: Final = Text(
    "{0}の自治体には一括ダウンロードできる期間が残っておらず、ダウンロードしていないデータは保有できません（N7）。",
    "Without a window left: {0}. What they have not downloaded they can no longer hold (N7).",
)
SOME_UNANNOUNCED: Final = Text(
    "{0}の自治体には、一括ダウンロードできる期間がまだ記録されていません。",
    "Without a window on record yet: {0}. When they may download is still to be announced.",
)
NONE_LOST: Final = Text(
    "データ還元が完了していない自治体のすべてに、一括ダウンロードできる期間が残っています。",
    "All whose data return is not completed have a window left.",
)
ALL_RETURNED: Final = Text("データ還元はすべて完了しています。", "All data returns are completed.")
NOT_COMPLETED: Final = Text("データ還元未完了", "Data return not completed")
OF_BODIES: Final = Text("{1}自治体のうち{0}", "{0} of {1} health authorities")
NO_WINDOW_LEFT: Final = Text("一括ダウンロードできる期間の残りなし（N7）", "No window left on record (N7)")
NO_WINDOW_YET: Final = Text("一括ダウンロードできる期間は未記録", "No window on record yet")
LAST_DAY: Final = Text("残り1日未満", "Less than a day left")
ONE_DAY_LEFT: Final = Text("残り1日", "1 day left")
DAYS_LEFT: Final = Text("残り{0}日", "{0} days left")
RETURN_COUNTS: Final = (
    Text("都道府県", "Prefecture"),
    Text("未完了", "Not completed"),
    Text("残りなし", "No window left"),
    Text("期間未記録", "No window yet"),
    Text("自治体数", "Authorities"),
)

# propose
NOW: Final = Text("現在の日時", "Now")
PROPOSED: Final = Text("記録しようとするもの", "Proposed")
ADOPTION: Final = Text(
    "まだ何も記録されていません。最初の記録として採用できます。",
    "Nothing is recorded yet: this can be adopted, as what is recorded first.",
)
CHANGES_PAST: Final = Text(
    "過去の回答が変わります。訂正としてのみ記録できます。",
    "This changes answers of the past: it can be recorded as a correction only.",
)
ENDED: Final = Text(
    "HER-SYSの運用は終了しています。訂正としてのみ記録できます。",
    "HER-SYS has ended: this can be recorded as a correction only.",
)
CHANGES_FUTURE: Final = Text("今後の回答だけが変わります。", "This changes answers from now on only.")
CHANGES_NOTHING: Final = Text("どの回答も変わりません。", "This changes no answer.")
PAST_CHANGES: Final = Text(
    "変わる回答：現在より前（訂正が必要）", "Changed answers before now (a correction is needed)"
)
PAST_OF_ADOPTION: Final = Text("変わる回答：現在より前", "Changed answers before now")
LATER_CHANGES: Final = Text("変わる回答：現在以降", "Changed answers from now on")
WHEN: Final = Text("期間", "When")
CAPABILITY: Final = Text("機能", "What")
EVERY_CAPABILITY: Final = Text("全機能", "everything")
WHOSE: Final = Text("対象", "Whose")
EVERY_PREFECTURE_BUT: Final = Text("{0}を除く全都道府県", "all prefectures but {0}")
ASKING: Final = Text("立場", "Asked as")
BEFORE: Final = Text("変更前", "Before")
AFTER: Final = Text("変更後", "After")
YES: Final = Text("できる", "allowed")
NO: Final = Text("できない", "not allowed")
ASKED_AS: Final = Text("{0}、立場：{1}", "{0}, asked as {1}")
CHANGED: Final = Text(
    "{when}：{what}（{whose}）、{before}から{after}に変更", "{when}: {what} for {whose}: {after}, instead of {before}"
)

# trail
TRACING: Final = Text("追跡中", "Tracing")
RECORDED_EVENTS: Final = Text("記録：{0:,}件", "Recorded events: {0:,}")
RECORDED: Final = Text("記録日時", "Recorded")
BY: Final = Text("記録者", "By")
AUTHORITY: Final = Text("根拠", "On the authority of")
KIND: Final = Text("種別", "Recorded as")
CORRECTION: Final = Text("訂正", "a correction")
PAST_OF_RECORDING: Final = Text("変わった回答：記録日時より前", "Changed answers before it was recorded")
LATER_THAN_RECORDING: Final = Text("変わった回答：記録日時以降", "Changed answers from then on")
CHANGED_NOTHING: Final = Text("変わった回答はありません。", "No answer changed.")

# departures
DEPARTED: Final = Text("予告{1:,}件のうち、変更又は中止：{0:,}件", "Moved or cancelled: {0:,} of {1:,} announcements.")
FIRST: Final = Text("当初の予告", "First announced")
FINAL: Final = Text("最終", "Final")
CANCELLED: Final = Text("中止", "cancelled")
DIFFERENCE: Final = Text("差", "Difference")
UNMOVED: Final = Text("変更なし", "unchanged")
LATER: Final = Text("{0}繰下げ", "{0} later")
EARLIER: Final = Text("{0}繰上げ", "{0} earlier")
START_AND_END: Final = Text("開始：{0}、終了：{1}", "start: {0}; end: {1}")
EVENTS_BETWEEN: Final = Text("その間の記録", "Events")
RECORDED_WHEN_BY: Final = Text("{0}（{1}、記録者：{2}）", "{0} ({1}, by {2})")

# init, record, history, export, import
DONE_RECORDING: Final = Text("{0:,}件を記録しました。", "Recorded: {0:,}.")
ADOPTED: Final = Text(
    "{0} に{1:,}件を最初の記録として採用しました。", "Adopted into {0} as what is recorded first: {1:,} events."
)
NOTHING_NEW: Final = Text("同じキーで既に記録されています。", "It was recorded before, under the same key.")
CONFIRM: Final = Text("記録しますか？", "Record this?")
NOT_RECORDED: Final = Text("何も記録していません。", "Nothing was recorded.")
HEAD: Final = Text("記録の末尾", "Head of the record")
EXPORTED: Final = Text("{1} に{0:,}件を書き出しました。", "Exported to {1}: {0:,} events.")
IMPORTED: Final = Text("{1} に{0:,}件を取り込みました。", "Imported into {1}: {0:,} events.")
KEEP_HEAD: Final = Text(
    "記録の末尾を別の場所に控えておくと、後で hersys verify --head により改変を確認できます。",
    "Keep the head elsewhere: hersys verify --head can then show whether anything up to it was changed.",
)
IMPORTING: Final = Text("取り込み中", "Importing")
HISTORY: Final = (
    Text("番号", "No."),
    Text("記録日時", "Recorded"),
    Text("記録者", "By"),
    Text("種別", "As"),
    Text("内容", "Event"),
)
AS_CORRECTION: Final = Text("訂正", "correction")
