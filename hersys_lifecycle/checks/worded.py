"""Reading a capability or a role by its value or by the name people see."""

from typing import TypeVar

from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks.wording import WORDING
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
