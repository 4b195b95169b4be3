"""The arguments and options, spelled the same for every command, and what completes them in a shell."""

from typing import Annotated

import typer

from hersys_lifecycle import Capability, Grade, HealthAuthority, Prefecture, Role
from hersys_lifecycle.checks import say

Completions = list[tuple[str, str]]
"""What may be typed, each with a word of help."""


def complete_capabilities(incomplete: str) -> Completions:
    """Return the capabilities that begin so."""
    return [(each.value, say(each, "ja")) for each in Capability if each.value.startswith(incomplete)]


def complete_roles(incomplete: str) -> Completions:
    """Return the roles that begin so."""
    return [(each.value, say(each, "ja")) for each in Role if each.value.startswith(incomplete)]


def complete_prefectures(incomplete: str) -> Completions:
    """Return the prefectures whose name or code begins so, in the spelling that was begun."""
    rows = ((each, (each.name_en.casefold(), each.name_en, each.name_ja, each.code)) for each in Prefecture)
    return [(name, each.name_ja) for each, names in rows for name in _begun(names, incomplete)]


def complete_authorities(incomplete: str) -> Completions:
    """Return the health authorities whose name or code begins so, in the spelling that was begun."""
    rows = ((each, (each.code, each.romaji.casefold(), each.romaji, each.name_ja)) for each in HealthAuthority)
    return [(name, each.name_ja) for each, names in rows for name in _begun(names, incomplete)]


def complete_languages(incomplete: str) -> Completions:
    """Return the languages that begin so."""
    return [(each, told) for each, told in (("ja", "日本語"), ("en", "English")) if each.startswith(incomplete)]


def _begun(names: tuple[str, ...], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)][:1]


def complete_grades(incomplete: str) -> Completions:
    """Return the grades of a citation that begin so."""
    return [(each.value, say(each, "ja")) for each in Grade if each.value.startswith(incomplete)]


CapabilityArgument = Annotated[
    str,
    typer.Argument(
        metavar="CAPABILITY",
        help="What is to be done: " + ", ".join(each.value for each in Capability) + "; or its name, such as 編集.",
        autocompletion=complete_capabilities,
    ),
]
PrefectureArgument = Annotated[
    str | None,
    typer.Argument(metavar="PREFECTURE", help="大阪府, 大阪, Osaka or 27.", autocompletion=complete_prefectures),
]
RoleOption = Annotated[
    str,
    typer.Option(
        "--role",
        metavar="ROLE",
        help="For whom: " + ", ".join(each.value for each in Role) + "; or its name, such as 担当保健所.",
        autocompletion=complete_roles,
    ),
]
AuthorityOption = Annotated[
    str | None,
    typer.Option(
        "--authority",
        metavar="AUTHORITY",
        help="The health authority: 大阪市, Osaka-shi or 271004; by default the prefecture's own body.",
        autocompletion=complete_authorities,
    ),
]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="INSTANT",
        help="The instant asked about, in ISO 8601, such as 2023-11-14T10:00; without an offset it is Japan time. "
        "By default now.",
    ),
]
MarkOption = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="INSTANT",
        help="Mark the phase at this instant, in ISO 8601; without an offset it is Japan time.",
    ),
]
StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        envvar="HERSYS_STORE",
        help="Ask a record instead of the embedded notice: sqlite:///file or postgresql://user@host/database.",
    ),
]
RecordOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        envvar="HERSYS_STORE",
        help="The record: sqlite:///file or postgresql://user@host/database.",
    ),
]
KnownAtOption = Annotated[
    str | None,
    typer.Option(
        "--known-at",
        metavar="INSTANT",
        help="Ask the record as it was known at this instant, in ISO 8601; without an offset it is Japan time. "
        "By default as known now.",
    ),
]
NowOption = Annotated[
    str | None,
    typer.Option(
        "--now",
        metavar="INSTANT",
        envvar="HERSYS_NOW",
        help="Set the clock, to rehearse: what is asked without --at, and what is recorded, is then.",
    ),
]
EveryOption = Annotated[bool, typer.Option("--all", help="Show what is as first announced, too.")]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="INSTANT", help="Only what was recorded from this instant on, in ISO 8601."),
]
HeadOption = Annotated[
    str | None,
    typer.Option(
        "--head",
        metavar="POSITION:DIGEST",
        help="The head of the record as it was kept elsewhere: shows whether what was recorded by then is still there.",
    ),
]
ByOption = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", envvar="HERSYS_BY", help="Who records; by default the user of this system."),
]
KeyOption = Annotated[
    str | None,
    typer.Option("--key", metavar="TEXT", help="An idempotency key: the same recording twice is recorded once."),
]
CorrectionOption = Annotated[
    bool, typer.Option("--correction", help="Record it as a correction, which may change answers of the past.")
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Record without asking.")]
EventsArgument = Annotated[
    str,
    typer.Argument(
        metavar="EVENTS.json|-", help="A file with one event in JSON, or a list of events; - is standard input."
    ),
]
LangOption = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="ja|en",
        help="The language of the answer; by default that of the locale.",
        autocompletion=complete_languages,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer with JSON, and nothing else, on stdout.")]
NoColorOption = Annotated[
    bool, typer.Option("--no-color", help="Write without colour, as NO_COLOR does and as into a pipe.")
]
