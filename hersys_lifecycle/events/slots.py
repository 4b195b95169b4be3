"""Bulk export and the period in which each prefecture is asked to use it."""

import attrs

from hersys_lifecycle.events.fields import Cited, bounded, member_of
from hersys_lifecycle.instants import Recordable, Span, recordable
from hersys_lifecycle.prefectures import Prefecture


@attrs.frozen(kw_only=True, eq=False, repr=False)
class BulkExportOpened(Cited):
    """From ``at`` on, bulk export exists (N3)."""

    at: Recordable = attrs.field(converter=recordable)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SlotAssigned(Cited):
    """A prefecture is to download its data during ``span`` (N4, N10)."""

    prefecture: Prefecture = attrs.field(validator=member_of(Prefecture))
    span: Span = attrs.field(validator=bounded)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SlotRescheduled(Cited):
    """A prefecture's slot is moved to ``span``."""

    prefecture: Prefecture = attrs.field(validator=member_of(Prefecture))
    span: Span = attrs.field(validator=bounded)
