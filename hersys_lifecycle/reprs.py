"""How values show themselves to programmers: as they are typed in Python, so that what is shown can be tried again."""

from collections.abc import Set as AbstractSet
from datetime import datetime
from enum import Enum
from typing import Any


def as_typed(value: object) -> str:
    """Return a value as it is typed in Python; ``JST`` in it is :data:`hersys_lifecycle.instants.JST`."""
    match value:
        case datetime() if str(value.tzinfo) == "JST":
            parts = [value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond]
            while len(parts) > 3 and not parts[-1]:  # noqa: PLR2004  # a date has three
                parts.pop()
            return f"datetime({', '.join(map(str, parts))}, tzinfo=JST)"
        case Enum():
            return f"{value.__class__.__name__}.{value.name}"
        case AbstractSet():
            return f"{{{', '.join(sorted(map(as_typed, value)))}}}"
        case _:
            return repr(value)


class ShownAsTyped:
    """What IPython and Hypothesis are to show by its ``repr``, where they would else take it apart."""

    __slots__ = ()

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:  # noqa: ANN401, FBT001  # the protocol of IPython
        printer.text(repr(self))
