"""A process that records something and ends at once, as one does whose machine is taken from it: it closes nothing."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from multiprocessing import get_all_start_methods, get_context
from os import _exit as end_at_once
from typing import Final, cast

from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.store import open_store
from hersys_lifecycle.testing.clocks import FrozenClock
from hersys_lifecycle.testing.recordings import Recording

CAN_PERISH: Final = "forkserver" in get_all_start_methods()
"""Whether this system has what starts such processes; some have not."""
_CODE: Final = 9
_IMPORTED: Final = (__name__, "hersys_lifecycle.store.postgres")
"""What is imported once for all such processes."""


def record_and_end(urls: Iterable[str], recording: Recording, end: Callable[[int], object]) -> None:
    """Record the same in some stores, unless it is refused, and end while they are open."""
    with ExitStack() as stack:
        for url in urls:
            store = stack.enter_context(open_store(url, clock=FrozenClock(recording.at)))
            with suppress(LifecycleError):
                store.record(recording.events, by=recording.by, key=recording.key, correction=recording.correction)
        end(_CODE)


def record_in_a_process_that_perishes(urls: Iterable[str], recording: Recording) -> bool:
    """Let another process do so, and wait for its end; tell whether it came as far as that."""
    processes = get_context("forkserver")
    processes.set_forkserver_preload(list(_IMPORTED))
    process = processes.Process(target=record_and_end, args=(tuple(urls), recording, end_at_once))
    process.start()
    process.join()
    code = cast("int", process.exitcode)
    process.close()
    return code == _CODE
