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
