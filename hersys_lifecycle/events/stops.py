"""The two steps in which registration stops."""

import attrs

from hersys_lifecycle.events.fields import Cited
from hersys_lifecycle.instants import Recordable, recordable


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NonReportableRegistrationStopped(Cited):
    """From ``at`` on, persons not subject to case notification can no longer be registered (N1)."""

    at: Recordable = attrs.field(converter=recordable)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class UpdatesStopped(Cited):
    """From ``at`` on, nothing can be registered, edited or deleted any more (N2)."""

    at: Recordable = attrs.field(converter=recordable)
