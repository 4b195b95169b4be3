"""What people read of a judgment, in Japanese and in English."""

from collections.abc import Mapping
from typing import Final

from hersys_lifecycle.checks import Text
from hersys_lifecycle.judging.verdicts import Verdict

VERDICTS: Final[Mapping[Verdict, Text]] = {
    Verdict.AGREES: Text("正しい", "agrees"),
    Verdict.WRONG_THEN: Text("当時の記録に照らして誤り", "wrong by what was known then"),
    Verdict.WRONG_IN_HINDSIGHT: Text(
        "当時の記録に照らせば正しいが、現在の記録に照らして誤り", "right by what was known then, wrong in hindsight"
    ),
    Verdict.UNDECIDABLE: Text("判定不能", "undecidable"),
}

TITLE: Final = Text("{source}：{rows:,}件", "{source} (rows: {rows:,})")
KNOWN: Final = Text("現在の記録：{events:,}件の記録による", "known now: by all that is recorded (events: {events:,})")
KNOWN_AT: Final = Text(
    "現在の記録：{known_at}までの{events:,}件の記録による",
    "known now: by what was recorded until {known_at} (events: {events:,})",
)
WHOM: Final = Text("{capability}（{prefecture}）", "{capability} ({prefecture})")
NO_PREFECTURE: Final = Text("都道府県の記載なし", "no prefecture named")
NO_CAPABILITY: Final = Text("機能不明", "capability unknown")
ROW: Final = Text("{file}　{row:,}行目：{problem}", "{file}, line or row {row:,}: {problem}")
MORE: Final = Text("ほか{0:,}件", "and {0:,} more")
WRITTEN: Final = Text("一致しない行の書き出し先：{0}", "The rows that do not agree are in {0}")
LIMITS: Final = Text("この判定では分からないこと", "What this judgment cannot know")

SCOPE: Final = Text(
    "判定の対象は、記録上許されていたか否かのみであり、利用者が誰であったか、HER-SYS自体が許可したかは対象外です。",
    "Judged is what the record permitted, not who the user was, nor whether HER-SYS itself would have let it pass.",
)
CLOCKS: Final = Text(
    "時刻はログを書いた機器の時計によります。その誤差は分かりません。",
    "The instants are those of the clocks that wrote the log; how far those were off is not known.",
)
RECORDED: Final = Text(
    "「当時の記録」は、その時刻までに記録されたものです。知られていても未記録のことは含みません。",
    "Known then is what was recorded by then; what people knew and had not recorded does not count.",
)
NO_ROWS: Final = Text("ログには行がなく、何も判定していません。", "The log has no rows, so nothing was judged.")
OTHERS: Final = Text(
    "判定に用いなかった列：{0}。これらに判定に必要な事項があれば、列名を指定してください。",
    "Columns that nothing was judged by: {0}. If one of them says what was asked or given, name it.",
)
ZONE: Final = Text(
    "時差の記載のない時刻があれば、{0}の時刻として読みました。",
    "Instants without a UTC offset, if any, were read as local time of {0}.",
)
NO_OUTCOME: Final = Text(
    "{0:,}件は結果の記載がなく、実行されたものとして判定しました。",
    "Rows that give no outcome, judged as accesses that took place: {0:,}.",
)
NO_ROLE: Final = Text(
    "一括ダウンロードの{0:,}件は利用者の区分の記載がなく、都道府県のものとして判定しました。",
    "Rows of bulk download that name no role, judged as a prefecture's: {0:,}.",
)
NO_BODY: Final = Text(
    "一括ダウンロードの{0:,}件は保健所設置自治体の記載がなく、都道府県自身のものとして判定しました。",
    "Rows of bulk download that name no health authority, judged as those of the prefecture's own body: {0:,}.",
)
NOT_YET: Final = Text(
    "{0:,}件は最初の記録より前のものです。当時の記録には何の予告もありません。",
    "Rows before the first recording, when nothing had been announced as far as the record knew: {0:,}.",
)
NO_LONGER: Final = Text(
    "{0:,}件は指定された時点より後のものです。その時点までの記録だけで判定し、その後の記録は当時知られていたものも含みません。",
    "Rows after the given instant, judged by what was recorded until then, not by what was known at them: {0:,}.",
)
