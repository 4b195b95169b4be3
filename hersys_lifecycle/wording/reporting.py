"""The words of the page for a browser, where they are not those of the command line."""

from collections.abc import Callable
from typing import Final

from hersys_lifecycle.checks import Language, Text
from hersys_lifecycle.wording import asking

TITLE: Final = Text("HER-SYSの利用可否とダウンロード期間", "HER-SYS: what may be done, and when")
SKIP: Final = Text("回答へ移動", "Skip to the answer")
LANGUAGE: Final = Text("言語", "Language")

# the question
QUESTION: Final = Text("日時と立場の選択", "Instant and place")
INSTANT: Final = Text("日時（日本時間）", "Instant (Japan time)")
STEP: Final = Text("変化する時点", "Points of change")
EARLIER: Final = Text("前の変化", "Previous change")
PREFECTURE: Final = Text("都道府県", "Prefecture")
EVERYWHERE: Final = Text("選択してください", "Choose one")
AUTHORITY: Final = Text("自治体", "Health authority")
ROLE_COUNTS: Final = Text("一括ダウンロードの回答だけに関係します。", "Counts for bulk download only.")

# the answer
AT: Final = Text("{0}の時点", "At {0}")
OF: Final = Text("{0}の{1}", "{1} for {0}")
MEMBER: Final = Text("{0}（{1}）", "{1} ({0})")
CHOOSE: Final = Text(
    "都道府県を選ぶと、一括ダウンロードの可否と期間を表示します。",
    "Choose a prefecture to see whether it may use bulk download, and when.",
)
UNDECIDED: Final = Text("都道府県ごとに異なります", "Depends on the prefecture")
BECAUSE: Final = Text("{0}ため", "because {0}")
NEXT_FROM: Final = Text("次に可能となるのは{0}", "next allowed at {0}")
NOT_AGAIN: Final = Text(asking.NOT_ANY_MORE.ja, "not allowed later, under what is recorded")
NO_WINDOWS: Final = Text("なし", "none")
NEXT_OTHER: Final = Text("次の変化（一括ダウンロードを除く）", "Next change (bulk download apart)")
FURTHER: Final = Text("これより後の変化の記録なし", "no later change on record")
BY_CAPABILITY: Final = Text("機能ごとの可否と根拠", "What may be done, and why")
VERDICT: Final = Text("可否", "Answer")
NAMED: Final = Text("機能と理由", "What, and why")

# the timeline
TIMELINE: Final = Text("全体の予定", "The whole course")
CHART: Final = Text(
    "段階と都道府県別のダウンロード期間の図（左右に動かせます）", "Chart of phases and periods; it scrolls"
)
CHART_HINT: Final = Text(
    "縦の線は選択した日時です。図を押すと、その日時を選択します。",
    "The vertical line is the chosen instant. Press the chart to choose another.",
)

# the data returns
RETURNS: Final = Text("データ還元の状況", "Data returns")
RETURNS_COUNT: Final = Text("{1}自治体のうち、データ還元未完了は{0}", "Not completed: {0} of {1} health authorities")
COMPLETED: Final = Text("データ還元完了", "Data return completed")
WINDOWS_LEFT: Final = Text("残っている期間", "Windows left")
BY_PREFECTURE: Final = Text("都道府県別の一覧", "By prefecture")

# the log
LOG: Final = Text("記録", "The record")
LOG_COUNT: Final = Text("回答のもとになった記録は{0:,}件です。", "Recorded events behind these answers: {0:,}.")
CHANGED_ANSWERS: Final = Text("変わった回答", "Changed answers")

# without scripts
STATIC: Final = Text(
    "JavaScriptが無効なため、次の時点の回答だけを表示します：",
    "JavaScript is off, so this page shows the answers at one instant only: ",
)
BULK_BY_PREFECTURE: Final = Text("都道府県別の一括ダウンロードの可否", "Bulk download by prefecture")

# the foot
ISSUER: Final = Text("厚生労働省事務連絡", "administrative notice of the Ministry of Health, Labour and Welfare")
CAVEAT: Final = Text(
    "ダウンロード期間は、負荷を避けるための割り当てであり、システム上の制限の有無を示すものではありません。"
    "回答は、記録されている内容に基づきます。",
    "A download period is assigned to spread the load; it does not say what the system would technically refuse. "
    "All answers rest on what is recorded.",
)

# An instant that no table holds, from its parts.
MINUTE: Final = Text("{year}年{month}月{day}日{hour}時{mm}分", "{yyyy}-{MM}-{DD} {hh}:{mm} JST")
SECOND: Final = Text("{year}年{month}月{day}日{hour}時{mm}分{ss}秒", "{yyyy}-{MM}-{DD} {hh}:{mm}:{ss} JST")
FRACTION: Final = Text(
    "{year}年{month}月{day}日{hour}時{mm}分{ss}.{fraction}秒", "{yyyy}-{MM}-{DD} {hh}:{mm}:{ss}.{fraction} JST"
)


def in_both(words: Callable[[Language], str]) -> Text:
    """Return in both languages what is said in one."""
    return Text(words("ja"), words("en"))
