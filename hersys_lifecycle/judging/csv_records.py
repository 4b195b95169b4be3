"""The records of an access log in CSV: RFC 4180, but that a record is one line."""

import re
from collections.abc import Iterator, Mapping

from hersys_lifecycle.judging.columns import NAMES, apart, renamed, resolve
from hersys_lifecycle.judging.errors import AccessLogError
from hersys_lifecycle.judging.lines import BrokenLineError, Line

# The csv module takes a quote inside an unquoted field for a character of it. Then the second half of a record that was
# torn in two, in the middle of a quoted field, might pass for a record. And any module may set how long its fields are.
_FIELD = r'"[^"]*(?:""[^"]*)*"|[^",\r]*'
_RECORD = re.compile(f"(?:{_FIELD})(?:,(?:{_FIELD}))*")
_FIELDS = re.compile(f"({_FIELD}),")


class CsvRecords:
    """What the lines of a CSV say; the first of them is taken for the header.

    Attributes:
        columns: what a log says of an access, and the column that says it.
        names: of what is staged, those that this log says besides the instant.
        others: how its other columns are staged.
        renamed: those of them that are staged under other names than their own.

    Raises:
        AccessLogError: there is no header, it cannot be read, or it lacks a column.
    """

    def __init__(self, source: str, lines: Iterator[Line], asked: Mapping[str, str] | None) -> None:
        header = _header(source, lines)
        self.columns = resolve(source, header, asked)
        self.names = tuple(name for name in NAMES if name in self.columns)
        unnamed = [column for column in header if column not in self.columns.values()]
        names = apart(unnamed)
        self.others, self.renamed = tuple(names.values()), renamed(names)
        self._width = len(header)
        index = {column: place for place, column in enumerate(header)}
        self._named = [index[self.columns[name]] for name in ("at", *self.names)]
        self._unnamed = [index[column] for column in unnamed]

    def read(self, line: Line) -> tuple[list[str | None], list[str | None]]:
        """Return the instant and the names, none of them blank, and the other fields as they stand.

        Raises:
            BrokenLineError: the line is no record.
        """
        fields = _fields(line.written())
        if len(fields) != self._width:
            raise BrokenLineError(
                f"the fields of the line are {len(fields)}, those of the header {self._width}: "
                "write a field for each column, in quotes if it has a comma"
            )
        return [fields[index].strip() or None for index in self._named], [fields[index] for index in self._unnamed]

    def finish(self) -> None:
        """Say nothing: a header has told what is in the log."""


def _header(source: str, lines: Iterator[Line]) -> list[str]:
    line = next(lines, None)
    if line is None:
        raise AccessLogError(source, "it is empty", "write the names of the columns into its first line")
    try:
        names = _fields(line.written())
    except BrokenLineError as error:
        remedy = "it is to hold the names of the columns, in UTF-8, with commas between them"
        raise AccessLogError(source, str(error), remedy, line.number) from error
    return [name.strip() or f"column_{index}" for index, name in enumerate(names, 1)]


def _fields(text: str) -> list[str]:
    if '"' not in text and "\r" not in text:
        return text.split(",")
    if not _RECORD.fullmatch(text):
        raise BrokenLineError(
            "the line is no CSV: a quote is not closed on it, or stands in a field without quotes around it, or a line "
            "end does: put the field in quotes, write each quote in it twice, and no line feed"
        )
    fields: list[str] = _FIELDS.findall(f"{text},")
    return [field[1:-1].replace('""', '"') if field.startswith('"') else field for field in fields]
