"""Which column of an access log says what."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final

from hersys_lifecycle.judging.court import Finding
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

FILE: Final = "__file__"
ROW: Final = "__row__"
PROBLEM: Final = "__problem__"

TAKEN: Final = frozenset(
    {
        *SPELLINGS,
        *("file", "row", "line", "rest", "case", "starts", "ends", "cell", "opened", "closed"),
        *(FILE, ROW, PROBLEM, "file_row_number"),
        *Finding._fields,
    }
)
"""What the columns are called that are judged by and that are added."""

_SUFFIX: Final = "_in_log"

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
        folded = {column.casefold() for column in wanted}
        there = there or [column for column in found if column.casefold() in folded]
        if len(there) > 1:
            raise AccessLogError(
                source,
                f"it has the columns {_listed(there)}",
                f"say which is meant: {name}=COLUMN, with columns= or --column",
            )
        if there:
            resolved[name] = there[0]
        elif name in asked or name in REQUIRED:
            raise AccessLogError(
                source,
                f"it has no column {' or '.join(wanted)}, only {_listed(found) or 'none at all'}",
                _remedy(name, found),
            )
    return resolved


def _remedy(name: str, found: Sequence[str]) -> str:
    if len(found) == 1 and not {";", "\t", "|"}.isdisjoint(found[0]):
        return "put commas between the columns"
    return f"say which column it is: {name}=COLUMN, with columns= or --column"


def apart(columns: Iterable[str]) -> dict[str, str]:
    """Return names for columns that nothing is judged by, under which they stand beside what is judged and found.

    A name that is taken gets a suffix. No two differ by case only, for many engines do not tell these apart.
    """
    taken, names = set(TAKEN), dict[str, str]()
    for column in columns:
        name = column
        while name.lower() in taken:
            name += _SUFFIX
        taken.add(name.lower())
        names[column] = name
    return names


def renamed(names: Mapping[str, str]) -> dict[str, str]:
    """Return of some columns those that have got another name."""
    return {column: name for column, name in names.items() if name != column}


def _listed(names: Iterable[str]) -> str:
    """Return the first names, and of these the beginning: what is no log may have any number, of any length."""
    shown = [name if len(name) <= _LENGTH else f"{name[:_LENGTH]}…" for name in islice(names, _SHOWN + 1)]
    return ", ".join(shown if len(shown) <= _SHOWN else [*shown[:_SHOWN], "…"])
