"""How far a record reaches, as it is written down to be kept elsewhere: ``54:0f3a...``."""

from hersys_lifecycle.audit import Head
from hersys_lifecycle.cli.errors import HeadOptionError


def head_of(head: Head) -> str:
    """Return a head as one word."""
    return f"{head.position}:{head.digest}"


def read_head(text: str) -> Head:
    """Return the head that a word stands for; whether there is such a one, the record knows.

    Raises:
        HeadOptionError: it is no such word.
    """
    position, colon, digest = text.partition(":")
    if not colon or not position.isascii() or not position.isdecimal():
        raise HeadOptionError(text)
    return Head(int(position), digest)
