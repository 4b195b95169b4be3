"""The error of a scenario that is told in the wrong order; one that does not hold is no error but a failure."""

from hersys_lifecycle.errors import LifecycleError


class NothingTriedError(LifecycleError, RuntimeError):
    """A step that tells of what was recorded, where nothing was to be recorded yet."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step

    def __str__(self) -> str:
        return (
            f"{self.step}() tells of what was recorded, and nothing was: call when(event) or adopting(event) before it"
        )
