"""The words of what judges access logs."""

from typing import Final

from hersys_lifecycle.checks import Text

# audit
READING: Final = Text("読み取り中", "Reading")
JUDGING: Final = Text("判定中", "Judging")
WRITING: Final = Text("書き出し中", "Writing")
ALL_AGREE: Final = Text("すべての行が記録と一致します。", "All rows agree with the record.")
SOME_DISAGREE: Final = Text(
    "{1:,}行のうち{0:,}行は、記録と一致しないか、判定できません。",
    "Rows that do not agree with the record, or cannot be judged: {0:,} of {1:,}.",
)
ACCESS_LOG: Final = Text("アクセスログ", "Access log")
KNOWN: Final = Text("現在の記録", "Known now")
EVENTS_KNOWN: Final = Text("記録{0:,}件", "recorded events: {0:,}")
EVENTS_KNOWN_AT: Final = Text("{1}までの記録{0:,}件", "events recorded until {1}: {0:,}")
VERDICT_COUNTS: Final = (Text("行数", "Rows"), Text("判定", "Verdict"))
OTHERS: Final = Text("その他", "others")
MORE_ROWS: Final = Text("ほか{0:,}行", "and {0:,} more")
WRITTEN: Final = Text("一致しない行の書き出し先：{0}", "Rows that do not agree were written to: {0}")
RENAMED: Final = Text("書き出した列の名前の変更：{0}", "Columns that have another name there: {0}")
RENAMED_COLUMN: Final = Text("{0}は{1}", "{0} is {1}")
BULLET: Final = "-"
