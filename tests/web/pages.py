"""A page, the lifecycle it is about, what a user asks it, and what is then to be seen."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

from hersys_lifecycle import Capability, Decision, HealthAuthority, Lifecycle, Role
from hersys_lifecycle.checks import Language, say, written
from hersys_lifecycle.instants import EPOCH
from hersys_lifecycle.notice import clause_of
from hersys_lifecycle.reports import report
from hersys_lifecycle.wording import asking, recording, reporting
from hersys_lifecycle.wording.phrases import cited, spanned, told
from tests.reporting import AT

MILLISECOND = timedelta(milliseconds=1)
NEAR = tuple(timedelta(milliseconds=each) for each in (-1000, -1, 0, 1, 1000))
LANGUAGES: tuple[Language, ...] = ("ja", "en")
OSAKA_SHI = "#at=2023-12-04T09:00:00%2B09:00&prefecture=27&authority=271004&role=health_center&language="
"""The address at which the city of Osaka asks; the language is still to be said."""


class Case(NamedTuple):
    """A lifecycle, its page in a file, and the instants that matter."""

    lifecycle: Lifecycle
    file: Path

    @property
    def instants(self) -> list[datetime]:
        """Whole milliseconds at and around every edge."""
        edges = {edge for schedule in self.lifecycle.schedules for edge in schedule.outlooks.edges}
        whole = {edge - edge.microsecond % 1000 * timedelta(microseconds=1) for edge in edges}
        return sorted({at + step for at in whole for step in NEAR}) or [AT]


def case(lifecycle: Lifecycle, folder: Path) -> Case:
    file = folder / "report.html"
    file.write_text(report(lifecycle, at=AT, language="ja"), encoding="utf-8")
    return Case(lifecycle, file)


def whole(at: datetime) -> int:
    return (at - EPOCH) // MILLISECOND


@cache
def both(at: datetime | None) -> list[str] | None:
    return None if at is None else [written(at, each) for each in LANGUAGES]


Question = tuple[HealthAuthority, Role, datetime]


def ask(page: Page, asked: Question) -> None:
    body, role, at = asked
    page.get_by_role("combobox", name=reporting.PREFECTURE.ja, exact=True).select_option(body.prefecture.code)
    page.get_by_role("combobox", name=reporting.AUTHORITY.ja, exact=True).select_option(body.code)
    page.get_by_role("combobox", name=recording.ASKING.ja, exact=True).select_option(role.value)
    page.get_by_label(reporting.INSTANT.ja).fill(at.replace(tzinfo=None).isoformat())


def outlook(decision: Decision, language: Language) -> str:
    if decision.allowed:
        until = "{0}まで" if language == "ja" else "until {0}"
        return until.format(written(decision.span.end, language)) if decision.span.end else asking.NO_END.in_(language)
    then = decision.next_allowed
    if then is None:
        return reporting.NOT_AGAIN.in_(language)
    return reporting.NEXT_FROM.in_(language).format(written(then, language))


SHOWN = """() => {
  const shown = (root) => [root.querySelector(".verdict").innerText.trim(), root.textContent];
  const rows = [...document.querySelectorAll("[data-capability]")];
  return [shown(document.getElementById("answer")), rows.map(shown), document.getElementById("heard").textContent];
}"""
"""What is to be seen of an answer: the verdict, and all text, that of closed details included."""


def assert_shown(page: Page, case: Case, asked: Question, language: Language) -> None:
    body, role, at = asked
    (verdict, answer), rows, heard = page.evaluate(SHOWN)
    for capability, (row_verdict, row) in zip(Capability, rows, strict=True):
        decision = case.lifecycle.check(capability, at=at, role=role, authority=body)
        assert row_verdict == (asking.ALLOWED if decision else asking.REFUSED).in_(language)
        told_of_it = [say(decision.reason, language), spanned(decision.span, language)]
        told_of_it += [] if decision else [outlook(decision, language)]
        told_of_it += [cited(each, language) for each in decision.basis]
        told_of_it += [clause.text.ja for each in decision.basis if (clause := clause_of(each))]
        told_of_it += [told(case.lifecycle.events[position - 1], language) for position in decision.positions]
        assert [words for words in told_of_it if words not in row] == []
    decision = case.lifecycle.check(Capability.BULK_EXPORT, at=at, role=role, authority=body)
    assert verdict == (asking.ALLOWED if decision else asking.REFUSED).in_(language)
    told_of_it = [written(at, language), say(body.prefecture, language), outlook(decision, language)]
    assert [words for words in (*told_of_it, verdict) if words not in heard] == []
    told_of_it += [say(decision.reason, language), say(decision.phase, language)]
    assert [words for words in told_of_it if words not in answer] == []
