"""Whole arrays of questions at once: one bisection over all edges, and one look-up."""

from functools import cache
from typing import Final, TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import ASKING, ROWS, Answers, misuse
from hersys_lifecycle.columnar.arrays import Integers, Whole, code_array, instant_array, together
from hersys_lifecycle.columnar.codes import CAPABILITY_CODES, PREFECTURE_CODES
from hersys_lifecycle.columnar.errors import ArrayValueError
from hersys_lifecycle.instants import CALENDAR, MICROSECOND

Bools: TypeAlias = npt.NDArray[np.bool_]

_CAPABILITIES: Final = tuple(CAPABILITY_CODES)
_PREFECTURES: Final = tuple(PREFECTURE_CODES)
_NOT_A_TIME: Final = np.iinfo(np.int64).min
_DAY: Final = 86_400_000_000
_ASKABLE: Final = range(CALENDAR.start - _DAY, CALENDAR.stop + _DAY)  # some zones are a day off at the calendar's ends
_NONE: Final = -1
_BLOCK: Final = 1 << 15  # elements: what is worked out on the way stays in the processor's cache


@attrs.frozen(eq=False, repr=False)
class Grid:
    """The answers to all questions between each two edges of any of them.

    Shapes: n ascending edges, int64 in microseconds since the epoch; n + 1 answers for each row of the compiled
    answers, one row after the other.
    """

    edges: npt.NDArray[np.int64]
    allowed: Bools

    @classmethod
    def of(cls, answers: Answers) -> "Grid":
        """Lay out the answers."""
        own = [[since // MICROSECOND for since in each.allowed.elapsed] for each in answers]
        edges = np.array(sorted(set().union(*own)), np.int64)
        rows = [
            np.repeat(
                each.allowed.values, np.diff(np.searchsorted(edges, at, side="right"), prepend=0, append=edges.size + 1)
            )
            for each, at in zip(answers, own, strict=True)
        ]
        return cls(edges, np.concatenate(rows))

    def allows(
        self,
        capability_codes: Integers,
        prefecture_codes: Integers,
        micros: Integers,
        role: Role,
        authority: HealthAuthority | None,
    ) -> Bools:
        """Tell for each element whether it is allowed; see :meth:`Lifecycle.allows_many`."""
        try:
            starts = _rows(role, authority) * (self.edges.size + 1)
        except (KeyError, TypeError):
            raise misuse(Capability.VIEW, None, role, authority) from None
        asked = together(
            capability_codes=code_array("capability_codes", capability_codes),
            prefecture_codes=code_array("prefecture_codes", prefecture_codes),
            micros=instant_array("micros", micros),
        )
        capabilities, prefectures, instants = (each.reshape(-1) for each in asked)
        allowed = np.empty(instants.size, np.bool_)
        for first in range(0, instants.size, _BLOCK):
            block = slice(first, first + _BLOCK)
            part = capabilities[block], prefectures[block], instants[block]
            if not self._look_up(starts, *part, allowed[block]):
                offset, array, value, reason = _first_fault(*part, role, authority)
                index = tuple(map(int, np.unravel_index(first + offset, asked[0].shape)))
                raise ArrayValueError(array, index, value, reason)
        return allowed.reshape(asked[0].shape)

    def _look_up(
        self, starts: npt.NDArray[np.intp], capabilities: Whole, prefectures: Whole, instants: Whole, allowed: Bools
    ) -> bool:
        """Write the answers, or tell that some element has none."""
        if _beyond(capabilities, len(_CAPABILITIES)) or _beyond(prefectures, len(_PREFECTURES)):
            return False
        # Codes may be of any width, and what is computed from them may not fit into it.
        cell = np.multiply(capabilities, len(_PREFECTURES), dtype=np.intp, casting="unsafe")
        np.add(cell, prefectures, out=cell, casting="unsafe")
        cell = starts.take(cell)
        if cell.min() < 0 or instants.min() < _ASKABLE.start or instants.max() >= _ASKABLE.stop:
            return False
        cell += self.edges.searchsorted(instants, side="right")
        self.allowed.take(cell, out=allowed, mode="clip")  # nothing is clipped; this mode is the one without a copy
        return True


def _beyond(codes: Whole, count: int) -> bool:
    """Tell whether a code is negative or too large; seen as unsigned, a negative one is large."""
    return bool(codes.view(codes.dtype.str.replace("i", "u")).max() >= count)


@cache
def _rows(role: Role, authority: HealthAuthority | None) -> npt.NDArray[np.intp]:
    """Return the rows of the answers by capability and prefecture, one after the other; ``_NONE``: no question."""
    if (None, authority) not in ASKING:
        raise KeyError(authority)
    rows = [
        ROWS[role][capability].get((prefecture, authority), _NONE)
        for capability in _CAPABILITIES
        for prefecture in _PREFECTURES
    ]
    return np.array(rows, np.intp)


def _first_fault(
    capabilities: Whole, prefectures: Whole, instants: Whole, role: Role, authority: HealthAuthority | None
) -> tuple[int, str, int, str]:
    """Return the first element without an answer: its offset, the array, the value, and what is wrong with it."""
    rows = zip(capabilities.tolist(), prefectures.tolist(), instants.tolist(), strict=True)
    return next(
        (offset, *fault) for offset, row in enumerate(rows) if (fault := _fault(*row, role, authority)) is not None
    )


def _fault(
    capability: int, prefecture: int, micros: int, role: Role, authority: HealthAuthority | None
) -> tuple[str, int, str] | None:
    if not 0 <= capability < len(_CAPABILITIES):
        return "capability_codes", capability, f"give one of CAPABILITY_CODES, 0 to {len(_CAPABILITIES) - 1}"
    if not 0 <= prefecture < len(_PREFECTURES):
        return "prefecture_codes", prefecture, "give a JIS code, 1 to 47, or 0 to name no prefecture"
    if micros == _NOT_A_TIME:
        return "micros", micros, "this is no instant but NaT: leave out the rows in which it is missing"
    if micros not in _ASKABLE:
        return "micros", micros, "this lies outside the years 1 to 9999: give microseconds since 1970, not nanoseconds"
    if (_PREFECTURES[prefecture], authority) not in ROWS[role][_CAPABILITIES[capability]]:
        return "prefecture_codes", prefecture, _unanswerable(authority)
    return None


def _unanswerable(authority: HealthAuthority | None) -> str:
    if authority is None:
        return "bulk export has a period for each prefecture (N4): give its JIS code, 1 to 47, or authority="
    return f"{authority} is not in that prefecture: give {PREFECTURE_CODES[authority.prefecture]}, or 0"
