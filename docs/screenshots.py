"""The pictures of the report, taken in a real Chromium: run it after the report has changed; the tests tell when.

Beside them stands of which page each was taken, by digests, so that a picture of another page is found out without a
browser.
"""

from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from docs.tables import ROOT
from hersys_lifecycle import official_lifecycle
from hersys_lifecycle.checks import Language
from hersys_lifecycle.codec import parse_instant
from hersys_lifecycle.reports import report

PICTURES = ROOT / "docs/pictures"
TAKEN = "taken.txt"
AT = parse_instant("2023-11-14T10:00:00+09:00").at
ASKED = "#at=2023-11-14T10:00:00%2B09:00&prefecture=27&authority=270008&role=prefecture&language={0}"
SIZE = {"width": 1280, "height": 1000}
LANGUAGES: tuple[Language, ...] = ("en", "ja")


def page(language: Language) -> str:
    """Return the report that is pictured."""
    return report(official_lifecycle(), at=AT, language=language)


def line(language: Language, picture: bytes) -> str:
    """Return what is written down of a picture: the digests of the page and of itself, and its name."""
    return f"{sha256(page(language).encode()).hexdigest()} {sha256(picture).hexdigest()} report-{language}.png\n"


def main() -> None:
    """Take all pictures anew."""
    from tests.web.chromium import launched  # noqa: PLC0415  # it needs a browser's driver, which the rest does not

    with TemporaryDirectory() as folder, launched(Path(folder)) as browser:
        lines = ""
        for language in LANGUAGES:
            file = Path(folder) / f"{language}.html"
            file.write_text(page(language), encoding="utf-8")
            shown = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]  # a TypedDict of two numbers
            shown.goto(file.as_uri() + ASKED.format(language))
            picture = shown.screenshot()
            (PICTURES / f"report-{language}.png").write_bytes(picture)
            lines += line(language, picture)
    (PICTURES / TAKEN).write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
