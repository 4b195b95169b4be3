"""The desk's own property test: three laws, over whatever may be announced, at every edge.

What the desk makes of the answers is held against the answers themselves. They are quick, and drawing a lifecycle is
not: so each one drawn is gone through at all its edges.
"""

from datetime import datetime
from itertools import product
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from examples.download_desk import Desk, Request, plan
from hersys_lifecycle import Capability, Lifecycle, Role
from hersys_lifecycle.testing import FrozenClock, amendments, around, authorities, instants, lifecycles

NEW_YORK = ZoneInfo("America/New_York")
"""Where the clocks of the desk stand: they are put back on 5 November 2023."""
ANNOUNCED = datetime(2023, 9, 15, tzinfo=NEW_YORK)
KNOWN = lifecycles(max_size=8)
ROLES = st.sampled_from([Role.PREFECTURE, Role.HEALTH_CENTER, *Role])
REQUESTS = st.builds(Request, authorities(), ROLES)
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault


def allowed(lifecycle: Lifecycle, request: Request, at: datetime) -> bool:
    return lifecycle.allows(Capability.BULK_EXPORT, role=request.role, authority=request.authority, at=at)


@UNHURRIED
@given(KNOWN, REQUESTS, st.integers(1, 6))
def test_it_starts_once_it_works_while_it_is_allowed(known: Lifecycle, request: Request, step: int) -> None:
    works = around(known.state.instants())[::step]
    clock = FrozenClock(ANNOUNCED)
    desk = Desk(lambda: known, clock)
    for now in works:
        clock.set(now.astimezone(NEW_YORK))
        desk.work() if desk.open or desk.started else desk.hand_in(request)
    started = [ticket.start for ticket in desk.started]
    assert started == [at for at in works if allowed(known, request, at)][:1]


@UNHURRIED
@given(KNOWN, st.lists(REQUESTS, max_size=4))
def test_it_tells_the_first_window_that_is_left(known: Lifecycle, requests: list[Request]) -> None:
    edges = around(known.state.instants())
    for request, now in product(requests, edges):
        ticket = plan(request, known, now.astimezone(NEW_YORK))
        assert ticket.start == next((at for at in edges if now <= at and allowed(known, request, at)), None)
        if start := ticket.start:
            end = start + ticket.left
            assert end == next((at for at in edges if start < at and not allowed(known, request, at)), None)


@UNHURRIED
@given(KNOWN, st.lists(REQUESTS, max_size=3), st.data())
def test_after_an_amendment_it_holds_what_a_new_desk_would(
    known: Lifecycle, requests: list[Request], data: st.DataObject
) -> None:
    now = data.draw(instants(known), "now")
    desk, new = (Desk(lambda: known, lambda: now) for _ in range(2))
    for request in requests:
        desk.hand_in(request)
    held = [ticket.request for ticket in desk.open]
    known = known.apply(data.draw(amendments(known), "amendment"))
    desk.work()
    for request in held:
        new.hand_in(request)
    assert desk.open == new.open
