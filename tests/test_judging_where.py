"""What judges where: an engine elsewhere reads no text of this machine, and without its extra the package says so."""

import re
import sys
from importlib import import_module
from pathlib import Path

import pytest

from hersys_lifecycle.errors import MissingExtraError
from hersys_lifecycle.judging import AccessLogError, DuckDB, judge
from tests.access_logs import BRIEF, STOP, edits, text, verdicts


class Elsewhere(DuckDB):
    """An engine that does not read the files of this machine, or says so."""

    local = False


@pytest.mark.parametrize("name", ["log.csv", "log.csv.gz", "log.jsonl", "log.NDJSON"])
def test_a_text_is_judged_on_this_machine_only(tmp_path: Path, name: str) -> None:
    source = text(tmp_path / name, "at,capability", f"{STOP.isoformat()},edit")
    with pytest.raises(AccessLogError, match="a cluster judges Parquet only") as raised:
        judge(BRIEF, source, engine=Elsewhere(), violations=tmp_path / "found.csv")
    assert raised.value.remedy == "write the log as Parquet, or judge it on DuckDB"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_parquet_is_judged_anywhere(tmp_path: Path) -> None:
    judgment = judge(BRIEF, edits(tmp_path / "log.parquet"), engine=Elsewhere())
    assert verdicts(judgment) == {"agrees": 1, "wrong_then": 1}


@pytest.mark.parametrize("missing", ["ibis", "duckdb", "pyarrow"])
def test_without_its_extra_the_package_says_which_to_install(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    package = "hersys_lifecycle.judging"
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name == missing or name.startswith(f"{missing}.")]:
        monkeypatch.setitem(sys.modules, name, None)  # not to be found
    with pytest.raises(MissingExtraError, match=re.escape("pip install 'hersys-lifecycle[audit]'")) as raised:
        import_module(package)
    assert isinstance(raised.value.__cause__, ModuleNotFoundError)
