"""A first look: the phases of HER-SYS under the Ministry's notice, and some answers around its edges."""

import re
from datetime import datetime
from unicodedata import east_asian_width

from hersys_lifecycle import Capability, Prefecture, Role, official_lifecycle
from hersys_lifecycle.checks import say
from hersys_lifecycle.instants import JST

MINUTE, SECOND = "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"
WIDTH = 96


def show_timeline() -> None:
    """Print the phases with their spans."""
    for segment in official_lifecycle().timeline:
        start, end = (f"{edge:{MINUTE}}" if edge else "…" for edge in (segment.span.start, segment.span.end))
        print(f"  {start:>16} – {end:<16}  {say(segment.phase, 'en'):<44}  {say(segment.phase, 'ja')}")


def ask(
    question: str,
    capability: Capability,
    *times: str,
    prefecture: Prefecture | None = None,
    role: Role = Role.PREFECTURE,
) -> None:
    """Print a question and the decision on it at some times in Japan."""
    print(f"\n{question}")
    for time in times:
        at = datetime.strptime(time, SECOND).replace(tzinfo=JST)
        decision = official_lifecycle().check(capability, prefecture, at=at, role=role)
        print(f"\n  {time}  {'yes' if decision else 'no'}: {decision.reason.value}")
        show(decision.explain("en"))
        show(decision.explain("ja"))


def show(text: str) -> None:
    """Print a sentence in lines of some width, broken at spaces and after Japanese commas."""
    line = ""
    for piece in re.findall(r"[^ 、]*(?:[ 、]|$)", text):
        if sum(1 + (east_asian_width(char) in "WF") for char in line + piece) > WIDTH:
            print(f"    {line.rstrip()}")
            line = ""
        line += piece
    print(f"    {line}")


def main() -> None:
    """Print the timeline, then every question with its answers."""
    bulk_export, osaka = Capability.BULK_EXPORT, Prefecture.OSAKA
    around_stop = ("2023-10-31 17:59:59", "2023-10-31 18:00:00")
    around_slot = ("2023-11-12 23:59:59", "2023-11-13 00:00:00", "2023-11-18 00:00:00")

    print("HER-SYS as the Ministry's notice of autumn 2023 winds it down (Japan time). N1 to N11 are its clauses;")
    print("stated: it says so; inferred: it follows; assumed: it had to be decided. Events are counted from 1.\n")
    show_timeline()
    ask("Until when can a case be edited? いつまで編集できるか", Capability.EDIT, *around_stop)
    ask(
        "From when can a case be viewed again? いつから再び閲覧できるか",
        Capability.VIEW,
        "2023-11-01 07:59:59",
        "2023-11-01 08:00:00",
    )
    ask(
        "When may Osaka download its data? 大阪府の一括ダウンロードはいつか",
        bulk_export,
        *around_slot,
        prefecture=osaka,
    )
    ask(
        "May a hospital download them? 医療機関はできるか",
        bulk_export,
        around_slot[1],
        prefecture=osaka,
        role=Role.MEDICAL_INSTITUTION,
    )
    ask(
        "Until when can a case be viewed? いつまで閲覧できるか",
        Capability.VIEW,
        "2024-03-31 23:59:59",
        "2024-04-01 00:00:00",
    )
    print("\nAsk on with the command hersys (extra cli): .venv/bin/hersys status Osaka --at 2023-11-10T09:00")


if __name__ == "__main__":
    main()
