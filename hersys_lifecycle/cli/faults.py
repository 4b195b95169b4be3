"""What goes wrong at a command line, in Japanese and in English, with the remedy that helps there."""

from collections.abc import Mapping
from typing import Final

from hersys_lifecycle import errors
from hersys_lifecycle.checks import Text
from hersys_lifecycle.cli import errors as shell

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
    errors.EmptySpanError: Text(
        "期間の終わり {0.end:%Y-%m-%dT%H:%M:%S%z} は、始まり {0.start:%Y-%m-%dT%H:%M:%S%z} より後でなければなりません。"
        "日時を訂正してください。",
        "the end of a span, {0.end:%Y-%m-%dT%H:%M:%S%z}, must be later than its start, {0.start:%Y-%m-%dT%H:%M:%S%z}: "
        "correct one of them",
    ),
    errors.InstantOutOfRangeError: Text(
        "{0.value} は記録できません。2年から9998年までの日時を指定してください。",
        "{0.value} cannot be recorded: name an instant in the years 2 to 9998",
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
    shell.RefusedEventError: Text("{0.where}：{fault}", "{0.where}: {fault}"),
    shell.NoEventError: Text(
        "事象がありません。1件又はその一覧を書いてください。", "it holds no event: write one, or a list of them"
    ),
    shell.SpanOptionsError: Text(
        "期間の終わりは --end（その日時を含まない）又は --through（その日の終わりまで）の"
        "どちらか一方で指定してください。",
        "a span ends by --end (which it does not include) or by --through (a day that it does): give one of them",
    ),
    shell.DayOptionError: Text(
        "--through {0.given!r} は日付ではありません。2023-12-08 のように指定してください。",
        "--through {0.given!r} is no day: write one such as 2023-12-08",
    ),
    shell.HeadOptionError: Text(
        "--head {0.given!r} は記録の末尾ではありません。"
        "hersys history が示す 位置:ダイジェスト の形で指定してください。",
        "--head {0.given!r} is no head of a record: write POSITION:DIGEST, as hersys history shows it",
    ),
    shell.ConfirmationRequiredError: Text(
        "確認できる人がいないため、何も記録していません。確認なしで記録するには --yes を指定してください。",
        "nobody is there to confirm, so nothing was recorded: give --yes to record without being asked",
    ),
    shell.OtherRecordingError: Text(
        "確認の間に他の記録が加わったため、何も記録していません。もう一度実行して確認してください。",
        "something else was recorded meanwhile, so nothing was recorded: run it again and look at the changes anew",
    ),
    shell.OnePictureError: Text(
        "出力の形式を1つだけ、--svg などのオプション又はファイル名の末尾（.svg など）で指定してください。",
        "name one kind of picture, by an option such as --svg or by the end of the file's name, such as .svg",
    ),
    shell.NothingAdoptedError: Text(
        "まだ何も記録されていません。先に hersys init で記録を始めてください。",
        "nothing is recorded there yet: begin the record with hersys init",
    ),
    shell.UnknownUserError: Text(
        "記録者が分かりません。--by 又は HERSYS_BY で指定してください。",
        "nobody knows who records: say so with --by, or in HERSYS_BY",
    ),
    shell.DatabaseFileError: Text(
        "{0.file} はデータベースです。別の名前を指定してください。",
        "{0.file} is a database, and is not written over: name another file",
    ),
    shell.PictureOnlyError: Text(
        "--prefecture は図のためのものです。--svg 又は --png を指定してください。",
        "--prefecture is for pictures: add --svg or --png, or leave it out",
    ),
    shell.TerminalError: Text(
        "画像は端末に表示できません。ファイル名を指定するか、出力先を変更してください。",
        "a PNG is nothing for a terminal: name a file, or redirect the output",
    ),
    errors.LogNotEmptyError: Text(
        "既に{0.count}件が記録されているため、何も書き込んでいません。新しい記録の場所を --store で指定してください。",
        "{0}",
    ),
    errors.KeyReusedError: Text(
        "キー {0.key!r} では別の内容が記録されています（記録{0.position}）。別のキーを指定してください。", "{0}"
    ),
    errors.LifecycleEndedError: Text(
        "HER-SYSの運用は終了しています。訂正として記録するには --correction を指定してください。",
        "HER-SYS has ended, so nothing but a correction can be recorded: if this is one, give --correction",
    ),
    errors.PastChangedError: Text(
        "過去の回答が変わるため、何も記録していません。訂正であれば --correction を指定してください。",
        "it changes answers of the past, so nothing was recorded: if this is a correction, give --correction",
    ),
    errors.InvalidFieldError: Text("{0.field} に {0.value!r} は指定できません（{0.reason}）。", "{0}"),
    errors.MissingExtraError: Text(
        "追加機能が必要です：pip install 'hersys-lifecycle[{0.extra}]'"
        "（手元のソースからは '.[{0.extra}]'）を実行してください。",
        "{0}",
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
        "{0.url!r} names no record: {0.reason}; write sqlite:///file, sqlite:////folder/file or "
        "postgresql://user@host/database",
    ),
    "StoreUnavailableError": Text(
        "記録 {0.url} を使用できません（{0.reason}）。データベースを確認し、再度実行してください。", "{0}"
    ),
    "StoreMissingError": Text(
        "記録 {0.url} はまだありません。hersys init --store {0.url} で新しく始めるか、場所を確認してください。",
        "there is no record at {0.url}: begin one with hersys init --store {0.url}, or correct the place",
    ),
    "MalformedLogError": Text("{0.line}行目：{0.reason}（何も取り込んでいません）。", "{0}"),
    "StoreSettingsError": Text("この設定では記録を開けません（{0.reason}）。環境変数を訂正してください。", "{0}"),
}
_OF_THE_RECORD: Final = {"StoreMissingError", "StoreSettingsError", "StoreUnavailableError"}


def of_the_record(error: errors.LifecycleError) -> bool:
    """Tell whether a record cannot be reached or read, so that nothing that is typed would help."""
    kinds = errors.CorruptLogError, errors.IllegalMoveError, errors.MissingExtraError, errors.UnreadableEntryError
    return isinstance(error, kinds) or type(error).__name__ in _OF_THE_RECORD


# And that of an access log.
AUDIT_FAULTS: Final[Mapping[str, Text]] = {
    "AccessLogError": Text("監査できません（{0}）。", "{0}"),
}
FILE_FAILED: Final = Text(
    "{0} を読み書きできません（{1}）。場所と権限を確認してください。",
    "{0} cannot be read or written ({1}): see to the place and who may use it",
)
STDOUT_CLOSED: Final = Text(
    "標準出力が閉じているため、何も出力していません。出力先を指定してください。",
    "standard output is closed, so nothing was told: redirect it to somewhere",
)
FILE_EXISTS: Final = Text(
    "{0} は既に存在するため、何も書き出していません。別の名前を指定してください。",
    "{0} is there already, so nothing was written: name another file",
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
    "event type": Text("記録の種別（又はファイル）", "kind of event, nor a file"),
    "grade": Text("根拠の程度", "grade"),
    "language": Text("言語（ja 又は en）", "language (ja or en)"),
    "engine": Text("エンジン（duckdb 又は spark）", "known engine (duckdb or spark)"),
    "way with unknown names": Text(
        "未知の名称の扱い（refuse 又は undecidable）", "way with unknown names (refuse or undecidable)"
    ),
}
