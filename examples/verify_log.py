"""Verify an exported log of HER-SYS events with nothing but Python's standard library.

    python verify_log.py FILE [--head POSITION:DIGEST]

It verifies integrity: that the file holds, byte for byte, a log whose entries are linked by their digests. A log that
was rewritten as a whole with new digests, or cut off and given a new trailer, is linked as well. Only a head that was
kept where nobody who can rewrite the log can reach it tells such a log; give it with --head.

It needs Python 3.10 or newer.

Exit status: 0 if the log is whole; 1 if it is not, with the first line at fault; 2 if nothing could be verified.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

HEADER = b'{"format":"hersys-lifecycle-log","version":1}'
GENESIS = "0" * 64  # stands where the first entry names the digest before it

Head = tuple[int, str]  # a position, counted from 1, and the digest of the entry there


class FindingError(Exception):
    """A line that is not as it was exported."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")


def verify(lines: Iterable[bytes], kept: Head | None = None) -> Head:
    """Return the head of a log that is whole and holds the head that was kept elsewhere; else raise a FindingError."""
    digests, trailer, number = [GENESIS], b"", 0
    for number, line in enumerate(lines, 1):
        value = parsed(number, line)
        if trailer:
            raise FindingError(number, "it stands behind the trailer, where nothing is exported")
        if number == 1:
            if line != HEADER + b"\n":
                raise FindingError(number, f"the header should be {HEADER.decode()}")
        elif "count" in value:
            trailer = canonical({"count": len(digests) - 1, "head": digests[-1]}) + b"\n"
            if line != trailer:
                raise FindingError(number, f"the trailer of what stands above is {trailer.decode().strip()}")
        else:
            digests.append(linked(number, value, len(digests), digests[-1]))
    if not trailer:
        raise FindingError(number + 1, "it is missing: the file ends before its trailer")
    if kept and kept[0] >= len(digests):
        raise FindingError(number, f"the log ends too early: the head that was kept is at position {kept[0]}")
    if kept and digests[kept[0]] != kept[1]:
        raise FindingError(
            kept[0] + 1, f"position {kept[0]}: its digest is not that of the head that was kept: this is another log"
        )
    return len(digests) - 1, digests[-1]


def parsed(number: int, line: bytes) -> dict[str, object]:
    """Return the JSON object on a line that is written in its one canonical form; numbers are whole."""
    with suppress(ValueError, RecursionError):
        value = json.loads(line, parse_float=int)
        if isinstance(value, dict) and line == canonical(value) + b"\n":
            return value
    raise FindingError(number, "it is not one whole JSON object in canonical form")


def linked(number: int, entry: dict[str, object], position: int, previous: str) -> str:
    """Return the digest of an entry that has it, and stands at a position behind the entry of another digest."""
    digest = sha256(canonical({name: value for name, value in entry.items() if name != "digest"})).hexdigest()
    for name, expected in (("digest", digest), ("position", position), ("previous", previous)):
        if canonical(entry.get(name)) != canonical(expected):  # to Python, true and 1 are the same
            raise FindingError(number, f"{name} is {entry.get(name)!a} where it should be {expected!r}")
    return digest


def canonical(value: object) -> bytes:
    """Return the canonical form of a JSON value (RFC 8785): names in order, no blanks, no needless escapes, UTF-8."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True).encode()


def head(text: str) -> Head:
    """Return the head that a text names."""
    if not (named := re.fullmatch(r"([0-9]{1,9}):([0-9a-f]{64})", text)):
        raise argparse.ArgumentTypeError(f"{text!r} is no head: write POSITION:DIGEST, with 64 hexadecimal digits")
    return int(named[1]), named[2]


def main() -> int:
    """Verify the file named on the command line; tell what was verified, and what cannot be."""
    parser = argparse.ArgumentParser(description="Verify an exported log.", allow_abbrev=False)
    parser.add_argument("file", type=Path, metavar="FILE", help="the exported log")
    parser.add_argument("--head", type=head, metavar="POSITION:DIGEST", help="a head of this log, kept elsewhere")
    asked = parser.parse_args()
    try:
        with asked.file.open("rb") as file:
            position, digest = verify(file, asked.head)
    except OSError as error:
        parser.error(str(error))
    except FindingError as finding:
        print(finding)
        return 1
    print(f"whole: {position} entries, head {position}:{digest}")
    print("verified: every line is canonical, has its own digest and names the one before; the trailer fits")
    if asked.head:
        print(f"verified: up to position {asked.head[0]} it is the log whose head was kept")
    else:
        print("not seen: whether all of it was rewritten, or its end cut off; a head kept elsewhere tells (--head)")
    print("not judged: whether the events should have been recorded; importing the log judges that")
    return 0


if __name__ == "__main__":
    sys.exit(main())
