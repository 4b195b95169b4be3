"""A real Chromium with a Japanese font, and pages that must neither load nor complain about anything."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from hersys_lifecycle import official_lifecycle
from hersys_lifecycle.reports import report
from tests.reporting import AT, LOG
from tests.web.chromium import launched
from tests.web.pages import Case, case

PATIENCE = 60_000  # milliseconds, where a busy machine takes its time

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The browser of all tests."""
    with launched(tmp_path_factory.mktemp("fonts")) as browser:
        yield browser


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Open a file with an address, in a context of its own; no request but for the file, and no word on the console."""
    contexts: list[BrowserContext] = []
    heard: list[str] = []

    def opened(file: Path, address: str = "", *, script: Path | None = None, **context: Any) -> Page:  # noqa: ANN401
        contexts.append(browser.new_context(**context))
        contexts[-1].set_default_timeout(PATIENCE)
        if script:
            contexts[-1].add_init_script(path=script)
        page = contexts[-1].new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: None if _own(request.url, file) else heard.append(request.url))
        page.goto(file.as_uri() + address)
        return page

    yield opened
    for each in contexts:
        each.close()
    assert heard == []


def _own(url: str, file: Path) -> bool:
    return url.partition("#")[0] == file.as_uri()


@pytest.fixture(scope="session")
def notice(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return case(official_lifecycle(), tmp_path_factory.mktemp("notice"))


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Case:
    file = tmp_path_factory.mktemp("story") / "報告 書.html"
    file.write_text(report(LOG.lifecycle, LOG.entries, at=AT, language="ja"), encoding="utf-8")
    return Case(LOG.lifecycle, file)


@pytest.fixture(params=["notice", "story"])
def any_case(request: pytest.FixtureRequest, notice: Case, story: Case) -> Case:
    return notice if request.param == "notice" else story
