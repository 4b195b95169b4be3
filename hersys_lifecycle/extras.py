"""What needs an extra is imported when it is first asked for; where the extra is not installed, that is told."""

from collections.abc import Iterator
from contextlib import contextmanager

from hersys_lifecycle.errors import MissingExtraError


@contextmanager
def extra(name: str, purpose: str) -> Iterator[None]:
    """Tell of an import that fails for want of somebody else's package which extra brings it.

    A module of our own that is not found is a fault, and is told as what it is.

    Raises:
        MissingExtraError: the extra is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] == __package__:
            raise
        raise MissingExtraError(name, purpose) from None
