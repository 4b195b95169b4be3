"""The rows that do not agree, each with its finding."""

from typing import Final

import ibis
from ibis.expr.types import Table

from hersys_lifecycle.judging.cases import Cases
from hersys_lifecycle.judging.columns import PROBLEM
from hersys_lifecycle.judging.court import Finding
from hersys_lifecycle.judging.engine import Engine
from hersys_lifecycle.judging.judgment import Undecidable
from hersys_lifecycle.judging.preparing import Log
from hersys_lifecycle.judging.query import judged
from hersys_lifecycle.judging.verdicts import Verdict

NO_INSTANT: Final = "it has no instant, or one outside the years 1 to 9999"


def disagreeing(engine: Engine, log: Log, cases: Cases) -> Table:
    """Return the rows of a log that do not agree, in its order: all its columns and the fields of a finding.

    A row that could not even be read has no finding: it is undecidable, and says why.
    """
    found = judged(log, engine.table(cases.names(log.kinds)), engine.table(cases.findings()))
    verdict = found["verdict"].fill_null(Verdict.UNDECIDABLE.value)
    unread = ibis.ifelse(found["verdict"].isnull(), NO_INSTANT, ibis.null("string"))
    rows = found.mutate(verdict=verdict, problem=ibis.coalesce(found[PROBLEM], found["problem"], unread))
    columns = [name for name in log.table.columns if name != PROBLEM]
    ordered = rows.filter(rows["verdict"] != Verdict.AGREES.value).order_by("file", "row")
    return ordered.select(*columns, *Finding._fields)


def first_undecidable(engine: Engine, rows: Table, most: int) -> tuple[Undecidable, ...]:
    """Return the first of the rows that could not be judged."""
    undecidable = rows.filter(rows["verdict"] == Verdict.UNDECIDABLE.value).select("file", "row", "problem")
    return tuple(Undecidable(**row) for row in engine.fetch(undecidable.limit(most)).to_pylist())
