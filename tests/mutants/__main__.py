"""Run the tests on every mutant of the core, and say which survive; `make mutants` does it.

The status is 1 if one survives that docs/testing.md does not explain, or if that page explains one that does not.
"""

import argparse
import gc
import os
import sys
import time
from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.mutants.explained import explained
from tests.mutants.forking import Child, Died, in_a_child
from tests.mutants.hunting import Hunt, called_at_import, failing_afresh
from tests.mutants.mutating import Change, Mutant, modules, mutants
from tests.mutants.running import Sound, session, sound


def main() -> int:
    """Read the arguments and hunt."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("only", nargs="*", default=["*"], metavar="MODULE", help="such as instants or 'states.*'")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many mutants at a time")
    given = parser.parse_args()
    chosen = {name: path for name, path in modules().items() if any(fnmatch(name, each) for each in given.only)}
    if not chosen:
        parser.error(f"no module of the core is called so; there are {', '.join(modules())}")
    status = [1]

    def hunting(collected: pytest.Session) -> None:
        status[0] = _hunt(collected.items, chosen, given.workers)

    session(hunting)
    return status[0]


def _hunt(items: list[pytest.Item], chosen: Mapping[str, Path], workers: int) -> int:
    began = time.monotonic()
    print(f"First each of the {len(items)} tests runs without any mutant, which takes some minutes", flush=True)
    found, at_import = in_a_child(lambda: sound(items), 3600).result(), in_a_child(called_at_import, 3600).result()
    if not isinstance(found, Sound) or isinstance(at_import, Died):
        print(f"There is a fault without any mutant, see `make test`: {found}")
        return 1
    hunt = Hunt(items, found, at_import)
    if (afresh := in_a_child(failing_afresh, hunt.patience).result()) is not None:
        print(f"There is a fault without any mutant, if everything is imported anew in this process: {afresh}")
        return 1
    gc.freeze()  # what is not swept is not copied into every child
    survivors, count, endless = list[Change](), 0, 0
    for name, path in chosen.items():
        every = list(mutants(name, path))
        survived, ended = _survivors(hunt, every, workers)
        survivors += survived
        count += len(every)
        endless += ended
        minutes = (time.monotonic() - began) / 60
        print(f"{minutes:6.1f} min  {name}: {len(every)} mutants, {len(survived)} survived", flush=True)
    gc.unfreeze()  # or DuckDB, whose objects are then never collected, complains of leaks at the end
    known = [each for each in explained() if each.module in chosen]
    unexplained = [each for each in survivors if each not in known]
    outlived = [each for each in known if each not in survivors]
    for each in unexplained:
        print(f"\nSurvived, and docs/testing.md does not explain it:\n\n{each}")
    for each in outlived:
        print(f"\ndocs/testing.md explains it, and it does not survive:\n\n{each}")
    fell, told = count - len(survivors), len(survivors) - len(unexplained)
    print(f"\n{fell} of {count} mutants fell, {fell / max(count, 1):.1%}; {told} of the others are explained")
    print(f"{endless} of those that fell took too long")
    return 1 if unexplained or outlived else 0


def _survivors(hunt: Hunt, every: list[Mutant], workers: int) -> tuple[list[Change], int]:
    """Try mutants; return those that survive, and how many fell by taking too long."""
    running, survived, endless = list[tuple[Mutant, Child[str | None]]](), list[Change](), 0

    def settle() -> None:
        nonlocal endless
        mutant, child = running.pop(0)
        match child.result():
            case None:
                survived.append(mutant.change)
            case str(test):
                hunt.fell_to(test)
            case Died(took_too_long=True):
                endless += 1  # it fell too: something goes on for ever
            case died:
                raise AssertionError(f"{died} while this was tried: {mutant.change}")

    for number, mutant in enumerate(every, 1):
        if sys.stdout.isatty():
            print(f"\r{number} of {len(every)}", end="\r", flush=True)
        if len(running) >= workers:
            settle()
        running.append((mutant, in_a_child(hunt.work(mutant), hunt.patience)))
    while running:
        settle()
    return survived, endless


if __name__ == "__main__":
    sys.exit(main())
