"""Reading what is typed: by each kind's own ``parse`` and, for capabilities and roles, by the names people see too."""

from typing import TypeVar

from hersys_lifecycle import Capability, HealthAuthority, Prefecture, Role
from hersys_lifecycle.checks import WORDING
from hersys_lifecycle.errors import UnknownNameError
from hersys_lifecycle.names import Names

Worded = TypeVar("Worded", Capability, Role)


def read_worded(kind: type[Worded], text: str) -> Worded:
    """Return the capability or role a text names: ``edit``, ``editing`` or ``編集``.

    Raises:
        UnknownNameError: nothing has that name in any of these ways; the error names the nearest.
    """
    try:
        return kind.parse(text)
    except UnknownNameError as error:
        rows = (
            (each, f"{each.value} ({WORDING[each].ja})", (each.value, WORDING[each].ja, WORDING[each].en))
            for each in kind
        )
        return Names.of(error.kind, rows).read(text)


def read_prefecture(text: str | None) -> Prefecture | None:
    """Return the prefecture that was named, if any; raises as :meth:`Prefecture.parse`."""
    return None if text is None else Prefecture.parse(text)


def read_authority(text: str | None) -> HealthAuthority | None:
    """Return the health authority that was named, if any; raises as :meth:`HealthAuthority.parse`."""
    return None if text is None else HealthAuthority.parse(text)
