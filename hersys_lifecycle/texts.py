"""Texts that people give: a name, a source, who recorded something. Each is one line that any system can write."""

import re

from hersys_lifecycle.errors import InvalidFieldError

# Controls, the separators of lines and paragraphs, and halves of surrogate pairs, which UTF-8 has no bytes for.
_NOT_IN_A_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def shown(text: str) -> str:
    """Return a text as it may be shown to people: of what cannot stand in a line, such as ESC, the escape.

    A file from outside may hold anything, and a terminal obeys some of it.
    """
    return text if text.isprintable() else _NOT_IN_A_LINE.sub(lambda found: repr(found[0])[1:-1], text)


def one_line(field: str, value: object, remedy: str) -> None:
    """Refuse what is no text, is blank, or does not fit on one line.

    Raises:
        InvalidFieldError: with the remedy for what is no text or blank.
    """
    if not isinstance(value, str) or not value.strip():
        raise InvalidFieldError(field, value, remedy)
    if not value.isprintable() and (found := _NOT_IN_A_LINE.search(value)):  # what is printable fits on a line
        raise InvalidFieldError(field, value, f"write it in one line: {found[0]!r} cannot stand in it")
