"""Whether what was answered is what the model answers; where it is not, what is told."""

from collections.abc import Callable
from itertools import zip_longest
from typing import TypeVar

from hersys_lifecycle.errors import LifecycleError

T = TypeVar("T")


class DisagreementError(AssertionError):
    """A store, or what goes along with it, that answers otherwise than the model; its message shows both answers."""


def agree(what: str, found: object, wanted: object) -> None:
    """Compare an answer with that of the model; of two lists or tuples the first members that differ are shown.

    Args:
        what: whose answer it is and to what, in a few words.
        found: the answer.
        wanted: that of the model.

    Raises:
        DisagreementError: they are not equal.
    """
    __tracebackhide__ = True
    if found == wanted:
        return
    if isinstance(found, list | tuple) and type(found) is type(wanted):
        pairs = enumerate(zip_longest(found, wanted, fillvalue="nothing"), 1)
        number, (found, wanted) = next(pair for pair in pairs if pair[1][0] != pair[1][1])
        what = f"{what}, number {number}"
    raise DisagreementError(f"{what}\n  expected: {wanted!r}\n  found:    {found!r}")


def outcome(act: Callable[[], T]) -> T | LifecycleError:
    """Return what comes of something: its result, or the error with which it is refused."""
    try:
        return act()
    except LifecycleError as error:
        return error
