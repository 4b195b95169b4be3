"""What an audit of an access log found, as data and for people."""

from collections.abc import Iterator

from hersys_lifecycle.checks import Language, written
from hersys_lifecycle.cli.data import iso
from hersys_lifecycle.cli.pages.layout import BAD, GOOD, Page, blank, columns, heading, indented, pairs, paragraph
from hersys_lifecycle.judging import LIMITS, VERDICTS, Judgment, Verdict
from hersys_lifecycle.wording import auditing, shared


def to_dict(judgment: Judgment) -> dict[str, object]:
    """Return a judgment as JSON values.

    ``source``; ``known_at`` (``null``: now) and the number of ``events`` known; whether all ``rows`` agree; how many
    got which verdict (``verdicts``), and that by ``capability`` and ``prefecture`` (``null``: none is named) in
    ``counts``; the first ``undecidable`` rows (``file``, ``row`` from 1, ``problem``); ``limits``, in both languages,
    with the number of ``rows`` concerned (``null``: all); where the ``violations`` were written (``null``: nowhere),
    and which columns were ``renamed`` there.
    """
    return {
        "source": judgment.source,
        "known_at": iso(judgment.known_at),
        "events": judgment.events,
        "agrees": bool(judgment),
        "rows": judgment.rows,
        "verdicts": {verdict.value: judgment.of(verdict) for verdict in Verdict},
        "counts": [
            {
                "capability": count.capability and count.capability.value,
                "prefecture": count.prefecture and count.prefecture.code,
                "verdict": count.verdict.value,
                "rows": count.rows,
            }
            for count in judgment.counts
        ],
        "undecidable": [each._asdict() for each in judgment.undecidable],
        "limits": [{"ja": each.in_("ja"), "en": each.in_("en"), "rows": each.rows} for each in judgment.limits],
        "violations": judgment.violations,
        "renamed": dict(judgment.renamed),
    }


def page(judgment: Judgment, language: Language) -> Page:
    """Yield whether all agrees, the counts, the worst of what does not, and what the judgment cannot know."""
    rows = judgment.rows
    if judgment:
        yield heading(auditing.ALL_AGREE.in_(language), GOOD)
    else:
        disagreeing = rows - judgment.of(Verdict.AGREES)
        yield heading(auditing.SOME_DISAGREE.in_(language).format(disagreeing, rows), BAD)
    yield blank()
    yield pairs(_summary(judgment, language))
    yield blank()
    width = len(f"{rows:,}")
    counts = [(f"{judgment.of(verdict):>{width},}", VERDICTS[verdict].in_(language)) for verdict in Verdict]
    yield columns(counts, [each.in_(language) for each in auditing.VERDICT_COUNTS])
    for verdict in Verdict:
        if verdict is not Verdict.AGREES and judgment.of(verdict):
            yield blank()
            yield heading(VERDICTS[verdict].in_(language))
            yield indented(columns(_worst(judgment, verdict, width, language)))
    if judgment.undecidable:
        yield blank()
        yield from (indented(paragraph(row)) for row in _undecidable(judgment, language))
    if judgment.violations is not None:
        yield blank()
        yield from (paragraph(line) for line in _violations(judgment, judgment.violations, language))
    yield blank()
    yield heading(LIMITS.in_(language))
    yield pairs((auditing.BULLET, each.in_(language)) for each in judgment.limits)


def _summary(judgment: Judgment, language: Language) -> Iterator[tuple[str, str]]:
    yield auditing.ACCESS_LOG.in_(language), judgment.source
    at = judgment.known_at
    known = auditing.EVENTS_KNOWN if at is None else auditing.EVENTS_KNOWN_AT
    yield auditing.KNOWN.in_(language), known.in_(language).format(judgment.events, at and written(at, language))


def _worst(judgment: Judgment, verdict: Verdict, width: int, language: Language) -> Iterator[tuple[str, str]]:
    worst = judgment.worst(verdict)
    for count in worst:
        yield f"{count.rows:>{width},}", count.in_(language)
    if others := judgment.of(verdict) - sum(count.rows for count in worst):
        yield f"{others:>{width},}", auditing.OTHERS.in_(language)


def _undecidable(judgment: Judgment, language: Language) -> Iterator[str]:
    for each in judgment.undecidable:
        yield each.in_(language)
    if more := judgment.of(Verdict.UNDECIDABLE) - len(judgment.undecidable):
        yield auditing.MORE_ROWS.in_(language).format(more)


def _violations(judgment: Judgment, target: str, language: Language) -> Iterator[str]:
    yield auditing.WRITTEN.in_(language).format(target)
    if judgment.renamed:
        told = (auditing.RENAMED_COLUMN.in_(language).format(*each) for each in judgment.renamed)
        yield auditing.RENAMED.in_(language).format(shared.COMMA.in_(language).join(told))
