"""How a mutant comes to life, and which tests it meets first.

What changes inside of a function is put into the functions that live already. What runs while a module is imported
needs an import of everything afresh, which takes a second.
"""

import gc
import importlib
import importlib.abc
import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.machinery import ModuleSpec
from types import CodeType, FunctionType, ModuleType

import pytest

from tests.mutants.forking import in_a_child
from tests.mutants.mutating import PACKAGE, Change, Mutant, modules
from tests.mutants.running import TESTS, Place, Sound, caches, calling, empty, first_failing, session


class Hunt:
    """The tests, in the order in which the next mutant meets them: those that mutants fell to come first."""

    def __init__(self, items: Iterable[pytest.Item], sound: Sound, at_import: frozenset[Place]) -> None:
        self.patience = 3 * sum(sound.seconds.values()) + 10
        self._items = {item.nodeid: item for item in items}
        self._calls = sound.calls
        self._order = sorted(self._items, key=sound.seconds.__getitem__)
        self._files = list(TESTS)
        self._trusted = set[str]()
        self._at_import = at_import
        self._functions = _living()
        self._caches = caches()

    def fell_to(self, test: str) -> None:
        """Note what a mutant fell to; the first time, see to it that the test passes here without any mutant."""
        if test in self._items and test not in self._trusted:
            self._trusted.add(test)
            if in_a_child(lambda: first_failing([self._items[test]]), self.patience).result() is not None:
                raise AssertionError(f"it fails without any mutant, if it is run alone: {test}")
        for order, found in ((self._order, test), (self._files, test.partition("::")[0])):
            if found in order:
                order.insert(0, order.pop(order.index(found)))

    def work(self, mutant: Mutant) -> Callable[[], str | None]:
        """Return what is to be done in a process of its own: whether the mutant survives, or the test it falls to."""
        path = str(modules()[mutant.change.module])
        place = (path, mutant.change.function)
        if mutant.at_import or place in self._at_import:
            files = tuple(self._files)
            return lambda: _imported(mutant, path, files)
        items = [self._items[test] for test in self._order if place in self._calls[test]]
        return lambda: self._put_in(mutant, path, items)

    def _put_in(self, mutant: Mutant, path: str, items: Iterable[pytest.Item]) -> str | None:
        empty(self._caches)
        source = modules()[mutant.change.module].read_text(encoding="utf-8")
        for place, code in _changed(compile(source, path, "exec"), compile(mutant.source, path, "exec")):
            for function in self._functions.get(place, ()):
                function.__code__ = code
        return first_failing(items)


def called_at_import() -> frozenset[Place]:
    """Return the functions of the core that run while it is imported. To be asked in a process of its own."""
    _forget()
    _, called = calling(lambda: len([importlib.import_module(f"{PACKAGE}.{name}") for name in modules()]))
    return called


def failing_afresh() -> str | None:
    """Import everything anew without any change, and return what fails then. To be asked in a process of its own."""
    name, path = next(iter(modules().items()))
    unchanged = Mutant(Change(name, "the module", (), ()), path.read_text(encoding="utf-8"), at_import=True)
    return _imported(unchanged, str(path), TESTS)


def _imported(mutant: Mutant, path: str, files: Iterable[str]) -> str | None:
    """Import everything anew with a change, and return the first test that fails then."""
    _forget()
    sys.meta_path.insert(0, _Mutated(mutant, path))
    failing: list[str | None] = ["its import"]

    def take(collected: pytest.Session) -> None:
        if not collected.testsfailed:
            failing[0] = first_failing(collected.items)

    session(take, files)
    return failing[0]


def _forget() -> None:
    """Have all of ours imported anew, but for what hunts here."""
    for name in list(sys.modules):
        if name.partition(".")[0] in {PACKAGE, "tests"} and not name.startswith("tests.mutants"):
            del sys.modules[name]


class _Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module, and loads it with its change."""

    def __init__(self, mutant: Mutant, path: str) -> None:
        self._mutant, self._path = mutant, path

    def find_spec(self, name: str, _path: object, _target: object = None) -> ModuleSpec | None:
        if name != f"{PACKAGE}.{self._mutant.change.module}":
            return None
        return importlib.util.spec_from_loader(name, self, origin=self._path)

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._mutant.source, self._path, "exec"), module.__dict__)  # noqa: S102  # our own source


def _living() -> Mapping[Place, list[FunctionType]]:
    """Return the functions there are, by their places."""
    found = dict[Place, list[FunctionType]]()
    for each in gc.get_objects():
        if isinstance(each, FunctionType):
            found.setdefault(_place(each.__code__), []).append(each)
    return found


def _changed(before: CodeType, after: CodeType) -> Iterator[tuple[Place, CodeType]]:
    """Yield the code of every function that is another one, with its place."""
    functions = ([each for each in code.co_consts if isinstance(each, CodeType)] for code in (before, after))
    for was, becomes in zip(*functions, strict=False):  # a mutant may lack one
        if was.co_name == becomes.co_name and was != becomes:
            yield _place(was), becomes
            yield from _changed(was, becomes)


def _place(code: CodeType) -> Place:
    return code.co_filename, code.co_qualname
