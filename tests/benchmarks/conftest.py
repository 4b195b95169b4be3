"""After the benchmarks: each row as a ratio to its floor, beside the limit it is held against."""

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    session: Any = getattr(config, "_benchmarksession", None)  # where pytest-benchmark keeps its results
    rows: Sequence[Any] = session.benchmarks if session else ()
    terminalreporter.section("beside their floors, measured in turn")
    for row in rows:
        told = row.extra_info
        if "mb" in told:
            _tell_memory(terminalreporter, row.name, told)
            continue
        seconds = getattr(row.stats, told.get("statistic", "min"))
        limit, ceiling = told.get("limit", 0), told.get("or_seconds", 0)
        bound = " or ".join([f"{limit} x"] * bool(limit) + [f"{ceiling * 1e6:,.0f} µs"] * bool(ceiling))
        within = told["ratio"] <= limit or seconds <= ceiling
        terminalreporter.write_line(
            f"{row.name:<40} {seconds * 1e6:>11.3f} µs = {told['ratio']:>5.2f} x {told['floor']} "
            f"({told['floor_seconds'] * 1e6:.3f} µs); limit {bound}: {'within' if within else 'OVER'}"
        )


def _tell_memory(terminalreporter: pytest.TerminalReporter, name: str, told: dict[str, Any]) -> None:
    terminalreporter.write_line(
        f"{name:<40} {told['mb']:>11,.0f} MB = {told['ratio']:>5.2f} x {told['floor']} ({told['floor_mb']:,.0f} MB); "
        f"limit {told['limit']} x: {'within' if told['ratio'] <= told['limit'] else 'OVER'}"
    )
