"""The one query: a log joined with what is decided of its cases. Ibis writes it in the language of each engine."""

from typing import Final

from ibis.expr.types import Table

from hersys_lifecycle.judging.preparing import Log

_KEYS: Final = ("case", "starts", "ends")


def judged(log: Log, names: Table, decided: Table) -> Table:
    """Return the log with what is decided of each row; of a row without an instant nothing is.

    A row belongs to the span ``[starts, ends)`` of its case in which its instant lies, so to one at most. Engines know
    how to do this fast: it is a hash join by the names, of which only a few rows are left to compare with the instant.
    """
    rows, cases = log.table, names.join(decided, "case")
    same = [rows[kind].identical_to(cases[kind]) for kind in log.kinds]
    joined = rows.left_join(cases, [*same, rows["at"] >= cases["starts"], rows["at"] < cases["ends"]])
    return joined.select(rows, **{name: cases[name] for name in decided.columns if name not in _KEYS})
