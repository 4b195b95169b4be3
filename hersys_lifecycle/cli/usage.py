"""Misuse of the command line as one line with the remedy, where it would otherwise be a small page."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import typer
from typer._click.exceptions import UsageError  # typer names its kinds only
from typer.core import TyperGroup

from hersys_lifecycle.checks import Text
from hersys_lifecycle.cli.languages import language_of
from hersys_lifecycle.cli.screen import give_up, in_one_line

if TYPE_CHECKING:
    from typer._click import Context  # what TyperGroup is declared with

HELP: Final = Text("{0}（{1} --help を参照してください）", "{0} (see {1} --help)")


class Shell(TyperGroup):
    """The command with all its commands; whatever of them is misused, it says so in one line."""

    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **extra: Any) -> "Context":  # noqa: ANN401
        """Read the options before the command."""
        with _one_line():
            return super().make_context(info_name, args, *rest, **extra)

    def invoke(self, ctx: "Context") -> Any:  # noqa: ANN401  # what commands return is nobody's matter
        """Run a command."""
        with _one_line():
            return super().invoke(ctx)


@contextmanager
def _one_line() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        give_up(error)
    except UsageError as error:
        said = error.format_message()
        if "\n" in said:  # help, where nothing was asked
            raise
        command = error.ctx.command_path if error.ctx else "hersys"
        told = HELP.in_(language_of(os.environ)).format(said, command)
        typer.echo(f"hersys: {in_one_line(told)}", err=True)
        raise typer.Exit(error.exit_code) from None
