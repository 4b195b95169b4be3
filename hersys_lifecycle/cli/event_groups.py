"""A command that has a command for every kind of event, and takes whatever else for the name of a file of events."""

from typing import TYPE_CHECKING, Final

from typer.core import TyperGroup

if TYPE_CHECKING:
    from typer._click import Context  # what TyperGroup is declared with

FILE: Final = "file"
"""The command that takes the name of a file; it need not be typed."""


class EventGroup(TyperGroup):
    """Finds the kind of event also behind options, and with hyphens."""

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Put the kind of event first, where the options of its command can follow."""
        return super().parse_args(ctx, self._ordered(args))

    def _ordered(self, args: list[str]) -> list[str]:
        for place, word in enumerate(args):
            if (name := word.replace("-", "_")) in self.commands and (name != FILE or not place):
                return [name, *args[:place], *args[place + 1 :]]
        return args if not args or "--help" in args else [FILE, *args]
