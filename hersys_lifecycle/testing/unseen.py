"""What a scenario may not leave unsaid: who throws it away unseen is warned, as of a coroutine that nobody awaited."""

import sys
import warnings
from collections.abc import Callable


class UnseenWarning(RuntimeWarning):
    """A scenario asked something, or had something refused, and says nothing of it: as a test it cannot fail.

    It comes when the scenario is thrown away, where nothing can be raised. What it takes to fail a test with it::

        [tool.pytest.ini_options]
        filterwarnings = [
          "error::hersys_lifecycle.testing.UnseenWarning",
          "error::pytest.PytestUnraisableExceptionWarning",
        ]
    """


class Unseen:
    """Warns when it is thrown away, unless somebody has seen it.

    Args:
        told: returns what the warning says; it must not lead back to whoever holds this.
    """

    def __init__(self, told: Callable[[], str]) -> None:
        self._told = told
        self._seen = False

    def see(self) -> None:
        """Keep silent from now on."""
        self._seen = True

    def __del__(self, _warn: Callable[..., None] = warnings.warn) -> None:
        if not self._seen and not sys.is_finalizing():  # at the end go scenarios too that many tests share
            _warn(self._told(), UnseenWarning, stacklevel=2)
