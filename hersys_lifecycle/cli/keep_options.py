"""The arguments of the commands that keep a record."""

from typing import Annotated

import typer

AdoptedOption = Annotated[
    str | None,
    typer.Option(
        "--events",
        metavar="EVENTS.json|-",
        help="Adopt these events, a list in JSON, instead of the Ministry's notice; - is standard input.",
    ),
]
ExportArgument = Annotated[
    str, typer.Argument(metavar="FILE|-", help="The file to write, which must not be there yet; - is standard output.")
]
ImportArgument = Annotated[
    str, typer.Argument(metavar="FILE|-", help="The file that hersys export wrote; - is standard input.")
]
