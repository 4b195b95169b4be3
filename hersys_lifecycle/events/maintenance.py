"""Periods in which nobody can log in, known by their names."""

import attrs

from hersys_lifecycle.events.fields import Cited, PeriodName, a_name, bounded
from hersys_lifecycle.instants import Span


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MaintenanceScheduled(Cited):
    """During ``span`` nobody can log in (N9)."""

    name: PeriodName = attrs.field(validator=a_name)
    span: Span = attrs.field(validator=bounded)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MaintenanceRescheduled(Cited):
    """The maintenance period of that name is moved, lengthened or shortened to ``span``."""

    name: PeriodName = attrs.field(validator=a_name)
    span: Span = attrs.field(validator=bounded)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MaintenanceCancelled(Cited):
    """The maintenance period of that name does not take place; its name may be used anew."""

    name: PeriodName = attrs.field(validator=a_name)
