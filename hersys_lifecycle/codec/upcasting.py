"""Older wire forms of events, lifted to the newest: what was once written stays readable for good."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce

Form = Mapping[str, object]
Upcast = Callable[[Form], Form]
"""Returns the form of the next version for one of the version before, and leaves that as it was."""

UPCASTS: Sequence[Upcast] = ()
"""The steps between neighbouring versions, the first from 1 to 2. There is one version so far, and so no step."""


def upcast(form: Form, version: int, upcasts: Sequence[Upcast] = UPCASTS) -> Form:
    """Return the newest form of an event written in some version, from 1."""
    return reduce(lambda older, lift: lift(older), upcasts[version - 1 :], form)
