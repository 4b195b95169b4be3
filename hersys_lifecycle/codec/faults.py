"""The border at which the errors of cattrs become one of this library, with the path of the fault."""

from typing import Any, NoReturn

from cattrs import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError
from cattrs.errors import IterableValidationNote

from hersys_lifecycle.errors import InvalidFieldError, MalformedEventError, UnreadableInstantError

MISSING = "it lacks this field; add it"


def refuse(error: Exception, value: Any, path: str = "$") -> NoReturn:  # noqa: ANN401  # a wire form may be anything
    """Raise the error for the first fault, in field order, of those cattrs collected about the value at a path.

    Raises:
        MalformedEventError: always; an error of this library or of a converter is its cause.
    """
    match error:
        case ClassValidationError() | IterableValidationError():
            noted, rest = error.group_exceptions()
            if not noted:
                refuse(rest[0], value, path)
            fault, note = noted[0]
            if isinstance(note, IterableValidationNote):
                refuse(fault, value[note.index], f"{path}[{note.index}]")
            if isinstance(fault, KeyError):
                raise MalformedEventError(f"{path}.{note.name}", value, MISSING) from None
            refuse(fault, value[note.name], f"{path}.{note.name}")
        case ForbiddenExtraKeysError(extra_fields=unknown):
            name = next(key for key in value if key in unknown)
            raise MalformedEventError(_inside(path, name), value[name], "there is no such field; remove it") from None
        case MalformedEventError(path=inner, value=found, reason=reason):
            raise MalformedEventError(path + inner.removeprefix("$"), found, reason) from error
        case UnreadableInstantError(reason=reason) | InvalidFieldError(reason=reason):
            raise MalformedEventError(path, value, reason) from error
        case _:
            raise MalformedEventError(path, value, str(error)) from error


def _inside(path: str, name: object) -> str:
    """Return the path of a member, in brackets where the name is no plain word: it may be anything, even a path."""
    return f"{path}.{name}" if isinstance(name, str) and name.isidentifier() else f"{path}[{name!r}]"
