"""The words of the pictures: the timeline, and the state machine."""

from collections.abc import Mapping
from typing import Final

from hersys_lifecycle.audit import SubjectKind
from hersys_lifecycle.checks import Text
from hersys_lifecycle.states import Move
from hersys_lifecycle.wording.naming import SUBJECTS

# the instant that a picture marks, which need not be now
AS_OF: Final = Text("基準日時：{0}", "As of {0}")

# the timeline; instants and days in pendulum's tokens
SCHEDULE: Final = Text(
    "HER-SYSの段階と都道府県別のダウンロード期間", "HER-SYS: phases, and download periods by prefecture"
)
SCHEDULE_OF: Final = Text(
    "{0}から{1}まで（日本時間）の図です。上から、段階の移り変わり、47都道府県のダウンロード期間と予備期間を示します。{2}",
    "From {0} until {1}: on top the phases, below the download and reserve periods of the 47 prefectures. {2}",
)
MONTH: Final = Text("M月", "MMM")
MONTH_AND_YEAR: Final = Text("YYYY年M月", "MMM YYYY")
YEAR: Final = Text("YYYY年", "YYYY")
DAY: Final = Text("M/D", "D MMM")
DAY_OF_YEAR: Final = Text("YYYY/M/D", "D MMM YYYY")
MINUTE: Final = Text("M/D H:mm", "D MMM HH:mm")
MINUTE_OF_YEAR: Final = Text("YYYY/M/D H:mm", "D MMM YYYY HH:mm")
THROUGH: Final = Text("{0}～{1}", "{0}–{1}")
UNUSABLE: Final = Text("期間のうち一括ダウンロードできない部分", "part in which bulk download is not possible")
UNUSABLE_OF: Final = Text("{0}のうち一括ダウンロードできない部分", "{0}, part in which bulk download is not possible")
LOCKED_OUT: Final = Text("メンテナンス（ログイン不可）", "maintenance (nobody can log in)")
BEFORE_DRAWN: Final = Text("◀ {0}", "◀ {0}")
AFTER_DRAWN: Final = Text("{0} ▶", "{0} ▶")

# the state machine
MACHINE: Final = Text("HER-SYSの段階とその移り変わり", "HER-SYS: phases and the moves between them")
PATH: Final = Text("番号と日時は、実際にたどる移り変わりを示します。", "The numbers and instants show the path taken.")
PATH_AS_OF: Final = Text(
    "番号と日時は、基準日時までにたどった移り変わり（太い実線）と、その後について記録されている移り変わり（太い破線）を示します。",
    "The numbers and instants show the path taken (solid) and the path recorded for later (bold dashes).",
)
PATH_IS: Final = Text("たどる順：{0}。", "The path taken: {0}.")
PATH_IS_AS_OF: Final = Text("基準日時：{0}（{1}）。たどる順：{2}。", "As of {0}: {1}. The path: {2}.")
STEP: Final = Text("{0}. {1}", "{0}. {1}")
STEP_FROM_TO: Final = Text("{0}. {1}：{2} → {3}", "{0}. {1}: {2} → {3}")
LATER: Final = Text("{0}（その後）", "{0} (later)")
TIMES_MORE: Final = Text("ほか{0:,}回", "and {0:,} more")

MOVES: Final[Mapping[Move, Text]] = {
    Move.STOP_NON_REPORTABLE_REGISTRATION: SUBJECTS[SubjectKind.NON_REPORTABLE_STOP],
    Move.STOP_UPDATES: SUBJECTS[SubjectKind.UPDATES_STOP],
    Move.OPEN_BULK_DOWNLOAD: SUBJECTS[SubjectKind.OPENING],
    Move.CLOSE_BULK_DOWNLOAD: Text("最後のダウンロード期間の終了", "end of the last download period"),
    Move.OPEN_RESERVE: Text("予備期間の開始", "start of a reserve period"),
    Move.CLOSE_RESERVE: Text("予備期間の終了", "end of a reserve period"),
    Move.BEGIN_MAINTENANCE: Text("メンテナンスの開始", "start of maintenance"),
    Move.END_MAINTENANCE: Text("メンテナンスの終了", "end of maintenance"),
    Move.DECOMMISSION: SUBJECTS[SubjectKind.DECOMMISSIONING],
}
