"""The answers in columns: a table for engines that read tables, and whole arrays of questions at once.

Importing this package loads neither pyarrow nor numpy; calling what needs one of them does. Each is an extra.
"""

from hersys_lifecycle.columnar.codes import CAPABILITY_CODES, PREFECTURE_CODES
from hersys_lifecycle.columnar.errors import ArrayShapeError, ArrayTypeError, ArrayValueError
from hersys_lifecycle.columnar.extras import answers, grid, questions

__all__ = [
    "CAPABILITY_CODES",
    "PREFECTURE_CODES",
    "ArrayShapeError",
    "ArrayTypeError",
    "ArrayValueError",
    "answers",
    "grid",
    "questions",
]
