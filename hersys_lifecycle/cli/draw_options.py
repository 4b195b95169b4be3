"""The arguments of the commands that draw, and which kind of picture they ask for."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import PurePath
from typing import Annotated

import typer

from hersys_lifecycle.cli.errors import OnePictureError
from hersys_lifecycle.cli.options import complete_prefectures

_MOST_DAYS = 3650
"""Ten years: nobody is reminded of anything earlier."""

PictureArgument = Annotated[
    str | None, typer.Argument(metavar="FILE", help="The file to write; by default the picture goes to stdout.")
]
ReportArgument = Annotated[str, typer.Argument(metavar="FILE.html|-", help="The page to write; - is standard output.")]
OutputOption = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write; by default stdout.")
]
SvgOption = Annotated[bool, typer.Option("--svg", help="Draw it as SVG.")]
PngOption = Annotated[bool, typer.Option("--png", help="Draw it as PNG.")]
EmphasisOption = Annotated[
    str | None,
    typer.Option(
        "--prefecture",
        metavar="PREFECTURE",
        help="Emphasise its row in the picture.",
        autocompletion=complete_prefectures,
    ),
]
MermaidOption = Annotated[bool, typer.Option("--mermaid", help="Write it in Mermaid's language, the default.")]
DotOption = Annotated[bool, typer.Option("--dot", help="Write it in Graphviz's language.")]
AlarmOption = Annotated[
    int | None,
    typer.Option(
        "--alarm",
        metavar="DAYS",
        min=0,
        max=_MOST_DAYS,
        help="Remind so many days before something begins, and before a period ends.",
    ),
]


def picture_asked(file: str | None, options: Mapping[str, bool]) -> str | None:
    """Return which kind of picture the options ask for, or the end of the file's name; ``None`` for none.

    Raises:
        OnePictureError: the options and the name ask for several, or for none although there is a file.
    """
    asked = {kind for kind, given in options.items() if given}
    if file is not None and (suffix := PurePath(file).suffix.removeprefix(".").lower()) in options:
        asked.add(suffix)
    if len(asked) > 1 or (file is not None and not asked):
        raise OnePictureError
    return next(iter(asked), None)


def before(days: int | None) -> timedelta | None:
    """Return how long before something an alarm rings, if any does."""
    return None if days is None else timedelta(days=days)
