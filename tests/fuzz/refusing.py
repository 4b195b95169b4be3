"""What holds of every reading of outside text: it gives the same twice, and what it refuses it refuses in one line."""

from collections.abc import Callable
from typing import Final, TypeVar
from unicodedata import bidirectional, category

from hersys_lifecycle.checks import LANGUAGES
from hersys_lifecycle.cli.screen import refusal
from hersys_lifecycle.errors import LifecycleError

T = TypeVar("T")

_BREAKING: Final = {"Cc", "Zl", "Zp", "Cs"}
_TURNING: Final = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_MARKS: Final = "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}"  # of the direction of letters


def read(reader: Callable[[], T], *documented: type[LifecycleError]) -> T | LifecycleError:
    """Return what a reader reads, both times, or the documented error by which it refuses; any other goes through."""
    first, second = read_once(reader, *documented), read_once(reader, *documented)
    assert first == second, f"read twice: {first!r}, then {second!r}"
    return first


def read_once(reader: Callable[[], T], *documented: type[LifecycleError]) -> T | LifecycleError:
    """Return the same, read once, where it takes long to refuse."""
    try:
        return reader()
    except documented as error:
        if type(error).__str__ is not Exception.__str__:  # the words for those of the shell are in its table alone
            in_one_line(str(error))
        for language in LANGUAGES.labels:
            in_one_line(refusal(error, language))
        return error


def in_one_line(told: str) -> None:
    """Demand a text that says something, in one line, and nothing to a terminal but what it says."""
    assert told.strip(), "nothing is told"
    assert not any(map(is_obeyed, told)), f"a terminal obeys some of {told!r}"


def is_obeyed(character: str) -> bool:
    """Tell whether a character breaks a line, orders a terminal, or sets the direction that is written in.

    Unicode says so: the library has a list of its own.
    """
    return category(character) in _BREAKING or bidirectional(character) in _TURNING or character in _MARKS
