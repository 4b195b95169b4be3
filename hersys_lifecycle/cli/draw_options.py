"""The arguments of the commands that draw, and which kind of picture they ask for."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import PurePath
from typing import Annotated

import typer

from hersys_lifecycle.cli.errors import OnePictureError
from hersys_lifecycle.cli.options import complete_prefectures
from hersys_lifecycle.cli.screen import STDOUT

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
        "--alarm", metavar="DAYS", min=0, help="Remind so many days before something begins, and before a period ends."
    ),
]


def picture_asked(file: str | None, options: Mapping[str, bool]) -> str | None:
    """Return which kind of picture the options ask for, or the end of the file's name; ``None`` for none.

    Raises:
        OnePictureError: several options ask for one, or none does although there is a file.
    """
    asked = [kind for kind, given in options.items() if given]
    if not asked and file is not None and file != STDOUT:
        asked = [kind for kind in options if kind == PurePath(file).suffix.removeprefix(".").lower()]
    if len(asked) > 1 or (file is not None and not asked):
        raise OnePictureError
    return asked[0] if asked else None


def before(days: int | None) -> timedelta | None:
    """Return how long before something an alarm rings, if any does."""
    return None if days is None else timedelta(days=days)
