"""What is said where something that an extra needs cannot be imported."""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

import pytest

from hersys_lifecycle import official_lifecycle
from hersys_lifecycle.calendars import calendar
from hersys_lifecycle.errors import MissingExtraError
from hersys_lifecycle.extras import extra
from hersys_lifecycle.pictures import diagram_svg, dot, png, timeline_svg
from hersys_lifecycle.reports import report
from tests.reporting import AT

OFFICIAL = official_lifecycle()
OURS: Sequence[tuple[str, str, Callable[[], object]]] = (
    ("reports", "page", lambda: report(OFFICIAL, at=AT, language="ja")),
    ("reports", "edges", lambda: report(OFFICIAL, at=AT, language="ja")),
    ("calendars", "writing", lambda: calendar(OFFICIAL.events, language="ja", stamp=AT)),
    ("pictures", "gantt", lambda: timeline_svg(OFFICIAL, at=None, language="ja")),
    ("pictures", "digraphs", dot),
    ("pictures", "diagram", lambda: diagram_svg(language="en")),
    ("pictures", "raster", lambda: png("<svg/>")),
)


@pytest.mark.parametrize(("package", "module", "use"), OURS, ids=[f"{each[0]}.{each[1]}" for each in OURS])
def test_a_module_of_our_own_that_is_not_found_is_no_missing_extra(
    monkeypatch: pytest.MonkeyPatch, package: str, module: str, use: Callable[[], object]
) -> None:
    package = f"hersys_lifecycle.{package}"
    for each in {module, "page"}:
        monkeypatch.delattr(import_module(package), each, raising=False)
        monkeypatch.delitem(sys.modules, f"{package}.{each}", raising=False)
    monkeypatch.setitem(sys.modules, f"{package}.{module}", None)
    with pytest.raises(ModuleNotFoundError) as raised:
        use()
    assert raised.value.name == f"{package}.{module}"


@pytest.mark.parametrize("name", ["nowhere", "nowhere.at_all", "hersys_lifecycle_of_others", None])
def test_anything_else_that_is_not_found_is_a_missing_extra(name: str | None) -> None:
    with pytest.raises(MissingExtraError) as raised, extra("some", "something"):
        raise ModuleNotFoundError(name=name)
    assert raised.value == MissingExtraError("some", "something")
    assert raised.value.__suppress_context__
