"""An amendment and what it changes: a slot is moved, every answer that becomes another one is listed.

Then an amendment that would cut off somebody's slot is refused. Both notices are invented for this example; the
Ministry announced neither.
"""

from datetime import date
from textwrap import fill

from hersys_lifecycle import Lifecycle, Prefecture, compare, official_lifecycle
from hersys_lifecycle.checks import say
from hersys_lifecycle.citations import Citation, Grade
from hersys_lifecycle.errors import InadmissibleEventError
from hersys_lifecycle.events import DecommissionLimitAnnounced, SlotRescheduled
from hersys_lifecycle.instants import days, through

INVENTED = Citation(document="a notice invented for this example", clause="1", grade=Grade.ASSUMED)

OSAKA_LATER = SlotRescheduled(
    prefecture=Prefecture.OSAKA, span=days(date(2023, 12, 4), date(2023, 12, 8)), citation=INVENTED
)
END_AT_NEW_YEAR = DecommissionLimitAnnounced(at=through(date(2023, 12, 31)), citation=INVENTED)


def show_changes(before: Lifecycle, after: Lifecycle) -> None:
    """Print every answer that differs; a * marks where yes becomes no or no becomes yes."""
    for change in compare(before, after):
        where = change.prefecture.name_en if change.prefecture else "all"
        flip = "*" if change.flips else " "
        print(f"  {flip} {change.span}  {change.capability.value}, {where}")
        print(f"      was: {say(change.before, 'en')}")
        print(f"      is:  {say(change.after, 'en')}")


def main() -> None:
    """Move a slot, then try to end HER-SYS before everybody had theirs."""
    official = official_lifecycle()

    print("Invented amendment 1: Osaka's slot is moved to 4–8 December. It changes these answers:\n")
    amended = official.apply(OSAKA_LATER)
    show_changes(official, amended)

    print("\nInvented amendment 2: HER-SYS is to end with 31 December. It is refused:\n")
    try:
        amended.apply(END_AT_NEW_YEAR)
    except InadmissibleEventError as error:
        print(fill(str(error), width=100, initial_indent="  ", subsequent_indent="  "))

    print(f"\nOsaka's slot as amended:     {amended.slot(Prefecture.OSAKA)}")
    print(f"Osaka's slot in the notice:  {official.slot(Prefecture.OSAKA)}, as it always was")


if __name__ == "__main__":
    main()
