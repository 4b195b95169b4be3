"""After the benchmarks: each row as a ratio to its floor in the same run, beside the limit it is held against."""

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    session: Any = getattr(config, "_benchmarksession", None)  # where pytest-benchmark keeps its results
    rows: Sequence[Any] = session.benchmarks if session else ()
    fastest = {row.name: row.stats.min for row in rows}
    terminalreporter.section("ratios of the fastest rounds")
    for row in rows:
        floor = row.extra_info.get("floor")
        if floor not in fastest:  # a floor itself, or its floor was deselected
            continue
        seconds, ratio = fastest[row.name], fastest[row.name] / fastest[floor]
        limit, ceiling = row.extra_info.get("limit", 0), row.extra_info.get("or_seconds", 0)
        within = ratio <= limit or seconds <= ceiling
        bound = " or ".join([f"{limit} x"] * bool(limit) + [f"{ceiling * 1e6:,.0f} µs"] * bool(ceiling))
        terminalreporter.write_line(
            f"{row.name:<44} {seconds * 1e6:>12.3f} µs = {ratio:>6.2f} x {floor} "
            f"(limit {bound}: {'within' if within else 'OVER'})"
        )
