"""What a row of an access log asks, as far as it is made of names: of those a log has few different combinations."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Final, NamedTuple, TypeVar

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import ASKING, ROWS, misuse, read_worded
from hersys_lifecycle.errors import InvalidFieldError, LifecycleError
from hersys_lifecycle.names import spelling
from hersys_lifecycle.prefectures import Prefecture

T = TypeVar("T")

OUTCOMES: Final = {
    True: ("allowed", "true", "yes", "1", "許可", "可"),
    False: ("denied", "false", "no", "0", "refused", "拒否", "不許可", "不可"),
}
"""How logs write what was given."""


class Asked(NamedTuple):
    """A question and an outcome as a log spells them; ``None`` for what it leaves out."""

    capability: str | None
    prefecture: str | None = None
    authority: str | None = None
    role: str | None = None
    outcome: str | None = None


class Access(NamedTuple):
    """What such names mean.

    Attributes:
        capability: what was done, or tried.
        prefecture: for whom: the prefecture, or that of the authority, if either is named.
        question: the row of the answers (``checks.Answers``).
        given: the outcome; where none is given, that it took place.
        outcome_given: whether the log says it.
        role_given: whether the log names a role, or none is needed; without one it is a prefecture's.
        body_given: whether it names an authority, or none is needed; without one it is the prefecture's own.
    """

    capability: Capability
    prefecture: Prefecture | None
    question: int
    given: bool
    outcome_given: bool
    role_given: bool
    body_given: bool


class Unanswerable(NamedTuple):
    """Names that make no question, and why."""

    capability: Capability | None
    prefecture: Prefecture | None
    problem: str
    unknown: tuple[str, ...] = ()
    """What is said of each of the names that there is nothing of."""


def read(asked: Asked) -> Access | Unanswerable:
    """Return what names mean, each spelled as people write it (``edit``, 編集; ``27``, 大阪府, Osaka)."""
    unknown: list[str] = []
    capability = _CAPABILITY(asked.capability, unknown)
    prefecture = _PREFECTURE(asked.prefecture, unknown)
    authority = _AUTHORITY(asked.authority, unknown)
    role = _ROLE(asked.role, unknown)
    given = _OUTCOME(asked.outcome, unknown)
    if unknown:
        return Unanswerable(capability, prefecture, "; ".join(unknown), tuple(unknown))
    if capability is None:
        return Unanswerable(None, prefecture, "it names no capability")
    question = ROWS[role or Role.PREFECTURE][capability].get((prefecture, authority))
    if question is None:
        error = misuse(capability, prefecture, role or Role.PREFECTURE, authority)
        return Unanswerable(capability, prefecture, str(error))
    asking = ASKING[prefecture, authority]
    return Access(
        capability=capability,
        prefecture=asking.prefecture if asking else None,
        question=question,
        given=given is not False,
        outcome_given=given is not None,
        role_given=role is not None or capability is not Capability.BULK_EXPORT,
        body_given=authority is not None or capability is not Capability.BULK_EXPORT,
    )


_GIVEN: Final = {spelling(text): given for given, texts in OUTCOMES.items() for text in texts}


def _outcome(text: str) -> bool:
    given = _GIVEN.get(spelling(text))
    if given is None:
        known = "; or ".join(", ".join(texts) for texts in OUTCOMES.values())
        raise InvalidFieldError("outcome", text, f"write {known}")
    return given


def _prefecture(text: str) -> Prefecture:
    if len(code := spelling(text)) == 1 and code.isdecimal():
        raise InvalidFieldError("prefecture", text, f"write its code in two digits: is 0{code} meant?")
    return Prefecture.parse(text)


def _if_any(parse: Callable[[str], T]) -> Callable[[str | None, list[str]], T | None]:
    """Return a reader of texts that may be missing or blank, which adds why it cannot read one to a list.

    A log repeats the few texts it has, and the same mistakes.
    """

    @lru_cache(maxsize=1000)
    def found(text: str | None) -> tuple[T | None, str | None]:
        try:
            return (parse(text) if text and text.strip() else None), None
        except LifecycleError as error:
            return None, str(error)

    def reader(text: str | None, unknown: list[str]) -> T | None:
        meant, problem = found(text)
        if problem is not None:
            unknown.append(problem)
        return meant

    return reader


_CAPABILITY = _if_any(partial(read_worded, Capability))
_PREFECTURE = _if_any(_prefecture)
_AUTHORITY = _if_any(HealthAuthority.parse)
_ROLE = _if_any(partial(read_worded, Role))
_OUTCOME = _if_any(_outcome)
