"""What was just recorded, as data and for people."""

from collections.abc import Sequence

from hersys_lifecycle.audit import RecordedEvent
from hersys_lifecycle.checks import Language, written
from hersys_lifecycle.cli.pages.layout import GOOD, Page, blank, heading, indented, paragraph
from hersys_lifecycle.cli.proposal import Proposal
from hersys_lifecycle.codec import unstructure_recorded
from hersys_lifecycle.wording import asking, recording
from hersys_lifecycle.wording.phrases import told


def to_dict(entries: Sequence[RecordedEvent], proposal: Proposal | None) -> dict[str, object]:
    """Return a recording as JSON values.

    ``recorded``: the events as they stand in an exported log; ``changes``, what they changed, as ``propose --json``
    gives it (``null``: they were recorded before, under the same key).
    """
    return {
        "recorded": [unstructure_recorded(entry) for entry in entries],
        "changes": proposal and proposal.to_dict(),
    }


def page(entries: Sequence[RecordedEvent], proposal: Proposal | None, language: Language) -> Page:
    """Yield what was recorded, now or before under the same key, with its position in the log."""
    done = recording.NOTHING_NEW if proposal is None else recording.DONE_RECORDING
    if proposal is not None:
        yield blank()  # below what it changes
    yield heading(done.in_(language).format(len(entries)), GOOD)
    for entry in entries:
        event = asking.RECORD.in_(language).format(entry.position, told(entry.event, language))
        at = written(entry.recorded_at, language)
        yield indented(paragraph(recording.RECORDED_WHEN_BY.in_(language).format(event, at, entry.recorded_by)))
