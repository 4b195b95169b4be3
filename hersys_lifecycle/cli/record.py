"""The commands about what is on record: outstanding, propose.

Pages are imported when one is shown, so that ``hersys --help`` need not wait for what draws them.
"""

# ruff: noqa: PLR0913, PLC0415  # a parameter for each option, and an import where it is needed: see above

import typer

from hersys_lifecycle.cli import options as o
from hersys_lifecycle.cli.arguments import read_prefecture
from hersys_lifecycle.cli.screen import opened
from hersys_lifecycle.cli.sources import instant_asked, lifecycle_asked, log_asked, now


def outstanding(
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
    """Show whose data return is not completed, and the time left.

    Exit status: 0 nobody's time is over, 1 somebody has no window left, 2 misuse, 3 the record cannot be reached or
    read.
    """
    with opened(lang, as_json=as_json, no_color=no_color) as screen:
        from hersys_lifecycle.audit import outstanding as outstanding_at
        from hersys_lifecycle.cli.returns import Returns
        from hersys_lifecycle.cli.returns_page import page

        asked = read_prefecture(prefecture)
        lifecycle = lifecycle_asked(ctx, screen, store, known_at)
        told = Returns.of(outstanding_at(lifecycle, instant_asked(ctx, screen, at)), asked)
        screen.show(told.to_dict(), lambda: page(told, screen.language))
        screen.conclude(found=told.lost > 0)


def propose(
    ctx: typer.Context,
    events: o.EventsArgument,
    *,
    store: o.StoreOption = None,
    lang: o.LangOption = None,
    as_json: o.JsonOption = False,
    no_color: o.NoColorOption = False,
) -> None:
    """Show what recording events would change; nothing is recorded.

    Exit status: 0 no answer before now would change, 1 some would, so that only a correction can be recorded,
    2 misuse, or the events would be refused, 3 the record cannot be reached or read.
    """
    with opened(lang, as_json=as_json, no_color=no_color) as screen:
        from hersys_lifecycle.cli.proposal import Proposal
        from hersys_lifecycle.cli.proposal_page import page
        from hersys_lifecycle.cli.proposing import read_events

        proposed = read_events(events)
        known = lifecycle_asked(ctx, screen, None) if store is None else log_asked(screen, store)
        proposal = Proposal.of(known, proposed, now(ctx))
        screen.show(proposal.to_dict(), lambda: page(proposal, screen.language))
        screen.conclude(found=proposal.prospect.needs_correction)
