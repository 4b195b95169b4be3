"""The audit trail, as data and for people: who recorded what, when, on whose authority, and what it changed."""

from collections.abc import Iterator, Sequence

from hersys_lifecycle.audit import RecordedEvent, Traced, merged
from hersys_lifecycle.checks import Language, written
from hersys_lifecycle.cli.data import change_data
from hersys_lifecycle.cli.pages.layout import BAD, Page, blank, heading, indented, pairs, paragraph
from hersys_lifecycle.codec import unstructure_recorded
from hersys_lifecycle.wording import asking, recording
from hersys_lifecycle.wording.changes import changed
from hersys_lifecycle.wording.phrases import cited, told


def to_dict(trail: Sequence[Traced]) -> dict[str, object]:
    """Return a trail as JSON values.

    ``events``, in log order: each ``recorded`` event as it stands in an exported log, and the answers that it changed
    at instants before it was recorded (``retroactive``) and from then on (``future``), as :func:`change_data` gives
    them.
    """
    return {
        "events": [
            {
                "recorded": unstructure_recorded(each.entry),
                "retroactive": [change_data(change) for change in each.retroactive],
                "future": [change_data(change) for change in each.future],
            }
            for each in trail
        ]
    }


def page(trail: Sequence[Traced], language: Language) -> Page:
    """Yield each event, and under it what it changed; what it changed of its past is marked."""
    yield heading(recording.RECORDED_EVENTS.in_(language).format(len(trail)))
    for each in trail:
        yield blank()
        yield heading(asking.RECORD.in_(language).format(each.entry.position, told(each.entry.event, language)))
        yield indented(pairs(_recording(each.entry, language)))
        for title, changes, style in (
            (recording.PAST_OF_RECORDING, each.retroactive, BAD),
            (recording.LATER_THAN_RECORDING, each.future, "bold"),
        ):
            if changes:
                yield indented(heading(title.in_(language), style))
            yield from (indented(paragraph(changed(change, language)), 4) for change in merged(changes))
        if not each.retroactive and not each.future:
            yield indented(paragraph(recording.CHANGED_NOTHING.in_(language)))


def _recording(entry: RecordedEvent, language: Language) -> Iterator[tuple[str, str]]:
    yield recording.RECORDED.in_(language), written(entry.recorded_at, language)
    yield recording.BY.in_(language), entry.recorded_by
    citation = entry.event.citation
    document = asking.CITED.in_(language).format(citation.document, cited(citation, language))
    yield recording.AUTHORITY.in_(language), document
    if entry.correction:
        yield recording.KIND.in_(language), recording.CORRECTION.in_(language)
