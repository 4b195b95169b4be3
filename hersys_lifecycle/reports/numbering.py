"""Things that stand in a page once, however often they are named: numbered as they come."""

from typing import Generic, TypeVar

import attrs

T = TypeVar("T")


@attrs.frozen
class Numbering(Generic[T]):
    """Distinct things in the order in which they were first asked about."""

    _numbers: dict[T, int] = attrs.field(factory=dict)

    def of(self, thing: T) -> int:
        """Return the number of a thing, from 0."""
        return self._numbers.setdefault(thing, len(self._numbers))

    @property
    def things(self) -> tuple[T, ...]:
        """The things by number."""
        return tuple(self._numbers)
