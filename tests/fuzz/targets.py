"""All that is fuzzed: every parser of outside text, each with the words that such texts are made of."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from tests.fuzz import accesses, instants, logs, names, questions, typed, urls, wire

CORPUS: Final = Path(__file__).parent / "corpus"
"""A folder for each target, of the texts that are kept: the tests read them all."""


class Target(NamedTuple):
    """A function that asserts what holds of a text, as bytes; and what helps to find texts."""

    check: Callable[[bytes], None]
    words: tuple[str, ...]
    longest: int = 4096
    is_json: bool = False

    @property
    def corpus(self) -> Path:
        """The texts that are kept for it."""
        return CORPUS / self.check.__name__


_ALL: Final = (
    Target(instants.instant, instants.WORDS, longest=64),
    Target(names.name, names.WORDS, longest=128),
    Target(wire.event, wire.WORDS, is_json=True),
    Target(wire.entry, wire.WORDS, is_json=True),
    Target(logs.log, logs.WORDS, longest=16_384),
    Target(logs.forged_log, (*logs.WORDS, *wire.WORDS), longest=16_384, is_json=True),
    Target(accesses.access_csv, accesses.WORDS),
    Target(accesses.access_jsonl, accesses.WORDS, is_json=True),
    Target(accesses.asked, accesses.WORDS, longest=256),
    Target(typed.typed_event, typed.WORDS, longest=512),
    Target(typed.option, typed.WORDS, longest=256),
    Target(questions.question, questions.WORDS, longest=256),
    Target(urls.store_url, urls.WORDS, longest=256),
)
TARGETS: Final = {each.check.__name__: each for each in _ALL}
