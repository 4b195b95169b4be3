"""Access logs judged: was each access in them right, by what was known then and by what is known now?"""

from hersys_lifecycle.judging.duckdb_engine import DuckDB
from hersys_lifecycle.judging.engine import Engine
from hersys_lifecycle.judging.errors import AccessLogError
from hersys_lifecycle.judging.judgment import Count, Judgment, Limit, Undecidable
from hersys_lifecycle.judging.running import judge
from hersys_lifecycle.judging.verdicts import Verdict

__all__ = ["AccessLogError", "Count", "DuckDB", "Engine", "Judgment", "Limit", "Undecidable", "Verdict", "judge"]
