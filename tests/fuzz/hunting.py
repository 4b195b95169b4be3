"""One target under libFuzzer, in a process of its own: python -m tests.fuzz.hunting TARGET [OPTIONS OF LIBFUZZER]."""

import sys

import atheris

with atheris.instrument_imports(include=["hersys_lifecycle"]):
    from tests.fuzz.mutating import mutated, texts_of
    from tests.fuzz.targets import TARGETS

_, name, *options = sys.argv
target = TARGETS[name]
texts = texts_of(target.words)


def mutate(data: bytes, longest: int, seed: int) -> bytes:
    """Change JSON as JSON every other time, and bytes as bytes."""
    changed = mutated(data, seed, texts) if target.is_json and seed % 2 else None
    return atheris.Mutate(data, longest) if changed is None or len(changed) > longest else changed


# A merge runs itself anew, by a shell.
atheris.Setup([f"{sys.executable} -m {__spec__.name} {name}", *options], target.check, custom_mutator=mutate)
atheris.Fuzz()
