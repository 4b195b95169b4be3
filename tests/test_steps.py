"""A value for every instant in steps: looked up in any time zone, changed, cut to a span."""

from bisect import bisect_right
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hersys_lifecycle.checks import compile_rulings
from hersys_lifecycle.instants import JST, Span
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.testing import in_zone, lifecycles
from hersys_lifecycle.testing.moments import colliding_instants
from hersys_lifecycle.timeline import Steps, compile_timeline, inside
from tests.strategies import SLOW

Values = Steps[int]


@st.composite
def functions(draw: st.DrawFn) -> Values:
    """Draw a function of time with few edges, of which neighbours differ."""
    edges = sorted(draw(st.sets(colliding_instants(), max_size=4)))
    return Steps(edges, tuple(draw(st.sampled_from([(0, 1), (1, 0)]))[number % 2] for number in range(len(edges) + 1)))


def open_or_not() -> st.SearchStrategy[datetime | None]:
    return st.none() | colliding_instants()


@st.composite
def any_span(draw: st.DrawFn) -> Span:
    start, end = draw(open_or_not()), draw(open_or_not())
    return Span(start, end) if start is None or end is None or start < end else Span(end, None)


@given(functions(), colliding_instants(), st.data())
def test_a_value_holds_from_its_edge_on_and_before_the_next_in_whatever_time_zone_it_is_asked(
    function: Values, at: datetime, data: st.DataObject
) -> None:
    step = bisect_right(function.edges, at)
    for asked in (at, at.astimezone(UTC), data.draw(in_zone(at))):
        assert function.index(asked) == step
        assert function.at(asked) == function.from_edge(asked) == function.values[step]
        assert function.span_from(asked) == function.span(step)


@given(functions())
def test_the_spans_of_a_function_are_gapless_and_its_first_value_is_that_before_all_edges(function: Values) -> None:
    spans = function.spans()
    assert [value for _, value in spans] == list(function.values)
    assert [span.start for span, _ in spans] == [None, *function.edges]
    assert [span.end for span, _ in spans] == [*function.edges, None]
    assert (function.from_edge(None), function.span_from(None)) == (function.values[0], spans[0][0])


@given(functions(), st.data())
def test_the_edges_of_a_function_are_held_in_japan_time(function: Values, data: st.DataObject) -> None:
    elsewhere = Steps([data.draw(in_zone(edge)) for edge in function.edges], function.values)
    assert elsewhere.edges == function.edges
    assert all(type(edge) is datetime and edge.tzinfo is JST for edge in elsewhere.edges)


@given(functions(), colliding_instants(), st.sampled_from([(5, 5), (5, 7)]))
def test_a_changed_function_has_the_changed_value_everywhere_and_no_step_that_changes_nothing(
    function: Values, at: datetime, images: tuple[int, int]
) -> None:
    changed = function.mapped(images.__getitem__)
    assert changed.at(at) == images[function.at(at)]
    assert all(earlier != later for earlier, later in pairwise(changed.values))


@pytest.mark.parametrize("function", [Steps((), (1,)), Steps([datetime(2023, 10, 1, tzinfo=JST)], (1, 2))])
@given(at=colliding_instants())
def test_a_searchable_function_is_the_same_with_an_edge_and_one_value_more_than_edges(
    function: Values, at: datetime
) -> None:
    searchable = function.searchable()
    assert searchable.at(at) == function.at(at)
    assert len(searchable.values) == len(searchable.edges) + 1 > 1


@given(st.sets(colliding_instants(), max_size=6).map(sorted), st.none() | any_span())
def test_the_edges_inside_a_span_are_those_that_lie_in_it(edges: list[datetime], span: Span | None) -> None:
    assert list(inside(edges, span)) == [edge for edge in edges if span is None or edge in span]


@SLOW
@given(lifecycles(), any_span())
def test_the_rulings_within_a_span_are_those_of_all_time_there(lifecycle: Lifecycle, span: Span) -> None:
    state, timeline = lifecycle.state, compile_timeline(lifecycle.state)
    first = span.start or datetime(2, 1, 1, tzinfo=JST)
    for whole, cut in zip(compile_rulings(state, timeline), compile_rulings(state, timeline, span), strict=True):
        assert all(edge in span for edge in cut.edges)
        assert all(cut.at(at) == whole.at(at) for at in (first, *whole.edges) if at in span)
