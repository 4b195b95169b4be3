"""Texts that people give: a name, a source, who recorded something. Each is one line that any system can write."""

import re

from hersys_lifecycle.errors import InvalidFieldError

# Controls, the separators of lines and paragraphs, and halves of surrogate pairs, which UTF-8 has no bytes for.
_BREAKING = "\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
# What sets the direction of writing: the line stays one, but is seen in another order. A record may hold such names,
# and has to stay readable: so they are taken, and only what is shown of them is mended.
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"

_NOT_IN_A_LINE = re.compile(f"[{_BREAKING}]")
_NOT_SHOWN = re.compile(f"[{_BREAKING}{_TURNING}]")


def shown(text: str) -> str:
    """Return a text as it may be shown to people: of what breaks or turns a line, such as ESC or U+202E, the escape.

    A file from outside may hold anything, and a terminal obeys some of it.
    """
    return text if text.isprintable() else _NOT_SHOWN.sub(lambda found: repr(found[0])[1:-1], text)


def one_line(field: str, value: object, remedy: str) -> None:
    """Refuse what is no text, is blank, or does not fit on one line.

    Raises:
        InvalidFieldError: with the remedy for what is no text or blank.
    """
    if not isinstance(value, str) or not value.strip():
        raise InvalidFieldError(field, value, remedy)
    if not value.isprintable() and (found := _NOT_IN_A_LINE.search(value)):  # what is printable fits on a line
        raise InvalidFieldError(field, value, f"write it in one line: {found[0]!r} cannot stand in it")
