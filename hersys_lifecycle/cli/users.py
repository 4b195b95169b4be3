"""Who records, where nobody says."""

from getpass import getuser

from hersys_lifecycle.cli.errors import UnknownUserError


def recorder(by: str | None) -> str:
    """Return the name that was given, or that of the user of this system.

    Raises:
        UnknownUserError: the system knows none.
    """
    if by is not None:
        return by
    try:
        return getuser()
    except (ImportError, KeyError, OSError):
        raise UnknownUserError from None
