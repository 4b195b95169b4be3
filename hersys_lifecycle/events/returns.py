"""The return of the data to each health authority (データ還元)."""

import attrs

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.events.fields import Cited, member_of
from hersys_lifecycle.instants import Recordable, recordable


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DataReturnCompleted(Cited):
    """From ``at`` on, an authority holds its data; a reserve period is no longer for it."""

    authority: HealthAuthority = attrs.field(validator=member_of(HealthAuthority))
    at: Recordable = attrs.field(converter=recordable)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DataReturnReopened(Cited):
    """From ``at`` on, an authority's return counts as not completed after all."""

    authority: HealthAuthority = attrs.field(validator=member_of(HealthAuthority))
    at: Recordable = attrs.field(converter=recordable)
