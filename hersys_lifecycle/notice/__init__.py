"""The Ministry's notice as events."""

from hersys_lifecycle.notice.announcement import SYSTEM_UPGRADE, official_events

__all__ = ["SYSTEM_UPGRADE", "official_events"]
