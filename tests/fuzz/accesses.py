"""Access logs in text: a row for each line that is not blank, and what cannot be read takes nothing else with it."""

import csv
import gzip
import json
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import WORDING
from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.instants import JST
from hersys_lifecycle.judging import AccessLogError
from hersys_lifecycle.judging.asking import OUTCOMES, Access, Asked, Unanswerable
from hersys_lifecycle.judging.asking import read as understood
from hersys_lifecycle.judging.columns import NAMES, SPELLINGS, apart
from hersys_lifecycle.judging.instants import read_instant
from hersys_lifecycle.judging.staging import Kind, Staged, stage
from hersys_lifecycle.prefectures import Prefecture
from tests.fuzz.refusing import in_one_line, read
from tests.staging import Row, rows

_FOLDER: Final = TemporaryDirectory(prefix="hersys-fuzz-")
_GZIP: Final = b"\x1f\x8b"
_ADDED: Final = ("row", "at", "problem", "line")

WORDS = (
    *("at", "instant", *NAMES, "allowed", ",", '"', '""', "\r\n", "\r", "\n", "\ufeff", "rest", "line", "problem"),
    *('{"at":"', '","capability":"', '","x":', "1e999", "NaN", "\\ud800", "null", "true", "[", "{", "\\u0061t"),
    *(
        "2023-11-01T08:00:00+09:00",
        "2023-10-31T18:00Z",
        "2023-11-05 01:30",
        "2023-11-01",
        "bulk_export",
        "edit",
        "\u202e",
    ),
    *(each.name_en for each in (Prefecture.OSAKA, Prefecture.TOKYO)),
    *(text for texts in OUTCOMES.values() for text in texts),
    *(WORDING[each].ja for each in (Capability.EDIT, Capability.BULK_EXPORT, Role.HEALTH_CENTER)),
)


def access_csv(data: bytes) -> None:
    """A line of a CSV is what Python's own reader reads of it, column by column."""
    decided = tuple(_decided(data, "csv"))
    header = _header(data) if decided else []
    for number, row, line in decided:
        (fields,) = csv.reader([line], strict=True)
        record = dict(zip(header, fields, strict=True))
        names = _is_judged_by(row, {column: field.strip() or None for column, field in record.items()})
        others = apart(column for column in header if column not in names.values())
        assert row.keys() == {*_ADDED, *names, *others.values()}
        assert all(row[name] == record[column] for column, name in others.items())
        assert row["row"] == number


def access_jsonl(data: bytes) -> None:
    """A line of JSON Lines is what Python's own reader reads of it, key by key; the other keys are kept as they are."""
    for number, row, line in _decided(data, "jsonl"):
        record = json.loads(line)
        names = _is_judged_by(row, {key: _spoken(value) for key, value in record.items()})
        rest = {key: value for key, value in record.items() if key not in names.values()}
        assert row.keys() == {*_ADDED, *NAMES, "rest"}
        assert row["rest"] == (json.dumps(rest, ensure_ascii=False, separators=(",", ":")) if rest else None)
        assert row["row"] == number


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
            yield number, row, written


def _lines(data: bytes) -> list[tuple[int, bytes]]:
    """Return the lines that are not blank, with their numbers."""
    plain = _decompressed(data).removeprefix(BOM_UTF8)
    lines = [line.removesuffix(b"\r") for line in plain.split(b"\n")]
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _decompressed(data: bytes) -> bytes:
    return gzip.decompress(data) if data.startswith(_GZIP) else data


def _header(data: bytes) -> list[str]:
    """Return the columns that a CSV names in its first line."""
    (names,) = csv.reader([_lines(data)[0][1].decode()], strict=True)
    return [name.strip() or f"column_{place}" for place, name in enumerate(names, 1)]


def _is_judged_by(row: Row, said: Mapping[str, str | None]) -> dict[str, str]:
    """Demand what a line says, told by column, under the name it is judged by; return these names, and the columns."""
    names = dict[str, str]()
    for name, spellings in SPELLINGS.items():
        exactly = [column for column in said if column in spellings]
        for column in exactly or [column for column in said if column.casefold() in spellings]:
            assert name not in names, f"{column} and {names[name]} both say it"
            names[name] = column
    assert row["at"] == read_instant(said[names["at"]] or "", JST)
    assert all(row.get(name) == (said[names[name]] if name in names else None) for name in NAMES)
    return names


def _spoken(value: object) -> str | None:
    match value:
        case str():
            return value.strip() or None
        case bool() | int():
            return json.dumps(value)
        case _:
            return None
