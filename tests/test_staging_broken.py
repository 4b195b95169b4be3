"""Broken lines: each is a row that cannot be judged and says why, and takes none of its neighbours with it."""

import csv
import json
from codecs import BOM_UTF8
from datetime import datetime

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from hersys_lifecycle.judging.columns import NAMES
from hersys_lifecycle.judging.errors import AccessLogError
from hersys_lifecycle.judging.lines import LONGEST
from hersys_lifecycle.judging.staging import Kind
from tests.shorthand import jst
from tests.staging import Row, compressed, csv_line, log_of, of_row, staged
from tests.strategies import SLOW

HEADER = ("at", "capability", "prefecture", "role", "note", "user")
AT = "2023-11-01T08:00:00+09:00"

notes = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=8)
records = st.tuples(
    st.sampled_from([AT, "2023-10-31T18:00Z", "yesterday", ""]),
    st.sampled_from(["view", "bulk_export", ""]),
    st.sampled_from(["27", "osaka", ""]),
    st.sampled_from(["prefecture", ""]),
    notes,
    notes,
)
csv_lines = st.builds(csv_line, records, st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.sampled_from(["\n"]))
blank_or_csv_lines = csv_lines | st.just(b"\n")


def between(line: bytes, place: int, more: bytes) -> bytes:
    """Return a line with more bytes in it, at any place before its end."""
    line = line.removesuffix(b"\n")
    place %= len(line) + 1
    return line[:place] + more + line[place:]


no_utf_8 = st.builds(
    between, st.binary(max_size=50).filter(lambda raw: b"\n" not in raw), st.integers(0), st.just(b"\xff")
)
quote_too_many = st.builds(between, csv_lines, st.integers(0), st.just(b'"'))
too_few_fields = notes.filter(lambda text: text.strip() and text.count(",") < 5).map(str.encode)
fields_too_many = csv_lines.map(lambda line: between(line, -1, b",x"))
broken_csv = no_utf_8 | quote_too_many | too_few_fields | fields_too_many


def with_broken(lines: list[bytes], place: int, broken: bytes) -> bytes:
    return b"".join([*lines[:place], broken, b"\n", *lines[place:]])


def apart(rows: list[Row], place: int) -> tuple[Row, list[Row]]:
    """Return the row of a line, and the others as they would be numbered without it."""
    (found,) = (row for row in rows if row["row"] == place)
    return found, [row | {"row": row["row"] - (row["row"] > place)} for row in rows if row is not found]


def is_broken(row: Row, broken: bytes) -> bool:
    shown = broken.removesuffix(b"\r").decode(errors="backslashreplace")[:1000]
    return (
        row["line"] == shown
        and bool(row["problem"])
        and set(row.values())
        == {
            None,
            row["row"],
            row["line"],
            row["problem"],
        }
    )


@SLOW
@given(st.lists(blank_or_csv_lines, max_size=4), st.integers(0, 4), broken_csv)
@example([b""], 0, csv_line([AT, "view", "", "", "x", "torn"])[:-2].replace(b"torn", b'"torn'))
def test_a_broken_line_of_a_csv_changes_no_other_row(lines: list[bytes], place: int, broken: bytes) -> None:
    place = min(place, len(lines))
    header = csv_line(HEADER)
    told, rows = staged(header + b"".join(lines))
    told_too, rows_too = staged(header + with_broken(lines, place, broken))
    row, others = apart(rows_too, place + 2)
    assert is_broken(row, broken)
    assert others == rows
    assert (told_too.rows, told_too.undecidable) == (told.rows + 1, told.undecidable + 1)


json_lines = records.map(lambda record: json.dumps(dict(zip(HEADER, record, strict=True))).encode() + b"\n")


def is_no_object(text: str | bytes) -> bool:
    try:
        return not isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return True


torn = st.builds(lambda line, end: line[: 1 + end % (len(line) - 2)], json_lines, st.integers(0))
no_objects = notes.filter(lambda text: text.encode().strip() and "\ufeff" not in text and is_no_object(text)).map(
    str.encode
)
doubled_keys = json_lines.map(lambda line: b'{"user": 1, ' + line[1:-1])
oddities = st.sampled_from([
    b"[]", b"null", b"NaN", b'{"at": NaN}', b'{"x": Infinity}', b'{"x": {"y": -Infinity}}', b'{"x": 1e999}',
    b"[" * 100_000, b'{"x": ' * 100_000, b"9" * 5000, b'{"x": "\\ud800"}', b'{"\\uDC00": 1}',
    b'{"x": {"a": 1, "a": 1}}',
    b'{"x": 1} {"x": 2}', b"{'x': 1}", b'{"x": "\t"}', b'{"at": "' + AT.encode() + b'", "capability": 1.5}',
    b'{"at": ["x"], "capability": "view"}', b'{"capability": {}, "at": "x"}', b'{"user": "x"}', b"{}",
    b'{"at": "x", "instant": "y", "capability": "view"}',
])  # fmt: skip
broken_json = no_utf_8 | torn | no_objects | doubled_keys | oddities


@SLOW
@given(json_lines, st.lists(json_lines | st.just(b"\n"), max_size=4), st.integers(0, 5), broken_json)
def test_a_broken_line_of_json_lines_changes_no_other_row(
    first: bytes, more: list[bytes], place: int, broken: bytes
) -> None:
    lines = [first, *more]
    place = min(place, len(lines))
    if place == 0:
        assume(is_no_object(broken))  # the first object is to have what is judged by
        assume(not broken.startswith(BOM_UTF8))  # there it would be no part of the line
    told, rows = staged(b"".join(lines), "jsonl")
    told_too, rows_too = staged(with_broken(lines, place, broken), "jsonl")
    row, others = apart(rows_too, place + 1)
    assert is_broken(row, broken)
    assert others == rows
    assert (told_too.rows, told_too.undecidable) == (told.rows + 1, told.undecidable + 1)


def problem(line: str | bytes, kind: Kind = "csv") -> str:
    """Return what is told of the one line between others."""
    good = csv_line([AT, "view", "27"]) if kind == "csv" else log_of(json.dumps({"at": AT, "capability": "view"}))
    header = b"at,capability,prefecture\n" if kind == "csv" else b""
    raw = line if isinstance(line, bytes) else line.encode()
    told, rows = staged(header + good + raw + b"\n" + good, kind)
    assert (told.rows, told.undecidable) == (3, 1)
    assert [row["problem"] is None for row in rows] == [True, False, True]
    assert rows[1]["line"] == raw.decode(errors="backslashreplace")[:1000]
    return str(rows[1]["problem"])


@pytest.mark.parametrize(
    ("line", "reason", "remedy"),
    [
        (f"{AT},view", "the fields of the line are 2, those of the header 3", "write a field for each column"),
        (f"{AT},view,27,", "the fields of the line are 4, those of the header 3", "in quotes if it has a comma"),
        (f'{AT},view,"27', "a quote is not closed on it", "put the field in quotes"),
        (f'{AT},view,2"7', "stands in a field without quotes around it", "write each quote in it twice"),
        (f'{AT},view,"2"7', "a quote is not closed on it", "no line feed"),
        (f"{AT},view,2\r7", "or a line end does", "put the field in quotes"),
        (f"{AT},view,大阪府".encode("cp932"), "bytes that are no UTF-8", "write the log in UTF-8"),
        (b"x" * (LONGEST + 1), "longer than 1,000,000 bytes", "is a line end missing?"),
        (f" ,view,{AT}", "the instant is missing", "write it in ISO 8601, such as 2023-11-01T08:00:00+09:00"),
        (f"{AT}, ,27", "the capability is missing", "write what was done"),
        ("2023-11-01,view,27", "'2023-11-01' cannot be read as an instant: it is a whole day", "the time of day too"),
        ("2023-02-29T08:00Z,view,27", "the calendar or the clock has no such date", "write the next day's 00:00"),
        ("1698742800,view,27", "'1698742800' cannot be read as an instant", "write it in ISO 8601"),
        ("x" * 2000 + ",view,27", "xxx...xxx", "write it in ISO 8601"),
    ],
)  # fmt: skip
def test_a_line_of_a_csv_that_cannot_be_judged_says_why_and_how_to_mend_it(
    line: str | bytes, reason: str, remedy: str
) -> None:
    told = problem(line)
    assert reason in told
    assert remedy in told
    assert len(told) < 300


@pytest.mark.parametrize(
    ("line", "reason", "remedy"),
    [
        ("[1, 2]", "the line is no JSON object", "write one object to a line"),
        ("at,capability", "the line is no JSON (Expecting value", "write one object to a line"),
        ('{"at": 1, "at": 2}', "a key stands there twice", "write one object to a line"),
        ('{"at": NaN}', "NaN is no number of JSON", "write one object to a line"),
        (f'{{"at": "{AT}", "capability": "view", "x": -1e999}}', "-1e999 is too large a number", "write one object"),
        ('{"\\u001b[2J": 1}', r"it has no column at or instant, only \x1b[2J", "say which column it is: at=COLUMN"),
        ('{"at": "x", "user": "\\ud83d"}', "surrogates not allowed", "write one object to a line"),
        ('{"user": "x"}', "it has no column at or instant, only user", "say which column it is: at=COLUMN"),
        ('{"at": "x", "capability": ""}', "'x' cannot be read as an instant", "write it in ISO 8601"),
        ('{"at": null, "capability": "view"}', "the instant is missing", "write it in ISO 8601"),
        (json.dumps({"at": AT, "capability": None}), "the capability is missing", "write what was done"),
        ('{"at": 1698742800, "capability": "view"}', "'1698742800' cannot be read", "write it in ISO 8601"),
        ('{"at": 1.5, "capability": "view"}', "at is a number with a fraction", "a whole number, true or false"),
        ('{"at": "x", "capability": []}', "capability is a list", "write a text"),
        ('{"at": "x", "capability": "view", "role": {}}', "role is an object", "write a text"),
    ],
)  # fmt: skip
def test_a_line_of_json_lines_that_cannot_be_judged_says_why_and_how_to_mend_it(
    line: str, reason: str, remedy: str
) -> None:
    told = problem(line, "jsonl")
    assert reason in told
    assert remedy in told


def test_a_row_whose_instant_alone_is_bad_keeps_all_else_that_it_says() -> None:
    told, (row,) = staged(log_of("at,capability,role,user", "x,view,prefecture,somebody"))
    assert of_row(row, ("row", "at", "capability", "role", "user")) == (2, None, "view", "prefecture", "somebody")
    assert (row["line"], told.undecidable) == ("x,view,prefecture,somebody", 1)
    assert row["problem"]


def test_a_record_that_was_torn_in_the_middle_of_a_quoted_text_is_two_broken_lines() -> None:
    forged = f'"{AT}","view","a text\n{AT},bulk_export,and its end"'
    _, rows = staged(log_of("at,capability,note", forged, f"{AT},view,x"))
    assert [(row["row"], row["at"]) for row in rows] == [(2, None), (3, None), (4, datetime.fromisoformat(AT))]


@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_a_line_may_be_a_million_bytes_long_and_no_longer(quote: str, end: str) -> None:
    begin = f"{AT},view,{quote}"
    text = "x" * (LONGEST - len(begin + quote + end.strip("\n")))
    for more, reason in (("", None), ("x", "the line is longer than 1,000,000 bytes: is a line end missing?")):
        line = begin + text + more + quote + end
        _, (row,) = staged(f"at,capability,user\n{line}".encode())
        assert (row["problem"], row["user"]) == (reason, None if more else text)


@pytest.mark.parametrize(
    "line", ['"' * (LONGEST - 1), '"' * LONGEST, '""a' * 300_000, '"a",' * 200_000, '"a"",' * 200_000]
)
def test_a_line_that_is_made_to_be_hard_to_read_is_broken_like_any_other(line: str) -> None:
    assert problem(line)


def test_a_header_of_a_million_bytes_is_refused_in_one_sentence() -> None:
    for header in ("x" * LONGEST, ",".join(map(str, range(100_000)))):
        with pytest.raises(
            AccessLogError, match=r"it has no column at or instant, only .*…; say which column"
        ) as raised:
            staged(header.encode())
        assert len(str(raised.value)) < 400


@given(st.text('ab",\r') | st.lists(notes).map(lambda fields: csv_line(fields).decode().removesuffix("\r\n")))
def test_a_record_is_read_as_python_reads_it_or_is_broken(text: str) -> None:
    columns = [f"column {number}" for number in range(text.count(",") + 1)]
    line = f"{AT},view,{text}"
    _, (row,) = staged(log_of(",".join(["at,capability", *columns]), line))
    if row["line"] is None:
        assert [AT, "view", *(row[column] for column in columns)] == next(csv.reader([line], strict=True))


@pytest.mark.parametrize(
    ("log", "kind", "reason", "remedy", "line"),
    [
        (b"", "csv", "it is empty", "write the names of the columns into its first line", None),
        (b"\xef\xbb\xbf\r\n\n", "csv", "it is empty", "write the names of the columns", None),
        (b"\nat,capability,\x91\xe5\n", "csv", "bytes that are no UTF-8", "it is to hold the names of the columns", 2),
        ("at,capability".encode("utf-16"), "csv", "bytes that are no UTF-8", "in UTF-8, with commas between them", 1),
        (b'at,"capability\n', "csv", "a quote is not closed", "the names of the columns", 1),
        (b"x" * (LONGEST + 1), "csv", "longer than", "the names of the columns", 1),
        (b"at;capability\n", "csv", "it has no column at or instant", "put commas between the columns", None),
        (b"at,capability, at\n", "csv", "it has the column at twice", "name each column once", None),
        (b"at,when\n", "csv", "it has no column capability", "capability=COLUMN", None),
        (b'\n{"at": "x"}\n', "jsonl", "it has no column capability, only at", "capability=COLUMN", 2),
        (b'x\n{"capability": "x"}\n', "jsonl", "it has no column at or instant", "at=COLUMN", 2),
        (b"at,capability\nx,view\n", "jsonl", "no line of it is a JSON object", "write one object to a line", None),
        (b"\xff\n", "jsonl", "no line of it is a JSON object", "write one object to a line", None),
    ],
)  # fmt: skip
def test_a_log_that_cannot_be_judged_at_all_is_refused(
    log: bytes, kind: Kind, reason: str, remedy: str, line: int | None
) -> None:
    for data in (log, compressed(log)):
        with pytest.raises(AccessLogError) as raised:
            staged(data, kind)
        assert reason in raised.value.reason
        assert remedy in raised.value.remedy
        assert raised.value.line == line


def test_a_key_that_the_user_named_and_no_object_has_is_refused() -> None:
    log = log_of(json.dumps({"at": AT, "capability": "view", "role": "prefecture"}))
    with pytest.raises(AccessLogError, match="no line of it has the key who; say which key it is: role=KEY"):
        staged(log, "jsonl", columns={"role": "who"})
    with pytest.raises(AccessLogError, match="it has no column when"):
        staged(log, "jsonl", columns={"at": "when"})
    with pytest.raises(AccessLogError, match="nothing is judged by user"):
        staged(log, "jsonl", columns={"user": "role"})


def test_a_log_without_two_objects_of_the_same_keys_is_read_like_any_other() -> None:
    lines = [json.dumps({f"key {number}": 1, "capability": "view", "at": AT}) for number in range(1500)]
    told, rows = staged(log_of(*lines), "jsonl")
    assert (told.rows, told.undecidable) == (1500, 0)
    assert [row["rest"] for row in rows] == [f'{{"key {number}":1}}' for number in range(1500)]
    assert of_row(rows[0], ("at", *NAMES)) == (jst("2023-11-01T08:00"), "view", None, None, None, None)
