"""The mutants of a module: its source with one small change of those that mutmut knows, in tables as in functions."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import libcst as cst
from mutmut.mutation.mutators import mutation_operators

PACKAGE = "hersys_lifecycle"
ROOT = Path(__file__).parents[2]
CORE = ("states", "timeline", "checks", "codec", "instants", "events", "lifecycle", "names", "texts")

# Types are for mypy. What is imported or exported, and what decorates, fails at once or is no code of ours.
_LEFT_OUT = (cst.Annotation, cst.Import, cst.ImportFrom, cst.Decorator)
_WORDS = {"Text"}  # what a person reads in either language: whether it reads well is for people to say


class Change(NamedTuple):
    """A mutant by its stable name: where it is, and which lines it takes out and puts in, without indentation."""

    module: str
    function: str
    removed: tuple[str, ...]
    added: tuple[str, ...]

    def __str__(self) -> str:
        lines = [*(f"-{line}" for line in self.removed), *(f"+{line}" for line in self.added)]
        return "\n".join((f"### `{self.module}`, `{self.function}`", "", "```diff", *lines, "```"))


class Mutant(NamedTuple):
    """A change, and the whole source with it. ``at_import``: it is not in the body of a function."""

    change: Change
    source: str
    at_import: bool


@cache
def modules() -> Mapping[str, Path]:
    """Return the modules of the core with their files, by name within the package; those that only import aside."""
    files = (
        path
        for part in CORE
        for path in sorted((ROOT / PACKAGE).glob(f"{part}.py")) + sorted((ROOT / PACKAGE / part).glob("*.py"))
    )
    names = {path: path.relative_to(ROOT / PACKAGE).with_suffix("") for path in files}
    return {".".join(name.parts): path for path, name in names.items() if name.stem != "__init__"}


def mutants(name: str, path: Path) -> Iterator[Mutant]:
    """Yield every mutant of a module, in the order of its lines; two of them may have one name."""
    source = path.read_text(encoding="utf-8")
    module = cst.parse_module(source)
    seen = {source}
    for node, new, function, at_import in _mutations(module, "", at_import=True):
        mutated = cst.ensure_type(module.deep_replace(node, new), cst.Module).code
        if mutated not in seen:
            seen.add(mutated)
            removed, added = _difference(source, mutated)
            yield Mutant(Change(name, function or "the module", removed, added), mutated, at_import)


def _mutations(
    node: cst.CSTNode, inside: str, *, at_import: bool
) -> Iterator[tuple[cst.CSTNode, cst.CSTNode, str, bool]]:
    if isinstance(node, _LEFT_OUT) or _is_for_types(node):
        return
    for kind, operator in mutation_operators:
        if isinstance(node, kind):
            for new in _worth_trying(node, list(operator(node))):
                yield node, new, inside, at_import
    if at_import and isinstance(node, cst.FunctionDef | cst.ClassDef):
        inside = f"{inside}.{node.name.value}" if inside else node.name.value
    for child in node.children:
        in_body = isinstance(node, cst.FunctionDef) and child is node.body
        if not (isinstance(node, cst.Call) and _calls(node, {"cast"}) and child is node.args[0]):
            yield from _mutations(child, inside, at_import=at_import and not in_body)


def _worth_trying(node: cst.CSTNode, found: list[cst.CSTNode]) -> list[cst.CSTNode]:
    if isinstance(node, cst.SimpleString):
        # Of a text for people tests ask what it says, not for every letter: it goes. A name gets an X before it.
        empty = node.with_changes(value=f"{node.prefix}{node.quote}{node.quote}")
        return [empty] if found and " " in node.raw_value else found[:1]
    if _calls(node, {"cast"}):
        return []
    if isinstance(node, cst.Match) and "assert_never" in cst.Module([]).code_for_node(node.cases[-1]):
        return found[:-1]  # without the last case, which nothing comes to
    return found


def _calls(node: cst.CSTNode, names: set[str]) -> bool:
    return isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in names


def _is_for_types(node: cst.CSTNode) -> bool:
    """Tell whether nothing but types comes of a node, or words, or the list of what a module exports."""
    if isinstance(node, cst.If) and isinstance(node.test, cst.Name) and node.test.value == "TYPE_CHECKING":
        return True
    if not isinstance(node, cst.Assign):
        return _calls(node, {"TypeVar", "assert_never", *_WORDS})
    target, value = node.targets[0].target, node.value
    union = isinstance(value, cst.BinaryOperation) and isinstance(value.operator, cst.BitOr)
    alias = isinstance(target, cst.Name) and target.value[:1].isupper() and (union or isinstance(value, cst.Subscript))
    return alias or _calls(value, {"TypeVar"})


def _difference(before: str, after: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    old, new = before.splitlines(), after.splitlines()
    first = next(number for number, pair in enumerate(zip_longest(old, new)) if pair[0] != pair[1])
    last = next(number for number, pair in enumerate(zip_longest(old[::-1], new[::-1])) if pair[0] != pair[1])
    last = min(last, len(old) - first, len(new) - first)
    removed, added = old[first : len(old) - last], new[first : len(new) - last]
    return tuple(line.strip() for line in removed), tuple(line.strip() for line in added)
