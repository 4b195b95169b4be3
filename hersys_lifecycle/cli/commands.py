"""The commands: each asks a Lifecycle and shows what it answers.

Pages are imported when one is shown, so that ``hersys --help`` need not wait for what draws them.
"""

# ruff: noqa: PLR0913, PLC0415  # a parameter for each option, and an import where it is needed: see above

from datetime import datetime
from typing import Annotated

import typer

from hersys_lifecycle import Capability, Lifecycle, Role
from hersys_lifecycle.checks import read_worded
from hersys_lifecycle.cli import options as o
from hersys_lifecycle.cli import wording
from hersys_lifecycle.cli.arguments import read_authority, read_prefecture
from hersys_lifecycle.cli.screen import Screen, opened
from hersys_lifecycle.cli.surroundings import Surroundings
from hersys_lifecycle.instants import japan_time

app = typer.Typer(
    name="hersys",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help and plain errors: quick, and readable in a log
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:  # noqa: FBT001  # a callback gets the value of its option
    if asked:
        from importlib.metadata import version

        typer.echo(f"hersys {version('hersys-lifecycle')}")
        raise typer.Exit


@app.callback()
def hersys(
    *,
    _: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Answer from the Ministry's notice what may be done with HER-SYS when, why, and until when.

    Exit status: 0 allowed, or done; 1 denied, or a counterexample found; 2 misuse.
    """


@app.command()
def status(
    ctx: typer.Context,
    prefecture: o.PrefectureArgument = None,
    *,
    at: o.AtOption = None,
    lang: o.LangOption = None,
    as_json: o.JsonOption = False,
    no_color: o.NoColorOption = False,
) -> None:
    """Show what is allowed, until when, and what changes next."""
    with opened(lang, as_json=as_json, no_color=no_color) as screen:
        from hersys_lifecycle.cli.standing import Standing
        from hersys_lifecycle.cli.status_page import page

        asked = read_prefecture(prefecture)
        standing = Standing.of(_lifecycle(ctx), _instant(ctx, at, screen), asked)
        screen.show(standing.to_dict(), lambda: page(standing, screen.language))


@app.command()
def check(
    ctx: typer.Context,
    capability: o.CapabilityArgument,
    prefecture: o.PrefectureArgument = None,
    *,
    role: o.RoleOption = Role.PREFECTURE.value,
    authority: o.AuthorityOption = None,
    at: o.AtOption = None,
    lang: o.LangOption = None,
    as_json: o.JsonOption = False,
    no_color: o.NoColorOption = False,
) -> None:
    """Decide whether something is allowed, and explain it.

    Exit status: 0 allowed, 1 denied, 2 misuse.
    """
    with opened(lang, as_json=as_json, no_color=no_color) as screen:
        from hersys_lifecycle.cli.check_page import page

        lifecycle = _lifecycle(ctx)
        decision = lifecycle.check(
            read_worded(Capability, capability),
            read_prefecture(prefecture),
            role=read_worded(Role, role),
            authority=read_authority(authority),
            at=_instant(ctx, at, screen),
        )
        screen.show(decision.to_dict(), lambda: page(decision, lifecycle.events, screen.language))
        screen.conclude(found=not decision)


@app.command()
def timeline(
    ctx: typer.Context,
    *,
    at: o.MarkOption = None,
    lang: o.LangOption = None,
    as_json: o.JsonOption = False,
    no_color: o.NoColorOption = False,
) -> None:
    """Show the phases, and who downloads when."""
    with opened(lang, as_json=as_json, no_color=no_color) as screen:
        from hersys_lifecycle.cli.course import Course
        from hersys_lifecycle.cli.timeline_page import page

        marked = None if at is None else _instant(ctx, at, screen)
        course = Course.of(_lifecycle(ctx), marked)
        screen.show(course.to_dict(), lambda: page(course, screen.language))


@app.command()
def verify(
    ctx: typer.Context,
    *,
    lang: o.LangOption = None,
    as_json: o.JsonOption = False,
    no_color: o.NoColorOption = False,
) -> None:
    """Prove what must be true of every wind-down.

    Exit status: 0 all theorems hold, 1 there is a counterexample, 2 misuse.
    """
    with opened(lang, as_json=as_json, no_color=no_color) as screen:
        from hersys_lifecycle.cli.verify_page import page, to_dict

        proofs = _lifecycle(ctx).verify()
        screen.show(to_dict(proofs), lambda: page(proofs, screen.language))
        screen.conclude(found=not all(proofs))


def _lifecycle(ctx: typer.Context) -> Lifecycle:
    return ctx.ensure_object(Surroundings).lifecycle()


def _instant(ctx: typer.Context, text: str | None, screen: Screen) -> datetime:
    if text is None:  # now, to the second
        return japan_time(ctx.ensure_object(Surroundings).clock()).replace(microsecond=0)
    from hersys_lifecycle.codec import parse_instant

    read = parse_instant(text)
    if read.assumed_japan_time:
        screen.note(wording.JAPAN_TIME_ASSUMED.in_(screen.language))
    return read.at
