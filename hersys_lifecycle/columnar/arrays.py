"""What is handed in as arrays, checked as a whole before anything is answered."""

from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from hersys_lifecycle.columnar.errors import ArrayShapeError, ArrayTypeError

Integers: TypeAlias = npt.ArrayLike
"""Whole numbers, in whatever numpy makes an array of."""

Whole: TypeAlias = npt.NDArray[np.integer[Any]]

_MICROS: Final = (
    "pass int64, microseconds since 1970-01-01T00:00Z; instants in UTC become such with "
    "astype('datetime64[us]').astype('int64')"
)


def code_array(array: str, given: Integers) -> Whole:
    """Return an array of codes as it is, whatever their width.

    Raises:
        ArrayTypeError: it holds something else, or a mask says that elements are missing.
    """
    return _whole(
        array,
        given,
        "pass whole numbers; hersys_lifecycle.columnar has the code of each name, and what is missing has none",
    )


def instant_array(array: str, given: Integers) -> Whole:
    """Return an array of instants as it is, if int64 holds them all; raises as :func:`code_array`."""
    numbers = _whole(array, given, _MICROS)
    if not np.can_cast(numbers.dtype, np.int64):
        raise ArrayTypeError(array, str(numbers.dtype), _MICROS)
    return numbers


def _whole(array: str, given: Integers, remedy: str) -> Whole:
    if isinstance(given, np.ma.MaskedArray):
        raise ArrayTypeError(
            array, "masked elements", "leave out the rows in which they are missing, and pass its data"
        )
    try:
        numbers = np.asarray(given)
    except ValueError:
        raise ArrayTypeError(array, "rows of unequal length", remedy) from None
    if numbers.dtype.kind not in "iu":
        raise ArrayTypeError(array, str(numbers.dtype), remedy)
    return numbers


def together(**arrays: Whole) -> tuple[Whole, ...]:
    """Return the arrays in one shape, by the rules of broadcasting.

    Raises:
        ArrayShapeError: they have none in common.
    """
    try:
        return np.broadcast_arrays(*arrays.values())
    except ValueError:
        raise ArrayShapeError({name: array.shape for name, array in arrays.items()}) from None
