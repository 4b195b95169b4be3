"""Stores that are driven: where each is kept, how it is closed or left behind, and who follows it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from tempfile import TemporaryDirectory
from typing import Final

from hersys_lifecycle.audit import GENESIS, Head
from hersys_lifecycle.store import Follower, Store

MEMORY: Final = ":memory:"

Place = Callable[[], AbstractContextManager[str]]
"""Makes room for a store: the URL of a database with nothing in it, which may go when the context ends.

It may be called again before that, for another database.
"""

_EVERY: Final = 0.02
"""The seconds between two looks of a follower, where others tell nobody."""


@contextmanager
def in_memory() -> Iterator[str]:
    """Room for a store in memory."""
    yield MEMORY


@contextmanager
def on_sqlite() -> Iterator[str]:
    """Room for a store on SQLite, in a folder that goes in the end."""
    with TemporaryDirectory(prefix="hersys-") as folder:
        yield f"sqlite:///{folder}/log.db"


class DrivenStore:
    """A store at a place of its own, opened, and opened again.

    Attributes:
        url: where it is.
        place: made the room for it.
        store: it, as it was opened last.
        heads: the heads that it has shown, by position.
        followers: whoever follows it, be it as it was opened before and left behind.
    """

    def __init__(self, place: Place, opened: Callable[[str], Store]) -> None:
        self.place = place
        self.heads = {0: Head(0, GENESIS)}
        self.followers: list[Follower] = []
        self._opened = opened
        self._behind = 0  # so many of the followers follow what was left behind: they come first
        with ExitStack() as resources:
            self.url = resources.enter_context(place())
            self.store = opened(self.url)
            resources.callback(self.store.close)
            self._resources = resources.pop_all()

    @property
    def lasting(self) -> bool:
        """Whether its database outlives it; one in memory does not."""
        return self.url != MEMORY

    def reopen(self) -> None:
        """Close it, with whoever follows it as it is open now, and open it again."""
        self.store.close()
        del self.followers[self._behind :]
        self.leave_behind()

    def leave_behind(self) -> None:
        """Open it again while it is open, as after a crash; what is left behind is closed in the end."""
        self.store = self._opened(self.url)
        self._behind = len(self.followers)
        self._resources.callback(self.store.close)

    def follow(self) -> None:
        """Let one more follow it."""
        self.followers.append(self.store.follow(every=_EVERY))

    def stop_following(self) -> None:
        """Let one less follow it, the one that has followed it longest."""
        self.followers.pop(0).close()
        self._behind = max(self._behind - 1, 0)

    def close(self) -> None:
        """Close all that was opened, and give up the place."""
        self._resources.close()
