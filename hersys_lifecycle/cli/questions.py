"""The commands that ask a Lifecycle what holds: status, check, timeline, verify.

Pages are imported when one is shown, so that ``hersys --help`` need not wait for what draws them.
"""

# ruff: noqa: PLR0913, PLC0415  # a parameter for each option, and an import where it is needed: see above

import typer

from hersys_lifecycle import Capability, Role
from hersys_lifecycle.checks import read_worded
from hersys_lifecycle.cli import options as o
from hersys_lifecycle.cli.arguments import read_authority, read_prefecture
from hersys_lifecycle.cli.screen import opened
from hersys_lifecycle.cli.sources import instant_asked, lifecycle_asked


def status(
    ctx: typer.Context,
    prefecture: o.PrefectureArgument = None,
    *,
    at: o.AtOption = None,
    store: o.StoreOption = None,
    known_at: o.KnownAtOption = None,
    lang: o.LangOption = None,
    as_json: o.JsonOption = False,
    no_color: o.NoColorOption = False,
) -> None:
    """Show what is allowed, until when, and what changes next."""
    with opened(lang, as_json=as_json, no_color=no_color) as screen:
        from hersys_lifecycle.cli.standing import Standing
        from hersys_lifecycle.cli.status_page import page

        asked = read_prefecture(prefecture)
        lifecycle = lifecycle_asked(ctx, screen, store, known_at)
        standing = Standing.of(lifecycle, instant_asked(ctx, screen, at), asked)
        screen.show(standing.to_dict(), lambda: page(standing, screen.language))


def check(
    ctx: typer.Context,
    capability: o.CapabilityArgument,
    prefecture: o.PrefectureArgument = None,
    *,
    role: o.RoleOption = Role.PREFECTURE.value,
    authority: o.AuthorityOption = None,
    at: o.AtOption = None,
    store: o.StoreOption = None,
    known_at: o.KnownAtOption = None,
    lang: o.LangOption = None,
    as_json: o.JsonOption = False,
    no_color: o.NoColorOption = False,
) -> None:
    """Decide whether something is allowed, and explain it.

    Exit status: 0 allowed, 1 denied, 2 misuse, 3 the record cannot be reached or read.
    """
    with opened(lang, as_json=as_json, no_color=no_color) as screen:
        from hersys_lifecycle.cli.check_page import page

        lifecycle = lifecycle_asked(ctx, screen, store, known_at)
        decision = lifecycle.check(
            read_worded(Capability, capability),
            read_prefecture(prefecture),
            role=read_worded(Role, role),
            authority=read_authority(authority),
            at=instant_asked(ctx, screen, at),
        )
        screen.show(decision.to_dict(), lambda: page(decision, lifecycle.events, screen.language))
        screen.conclude(found=not decision)


def timeline(
    ctx: typer.Context,
    *,
    at: o.MarkOption = None,
    store: o.StoreOption = None,
    known_at: o.KnownAtOption = None,
    lang: o.LangOption = None,
    as_json: o.JsonOption = False,
    no_color: o.NoColorOption = False,
) -> None:
    """Show the phases, and who downloads when."""
    with opened(lang, as_json=as_json, no_color=no_color) as screen:
        from hersys_lifecycle.cli.course import Course
        from hersys_lifecycle.cli.timeline_page import page

        marked = None if at is None else instant_asked(ctx, screen, at)
        course = Course.of(lifecycle_asked(ctx, screen, store, known_at), marked)
        screen.show(course.to_dict(), lambda: page(course, screen.language))


def verify(
    ctx: typer.Context,
    *,
    store: o.StoreOption = None,
    known_at: o.KnownAtOption = None,
    lang: o.LangOption = None,
    as_json: o.JsonOption = False,
    no_color: o.NoColorOption = False,
) -> None:
    """Prove what must be true of every wind-down.

    Exit status: 0 all theorems hold, 1 there is a counterexample, 2 misuse, 3 the record cannot be reached or read.
    """
    with opened(lang, as_json=as_json, no_color=no_color) as screen:
        from hersys_lifecycle.cli.verify_page import page, to_dict

        proofs = lifecycle_asked(ctx, screen, store, known_at).verify()
        screen.show(to_dict(proofs), lambda: page(proofs, screen.language))
        screen.conclude(found=not all(proofs))
