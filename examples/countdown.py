"""A countdown to a prefecture's download period: how long until it opens, how long it stays open.

Give another prefecture as the argument, in any spelling: ``python examples/countdown.py 北海道``. Dates are read and
written with pendulum, which is at home at such edges; the answers come from `check`.
"""

import sys

import pendulum

from hersys_lifecycle import Capability, Lifecycle, Prefecture, official_lifecycle
from hersys_lifecycle.errors import UnknownNameError

ZONE = "Asia/Tokyo"
DAYS = ("2023-10-20 09:00", "2023-11-12 23:30", "2023-11-13 00:00", "2023-11-17 18:45", "2023-11-18 00:00",
        "2023-12-31 12:00", "2024-01-26 22:00", "2024-04-01 00:00")  # fmt: skip


def countdown(lifecycle: Lifecycle, prefecture: Prefecture, at: pendulum.DateTime) -> str:
    """Return in words how a prefecture's download period stands at an instant."""
    decision = lifecycle.check(Capability.BULK_EXPORT, prefecture, at=at)
    if decision.allowed:
        closing = decision.span.end
        return f"open, closes in {until(at, pendulum.instance(closing))}" if closing else "open"
    if decision.next_allowed:
        return f"opens in {until(at, pendulum.instance(decision.next_allowed))}"
    return "passed"


def until(at: pendulum.DateTime, later: pendulum.DateTime) -> str:
    """Return the days, hours and minutes from one instant to a later one, without those that are zero."""
    left = later - at
    parts = ((left.days, "day"), (left.hours, "hour"), (left.minutes, "minute"))
    return " ".join(f"{number} {unit}{'s' * (number != 1)}" for number, unit in parts if number)


def main(arguments: list[str]) -> None:
    """Count down for the prefecture named, or else for Osaka, at several instants."""
    try:
        prefecture = Prefecture.parse(arguments[0]) if arguments else Prefecture.OSAKA
    except UnknownNameError as error:
        sys.exit(str(error))
    lifecycle = official_lifecycle()
    print(f"Bulk download for {prefecture.name_en_formal} ({prefecture.name_ja}), Japan time")
    for window in lifecycle.windows(Capability.BULK_EXPORT, prefecture):
        start, end = (pendulum.instance(edge).format("ddd D MMM YYYY, HH:mm") for edge in window.bounds)
        print(f"  from {start} and before {end}")
    print()
    for text in DAYS:
        at = pendulum.from_format(text, "YYYY-MM-DD HH:mm", tz=ZONE)
        print(f"  {at.format('ddd D MMM YYYY, HH:mm'):>23}  {countdown(lifecycle, prefecture, at)}")


if __name__ == "__main__":
    main(sys.argv[1:])
