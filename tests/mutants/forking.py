"""Work in a forked process: it starts from all that is imported, and whatever it spoils dies with it."""

import os
import pickle
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Generic, NamedTuple, TypeVar, cast

T = TypeVar("T")


class Died(NamedTuple):
    """A process that ended without a result; its exit code, or the negative number of the signal that ended it."""

    code: int

    @property
    def took_too_long(self) -> bool:
        """Whether it was ended for that."""
        return self.code == -signal.SIGXCPU


class Child(NamedTuple, Generic[T]):
    """A forked process, and where its result comes from."""

    pid: int
    pipe: int

    def result(self) -> T | Died:
        """Wait for the process, and return what its work returned, or how it died."""
        with os.fdopen(self.pipe, "rb") as pipe:
            sent = pipe.read()
        _, status = os.waitpid(self.pid, 0)
        return cast("T", pickle.loads(sent)) if sent else Died(os.waitstatus_to_exitcode(status))  # noqa: S301  # our own child wrote it


def in_a_child(work: Callable[[], T], cpu_seconds: float) -> Child[T]:
    """Fork, and do some silent work there that may take so much CPU time."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    if pid := os.fork():
        os.close(writing)
        return Child(pid, reading)
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (int(cpu_seconds), int(cpu_seconds) + 5))
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            result = work()
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(result, pipe)
        os._exit(0)  # without the cleaning up, which belongs to the parent
    finally:
        os._exit(1)
