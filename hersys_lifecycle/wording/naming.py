"""The names of the kinds of events, and of what they announce."""

from collections.abc import Mapping
from typing import Final

from hersys_lifecycle import events as e
from hersys_lifecycle.audit import SubjectKind
from hersys_lifecycle.checks import Text

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
