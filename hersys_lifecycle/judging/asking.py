"""What a row of an access log asks, as far as it is made of names: of those a log has few different combinations."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Final, NamedTuple, TypeVar

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import ASKING, ROWS, misuse, read_worded
from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.names import Names
from hersys_lifecycle.prefectures import Prefecture

T = TypeVar("T")

OUTCOMES: Final = Names.of(
    "outcome",
    (
        (True, "allowed", ("allowed", "true", "yes", "1", "許可", "可")),
        (False, "denied", ("denied", "false", "no", "0", "refused", "拒否", "不可")),
    ),
)
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


def read(asked: Asked) -> Access | Unanswerable:
    """Return what names mean, each spelled as people write it (``edit``, 編集; ``27``, 大阪府, Osaka).

    Raises:
        UnknownNameError, CheckDigitError: there is nothing of one of the names.
    """
    capability = _CAPABILITY(asked.capability)
    prefecture = _PREFECTURE(asked.prefecture)
    authority = _AUTHORITY(asked.authority)
    role = _ROLE(asked.role)
    given = _OUTCOME(asked.outcome)
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


def _if_any(parse: Callable[[str], T]) -> Callable[[str | None], T | None]:
    """Return a reader of texts that may be missing or blank; a log repeats the few it has, and the same mistakes."""

    @lru_cache(maxsize=1000)
    def outcome(text: str | None) -> T | LifecycleError | None:
        try:
            return parse(text) if text and text.strip() else None
        except LifecycleError as error:
            return error

    def read_text(text: str | None) -> T | None:
        found = outcome(text)
        if isinstance(found, LifecycleError):
            raise found.with_traceback(None)
        return found

    return read_text


_CAPABILITY = _if_any(partial(read_worded, Capability))
_PREFECTURE = _if_any(Prefecture.parse)
_AUTHORITY = _if_any(HealthAuthority.parse)
_ROLE = _if_any(partial(read_worded, Role))
_OUTCOME = _if_any(OUTCOMES.read)
