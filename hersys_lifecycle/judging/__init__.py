"""Access logs judged: was each access in them right, by what was known then and by what is known now?

Importing this package raises :class:`MissingExtraError` where its extra, ``audit``, is not installed.
"""

from hersys_lifecycle.errors import MissingExtraError

try:
    from hersys_lifecycle.judging.clusters import on_spark
    from hersys_lifecycle.judging.duckdb_engine import DuckDB
    from hersys_lifecycle.judging.engine import Engine
    from hersys_lifecycle.judging.errors import AccessLogError
    from hersys_lifecycle.judging.judgment import Count, Judgment, Limit, Undecidable
    from hersys_lifecycle.judging.running import judge
    from hersys_lifecycle.judging.verdicts import Verdict
    from hersys_lifecycle.judging.wording import LIMITS, VERDICTS
except ModuleNotFoundError as error:
    raise MissingExtraError("audit", "judging access logs") from error

__all__ = [
    "LIMITS",
    "VERDICTS",
    "AccessLogError",
    "Count",
    "DuckDB",
    "Engine",
    "Judgment",
    "Limit",
    "Undecidable",
    "Verdict",
    "judge",
    "on_spark",
]
