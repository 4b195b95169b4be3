"""Why an event is not admitted, and what helps: the words for every refusal there is."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Final

from hersys_lifecycle.audit import SubjectKind
from hersys_lifecycle.checks import Language, Text, say, written
from hersys_lifecycle.errors import InadmissibleEventError
from hersys_lifecycle.events import EVENT_TYPES
from hersys_lifecycle.instants import Span
from hersys_lifecycle.states import Lost, Refusal, Refused, SingleFact, Value
from hersys_lifecycle.wording import naming, phrases, shared

# In braces stand the values of the refusal, and kinds of events by their names on the wire.
REFUSALS: Final[Mapping[Refusal, Text]] = {
    Refusal.FIRST_STOP_MISSING: Text(
        "{non_reportable_registration_stopped}が記録されていません。先に記録してください。",
        "the stop of registration of non-reportable cases is not on record: "
        "record {non_reportable_registration_stopped} first",
    ),
    Refusal.UPDATES_STOP_MISSING: Text(
        "{updates_stopped}が記録されていません。先に記録してください。",
        "the stop of registration, editing and deletion is not on record: record {updates_stopped} first",
    ),
    Refusal.MAINTENANCE_NAME_TAKEN: Text(
        "メンテナンス{name}は既に記録されています。{maintenance_rescheduled}として記録するか、別の名称を指定して"
        "ください。",
        "there is a maintenance period named {name} already: record {maintenance_rescheduled} instead, "
        "or choose another name",
    ),
    Refusal.MAINTENANCE_UNKNOWN: Text(
        "メンテナンス{name}は記録されていません。記録済みの名称（{known}）を指定するか、先に{maintenance_scheduled}を"
        "記録してください。",
        "there is no maintenance period named {name}: use a name on record ({known}), "
        "or record {maintenance_scheduled} first",
    ),
    Refusal.MAINTENANCE_OVERLAPS: Text(
        "メンテナンス{name}（{span}）と重なります。期間を改めるか、先に{name}について{maintenance_rescheduled}を記録して"
        "ください。",
        "it overlaps the maintenance period {name} ({span}): give another span, "
        "or record {maintenance_rescheduled} for {name} first",
    ),
    Refusal.RESERVE_NAME_TAKEN: Text(
        "予備期間{name}は既に記録されています。{reserve_period_rescheduled}として記録するか、別の名称を指定して"
        "ください。",
        "there is a reserve period named {name} already: record {reserve_period_rescheduled} instead, "
        "or choose another name",
    ),
    Refusal.RESERVE_UNKNOWN: Text(
        "予備期間{name}は記録されていません。記録済みの名称（{known}）を指定するか、先に{reserve_period_scheduled}を"
        "記録してください。",
        "there is no reserve period named {name}: use a name on record ({known}), "
        "or record {reserve_period_scheduled} first",
    ),
    Refusal.SLOT_TAKEN: Text(
        "{prefecture}のダウンロード期間は既に記録されています（{span}）。{slot_rescheduled}として記録してください。",
        "{prefecture} has a download period already ({span}): record {slot_rescheduled} instead",
    ),
    Refusal.SLOT_MISSING: Text(
        "{prefecture}にはダウンロード期間が割り当てられていません。{slot_assigned}として記録してください。",
        "{prefecture} has no download period to move: record {slot_assigned} instead",
    ),
    Refusal.RETURN_COMPLETED: Text(
        "{authority}のデータ還元は{at}に完了しています。完了していなかった場合は、先に{data_return_reopened}を記録して"
        "ください。",
        "the data return of {authority} is completed since {at}: if it was not, record {data_return_reopened} first",
    ),
    Refusal.RETURN_NOT_COMPLETED: Text(
        "{authority}のデータ還元は完了していません。先に{data_return_completed}を記録してください。",
        "the data return of {authority} is not completed: record {data_return_completed} first",
    ),
    Refusal.RETURN_REOPENED_LATER: Text(
        "{authority}のデータ還元の完了は、それより後の{at}に取り消されています。その日時以降を指定してください。",
        "the data return of {authority} was reopened later, at {at}: give an instant that is not before that",
    ),
    Refusal.RETURN_COMPLETED_LATER: Text(
        "{authority}のデータ還元は、それより後の{at}に完了しています。その日時以降を指定してください。",
        "the data return of {authority} was completed later, at {at}: give an instant that is not before that",
    ),
    Refusal.RETURN_BEFORE_OPENING: Text(
        "その日時には一括ダウンロードが開始されていません。開始以降の日時を指定してください。",
        "bulk download is not open at that instant: give an instant from its opening on",
    ),
    Refusal.RETURN_AFTER_END: Text(
        "HER-SYSは{end}に終了します。それより前の日時を指定してください。",
        "HER-SYS ends at {end}: give an instant before the end",
    ),
    Refusal.TOO_EARLY: Text(
        "{second}（{then}）を{first}（{when}）より前にすることはできません。日時を改めるか、先にもう一方を変更して"
        "ください。",
        "the {second} ({then}) must not be before the {first} ({when}): give another instant, "
        "or move the other one first",
    ),
    Refusal.NOT_LATER: Text(
        "{second}（{then}）は{first}（{when}）より後でなければなりません。日時を改めるか、先にもう一方を変更して"
        "ください。",
        "the {second} ({then}) must be later than the {first} ({when}): give another instant, "
        "or move the other one first",
    ),
    Refusal.RESERVE_TOO_EARLY: Text(
        "予備期間{name}の開始（{then}）を{first}（{when}）より前にすることはできません。日時を改めるか、先にもう一方を"
        "変更してください。",
        "the start of the reserve period {name} ({then}) must not be before the {first} ({when}): "
        "give another instant, or move the other one first",
    ),
    Refusal.WINDOWS_CUT_OFF: Text(
        "HER-SYSが{end}に終了することにより、次の期間が打ち切られます：{lost}。先にその期間を変更してください。",
        "HER-SYS ends at {end}, which would cut off the {lost}: move what would be cut off first",
    ),
}
KIND: Final = Text("{0}（{1}）", "{1}")  # its English name says the same
PERIOD: Final = Text("「{0}」", "'{0}'")
NO_PERIOD: Final = Text("なし", "none")
LOST_SLOTS: Final = Text("ダウンロード期間（{0}）", "download period ({0})")
LOST_PERIOD: Final = Text("予備期間「{1}」（{0}）", "reserve period '{1}' ({0})")


def refused(error: InadmissibleEventError, language: Language) -> str:
    """Return why an event was not admitted and what helps; an error that has no data of it speaks for itself."""
    if not isinstance(error.refused, Refused):
        return str(error)
    refusal, values = error.refused
    kinds = {
        name: KIND.in_(language).format(naming.EVENTS[kind].in_(language), name) for name, kind in EVENT_TYPES.items()
    }
    told = {name: _told(value, language) for name, value in values.items()}
    return REFUSALS[refusal].in_(language).format_map(kinds | told)


def _told(value: Value | Lost, language: Language) -> str:  # noqa: PLR0911  # one arm a kind of value
    match value:
        case str():
            return PERIOD.in_(language).format(value)
        case datetime():
            return written(value, language)
        case Span():
            return phrases.in_days(value, language)
        case SingleFact():
            return naming.SUBJECTS[SubjectKind[value.name]].in_(language)
        case Enum():
            return say(value, language)
        case Lost():
            lost = LOST_SLOTS if value.period is None else LOST_PERIOD
            return lost.in_(language).format(phrases.listed(value.prefectures, language), value.period)
        case _:
            return shared.COMMA.in_(language).join(_told(each, language) for each in value) or NO_PERIOD.in_(language)
