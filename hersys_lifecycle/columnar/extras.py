"""What needs an extra: it is imported when it is first asked for, so that nobody else needs it."""

from typing import TYPE_CHECKING

from hersys_lifecycle.checks import Answers
from hersys_lifecycle.extras import extra

if TYPE_CHECKING:
    from hersys_lifecycle.columnar.grids import Grid
    from hersys_lifecycle.columnar.tables import Table


def answers(compiled: Answers) -> "Table":
    """Return the answer to every question at every instant as a table; see :meth:`Lifecycle.answers`.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    with extra("arrow", "a table of answers"):
        from hersys_lifecycle.columnar.tables import answers_table  # noqa: PLC0415  # an extra
    return answers_table(compiled)


def questions() -> "Table":
    """Return all questions there are, and for each the number under which :meth:`Lifecycle.answers` has its answer.

    The same table for every lifecycle: a row for each valid combination of ``capability``, ``prefecture`` (two digits),
    ``authority`` (six digits) and ``role``, all of them texts as on the wire, and ``question``, a number. What is not
    named is null. Ordered by capability, place and role.

    What the table lacks cannot be asked (rules, section 4): an authority outside the prefecture, bulk export of nobody.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    with extra("arrow", "a table of questions"):
        from hersys_lifecycle.columnar.tables import questions_table  # noqa: PLC0415  # an extra
    return questions_table()


def grid(compiled: Answers) -> "Grid":
    """Return the answers made ready for whole arrays of questions; see :meth:`Lifecycle.allows_many`.

    Raises:
        MissingExtraError: numpy is not installed.
    """
    with extra("numpy", "asking about whole arrays"):
        from hersys_lifecycle.columnar.grids import Grid  # noqa: PLC0415  # an extra
    return Grid.of(compiled)
