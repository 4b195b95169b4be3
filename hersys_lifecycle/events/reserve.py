"""Reserve periods (予備期間), for those who could not download in their slot; known by their names."""

import attrs

from hersys_lifecycle.events.fields import Cited, Covered, PeriodName, a_name, bounded, frozen_or_all, some_prefectures
from hersys_lifecycle.instants import Span


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ReservePeriodScheduled(Cited):
    """During ``span`` those of ``prefectures`` (``None``: all 47) who have not completed may download (N11)."""

    name: PeriodName = attrs.field(validator=a_name)
    span: Span = attrs.field(validator=bounded)
    prefectures: Covered = attrs.field(converter=frozen_or_all, validator=attrs.validators.optional(some_prefectures))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ReservePeriodRescheduled(Cited):
    """The reserve period of that name is moved to ``span``; whom it covers stays."""

    name: PeriodName = attrs.field(validator=a_name)
    span: Span = attrs.field(validator=bounded)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ReservePeriodCancelled(Cited):
    """The reserve period of that name does not take place; its name may be used anew."""

    name: PeriodName = attrs.field(validator=a_name)
