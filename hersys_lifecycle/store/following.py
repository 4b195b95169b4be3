"""A live view of a store: the lifecycle as known now, in memory, another one as soon as anybody records."""

import atexit
import logging
from collections.abc import Callable
from datetime import datetime
from threading import Condition, Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Self

from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.store.errors import MissingExtraError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from hersys_lifecycle.audit import Log
    from hersys_lifecycle.store.waiting import Wait

OnChange = Callable[[Lifecycle, Lifecycle], object]
"""Called with the lifecycle until now and the one from now on."""

_LOGGER = logging.getLogger(__name__)


class Follower:
    """The lifecycle of a store as known now; made by ``store.follow()``. Threads may share it.

    ``current`` never waits for anything. While the database cannot be read, or what is read there cannot be trusted,
    it stays what it was, ``stale_since`` and ``fault`` tell, and the database is tried again and again.
    """

    def __init__(
        self,
        look: Callable[[], "Log"],
        waiting: Callable[[Event], "AbstractContextManager[Wait]"],
        clock: Callable[[], datetime],
    ) -> None:
        try:
            from stamina import RetryingCaller  # noqa: PLC0415  # an extra
        except ImportError:
            raise MissingExtraError("follow", "following a store") from None
        # An outage may last, and its end should be seen soon.
        self._trying = RetryingCaller(attempts=None, timeout=None, wait_initial=0.1, wait_max=1, wait_jitter=0.1)
        self._look, self._waiting, self._clock = look, waiting, clock
        self._stop = Event()
        self._changed = Condition()
        self._callbacks: tuple[OnChange, ...] = ()
        self._fault: Exception | None = None
        self._looked_at = clock()
        self._log = look()
        self._current = self._log.lifecycle
        self._thread = Thread(target=self._run, name="hersys_lifecycle follower", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def current(self) -> Lifecycle:
        """The lifecycle as known now. It is immutable: take it once for all questions that belong together."""
        return self._current

    @property
    def stale_since(self) -> datetime | None:
        """The instant, by the store's clock, since which others may have recorded unseen; ``None``: all is seen."""
        return self._looked_at if self._fault else None

    @property
    def fault(self) -> Exception | None:
        """Why others may have recorded unseen."""
        return self._fault

    def subscribe(self, callback: OnChange) -> Callable[[], None]:
        """Call back with the lifecycles before and after each change; return a function that ends this.

        It is called in the follower's own thread, after ``current`` has changed; what it raises is logged.
        """
        self._callbacks = (*self._callbacks, callback)

        def cancel() -> None:
            self._callbacks = tuple(each for each in self._callbacks if each is not callback)

        return cancel

    def wait_for(self, position: int, timeout: float | None = None) -> bool:
        """Wait until ``current`` knows the event at a position; tell whether it did within ``timeout`` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: self._log.head.position >= position, timeout)

    def close(self) -> None:
        """Stop following and wait for the thread; ``current`` stays as it is. Nothing if it is closed already."""
        self._stop.set()
        self._thread.join()
        atexit.unregister(self.close)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._trying(Exception, self._follow)

    def _follow(self) -> None:
        """Look whenever it is time, until the stop or a fault; raise a fault only if nothing could be seen at all."""
        seen = False
        try:
            if not self._stop.is_set():
                with self._waiting(self._stop) as wait:
                    while not self._stop.is_set():
                        self._see()
                        seen = True
                        wait()
        except Exception as error:
            if self._fault is None:
                _LOGGER.warning("what is recorded from %s on is not seen: %s", self._looked_at.isoformat(), error)
            self._fault = error
            if not seen:
                raise

    def _see(self) -> None:
        now = self._clock()
        log = self._look()
        before = self._current
        changed = log is not self._log
        if changed:
            after = log.lifecycle
            with self._changed:
                self._log, self._current = log, after
                self._changed.notify_all()
        self._looked_at, self._fault = now, None
        if changed:
            for callback in self._callbacks:
                try:
                    callback(before, self._current)
                except Exception:
                    _LOGGER.exception("a callback of a follower failed")
