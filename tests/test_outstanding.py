"""Who has not completed its data return at an instant, and how long it can still download."""

from datetime import datetime, timedelta
from operator import attrgetter

import pytest
from hypothesis import given

from hersys_lifecycle.audit import Outstanding, OutstandingReturn, ReturnCount, outstanding
from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.errors import NaiveInstantError, NotAnInstantError
from hersys_lifecycle.events import DataReturnCompleted, DataReturnReopened
from hersys_lifecycle.instants import JST, MICROSECOND, Span
from hersys_lifecycle.lifecycle import Lifecycle, official_lifecycle
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing import Question, around, lifecycles
from hersys_lifecycle.testing.growing import OPENED
from hersys_lifecycle.testing.moments import EXTREMES, colliding_instants
from tests import oracle
from tests.shorthand import completed, jst, limit, reopened, reserve, slot, span
from tests.strategies import BODIES, CALENDAR_ENDS, SLOW
from tests.test_windows import naive_windows

NOON = jst("2023-11-14T12:00")
OSAKA, OSAKA_SHI, TOKYO = HealthAuthority.OSAKA, HealthAuthority.OSAKA_SHI, HealthAuthority.TOKYO


WITHOUT_A_WINDOW = (attrgetter("lost"), attrgetter("unannounced"))


def of(body: HealthAuthority, found: Outstanding) -> OutstandingReturn:
    (row,) = (each for each in found.bodies if each.authority is body)
    return row


def remaining(windows: list[Span], at: datetime) -> tuple[Span, ...]:
    """Return what is left of some windows from an instant on."""
    bounds = map(oracle.bounds, windows)
    return tuple(Span(max(start, at), end) for start, end in bounds if end > at)


@SLOW
@given(lifecycles(), colliding_instants())
def test_outstanding_are_all_whose_last_recorded_step_by_then_is_not_a_completion(
    lifecycle: Lifecycle, other: datetime
) -> None:
    steps = {each.at for each in lifecycle.events if isinstance(each, DataReturnCompleted | DataReturnReopened)}
    for at in {other, *around(steps), *CALENDAR_ENDS}:
        expected = [body for body in HealthAuthority if not oracle.completed(lifecycle.events, body, at)]
        assert [each.authority for each in outstanding(lifecycle, at).bodies] == expected


@SLOW
@given(lifecycles(), colliding_instants())
def test_what_is_left_is_every_later_instant_at_which_the_body_itself_may_export(
    lifecycle: Lifecycle, other: datetime
) -> None:
    questions = {body: Question(Capability.BULK_EXPORT, None, body, Role.PREFECTURE) for body in BODIES}
    windows = {body: naive_windows(lifecycle, question) for body, question in questions.items()}
    for at in {other, *around(oracle.all_edges(lifecycle.events)), *EXTREMES, *CALENDAR_ENDS}:
        for each in outstanding(lifecycle, at).bodies:
            if each.authority in windows:
                assert each.windows == remaining(windows[each.authority], at)


@SLOW
@given(lifecycles(), colliding_instants())
def test_the_time_left_lasts_until_the_last_window_ends(lifecycle: Lifecycle, at: datetime) -> None:
    for each in outstanding(lifecycle, at).bodies:
        assert (each.windows == ()) is (each.time_left is None) is (each.days_left is None)
        if each.time_left is not None and each.days_left is not None:
            assert at + each.time_left == each.windows[-1].end
            assert timedelta(days=each.days_left) <= each.time_left < timedelta(days=each.days_left + 1)


@SLOW
@given(lifecycles(), colliding_instants())
def test_lost_is_who_has_no_window_left_and_has_had_one_or_outlives_her_sys(
    lifecycle: Lifecycle, other: datetime
) -> None:
    questions = {body: Question(Capability.BULK_EXPORT, None, body, Role.PREFECTURE) for body in BODIES}
    ends = {body: [each.end for each in naive_windows(lifecycle, asked)] for body, asked in questions.items()}
    end = oracle.end_of_service(lifecycle.events)
    for at in {other, *around(oracle.all_edges(lifecycle.events)), *EXTREMES, *CALENDAR_ENDS}:
        for each in outstanding(lifecycle, at).bodies:
            if each.authority in ends:
                to_come = any(window is None or at < window for window in ends[each.authority])
                over = bool(ends[each.authority]) or (end is not None and end <= at)
                assert each.lost is (not to_come and over)
                assert each.unannounced is (not to_come and not over)


@SLOW
@given(lifecycles(), colliding_instants())
def test_the_counts_by_prefecture_are_those_of_its_bodies(lifecycle: Lifecycle, at: datetime) -> None:
    found = outstanding(lifecycle, at)
    assert list(found.by_prefecture) == list(Prefecture)
    for prefecture, count in found.by_prefecture.items():
        here = [each for each in found.bodies if each.authority.prefecture is prefecture]
        bodies = [each for each in HealthAuthority if each.code.startswith(prefecture.code)]
        lost, unannounced = ([each for each in here if which(each)] for which in WITHOUT_A_WINDOW)
        assert count == (len(here), len(lost), len(unannounced), len(bodies))
        assert len(lost) + len(unannounced) == len([each for each in here if not each.windows])


def test_under_the_notice_tokyos_bodies_are_out_of_time_once_its_period_is_over() -> None:
    found = outstanding(official_lifecycle(), NOON)
    assert found.at == NOON
    assert len(found.bodies) == 157
    assert {each.authority.prefecture for each in found.bodies if each.lost} == {Prefecture.TOKYO}
    assert found.by_prefecture[Prefecture.TOKYO] == ReturnCount(outstanding=26, lost=26, unannounced=0, bodies=26)
    assert found.by_prefecture[Prefecture.OSAKA].lost == 0
    assert of(OSAKA_SHI, found) == OutstandingReturn(
        OSAKA_SHI, (span("2023-11-14T12:00", "2023-11-18"),), timedelta(days=3.5), lost=False
    )


@pytest.mark.parametrize(
    ("at", "days"),
    [
        (jst("2023-11-16"), 2),
        (jst("2023-11-16") + MICROSECOND, 1),
        (jst("2023-11-17") + MICROSECOND, 0),
        (jst("2023-11-18") - MICROSECOND, 0),
        (jst("2023-11-18"), None),
    ],
)
def test_days_left_are_whole_days_and_none_once_the_last_window_has_ended(at: datetime, days: int | None) -> None:
    assert of(OSAKA, outstanding(official_lifecycle(), at)).days_left == days


def test_a_reserve_period_counts_as_long_as_the_return_is_not_completed() -> None:
    lifecycle = official_lifecycle().apply(reserve("R", "2024-02-01", "2024-02-10"))
    both = (span("2023-11-14T12:00", "2023-11-18"), span("2024-02-01", "2024-02-10"))
    assert of(OSAKA, outstanding(lifecycle, NOON)).windows == both
    assert not any(each.lost for each in outstanding(lifecycle, jst("2024-02-10") - MICROSECOND).bodies)
    assert all(each.lost for each in outstanding(lifecycle, jst("2024-02-10")).bodies)
    lifecycle = lifecycle.apply(completed(OSAKA, "2024-02-03"))
    assert of(OSAKA, outstanding(lifecycle, jst("2024-02-02"))).windows == (span("2024-02-02", "2024-02-03"),)


def test_a_return_is_completed_from_its_instant_on_and_outstanding_again_once_it_is_reopened() -> None:
    steps = (completed(OSAKA, "2023-11-15"), reopened(OSAKA, "2023-11-16"), completed(OSAKA, "2023-11-16T12:00"))
    lifecycle = Lifecycle.from_events((*official_lifecycle().events, *steps))

    def has_to_return(at: datetime) -> bool:
        return OSAKA in [each.authority for each in outstanding(lifecycle, at).bodies]

    edges = [jst(text) for text in ("2023-11-15", "2023-11-16", "2023-11-16T12:00")]
    assert [has_to_return(edge - MICROSECOND) for edge in edges] == [True, False, True]
    assert [has_to_return(edge) for edge in edges] == [False, True, False]
    assert len(outstanding(lifecycle, NOON + timedelta(days=9)).bodies) == 156


def test_nobody_is_out_of_time_before_a_period_was_announced_to_it() -> None:
    assert all(each.unannounced for each in outstanding(Lifecycle.from_events([]), NOON).bodies)
    events = [*OPENED, slot(Prefecture.OSAKA, "2023-11-13", "2023-11-18")]
    for at, left in ((NOON, True), (jst("2023-11-18"), False)):
        found = outstanding(Lifecycle.from_events(events), at)
        assert not any(each.unannounced for each in found.bodies if each.authority.prefecture is Prefecture.OSAKA)
        assert all(each.unannounced for each in found.bodies if each.authority.prefecture is not Prefecture.OSAKA)
        assert of(OSAKA, found).lost is not left
        assert found.by_prefecture[Prefecture.TOKYO] == ReturnCount(outstanding=26, lost=0, unannounced=26, bodies=26)


def test_once_her_sys_has_ended_everybody_is_out_of_time() -> None:
    lifecycle = Lifecycle.from_events([*OPENED, limit("2024-04-01")])
    assert all(each.unannounced for each in outstanding(lifecycle, jst("2024-04-01") - MICROSECOND).bodies)
    assert all(each.lost for each in outstanding(lifecycle, jst("2024-04-01")).bodies)


def test_a_row_reads_as_a_line() -> None:
    found = outstanding(official_lifecycle(), NOON)
    assert str(of(OSAKA_SHI, found)) == (
        "271004 大阪市 (Osaka-shi): [2023-11-14T12:00:00+09:00, 2023-11-18T00:00:00+09:00), days left: 3"
    )
    assert str(of(TOKYO, found)) == "130001 東京都 (Tokyo): no window left (N7)"
    assert (
        str(of(TOKYO, outstanding(Lifecycle.from_events([]), NOON))) == "130001 東京都 (Tokyo): no window on record yet"
    )


def test_the_instant_may_be_of_any_time_zone_but_has_to_be_one() -> None:
    found = outstanding(official_lifecycle(), datetime.fromisoformat("2023-11-14T03:00:00+00:00"))
    assert found == outstanding(official_lifecycle(), NOON)
    assert found.at.tzinfo is JST
    with pytest.raises(NaiveInstantError):
        outstanding(official_lifecycle(), datetime(2023, 11, 14))  # noqa: DTZ001  # what is refused
    with pytest.raises(NotAnInstantError):
        outstanding(official_lifecycle(), "2023-11-14")  # type: ignore[arg-type]
