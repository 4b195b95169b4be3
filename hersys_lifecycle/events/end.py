"""The end: the limit that was announced, and the instant that is scheduled within it."""

import attrs

from hersys_lifecycle.events.fields import Cited
from hersys_lifecycle.instants import Recordable, recordable


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DecommissionLimitAnnounced(Cited):
    """HER-SYS stops at ``at`` at the latest (N6)."""

    at: Recordable = attrs.field(converter=recordable)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DecommissionScheduled(Cited):
    """HER-SYS stops at ``at``, for good."""

    at: Recordable = attrs.field(converter=recordable)
