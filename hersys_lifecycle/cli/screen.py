"""Where an answer goes: data or a page to stdout, remarks and errors to stderr, and the exit status."""

import errno
import json
import os
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING, NoReturn

import attrs
import typer

from hersys_lifecycle.checks import Language
from hersys_lifecycle.cli import faults
from hersys_lifecycle.cli.errors import TerminalError
from hersys_lifecycle.cli.files import write_whole
from hersys_lifecycle.cli.languages import chosen_language, language_of
from hersys_lifecycle.errors import InadmissibleEventError, LifecycleError
from hersys_lifecycle.texts import shown
from hersys_lifecycle.wording import shared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

STDOUT = "-"

DENIED = 1
MISUSE = 2
UNUSABLE = 3  # a store that cannot be reached, or a log that cannot be trusted
INTERRUPTED = 130  # this and the next are what a shell reports of who dies of the signal; 1 would say "denied"
BROKEN_PIPE = 141


@attrs.frozen(kw_only=True)
class Screen:
    """How one command answers: in which language, as data or as a page, and whether plain."""

    language: Language
    as_json: bool
    plain: bool
    _notes: list[str] = attrs.field(factory=list, init=False, repr=False)

    def show(self, data: Mapping[str, object], page: "Callable[[], str | Iterable[RenderableType]]") -> None:
        """Show an answer, as JSON or as a page; only the one that is asked for is made."""
        if self.as_json:
            self._put_data(data)
        else:
            told = page()
            self._put("".join(f"{note}\n" for note in self._taken_notes()))
            self._put(f"{told}\n" if isinstance(told, str) else self._rendered(told))

    def note(self, text: str) -> None:
        """Say something beside the answer, when there is one: above a page, and never among data."""
        self._notes.append(text)

    def conclude(self, *, found: bool) -> None:
        """End with the exit status of a command that looks for something: a denial, a counterexample."""
        if found:
            raise typer.Exit(DENIED)

    def fail(self, error: LifecycleError, status: int) -> NoReturn:
        """End with an error, told in one line, and an exit status."""
        self.end(refusal(error, self.language), status)

    def end(self, told: str, status: int) -> NoReturn:
        """End with what went wrong, in one line, and an exit status."""
        typer.echo(f"hersys: {in_one_line(told)}", err=True)
        raise typer.Exit(status) from None

    @contextmanager
    def using(self, file: str) -> Iterator[None]:
        """End with misuse where a file cannot be read or written."""
        try:
            yield
        except LifecycleError:  # some are errors of the system as well, but not of this file
            raise
        except FileExistsError as error:
            self.end(faults.FILE_EXISTS.in_(self.language).format(error.filename or file), MISUSE)
        except OSError as error:
            told = faults.FILE_FAILED.in_(self.language)
            partial = str(error.filename).endswith(".partial")  # what becomes the file, and is nobody's matter
            self.end(told.format(file if partial else error.filename or file, error.strerror or error), MISUSE)

    def deliver(self, content: bytes, file: str | None, *, text: bool = True) -> None:
        """Write something to a file and tell so, or to stdout: there nothing but text goes to a terminal.

        The file is written whole or not at all.

        Where data are asked for, what would go to stdout goes into them: as ``content``, or in ``base64`` if it is no
        text. Of a file they tell its name (``file``) and size (``bytes``).

        Raises:
            TerminalError: it is no text, and stdout is a terminal.
            DatabaseFileError: the file is a database.
        """
        if file is not None and file != STDOUT:
            with self.using(file):
                write_whole(file, content)
            written = shared.FILE_WRITTEN.in_(self.language).format(file, len(content))
            self.show({"file": file, "bytes": len(content)}, lambda: written)
        elif self.as_json:
            self._put_data({"content": content.decode()} if text else {"base64": b64encode(content).decode()})
        elif not text and sys.stdout and sys.stdout.isatty():
            raise TerminalError
        else:
            self._remark()
            self._put_bytes(content)

    def _rendered(self, page: "Iterable[RenderableType]") -> str:
        from rich.console import Console  # noqa: PLC0415  # slow to import, and --help does without

        # Rich sees whether this is a terminal and how wide; but it is drawn elsewhere, so that one place writes.
        terminal, sheet = Console(file=sys.stdout), StringIO()
        console = Console(
            file=sheet,
            width=terminal.width,
            force_terminal=terminal.is_terminal,
            color_system=None if self.plain else "auto",  # where it must be plain, bold is left out like colour
        )
        for part in page:
            console.print(part)
        return "".join(line.rstrip() + "\n" for line in sheet.getvalue().splitlines())

    def _remark(self) -> None:
        for note in self._taken_notes():
            typer.echo(note, err=True)

    def _taken_notes(self) -> list[str]:
        taken, self._notes[:] = self._notes[:], []
        return taken

    def _put_data(self, data: Mapping[str, object]) -> None:
        self._remark()
        self._put(json.dumps(data, ensure_ascii=False, indent=2) + "\n")

    def _put_bytes(self, content: bytes) -> None:
        self._need_stdout()
        try:
            typer.echo(content, nl=False)
        except OSError as error:
            give_up(error)

    def _need_stdout(self) -> None:
        if sys.stdout is None:
            self.end(faults.STDOUT_CLOSED.in_(self.language), MISUSE)

    def _put(self, text: str) -> None:
        self._need_stdout()
        # What the encoding lacks is escaped; that happens to be what JSON calls it, too.
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        try:
            typer.echo(text.encode(encoding, "backslashreplace").decode(encoding), nl=False, color=True)
        except OSError as error:
            give_up(error)


def give_up(error: OSError) -> NoReturn:
    """End where stdout cannot be written to; a reader that has gone is no fault of anybody's."""
    # The interpreter flushes once more at its end: into nowhere, so that it has nothing to complain about.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if error.errno == errno.EPIPE:
        raise typer.Exit(BROKEN_PIPE) from None
    typer.echo(f"hersys: {error.strerror}", err=True)
    raise typer.Exit(MISUSE) from None


@contextmanager
def opened(language: str | None, *, as_json: bool, no_color: bool) -> Iterator[Screen]:
    """Give a command its screen; an error of this library becomes one line on stderr, and misuse."""
    speaking = language_of(os.environ)
    try:
        speaking = chosen_language(language, speaking)
        yield Screen(language=speaking, as_json=as_json, plain=no_color or bool(os.environ.get("NO_COLOR")))
    except LifecycleError as error:
        typer.echo(f"hersys: {in_one_line(refusal(error, speaking))}", err=True)
        raise typer.Exit(MISUSE) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None


def in_one_line(told: str) -> str:
    """Return what went wrong in one line, with nothing in it that a terminal would obey."""
    return shown(" ".join(told.split()))


def refusal(error: LifecycleError, language: Language) -> str:
    """Return what an error says, in the words of the shell where it has any."""
    if isinstance(error, InadmissibleEventError):
        from hersys_lifecycle.wording.refusing import refused  # noqa: PLC0415  # pendulum is slow to import

        return refused(error, language)
    name = type(error).__name__
    text = faults.FAULTS.get(type(error)) or faults.STORE_FAULTS.get(name) or faults.AUDIT_FAULTS.get(name)
    if text is None:
        return str(error)
    kind = faults.KINDS.get(getattr(error, "kind", ""))
    fault = getattr(error, "fault", None)
    told = refusal(fault, language) if isinstance(fault, LifecycleError) else fault
    return text.in_(language).format(error, kind=kind and kind.in_(language), fault=told)
