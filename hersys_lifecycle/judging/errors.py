"""What is wrong with an access log as a whole, so that it is refused before any of it is judged."""

from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.texts import shown


class AccessLogError(LifecycleError, ValueError):
    """An access log that cannot be judged; nothing has been written. ``line`` is where the fault stands, if in one."""

    def __init__(self, source: str, reason: str, remedy: str, line: int | None = None) -> None:
        super().__init__(source, reason, remedy, line)
        self.source, self.reason, self.remedy, self.line = source, reason, remedy, line

    def __str__(self) -> str:
        where = self.source if self.line is None else f"{self.source}, line {self.line}"
        return shown(f"{where}: {self.reason}; {self.remedy}")  # with names of columns, which may be anything
