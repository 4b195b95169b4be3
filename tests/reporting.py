"""A history to report on that has everything in it, and what a page holds: its data, its text, its attributes."""

import json
from html.parser import HTMLParser
from typing import Any, Final

import attrs

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.citations import Citation, Grade
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.prefectures import Prefecture
from hersys_lifecycle.testing.recordings import Recording
from tests.shorthand import (
    completed,
    decommissioning,
    jst,
    maintenance,
    maintenance_cancelled,
    maintenance_moved,
    reopened,
    reserve,
    slot_moved,
    written,
)

NASTY: Final = """</script><script>alert('"&')</script><!--"""
"""A name that would break out of a page which does not escape it."""
OSAKA_SHI, SHINJUKU = HealthAuthority.OSAKA_SHI, HealthAuthority.SHINJUKU_KU
AT: Final = jst("2023-11-14T09:00")

LOG = written(
    Recording(jst("2023-10-20T10:00"), official_events()),
    Recording(jst("2023-10-24T15:00"), (slot_moved(Prefecture.OSAKA, "2023-12-04", "2023-12-09"),), by=NASTY),
    Recording(
        jst("2023-11-10"),
        (
            maintenance(NASTY, "2023-12-05T00:00:00.000001", "2023-12-05T06:00:00.000500"),
            maintenance("night", "2023-12-01T00:00:00", "2023-12-01T00:00:00.000001"),
            maintenance("day", "2023-12-06T00:00", "2023-12-07T00:00"),
            maintenance_cancelled("day"),
        ),
    ),
    Recording(
        jst("2023-12-06T16:00"),
        (
            completed(OSAKA_SHI, "2023-12-06T15:00:00.000999"),
            attrs.evolve(
                completed(HealthAuthority.OSAKA, "2023-12-06T15:30"),
                citation=Citation("大阪府からの連絡 <b>", "1 & 2", Grade.STATED),
            ),
        ),
    ),
    Recording(
        jst("2023-12-20T09:30"),
        (
            reserve("予備期間", "2024-02-05", "2024-02-10"),
            reserve("second", "2024-02-20T09:00", "2024-02-23", Prefecture.OSAKA, Prefecture.TOKYO),
        ),
    ),
    Recording(
        jst("2024-02-07T10:00"),
        (
            reopened(OSAKA_SHI, "2024-02-06T09:00:01"),
            completed(SHINJUKU, "2024-02-07T00:00"),
            completed(OSAKA_SHI, "2024-02-21T12:00"),
        ),
        by="担当者 2",
    ),
    Recording(
        jst("2024-02-08T10:00"), (maintenance_moved("night", "2023-12-01T00:00", "2023-12-01T05:00"),), correction=True
    ),
    Recording(jst("2024-03-01T10:00"), (decommissioning("2024-03-29T17:00"),)),
)
"""Reserve periods, returns completed and reopened, a moved slot, and maintenance that begins between milliseconds."""


class Page(HTMLParser):
    """What stands in a page.

    Attributes:
        elements: each with its attributes.
        inside: the text inside elements by their name, in order, that of scripts and styles as it is.
        text: all text but that of scripts and styles.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self.text = ""
        self._raw = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._raw = tag if tag in self.inside else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == self._raw:
            self._raw = ""

    def handle_data(self, data: str) -> None:
        if self._raw:
            self.inside[self._raw].append(data)
        else:
            self.text += data

    @property
    def data(self) -> Any:  # noqa: ANN401  # JSON
        """The answers that the script of the page looks up."""
        return json.loads(self.inside["script"][0])
