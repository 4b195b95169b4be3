"""The rows that do not agree, each with its finding."""

import ibis

from hersys_lifecycle.judging.cases import Cases
from hersys_lifecycle.judging.court import Finding
from hersys_lifecycle.judging.engine import Engine
from hersys_lifecycle.judging.judged import judged
from hersys_lifecycle.judging.judgment import Undecidable
from hersys_lifecycle.judging.preparing import PROBLEM, Log
from hersys_lifecycle.judging.verdicts import Verdict

NO_INSTANT = "it has no instant, or one outside the years 1 to 9999"


class Disagreeing:
    """The rows of a log that do not agree, in the order of the log: all its columns and the fields of a finding.

    A row that could not even be read has no finding: it is undecidable, and says why.
    """

    def __init__(self, engine: Engine, log: Log, cases: Cases) -> None:
        found = judged(log, engine.table(cases.names(log.kinds)), engine.table(cases.findings()))
        verdict = found["verdict"].fill_null(Verdict.UNDECIDABLE.value)
        unread = ibis.ifelse(found["verdict"].isnull(), NO_INSTANT, ibis.null("string"))
        rows = found.mutate(verdict=verdict, problem=ibis.coalesce(found[PROBLEM], found["problem"], unread))
        rows = rows.filter(rows["verdict"] != Verdict.AGREES.value)
        columns = [name for name in log.table.columns if name != PROBLEM]
        self.rows = rows.order_by("file", "row").select(*columns, *Finding._fields)
        self._engine = engine

    def undecidable(self, most: int) -> tuple[Undecidable, ...]:
        """Return the first rows that could not be judged."""
        rows = self.rows.filter(self.rows["verdict"] == Verdict.UNDECIDABLE.value)
        found = self._engine.fetch(rows.select("file", "row", "problem").limit(most))
        return tuple(Undecidable(**row) for row in found.to_pylist())
