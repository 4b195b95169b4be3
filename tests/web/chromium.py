"""A real Chromium that sees the fonts that the package of pictures brings, and no others."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import noto_cjk_sans_jp_bold
import noto_cjk_sans_jp_regular
from playwright.sync_api import Browser, sync_playwright

_OPTIONS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_FONTS: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{0}</dir><dir>{1}</dir><cachedir>{2}</cachedir></fontconfig>
"""


@contextmanager
def launched(folder: Path) -> Iterator[Browser]:
    """Launch it, and close it in the end; it keeps what it knows of the fonts in a folder."""
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing: run `make web`, or install Debian's package chromium"
    packages = (noto_cjk_sans_jp_regular.__file__, noto_cjk_sans_jp_bold.__file__)
    fonts = folder / "fonts.conf"
    fonts.write_text(_FONTS.format(*(Path(str(each)).parent for each in packages), folder), encoding="utf-8")
    with sync_playwright() as playwright:
        environment: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
        browser = playwright.chromium.launch(executable_path=chromium, args=_OPTIONS, env=environment)
        yield browser
        browser.close()
