"""Instants and days in a text: each stays in one line wherever there is room for it."""

import re
from typing import Final

from markupsafe import Markup

INSTANT: Final = (
    r"([0-9]+年[0-9]+月[0-9]+日(?:[0-9]+時[0-9]+分(?:[0-9.]+秒)?|（.）)?"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9:.]+ JST| \([A-Z][a-z]{2}\))?)"
)
"""An instant as decisions write it, or a day, in Japanese or English; the script of a page reads it too."""

_WHOLE: Final = Markup('<span class="instant">{}</span>')


def wrapped(text: str) -> Markup:
    """Return a text for a page, each instant and day in it an element."""
    parts = re.split(INSTANT, text)
    return Markup().join(_WHOLE.format(part) if number % 2 else part for number, part in enumerate(parts))
