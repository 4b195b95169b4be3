"""Access logs in text: a row for each line that is not blank, and what cannot be read takes nothing else with it."""

import csv
import gzip
import json
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import WORDING
from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.instants import JST
from hersys_lifecycle.judging import AccessLogError
from hersys_lifecycle.judging.asking import OUTCOMES, Access, Asked, Unanswerable
from hersys_lifecycle.judging.asking import read as understood
from hersys_lifecycle.judging.columns import NAMES
from hersys_lifecycle.judging.instants import read_instant
from hersys_lifecycle.judging.staging import Kind, Staged, stage
from hersys_lifecycle.prefectures import Prefecture
from tests.fuzz.refusing import in_one_line, read
from tests.staging import Row, rows

_FOLDER: Final = TemporaryDirectory(prefix="hersys-fuzz-")
_GZIP: Final = b"\x1f\x8b"

WORDS = (
    *("at", "instant", *NAMES, "allowed", ",", '"', '""', "\r\n", "\r", "\n", "\ufeff", "rest", "line", "problem"),
    *('{"at":"', '","capability":"', '","x":', "1e999", "NaN", "\\ud800", "null", "true", "[", "{", "\\u0061t"),
    *("2023-11-01T08:00:00+09:00", "2023-10-31T18:00Z", "2023-11-05 01:30", "2023-11-01", "bulk_export", "edit"),
    *(each.name_en for each in (Prefecture.OSAKA, Prefecture.TOKYO)),
    *(text for texts in OUTCOMES.values() for text in texts),
    *(WORDING[each].ja for each in (Capability.EDIT, Capability.BULK_EXPORT, Role.HEALTH_CENTER)),
)


def access_csv(data: bytes) -> None:
    """A line of a CSV is what Python's own reader reads of it."""
    for number, row, line in _decided(data, "csv"):
        (fields,) = csv.reader([line], strict=True)
        assert row["row"] == number
        assert all(str(value) in {*fields, *(each.strip() for each in fields)} for value in _texts(row))


def access_jsonl(data: bytes) -> None:
    """A line of JSON Lines is what Python's own reader reads of it; what nothing is judged by is kept as it was."""
    for number, row, line in _decided(data, "jsonl"):
        record = json.loads(line)
        assert row["row"] == number
        known = {_spoken(value) for value in record.values()}
        assert all(row[name] is None or row[name] in known for name in NAMES)
        rest = json.loads(row["rest"] or "{}")
        assert rest == {key: record[key] for key in rest}


def asked(data: bytes) -> None:
    """Whatever names a log gives, they make a question or a fault that is told in one line."""
    texts = [text or None for text in data.decode(errors="replace").split("\t")[:5]]
    found = understood(Asked(*(texts + [None] * 5)[:5]))
    assert found == understood(Asked(*(texts + [None] * 5)[:5]))
    if isinstance(found, Unanswerable):
        in_one_line(found.problem)
    else:
        assert isinstance(found, Access)
        assert texts[0] is not None


def _decided(data: bytes, kind: Kind) -> Iterator[tuple[int, Row, str]]:
    """Stage a log, and yield the rows that can be judged, each with its number and its line."""
    source, target = Path(_FOLDER.name, "log"), Path(_FOLDER.name, "staged.parquet")
    source.write_bytes(data)
    found = read(lambda: stage(source, target, kind=kind, zone=JST), AccessLogError)
    if isinstance(found, LifecycleError):
        return
    assert isinstance(found, Staged)
    staged, lines = rows(target), _lines(data)[1 if kind == "csv" else 0 :]
    assert len(staged) == found.rows == len(lines)
    assert found.undecidable == sum(row["problem"] is not None for row in staged)
    for row, (number, line) in zip(staged, lines, strict=True):
        if row["problem"] is not None:
            in_one_line(row["problem"])
            assert row["row"] == number
        else:
            written = line.decode()
            assert row["capability"]
            assert row["at"] in _instants(written, kind)
            yield number, row, written


def _lines(data: bytes) -> list[tuple[int, bytes]]:
    """Return the lines that are not blank, with their numbers."""
    plain = _decompressed(data).removeprefix(BOM_UTF8)
    lines = [line.removesuffix(b"\r") for line in plain.split(b"\n")]
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _decompressed(data: bytes) -> bytes:
    return gzip.decompress(data) if data.startswith(_GZIP) else data


def _instants(line: str, kind: Kind) -> list[object]:
    """Return the instants that are written in a line."""
    fields = next(csv.reader([line])) if kind == "csv" else json.loads(line).values()
    found = list[object]()
    for field in fields:
        try:
            found.append(read_instant(str(field).strip(), JST))
        except LifecycleError:
            continue
    return found


def _texts(row: Mapping[str, Any]) -> list[object]:
    return [value for name, value in row.items() if name not in {"row", "at", "problem", "line"} and value is not None]


def _spoken(value: object) -> str | None:
    match value:
        case str():
            return value.strip()
        case bool() | int():
            return json.dumps(value)
        case _:
            return None
