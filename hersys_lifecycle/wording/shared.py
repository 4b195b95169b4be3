"""The words of all pages."""

from typing import Final

from hersys_lifecycle.checks import Text
from hersys_lifecycle.checks import wording as core

COMMA: Final = core.COMMA
CLAUSE: Final = core.CLAUSE
LABELLED: Final = Text("{0}：{1}", "{0}: {1}")
ASIDE: Final = Text("{0}（{1}）", "{0} ({1})")
NONE: Final = Text("記録なし", "none on record")
FROM: Final = Text("{0}から", "from {0}")
UNTIL: Final = Text("{0}まで", "until {0}")
FROM_UNTIL: Final = Text("{0}から{1}まで", "from {0} until {1}")
ALWAYS: Final = Text("始まりも終わりも記録なし", "with neither start nor end on record")
DAYS: Final = Text("{0}から{1}まで", "{0} through {1}")
ONE_DAY: Final = Text("{0}の1日間", "on {0}")
DAY: Final = Text("YYYY年M月D日（ddd）", "YYYY-MM-DD (ddd)")  # in pendulum's tokens
UNITS: Final = (  # one, and several
    (Text("{0}日", "{0} day"), Text("{0}日", "{0} days")),
    (Text("{0}時間", "{0} hour"), Text("{0}時間", "{0} hours")),
    (Text("{0}分", "{0} minute"), Text("{0}分", "{0} minutes")),
    (Text("{0}秒", "{0} second"), Text("{0}秒", "{0} seconds")),
)
BETWEEN_UNITS: Final = Text("", " ")
AHEAD: Final = Text("約{0}後", "in about {0}")
JAPAN_TIME_ASSUMED: Final = Text(
    "注：{0} に時差の指定がないため、日本時間として読み取りました。",
    "Note: {0} has no UTC offset, so it was read as Japan time.",
)
NOTHING_RECORDED: Final = Text("注：何も記録されていません。", "Note: nothing is recorded.")
NOTHING_ANNOUNCED: Final = Text(
    "注：何も記録されていないため、停止の予告がないものとして回答します。",
    "Note: nothing is recorded, so the answer is as if nothing had been announced.",
)
EVERY_PREFECTURE: Final = Text("全都道府県", "all prefectures")
INSTANT: Final = Text("日時", "Instant")
JAPAN_TIME: Final = Text("{0}（日本時間）", "{0}")
FILE_WRITTEN: Final = Text("{0} に書き出しました（{1:,}バイト）。", "Written to {0} ({1:,} bytes).")
CLOCK_SET: Final = Text(
    "注：時計は{0}に設定されています。この日時に記録されたことになります。",
    "Note: the clock is set to {0}; that is when it counts as recorded.",
)
SOON: Final = Text("まもなく", "in less than a minute")
