"""A live view of a store: the lifecycle as known now, in memory, another one once anybody has recorded."""

import atexit
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from threading import Condition, Event, Thread, current_thread
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

import attrs

from hersys_lifecycle.errors import InvalidFieldError, MissingExtraError
from hersys_lifecycle.instants import recordable
from hersys_lifecycle.lifecycle import Lifecycle
from hersys_lifecycle.store.errors import StoreClosedError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from hersys_lifecycle.audit import Log
    from hersys_lifecycle.store.waiting import Wait

OnChange = Callable[[Lifecycle, Lifecycle], object]
"""Called with the lifecycle until now and the one from now on."""

_LOGGER = logging.getLogger(__name__)

_PAUSE = 0.1
"""The seconds before what failed is tried again for the first time."""

_GRACE = 2.0
"""The seconds that a look, or the callbacks after it, may take, or a look may be late, on a busy machine."""


@attrs.frozen
class _Seen:
    """What the last good look saw, the instant until which it has seen all, and what has failed since."""

    log: "Log"
    at: datetime
    fault: Exception | None = None


class Follower:
    """The lifecycle of a store as known now; made by ``store.follow()``. Threads may share it.

    ``current`` never waits for anything. While the database cannot be read, or what is read there cannot be trusted,
    it stays what it was, ``stale_since`` and ``fault`` tell, and the database is tried again and again.
    """

    def __init__(
        self,
        look: Callable[[], "Log"],
        waiting: Callable[[Event], "AbstractContextManager[Wait]"],
        interval: float,
        clock: Callable[[], datetime],
    ) -> None:
        try:
            from stamina import RetryingCaller  # noqa: PLC0415  # an extra
        except ImportError:
            raise MissingExtraError("follow", "following a store") from None
        # An outage may last, and its end should be seen soon.
        self._trying = RetryingCaller(attempts=None, timeout=None, wait_initial=_PAUSE, wait_max=1, wait_jitter=_PAUSE)
        self._look, self._waiting, self._interval, self._clock = look, waiting, interval, clock
        self._told, self._stop = Event(), Event()
        self._callbacks: dict[object, OnChange] = {}
        self._change = Condition()
        self._seen = self._sight()  # one attribute: whoever reads it sees what belongs together
        self._due = monotonic() + _GRACE
        self._thread = Thread(target=self._run, name="hersys_lifecycle follower", daemon=True)
        self._thread.start()
        # A thread must not be in the database while the interpreter ends.
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
        return self._seen.log.lifecycle

    @property
    def stale_since(self) -> datetime | None:
        """The instant, by the store's clock, since which others may have recorded unseen; ``None``: all is seen.

        It is told while looking fails, once a look is two seconds late, when a look or a callback has not come back for
        as long, and after ``close``. It is in Japan time.
        """
        seen = self._seen
        fresh = not seen.fault and not self._stop.is_set() and monotonic() < self._due
        return None if fresh else seen.at

    @property
    def fault(self) -> Exception | None:
        """Why the last look failed, if it did."""
        return self._seen.fault

    def subscribe(self, callback: OnChange) -> Callable[[], None]:
        """Call back with the lifecycles before and after each change; return a function that ends this.

        It is called in the follower's own thread, after ``current`` has changed, and nothing is seen until it is back,
        which after two seconds makes the view stale; what it raises is logged.
        """
        if not callable(callback):
            raise InvalidFieldError("callback", callback, "pass a function of the lifecycles before and after")
        subscription = object()
        self._callbacks[subscription] = callback

        def cancel() -> None:
            self._callbacks.pop(subscription, None)

        return cancel

    def wait_for(self, position: int, timeout: float | None = None) -> bool:
        """Wait, but not in a callback, until ``current`` knows the event at a position; tell whether it does.

        It may not after ``timeout`` seconds, or when the follower is closed.
        """

        def known() -> bool:
            return self._seen.log.head.position >= position

        with self._change:
            self._change.wait_for(lambda: known() or self._stop.is_set(), timeout)
            return known()

    def look_now(self) -> None:
        """Look as soon as possible, instead of when it is time."""
        self._told.set()

    def close(self) -> None:
        """Stop following and wait for the thread; ``current`` stays as it is. Nothing if it is closed already."""
        self._end()
        if current_thread() is not self._thread:  # a callback may close too
            self._thread.join()
        atexit.unregister(self.close)

    def _end(self) -> None:
        with self._change:
            self._stop.set()
            self._change.notify_all()
        self._told.set()

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                with suppress(Exception):  # stamina does not try again where it was switched off
                    self._trying(Exception, self._follow)
                self._stop.wait(_PAUSE)
        except BaseException:
            _LOGGER.exception("what is recorded from %s on will not be seen", self._seen.at.isoformat())
            self._end()

    def _follow(self) -> None:
        """Look whenever it is time, until the stop or a fault; raise a fault only if nothing could be seen at all."""
        begun = self._seen
        try:
            if self._going():
                with self._waiting(self._told) as wait:
                    while self._going():
                        self._see()
                        wait()
        except StoreClosedError:
            self._end()
        except Exception as error:
            if not self._seen.fault:
                _LOGGER.warning("what is recorded from %s on is not seen: %s", self._seen.at.isoformat(), error)
            looked = self._seen is not begun
            self._seen = attrs.evolve(self._seen, fault=error)
            if not looked:
                raise

    def _going(self) -> bool:
        # Cleared before the stop is asked for, and before the look: what is told later ends the next wait.
        self._told.clear()
        return not self._stop.is_set()

    def _see(self) -> None:
        self._due = min(self._due, monotonic() + _GRACE)  # what is late stays so until it is seen
        before, after = self._seen, self._sight()
        with self._change:
            self._seen, self._due = after, monotonic() + _GRACE
            self._change.notify_all()
        if before.fault:
            _LOGGER.info("all that is recorded is seen again")
        if after.log is not before.log:
            self._call_back(before.log.lifecycle, after.log.lifecycle)
        if (now := monotonic()) < self._due:
            self._due = now + self._interval + _GRACE
        else:
            self._told.set()  # nobody looked while a callback took so long

    def _call_back(self, before: Lifecycle, after: Lifecycle) -> None:
        for callback in tuple(self._callbacks.values()):
            try:
                callback(before, after)
            except BaseException:  # sys.exit() too, which would end this thread without a word
                _LOGGER.exception("a callback of a follower failed")

    def _sight(self) -> _Seen:
        at = recordable(self._clock())
        log = self._look()
        _ = log.lifecycle  # compiled here, so that no reader has to
        return _Seen(log, at)
