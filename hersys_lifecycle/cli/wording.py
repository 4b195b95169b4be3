"""Every word the shell adds to those of the core, in Japanese and in English: its one table.

Texts are laid out in columns, so they hold no character that is narrow on some terminals and wide on others.
"""

from collections.abc import Mapping
from typing import Final

from hersys_lifecycle import errors
from hersys_lifecycle import events as e
from hersys_lifecycle.audit import SubjectKind
from hersys_lifecycle.checks import Text
from hersys_lifecycle.cli import errors as shell

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
SUBJECTS: Final[Mapping[SubjectKind, Text]] = {
    SubjectKind.NON_REPORTABLE_STOP: Text(
        "発生届対象外者の新規登録の停止", "stop of registration of non-reportable cases"
    ),
    SubjectKind.UPDATES_STOP: Text("新規登録・編集・削除の停止", "stop of registration, editing and deletion"),
    SubjectKind.MAINTENANCE: Text("メンテナンス", "maintenance"),
    SubjectKind.OPENING: Text("一括ダウンロードの開始", "opening of bulk download"),
    SubjectKind.SLOT: Text("ダウンロード期間", "download period"),
    SubjectKind.RESERVE_PERIOD: Text("予備期間", "reserve period"),
    SubjectKind.LIMIT: Text("停止の期限", "limit of HER-SYS"),
    SubjectKind.DECOMMISSIONING: Text("運用終了", "decommissioning"),
}

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
    shell.KnownAtAloneError: Text(
        "--known-at には記録が必要です。--store 又は HERSYS_STORE で指定してください。",
        "--known-at asks a record: name one with --store, or in HERSYS_STORE",
    ),
    shell.RecordRequiredError: Text(
        "この問いには記録が必要です。--store 又は HERSYS_STORE で指定してください。",
        "this asks a record, which alone knows what was known when: name one with --store, or in HERSYS_STORE",
    ),
    shell.EmptyRecordError: Text(
        "{0.url} の記録は常に空です。--store 又は HERSYS_STORE で、sqlite:/// 又は postgresql:// の記録を指定して"
        "ください。",
        "{0.url} is a store in which nothing is recorded: name one that is kept, sqlite:/// or postgresql://, "
        "with --store or in HERSYS_STORE",
    ),
    errors.ClockBehindError: Text(
        "時計は{0.now:%Y-%m-%dT%H:%M:%S%z}ですが、最後の記録は{0.last:%Y-%m-%dT%H:%M:%S%z}です。時計を合わせるか、"
        "その日時まで待ってください。",
        "{0}",
    ),
    shell.ColumnOptionError: Text(
        "--column {0.given!r} から列が分かりません。名前=列 の形で、名前ごとに1度だけ指定してください"
        "（例：at=timestamp）。",
        "--column {0.given!r} does not say which column is meant: write NAME=COLUMN, such as at=timestamp, "
        "and each name once",
    ),
    shell.MemoryOptionError: Text(
        "--memory {0.given!r} はメモリーの量ではありません。2GB、512MB などと指定してください。",
        "--memory {0.given!r} is no amount of memory: write one such as 2GB or 512MB",
    ),
    shell.OtherEngineError: Text(
        "{0.option} は --engine {0.engine} のためのものです。どちらかを改めてください。",
        "{0.option} is for --engine {0.engine}: leave it out, or name that engine",
    ),
    shell.UnreadableFileError: Text(
        "{0.file!r} を読み取れません（{0.reason}）。ファイル又は - （標準入力）を指定してください。",
        "{0.file!r} cannot be read ({0.reason}): name a file, or - for standard input",
    ),
    shell.NotJsonError: Text(
        "{0.file!r} はJSONとして読み取れません（{0.reason}）。事象1件又はその一覧を書いてください。",
        "{0.file!r} is no JSON ({0.reason}): write one event, or a list of events",
    ),
    shell.RefusedEventError: Text("{0.file} の {0.place}：{0.reason}", "{0.file}, {0.place}: {0.reason}"),
    errors.InvalidFieldError: Text("{0.field} に {0.value!r} は指定できません（{0.reason}）。", "{0}"),
    errors.MissingExtraError: Text(
        "追加の構成要素が必要です：pip install 'hersys-lifecycle[{0.extra}]' を実行してください。", "{0}"
    ),
    errors.CorruptLogError: Text(
        "記録が損なわれているため、回答できません（{0.reason}）。バックアップ又は書き出した写しから復元してください。",
        "{0}",
    ),
    errors.UnreadableEntryError: Text(
        "記録{0.position}を読み取れないため、回答できません（{0.reason}）。"
        "それを記録した版以降の hersys-lifecycle を使用してください。",
        "{0}",
    ),
}
# Those of the store, by name: to import them is to wait for what keeps a record.
STORE_FAULTS: Final[Mapping[str, Text]] = {
    "StoreUrlError": Text(
        "{0.url!r} は記録の場所ではありません。sqlite:///ファイル、sqlite:////フォルダ/ファイル又は "
        "postgresql://利用者@ホスト/データベース の形で指定してください。",
        "{0}",
    ),
    "StoreUnavailableError": Text(
        "記録 {0.url} を使用できません（{0.reason}）。データベースを確認し、再度実行してください。", "{0}"
    ),
    "StoreSettingsError": Text("この設定では記録を開けません（{0.reason}）。環境変数を訂正してください。", "{0}"),
}
# And that of an access log.
AUDIT_FAULTS: Final[Mapping[str, Text]] = {"AccessLogError": Text("監査できません（{0}）。", "{0}")}
FILE_FAILED: Final = Text(
    "{0} を読み書きできません（{1}）。場所と権限を確認してください。",
    "{0} cannot be read or written ({1}): see to the place and who may use it",
)
STORE_FAILED: Final = Text(
    "記録を開けません（{0}）。場所と権限を確認してください。",
    "the store cannot be opened ({0}): see to the place and who may read it",
)
KINDS: Final[Mapping[str, Text]] = {
    "capability": Text("機能", "capability"),
    "role": Text("立場", "role"),
    "prefecture": Text("都道府県", "prefecture"),
    "health authority": Text("保健所設置自治体", "health authority"),
    "language": Text("言語（ja 又は en）", "language (ja or en)"),
    "engine": Text("エンジン（duckdb 又は spark）", "known engine (duckdb or spark)"),
    "way with unknown names": Text(
        "未知の名称の扱い（refuse 又は undecidable）", "way with unknown names (refuse or undecidable)"
    ),
}
