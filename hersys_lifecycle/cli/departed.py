"""What ``hersys departures`` tells: what was first announced against what came to be."""

from collections.abc import Sequence
from datetime import datetime

import attrs

from hersys_lifecycle.audit import Departure, When
from hersys_lifecycle.cli.data import iso, span_data
from hersys_lifecycle.codec import unstructure_recorded


@attrs.frozen
class Departed:
    """The departures that are told, and how many there are of all that was ``announced``, and of it ``moved``."""

    announced: int
    moved: int
    told: tuple[Departure, ...]

    @classmethod
    def of(cls, departures: Sequence[Departure], *, every: bool) -> "Departed":
        """Tell of what moved or was cancelled, or of every announcement."""
        moved = tuple(each for each in departures if each.moved)
        return cls(len(departures), len(moved), tuple(departures) if every else moved)

    def to_dict(self) -> dict[str, object]:
        """Return the departures as JSON values.

        How many things were ``announced``, and how many of them ``moved`` or were cancelled; ``departures``: ``kind``,
        with the ``prefecture`` of a slot and the ``name`` of a period; ``first`` and ``final`` (``null``: cancelled),
        with ``at``, or with ``start`` and ``end``; whether it ``moved``, and by how many hours its start or instant
        (``start_hours``) and its end (``end_hours``) are later; the recorded ``events`` from the first announcement
        to the last, as they stand in an exported log. Instants are ISO 8601.
        """
        return {
            "announced": self.announced,
            "moved": self.moved,
            "departures": [
                {
                    "kind": each.subject.kind.value,
                    "prefecture": each.subject.prefecture and each.subject.prefecture.code,
                    "name": each.subject.name,
                    "first": _when(each.first),
                    "final": each.final and _when(each.final),
                    "moved": each.moved,
                    "start_hours": each.start_hours,
                    "end_hours": each.end_hours,
                    "events": [unstructure_recorded(entry) for entry in each.events],
                }
                for each in self.told
            ],
        }


def _when(when: When) -> dict[str, str | None]:
    return {"at": iso(when)} if isinstance(when, datetime) else span_data(when)
