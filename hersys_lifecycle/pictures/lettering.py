"""Letters in a picture: their font, what may be written, and how much room it takes."""

import re
from collections.abc import Iterator, Sequence
from math import fsum
from typing import Final
from unicodedata import east_asian_width

from hersys_lifecycle.checks import Language
from hersys_lifecycle.wording import drawing

FAMILY: Final = "'Noto Sans CJK JP', 'Noto Sans JP', 'Hiragino Sans', 'Yu Gothic', Meiryo, Helvetica, Arial, sans-serif"
"""Japanese fonts first: those of the package that :func:`png` brings, then those of the usual systems."""

_NARROW, _WIDE = 0.54, 1.0  # in ems; the first is more than most fonts take for Latin text
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile(r"(?<=\ )|(?<=の)|(?=（)")


def width(text: str, size: float) -> float:
    """Return about how wide a line is in a font of a size, rather too wide than too narrow."""
    # fsum, because sum adds floats in one way up to Python 3.11 and in another since
    return size * fsum(_WIDE if east_asian_width(each) in "WFA" else _NARROW for each in text)


def lines(text: str, size: float, room: float) -> tuple[str, ...]:
    """Return a text on as few lines as fit into a width, broken as both languages do; none, if that cannot be."""
    filled = [""]
    for piece in _BREAKS.split(text):
        if width((filled[-1] + piece).rstrip(), size) > room:
            filled.append("")
        filled[-1] += piece
    return tuple(map(str.rstrip, filled)) if all(0 < width(each, size) <= room for each in filled) else ()


def first(told: Sequence[str], most: int, language: Language) -> Iterator[str]:
    """Yield the first of some texts, and, where there are more, how many more."""
    yield from told[:most]
    if len(told) > most:
        yield drawing.TIMES_MORE.in_(language).format(len(told) - most)


def xml_text(text: str) -> str:
    """Return a text with what XML cannot hold at all replaced by U+FFFD; recorded names may hold anything."""
    return _NOT_XML.sub("\ufffd", text)


def escaped(text: str) -> str:
    """Return a text as it stands in XML, in an element or in double quotes."""
    plain = xml_text(text)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
