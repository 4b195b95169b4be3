"""What is planned, as a calendar that others subscribe to (RFC 5545)."""

from hersys_lifecycle.calendars.publishing import calendar

__all__ = ["calendar"]
