"""Which column of an access log says what."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final

from hersys_lifecycle.judging.errors import AccessLogError

SPELLINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "at": ("at", "instant"),
    "capability": ("capability",),
    "prefecture": ("prefecture",),
    "authority": ("authority",),
    "role": ("role",),
    "outcome": ("outcome", "allowed"),
}
"""What is judged by, and the columns it is looked for in."""

_SHOWN, _LENGTH = 20, 100  # of the names that an error lists

REQUIRED: Final = ("at", "capability")

NAMES: Final = tuple(name for name in SPELLINGS if name != "at")
"""All but the instant: texts, of which a log has few different ones."""


def resolve(source: str, found: Sequence[str], asked: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return, for each thing that a log says of an access, the column that says it.

    Args:
        source: the log, for the error.
        found: the columns it has.
        asked: the columns that the user named, such as ``{"at": "timestamp"}``.

    Raises:
        AccessLogError: a column is missing, stands there twice, or could be either of two.
    """
    asked = dict(asked or {})
    if twice := [column for column, count in Counter(found).items() if count > 1]:
        raise AccessLogError(source, f"it has the column {_listed(twice)} twice", "name each column once")
    if strange := asked.keys() - SPELLINGS.keys():
        raise AccessLogError(
            source, f"nothing is judged by {_listed(sorted(strange))}", f"name columns for {_listed(SPELLINGS)}"
        )
    resolved: dict[str, str] = {}
    for name, spellings in SPELLINGS.items():
        wanted = (asked[name],) if name in asked else spellings
        there = [column for column in wanted if column in found]
        if len(there) > 1:
            raise AccessLogError(source, f"it has the columns {_listed(there)}", f"say which is meant: {name}=COLUMN")
        if there:
            resolved[name] = there[0]
        elif name in asked or name in REQUIRED:
            raise AccessLogError(
                source,
                f"it has no column {_listed(wanted)}, only {_listed(found) or 'none at all'}",
                f"say which column it is: {name}=COLUMN",
            )
    return resolved


def _listed(names: Iterable[str]) -> str:
    """Return the first names, and of these the beginning: what is no log may have any number, of any length."""
    shown = [name if len(name) <= _LENGTH else f"{name[:_LENGTH]}…" for name in islice(names, _SHOWN + 1)]
    return ", ".join(shown if len(shown) <= _SHOWN else [*shown[:_SHOWN], "…"])
