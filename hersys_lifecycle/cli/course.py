"""What ``hersys timeline`` tells: the whole course of the wind-down, as a Lifecycle has it."""

from collections import defaultdict
from datetime import datetime

import attrs

from hersys_lifecycle import Capability, Lifecycle, Prefecture, Span
from hersys_lifecycle.cli.data import codes, iso, span_data
from hersys_lifecycle.states import ReservePeriod
from hersys_lifecycle.timeline import Segment


@attrs.frozen
class Period:
    """Prefectures with the same slot, to which bulk export is allowed at the same times."""

    slot: Span | None
    windows: tuple[Span, ...]
    prefectures: tuple[Prefecture, ...]


@attrs.frozen(kw_only=True)
class Course:
    """The phases, who downloads when, the periods that are planned by name, and the end; ``at`` marks an instant."""

    at: datetime | None
    segments: tuple[Segment, ...]
    periods: tuple[Period, ...]
    maintenance: tuple[tuple[str, Span], ...]
    reserves: tuple[tuple[str, ReservePeriod], ...]
    limit: datetime | None
    decommissioning: datetime | None

    @classmethod
    def of(cls, lifecycle: Lifecycle, at: datetime | None) -> "Course":
        """Ask a lifecycle."""
        state = lifecycle.state
        return cls(
            at=at,
            segments=lifecycle.timeline,
            periods=_periods(lifecycle),
            maintenance=tuple((name, fact.value) for name, fact in state.maintenance),
            reserves=tuple((name, fact.value) for name, fact in state.reserves),
            limit=state.limit.value if state.limit else None,
            decommissioning=state.decommissioning.value if state.decommissioning else None,
        )

    def marks(self, segment: Segment) -> bool:
        """Tell whether the marked instant lies in a segment."""
        return self.at is not None and self.at in segment.span

    def to_dict(self) -> dict[str, object]:
        """Return the course as JSON values.

        ``at``, the marked instant or ``null``; ``segments``: ``phase``, ``start``, ``end``, and whether it is the
        ``marked`` one; ``periods``, by their start: ``slot`` (``null``: none assigned), ``windows`` of bulk export and
        ``prefectures``; ``maintenance``: ``name``, ``start``, ``end``; ``reserves``: the same with ``prefectures``;
        ``limit`` and ``decommissioning``, ``null`` where not recorded. Instants are ISO 8601, prefectures two-digit
        codes or ``null`` for all 47; an open ``start`` or ``end`` is ``null``.
        """
        return {
            "at": iso(self.at),
            "segments": [
                {"phase": each.phase.value, **span_data(each.span), "marked": self.marks(each)}
                for each in self.segments
            ],
            "periods": [
                {
                    "slot": each.slot and span_data(each.slot),
                    "windows": [span_data(window) for window in each.windows],
                    "prefectures": codes(each.prefectures),
                }
                for each in self.periods
            ],
            "maintenance": [{"name": name, **span_data(span)} for name, span in self.maintenance],
            "reserves": [
                {
                    "name": name,
                    **span_data(reserve.span),
                    "prefectures": codes(reserve.prefectures),
                }
                for name, reserve in self.reserves
            ],
            "limit": iso(self.limit),
            "decommissioning": iso(self.decommissioning),
        }


def _periods(lifecycle: Lifecycle) -> tuple[Period, ...]:
    alike: dict[tuple[Span | None, tuple[Span, ...]], list[Prefecture]] = defaultdict(list)
    for prefecture in Prefecture:
        windows = lifecycle.windows(Capability.BULK_EXPORT, prefecture)
        alike[lifecycle.slot(prefecture), windows].append(prefecture)
    periods = [Period(slot, windows, tuple(prefectures)) for (slot, windows), prefectures in alike.items()]
    return tuple(sorted(periods, key=_by_slot))


def _by_slot(period: Period) -> tuple[bool, tuple[datetime, ...]]:
    """Sort by the slot; those without one come last."""
    return period.slot is None, period.slot.bounds if period.slot else ()
