"""How far a record reaches, as it is written down to be kept elsewhere: ``54:0f3a...``."""

import re

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
    head = re.fullmatch("([0-9]{1,18}):([0-9a-f]{64})", text)
    if head is None:
        raise HeadOptionError(text)
    return Head(int(head[1]), head[2])
