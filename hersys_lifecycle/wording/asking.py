"""The words of what asks a lifecycle."""

from typing import Final

from hersys_lifecycle.checks import Text

# status
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
RUNNING: Final = Text("実施中、終期の記録なし", "running, with no end on record")
OVER: Final = Text("終了", "over")

# check
ALLOWED: Final = Text("できます", "ALLOWED")
REFUSED: Final = Text("できません", "NOT ALLOWED")
THIS_ANSWER: Final = Text("この回答が有効な期間", "This answer holds")
NEXT_ALLOWED: Final = Text("次に可能となる日時", "Next allowed")
ALREADY: Final = Text("既に可能", "already")
NEVER: Final = Text("記録されている限り、今後はなし", "never, under what is recorded")
REASON: Final = Text("理由", "Reason")
CLAUSES: Final = Text("根拠", "Clauses")
CITED: Final = Text("「{0}」{1}", "{1} ({0})")
NO_CLAUSE: Final = Text("事務連絡に特段の定めなし", "none: nothing restricts it")
RECORDS: Final = Text("もとになった記録", "Based on")
RECORD: Final = Text("記録{0} {1}", "event {0}: {1}")
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

# when
ALLOWED_UNTIL: Final = Text("できます（{0}）", "ALLOWED, {0}")
NEXT_THEN: Final = Text("{0}からできます", "next allowed {0}")
NOT_ANY_MORE: Final = Text("今後できる期間は記録されていません", "not any more, under what is recorded")
RESERVE_PLANNED: Final = Text(
    "予備期間が設けられる予定ですが、その日付は記録されていません（N11）。",
    "A reserve period is planned; its dates are not on record yet (N11).",
)
ALL_WINDOWS: Final = Text("できる期間", "Every time at which it is allowed")

# explain
IN_OWN_WORDS: Final = Text("根拠となる事務連絡の文言", "What the notice says")
QUOTED: Final = Text("{0}「{1}」", "{0}: {1}")
ON_RECORD: Final = Text("もとになった記録", "The events it rests on")
COURSE: Final = Text("この回答の移り変わり", "How the answer changes over time")
ANSWERS: Final = (Text("期間", "When"), Text("回答", "Answer"), Text("理由", "Reason"))

# matrix
MATRIX_YES: Final = Text("可", "yes")
MATRIX_NO: Final = Text("-", "-")
MATRIX_OF: Final = Text("{0}の時点でできること（立場：{1}）", "Allowed at {0}, asked as {1}")

# verify
CHAIN_HOLDS: Final = Text("記録は次の位置まで、記録された時のままです。", "The record is as it was recorded, up to")
THEOREM: Final = Text("確認した事項", "Theorem")
CASES: Final = Text("件数", "Cases")
RESULT: Final = Text("結果", "Result")
HOLDS: Final = Text("成立", "holds")
FAILS: Final = Text("反例あり", "FAILS")
COUNTEREXAMPLE: Final = Text("「{0}」の反例", "Counterexample: {0}")
ALL_HOLD: Final = Text("{0}件すべてが{1:,}通りの場合について成立します。", "All {0} theorems hold, in all {1:,} cases.")
SOME_FAIL: Final = Text("{0}件の事項のうち{1}件に反例があります。", "Theorems with a counterexample: {1} of {0}.")

# report
REPORTING: Final = Text("作成中", "Writing the report")
