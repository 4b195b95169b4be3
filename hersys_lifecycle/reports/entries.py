"""The log as a page tells it: every event, and, as far as is recorded, by whom and what it changed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import starmap

import attrs

from hersys_lifecycle import Lifecycle
from hersys_lifecycle.audit import Change, RecordedEvent, Traced, merged, trail
from hersys_lifecycle.checks import Text, written
from hersys_lifecycle.citations import Citation
from hersys_lifecycle.errors import InvalidFieldError
from hersys_lifecycle.events import Event
from hersys_lifecycle.wording.changes import changed
from hersys_lifecycle.wording.phrases import told
from hersys_lifecycle.wording.reporting import in_both

Progress = Callable[[float], None]


@attrs.frozen
class Recording:
    """When and by whom an event was recorded, whether as a correction, and what it changed before and from then on."""

    at: Text
    by: str
    correction: bool
    retroactive: tuple[Text, ...]
    future: tuple[Text, ...]

    @classmethod
    def of(cls, traced: Traced) -> "Recording":
        """Put what was traced into words."""
        entry = traced.entry
        return cls(
            in_both(partial(written, entry.recorded_at)),
            entry.recorded_by,
            entry.correction,
            _changes(traced.retroactive),
            _changes(traced.future),
        )


@attrs.frozen
class Entry:
    """An event by its position in the log, with its citation; with its recording, if there is a history."""

    position: int
    told: Text
    citation: Citation
    recording: Recording | None

    @classmethod
    def of(cls, position: int, event: Event, recording: Recording | None = None) -> "Entry":
        """Put an event into words."""
        return cls(position, in_both(partial(told, event)), event.citation, recording)


def entries_of(lifecycle: Lifecycle, history: Sequence[RecordedEvent], progress: Progress) -> tuple[Entry, ...]:
    """Return the log in order; ``progress`` is told after each event that was traced how far that is, up to 1.

    Raises:
        InvalidFieldError: there is a history, and it is not that of the lifecycle.
    """
    if not history:
        return tuple(starmap(Entry.of, enumerate(lifecycle.events, 1)))
    if tuple(entry.event for entry in history) != lifecycle.events:
        reason = (
            f"these are not the {len(lifecycle.events)} events of the lifecycle; pass what it was made of, or nothing"
        )
        raise InvalidFieldError("history", f"{len(history)} recorded events", reason)
    return tuple(_traced(history, progress))


def _traced(history: Sequence[RecordedEvent], progress: Progress) -> Iterator[Entry]:
    for count, traced in enumerate(trail(history), 1):
        yield Entry.of(traced.entry.position, traced.entry.event, Recording.of(traced))
        progress(count / len(history))


def _changes(changes: Iterable[Change]) -> tuple[Text, ...]:
    return tuple(in_both(partial(changed, each)) for each in merged(changes))
