"""The survivors that `docs/testing.md` explains, by their stable names."""

import re
from collections.abc import Iterator

from tests.mutants.mutating import ROOT, Change

PAGE = ROOT / "docs" / "testing.md"

_HEADING = re.compile(r"### `(?P<module>[\w.]+)`, `(?P<function>[^`]+)`")
_BLOCK = re.compile(r"```diff\n(?P<lines>.*?)```", re.DOTALL)


def explained() -> Iterator[Change]:
    """Yield the mutants that the page has a heading and a difference for; what stands below each says why."""
    headings = list(_HEADING.finditer(page := PAGE.read_text(encoding="utf-8")))
    ends = [heading.start() for heading in headings[1:]] + [len(page)]
    for heading, end in zip(headings, ends, strict=False):  # without a heading there is an end too many
        for block in _BLOCK.finditer(page, heading.end(), end):
            lines = block["lines"].splitlines()
            removed, added = (tuple(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+")
            yield Change(heading["module"], heading["function"], removed, added)
