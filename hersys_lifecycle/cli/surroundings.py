"""What the shell finds around it: the one place that reads a clock. Tests and other programs pass their own."""

from collections.abc import Callable
from datetime import UTC, datetime

import attrs

from hersys_lifecycle import Lifecycle, official_lifecycle


def _system_clock() -> datetime:
    return datetime.now(UTC)


@attrs.frozen(kw_only=True)
class Surroundings:
    """The clock and the lifecycle that commands ask: ``app(obj=Surroundings(clock=...))`` replaces them."""

    clock: Callable[[], datetime] = _system_clock
    lifecycle: Callable[[], Lifecycle] = official_lifecycle
