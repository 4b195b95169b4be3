"""The record: an event-sourced log on SQLite, PostgreSQL or in memory."""

from hersys_lifecycle.audit import Head, RecordedEvent
from hersys_lifecycle.errors import MissingExtraError
from hersys_lifecycle.store.errors import (
    MalformedLogError,
    NotALogFileError,
    StoreClosedError,
    StoreMissingError,
    StoreSettingsError,
    StoreUnavailableError,
    StoreUrlError,
)
from hersys_lifecycle.store.following import Follower
from hersys_lifecycle.store.opening import open_store
from hersys_lifecycle.store.record import Store

__all__ = [
    "Follower",
    "Head",
    "MalformedLogError",
    "MissingExtraError",
    "NotALogFileError",
    "RecordedEvent",
    "Store",
    "StoreClosedError",
    "StoreMissingError",
    "StoreSettingsError",
    "StoreUnavailableError",
    "StoreUrlError",
    "open_store",
]
