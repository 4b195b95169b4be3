"""What can be wrong with what the shell alone reads; the words for it are in the shell's table."""

from hersys_lifecycle.errors import LifecycleError


class KnownAtAloneError(LifecycleError, ValueError):
    """A question about what was known at an instant, without a record that could tell."""

    def __init__(self, known_at: str) -> None:
        super().__init__(known_at)
        self.known_at = known_at


class RecordRequiredError(LifecycleError, ValueError):
    """A question that nothing but a record can answer, without one."""


class EmptyRecordError(LifecycleError, ValueError):
    """A question that a record answers, asked of a store that is always empty."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class ColumnOptionError(LifecycleError, ValueError):
    """A text that does not say which column of an access log is meant, or says it of a name for the second time."""

    def __init__(self, given: str) -> None:
        super().__init__(given)
        self.given = given


class MemoryOptionError(LifecycleError, ValueError):
    """A text that does not say how much memory."""

    def __init__(self, given: str) -> None:
        super().__init__(given)
        self.given = given


class OtherEngineError(LifecycleError, ValueError):
    """An option of one engine that is given for the other."""

    def __init__(self, option: str, engine: str) -> None:
        super().__init__(option, engine)
        self.option, self.engine = option, engine


class UnreadableFileError(LifecycleError, ValueError):
    """A file of events that cannot be read."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(file, reason)
        self.file, self.reason = file, reason


class NotJsonError(UnreadableFileError):
    """A file of events that is no JSON."""


class NoEventError(LifecycleError, ValueError):
    """A list of events that is empty."""


class RefusedEventError(LifecycleError, ValueError):
    """An event that is malformed or not admitted.

    ``where`` is where it, or its fault, stands; ``fault`` is the error that it is, or what is said of a malformed one.
    """

    def __init__(self, where: str, fault: LifecycleError | str) -> None:
        super().__init__(where, fault)
        self.where, self.fault = where, fault


class SpanOptionsError(LifecycleError, ValueError):
    """A span without an end, or with two."""


class DayOptionError(LifecycleError, ValueError):
    """A text that names no day."""

    def __init__(self, given: str) -> None:
        super().__init__(given)
        self.given = given


class HeadOptionError(LifecycleError, ValueError):
    """A text that says neither how far a record reaches nor with which digest."""

    def __init__(self, given: str) -> None:
        super().__init__(given)
        self.given = given


class ConfirmationRequiredError(LifecycleError, ValueError):
    """A recording that nobody is there to confirm."""


class NothingAdoptedError(LifecycleError, ValueError):
    """A record in which nothing is recorded yet, not even a notice."""


class OtherRecordingError(LifecycleError, ValueError):
    """A recording by somebody else, between what was shown and what was confirmed."""


class OnePictureError(LifecycleError, ValueError):
    """More than one kind of picture, or none, where one is to be written to a file."""


class TerminalError(LifecycleError, ValueError):
    """A picture that would be written to a terminal."""


class UnknownUserError(LifecycleError, ValueError):
    """A recording by somebody whom the system does not know."""


class DatabaseFileError(LifecycleError, ValueError):
    """A database, such as a record, where something else is to be written."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


class PictureOnlyError(LifecycleError, ValueError):
    """An option of pictures where none is drawn."""
