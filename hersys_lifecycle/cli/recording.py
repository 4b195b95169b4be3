"""The commands that record: propose and record, each with a command for every kind of event, or with a file of events.

Pages are imported when one is shown, so that ``hersys --help`` need not wait for what draws them.
"""

# ruff: noqa: PLC0415  # see above

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, cast

import typer

from hersys_lifecycle.cli import options as o
from hersys_lifecycle.cli.answering import Command, answering
from hersys_lifecycle.cli.errors import ConfirmationRequiredError, NothingAdoptedError, OtherRecordingError
from hersys_lifecycle.cli.event_groups import FILE, EventGroup
from hersys_lifecycle.cli.fields import event_of, options_of
from hersys_lifecycle.cli.screen import DENIED, Screen
from hersys_lifecycle.cli.sources import Source
from hersys_lifecycle.cli.users import recorder
from hersys_lifecycle.errors import HeadMovedError, LifecycleEndedError, PastChangedError
from hersys_lifecycle.events import EVENT_TYPES, Event
from hersys_lifecycle.wording import naming
from hersys_lifecycle.wording import recording as words

if TYPE_CHECKING:
    from hersys_lifecycle.audit import Log, RecordedEvent
    from hersys_lifecycle.cli.proposal import Proposal
    from hersys_lifecycle.cli.proposing import Proposed

propose = typer.Typer(cls=EventGroup, no_args_is_help=True, rich_markup_mode=None)
record = typer.Typer(cls=EventGroup, no_args_is_help=True, rich_markup_mode=None)


@propose.callback(subcommand_metavar="EVENT [OPTIONS] | FILE.json|-")
def _propose() -> None:
    """Show what recording an event would change.

    Name a kind of event, or a file of events. Nothing is recorded.

    Exit status: 0 no answer before now would change, 1 some would, so that only a correction can be recorded,
    2 misuse, or the events would be refused, 3 the record cannot be reached or read.
    """


@record.callback(subcommand_metavar="EVENT [OPTIONS] | FILE.json|-")
def _record() -> None:
    """Record an event: shows what it changes, and asks.

    Name a kind of event, or a file of events, which are recorded together.

    Exit status: 0 recorded, 1 not recorded, because it would change the past or was not confirmed, 2 misuse, or the
    events are refused, 3 the record cannot be reached or read.
    """


def _proposing(screen: Screen, source: Source, proposed: "Sequence[Proposed]") -> None:
    from hersys_lifecycle.cli.pages.proposal import page
    from hersys_lifecycle.cli.proposal import Proposal

    proposal = Proposal.of(source.known(), proposed, source.clock())
    screen.show(proposal.to_dict(), lambda: page(proposal, screen.language))
    screen.conclude(found=proposal.prospect.needs_correction)


def _recording(  # noqa: PLR0913  # a parameter for each option
    screen: Screen,
    source: Source,
    proposed: "Sequence[Proposed]",
    *,
    by: o.ByOption = None,
    key: o.KeyOption = None,
    correction: o.CorrectionOption = False,
    yes: o.YesOption = False,
) -> None:
    from hersys_lifecycle.cli.pages.recorded import page, to_dict

    who, events = recorder(by), tuple(each.event for each in proposed)
    source.remark_clock()
    with source.opened(kept=True) as store, _denying(screen):
        entries: tuple[RecordedEvent, ...] = ()
        proposal: Proposal | None = None
        while not entries:
            log, proposal = store.log(), None
            if not log.entries:
                raise NothingAdoptedError
            if key is None or not log.under(key):  # else it is recorded already, and that is what is answered
                proposal = _shown(screen, source, log, proposed)
                _confirm(screen, log, proposal, correction=correction, yes=yes)
            head = log.head if proposal else None
            try:
                entries = store.record(events, by=who, correction=correction, key=key, expected_head=head)
            except HeadMovedError:
                if not yes:  # who said so has not seen what it changes now
                    raise OtherRecordingError from None
    screen.show(to_dict(entries, proposal), lambda: page(entries, proposal, screen.language))


@contextmanager
def _denying(screen: Screen) -> Iterator[None]:
    """End with a denial where nothing but a correction is admitted, be it so only by the time of the recording."""
    try:
        yield
    except (LifecycleEndedError, PastChangedError) as error:
        screen.fail(error, DENIED)


def _shown(screen: Screen, source: Source, log: "Log", proposed: "Sequence[Proposed]") -> "Proposal":
    from hersys_lifecycle.cli.pages.proposal import page
    from hersys_lifecycle.cli.proposal import Proposal

    proposal = Proposal.of(log, proposed, source.clock())
    if not screen.as_json:
        screen.show({}, lambda: page(proposal, screen.language))
    return proposal


def _confirm(screen: Screen, log: "Log", proposal: "Proposal", *, correction: bool, yes: bool) -> None:
    """Go on only if the record takes it, and somebody who has seen the changes says so."""
    from hersys_lifecycle.audit import admit_recording

    admit_recording(log, proposal.events, proposal.prospect.at, correction=correction)
    if yes:
        return
    if screen.as_json or not (sys.stdin and sys.stdin.isatty()):
        raise ConfirmationRequiredError
    if not _said_yes(words.CONFIRM.in_(screen.language)):
        screen.end(words.NOT_RECORDED.in_(screen.language), DENIED)


def _said_yes(question: str) -> bool:
    typer.echo(f"{question} [y/N]: ", nl=False, err=True)
    said = sys.stdin.readline()
    if not said:  # who leaves without an answer does not say yes
        typer.echo(err=True)
    return said.strip().casefold() in {"y", "yes", "はい"}


def _add(
    group: typer.Typer, act: Callable[..., None], options: Sequence[Parameter], shared: Callable[[Command], Command]
) -> None:
    """Give a group a command for every kind of event, and one for a file of events."""

    def of_kind(name: str, kind: type[Event]) -> Command:
        fields = options_of(kind)

        def command(screen: Screen, source: Source, **given: object) -> None:
            from hersys_lifecycle.cli.proposing import Proposed

            typed = {each.name: cast("str | None", given.pop(each.name)) for each in fields}
            act(screen, source, (Proposed(name, event_of(kind, typed, screen)),), **given)

        return _described(command, [*fields, *options], naming.EVENTS[kind].en)

    def of_file(screen: Screen, source: Source, events: str, **given: object) -> None:
        from hersys_lifecycle.cli.proposing import read_events

        act(screen, source, read_events(events), **given)

    for name, kind in EVENT_TYPES.items():
        command = shared(of_kind(name, kind))
        group.command(name=name, short_help=command.__doc__)(command)
    file = Parameter("events", Parameter.POSITIONAL_OR_KEYWORD, annotation=o.EventsArgument)
    command = shared(_described(of_file, [file, *options], "One event, or a list of events, in JSON."))
    group.command(name=FILE, short_help=command.__doc__)(command)


def _described(command: Command, parameters: Sequence[Parameter], told: str) -> Command:
    asked = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in ("screen", "source")]
    command.__signature__ = Signature([*asked, *parameters])  # type: ignore[attr-defined]  # read by answering
    command.__doc__ = f"{told[0].upper()}{told[1:]}"
    return command


_OPTIONS = [
    Parameter("by", Parameter.KEYWORD_ONLY, default=None, annotation=o.ByOption),
    Parameter("key", Parameter.KEYWORD_ONLY, default=None, annotation=o.KeyOption),
    Parameter("correction", Parameter.KEYWORD_ONLY, default=False, annotation=o.CorrectionOption),
    Parameter("yes", Parameter.KEYWORD_ONLY, default=False, annotation=o.YesOption),
]
_add(propose, _proposing, (), answering(known_at=False))
_add(record, _recording, _OPTIONS, answering(store=o.RecordOption, known_at=False))
