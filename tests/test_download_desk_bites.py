"""The property test of an example, written as users would write theirs, finds faults planted in the desk."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, Phase, settings

EXAMPLES = Path(__file__).parents[1] / "examples"
DESK, TEST = "examples.download_desk", "examples.test_download_desk"

STARTS = "test_it_starts_once_it_works_while_it_is_allowed"
TELLS = "test_it_tells_the_first_window_that_is_left"
AMENDED = "test_after_an_amendment_it_holds_what_a_new_desk_would"

FAULTS = {
    "its windows are closed on both sides": (TELLS, "if now < closing:", "if now <= closing:"),
    "it takes the hands of any clock for Japan time": (TELLS, "japan_time(at)", "at.replace(tzinfo=JST)"),
    "it counts in the time zone of its clock": (TELLS, "japan_time(at)", "at"),
    "it asks the notice, whatever was amended": (
        TELLS,
        "in lifecycle.windows(",
        "in Lifecycle.from_events(official_events()).windows(",
    ),
    "it asks for the prefecture, whose return is not the body's": (
        TELLS,
        "authority = request.role, request.authority",
        "authority = request.role, HealthAuthority.of(request.authority.prefecture)",
    ),
    "it looks at no role": (TELLS, "authority = request.role,", "authority = Role.PREFECTURE,"),
    "it starts what is due, be it too late": (
        STARTS,
        "            self._place(ticket.request, lifecycle, now)\n",
        """\
            if ticket.start and ticket.start <= now:
                self.started.append(ticket)
            else:
                self._place(ticket.request, lifecycle, now)
""",
    ),
    "it leaves turned down what an amendment allows": (
        AMENDED,
        "            self._place(ticket.request, lifecycle, now)\n",
        "            self._place(ticket.request, lifecycle, now) if ticket.start else self.open.append(ticket)\n",
    ),
}


@pytest.fixture
def _looking_hard() -> Iterator[None]:
    """The same examples every time, enough of them for the rarest fault, and none kept."""
    before = settings.default
    assert before
    settings.register_profile(
        "bites",
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=300,
        report_multiple_bugs=False,
        phases=[Phase.generate],  # shrinking would take longer than finding
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("bites")
    yield
    settings.register_profile("before", before)
    settings.load_profile("before")


def loaded(name: str, source: str) -> ModuleType:
    module = ModuleType(name)
    exec(compile(source, EXAMPLES.parent / f"{name.replace('.', '/')}.py", "exec"), vars(module))  # noqa: S102  # our own
    return module


@pytest.mark.usefixtures("_looking_hard")
@pytest.mark.parametrize(("law", "right", "wrong"), FAULTS.values(), ids=list(FAULTS))
def test_a_planted_fault_is_found(law: str, right: str, wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source = (EXAMPLES / "download_desk.py").read_text(encoding="utf-8")
    assert source.count(right) == 1
    monkeypatch.setitem(sys.modules, DESK, loaded(DESK, source.replace(right, wrong)))
    test = loaded(TEST, (EXAMPLES / "test_download_desk.py").read_text(encoding="utf-8"))
    with pytest.raises(AssertionError) as error:
        vars(test)[law]()
    assert law in "\n".join(error.value.__notes__)
