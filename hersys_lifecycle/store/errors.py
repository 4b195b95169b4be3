"""The errors of the store; what is recorded has its errors beside those of the core."""

from hersys_lifecycle.errors import LifecycleError


class StoreUrlError(LifecycleError, ValueError):
    """A text that is not the URL of a store."""

    def __init__(self, url: object, reason: str) -> None:
        super().__init__(url, reason)
        self.url, self.reason = url, reason

    def __str__(self) -> str:
        return (
            f"{self.url!r} names no store: {self.reason}; write sqlite:///file, sqlite:////folder/file, "
            "postgresql://user@host/database or :memory:"
        )


class StoreSettingsError(LifecycleError, ValueError):
    """Settings, of compression or encryption for instance, with which no store can be opened."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"the store cannot be opened with these settings: {self.reason}; correct env or the environment"


class StoreUnavailableError(LifecycleError, ConnectionError):
    """A database that cannot be reached, read or written now.

    Where it happened while recording, whether the recording took place may be unknown.
    """

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url, reason)
        self.url, self.reason = url, reason

    def __str__(self) -> str:
        return (
            f"the store {self.url} is not available: {self.reason}; see to the database, then try again "
            "(a recording with a key can be repeated without harm)"
        )


class StoreMissingError(StoreUnavailableError):
    """A database in which no store was made yet."""

    def __str__(self) -> str:
        return (
            f"there is no store {self.url}: {self.reason}; if the store is new, open it once with create=True, "
            "as a role that may make tables"
        )


class StoreClosedError(LifecycleError, RuntimeError):
    """A store that was closed and is used again."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url

    def __str__(self) -> str:
        return f"the store {self.url} is closed: open it again with open_store"


class NotALogFileError(LifecycleError, TypeError):
    """Something that is neither a path nor a file open for bytes, where a log is to be exported or imported."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind

    def __str__(self) -> str:
        return (
            f"{self.kind} is neither a path nor a file open for bytes: give a path, or open the file with 'rb' or 'wb'"
        )


class MalformedLogError(LifecycleError, ValueError):
    """An exported log that cannot be imported; ``line`` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line, self.reason = line, reason

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}; nothing was imported"
