"""The command ``hersys`` and its commands, in the order in which help lists them."""

# ruff: noqa: PLC0415  # an import where it is needed: help and most commands do without

from typing import Annotated

import typer

from hersys_lifecycle.cli import auditing, drawing, keeping, questions, recording
from hersys_lifecycle.cli.usage import Shell

app = typer.Typer(
    name="hersys",
    cls=Shell,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help and plain errors: quick, and readable in a log
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:  # noqa: FBT001  # a callback gets the value of its option
    if asked:
        from importlib.metadata import version

        typer.echo(f"hersys {version('hersys-lifecycle')}")
        raise typer.Exit


@app.callback()
def hersys(
    *,
    _: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Answer from the Ministry's notice, or from a record, what may be done with HER-SYS when, why, and until when.

    Exit status: 0 allowed, or done; 1 denied, or something found; 2 misuse; 3 the record cannot be reached or read.
    """


for command in (
    questions.status,
    questions.check,
    questions.when,
    questions.explain,
    questions.matrix,
    drawing.timeline,
    questions.outstanding,
    questions.verify,
    keeping.init,
):
    app.command()(command)
app.add_typer(recording.record, name="record")
app.add_typer(recording.propose, name="propose")
for command in (keeping.history, auditing.trail, auditing.departures, keeping.export):
    app.command()(command)
app.command(name="import")(keeping.import_)
for command in (auditing.audit, drawing.ics, drawing.diagram, drawing.report):
    app.command()(command)
