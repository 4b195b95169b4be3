"""A command that has a command for every kind of event, and takes whatever else for the name of a file of events."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from typer._click.exceptions import UsageError
from typer.core import TyperGroup, TyperOption

from hersys_lifecycle.cli.languages import language_of
from hersys_lifecycle.cli.screen import refusal

if TYPE_CHECKING:
    from typer._click import Context  # what TyperGroup is declared with

FILE: Final = "file"
"""The command that takes the name of a file; it need not be typed."""


class EventGroup(TyperGroup):
    """Finds the kind of event also behind options, and with hyphens."""

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Put the kind of event first, where the options of its command can follow."""
        return super().parse_args(ctx, self._ordered(ctx, args))

    def _ordered(self, ctx: "Context", args: list[str]) -> list[str]:
        place = self._first_word(args)
        if place is None:
            return args if not args or "--help" in args else [FILE, *args]
        word = args[place]
        if (name := word.replace("-", "_")) in self.commands:
            return [name, *args[:place], *args[place + 1 :]]
        if name.replace("_", "").isalpha() and not Path(word).exists() and not ctx.resilient_parsing:
            from hersys_lifecycle.codec import EVENT_NAMES  # noqa: PLC0415  # most commands do without

            raise UsageError(refusal(EVENT_NAMES.unknown(word), language_of(os.environ)), ctx)
        return [FILE, *args]

    def _first_word(self, args: list[str]) -> int | None:
        """Return where the first word stands that is neither an option nor the value of one."""
        valued = {
            name
            for command in self.commands.values()
            for option in command.params
            if isinstance(option, TyperOption) and not option.is_flag
            for name in option.opts
        }
        value = False
        for place, word in enumerate(args):
            if not value and (word == "-" or not word.startswith("-")):
                return place
            value = not value and word in valued
        return None
