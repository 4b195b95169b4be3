"""What is recorded, as data and for people: adopted, listed, exported, imported."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType

from hersys_lifecycle.audit import Head, RecordedEvent
from hersys_lifecycle.checks import Language, Text, written
from hersys_lifecycle.cli.heads import head_of
from hersys_lifecycle.cli.pages.layout import GOOD, Page, blank, columns, heading, indented, paragraph
from hersys_lifecycle.codec import unstructure_recorded
from hersys_lifecycle.wording import recording
from hersys_lifecycle.wording.phrases import told


def entries_data(entries: Sequence[RecordedEvent], head: Head) -> dict[str, object]:
    """Return recorded events as JSON values.

    ``events``, in log order, each as it stands in an exported log; ``head``, how far the record reaches: the last
    ``position`` and its ``digest``.
    """
    return {"events": [unstructure_recorded(entry) for entry in entries], "head": head._asdict()}


def adopted(url: str, entries: Sequence[RecordedEvent], head: Head, language: Language) -> Page:
    """Yield how much was adopted."""
    yield heading(recording.ADOPTED.in_(language).format(url, len(entries)), GOOD)
    yield from _kept(head, language)


def listing(entries: Sequence[RecordedEvent], head: Head, language: Language) -> Page:
    """Yield a row for each recorded event, and how far the record reaches."""
    yield heading(recording.RECORDED_EVENTS.in_(language).format(len(entries)))
    if entries:
        yield blank()
        yield columns([_row(entry, language) for entry in entries], [each.in_(language) for each in recording.HISTORY])
    if head.position:
        yield blank()
        yield from _head(head, language)


def moved_data(file: str, head: Head) -> dict[str, object]:
    """Return as JSON values which ``file`` an exported log is in, and how far it reaches: ``head``."""
    return {"file": file, "head": head._asdict()}


def moved(done: Text, where: str, head: Head, language: Language) -> Page:
    """Yield how much was exported or imported."""
    yield heading(done.in_(language).format(head.position, where), GOOD)
    yield from _kept(head, language)


def _kept(head: Head, language: Language) -> Iterator[RenderableType]:
    yield blank()
    yield from _head(head, language)
    yield paragraph(recording.KEEP_HEAD.in_(language))


def _head(head: Head, language: Language) -> Iterator[RenderableType]:
    yield heading(recording.HEAD.in_(language))
    yield indented(paragraph(head_of(head)))


def _row(entry: RecordedEvent, language: Language) -> tuple[str, ...]:
    kind = recording.AS_CORRECTION.in_(language) if entry.correction else ""
    at = written(entry.recorded_at, language)
    return f"{entry.position:>3}", at, entry.recorded_by, kind, told(entry.event, language)
