"""Changes of JSON that leave it JSON: what changes bytes alone seldom gets past the reader of JSON itself."""

import json
import re
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any, Final

Place = tuple[Any, Any]
"""An object or a list, and a key or an index of it."""

_ODD: Final[tuple[object, ...]] = (
    None,
    True,
    False,
    0,
    1,
    2,
    -1,
    10**20,
    0.5,
    "",
    " ",
    "x",
    "27",
    "271004",
    "\n",
    "\x1b",
    "\ud800",
    [],
    {},
    [[]],
)


def mutated(data: bytes, seed: int, texts: Sequence[str]) -> bytes | None:
    """Return JSON, or lines of it, with one thing changed; ``None`` where it cannot be."""
    random = Random(seed)  # noqa: S311  # the same seed gives the same change
    try:
        lines = [json.loads(line) for line in data.splitlines()] if data.count(b"\n") else [json.loads(data)]
    except (ValueError, RecursionError):
        return None
    if not (places := list(_places(lines))):
        return None
    _change(random, *random.choice(places), [place for place in places if place[0] is not lines], texts)
    return "\n".join(json.dumps(each, ensure_ascii=random.random() < 0.2) for each in lines).encode(errors="replace")


def texts_of(words: Sequence[str]) -> list[str]:
    """Return the texts that stand in quotes among the words of a target."""
    return [word[1:-1] for word in words if re.fullmatch(r'"[^"\\]+"', word)]


def _places(value: object) -> Iterator[Place]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield value, key
        yield from _places(inner)


def _change(random: Random, holder: Any, key: Any, others: Sequence[Place], texts: Sequence[str]) -> None:  # noqa: ANN401  # JSON
    other, where = random.choice(others) if others else (holder, key)
    match random.randrange(6):
        case 0:
            holder[key] = random.choice([*_ODD, *texts])
        case 1:
            holder[key] = json.loads(json.dumps(other[where]))  # a copy
        case 2:
            del holder[key]
        case 3 if isinstance(holder, dict):
            holder[random.choice([*texts, "x", "\x1b[31m", "a b"])] = holder[key]
        case 4 if isinstance(holder, list):
            holder.insert(key, json.loads(json.dumps(holder[key])))
        case _:
            holder[key], other[where] = _copy(other[where]), _copy(holder[key])


def _copy(value: object) -> Any:  # noqa: ANN401  # JSON
    return json.loads(json.dumps(value))
