"""The commands that ask a lifecycle what holds: status, check, when, explain, matrix, timeline, outstanding.

Pages are imported when one is shown, so that ``hersys --help`` need not wait for what draws them.
"""

# ruff: noqa: PLC0415  # see above

from collections.abc import Callable
from datetime import datetime

from hersys_lifecycle import Role
from hersys_lifecycle.checks import read_worded
from hersys_lifecycle.cli import options as o
from hersys_lifecycle.cli.answering import Command, answering
from hersys_lifecycle.cli.arguments import Question, read_prefecture
from hersys_lifecycle.cli.screen import Screen
from hersys_lifecycle.cli.sources import Source


@answering()
def status(screen: Screen, source: Source, prefecture: o.PrefectureArgument = None, *, at: o.AtOption = None) -> None:
    """Show what is allowed, until when, and what changes next."""
    from hersys_lifecycle.cli.pages.status import page
    from hersys_lifecycle.cli.standing import Standing

    asked = read_prefecture(prefecture)
    standing = Standing.of(source.lifecycle(), source.instant(at), asked)
    screen.show(standing.to_dict(), lambda: page(standing, screen.language))


def asking(command: Callable[[Screen, Source, Question, datetime], None]) -> Command:
    """Make a command of a function of a question: what, for whom, as whom; and when."""

    def ask(  # noqa: PLR0913  # a parameter for each option
        screen: Screen,
        source: Source,
        capability: o.CapabilityArgument,
        prefecture: o.PrefectureArgument = None,
        *,
        role: o.RoleOption = Role.PREFECTURE.value,
        authority: o.AuthorityOption = None,
        at: o.AtOption = None,
    ) -> None:
        command(screen, source, Question.read(capability, prefecture, role, authority), source.instant(at))

    ask.__name__, ask.__doc__ = command.__name__, command.__doc__
    return answering()(ask)


@asking
def check(screen: Screen, source: Source, question: Question, at: datetime) -> None:
    """Decide whether something is allowed, and say why.

    Exit status: 0 allowed, 1 denied, 2 misuse, 3 the record cannot be reached or read.
    """
    from hersys_lifecycle.cli.pages.check import page

    lifecycle = source.lifecycle()
    decision = question.check(lifecycle, at)
    screen.show(decision.to_dict(), lambda: page(decision, lifecycle.events, screen.language))
    screen.conclude(found=not decision)


@asking
def when(screen: Screen, source: Source, question: Question, at: datetime) -> None:
    """Show when something is next allowed, and all its times.

    Exit status: 0 allowed now or later, 1 not any more, 2 misuse, 3 the record cannot be reached or read.
    """
    from hersys_lifecycle.cli.allowing import Allowing
    from hersys_lifecycle.cli.pages.when import page

    allowing = Allowing.of(source.lifecycle(), question, at)
    screen.show(allowing.to_dict(), lambda: page(allowing, screen.language))
    screen.conclude(found=allowing.next_allowed is None)


@asking
def explain(screen: Screen, source: Source, question: Question, at: datetime) -> None:
    """Explain an answer by all that it rests on.

    The notice's own words, the events and who recorded them, and how the answer came to be and will change.

    Exit status: 0 allowed, 1 denied, 2 misuse, 3 the record cannot be reached or read.
    """
    from hersys_lifecycle.cli.explanation import Explanation
    from hersys_lifecycle.cli.pages.explain import page

    lifecycle, history = source.announced()
    explanation = Explanation.of(lifecycle, history, question, at)
    screen.show(explanation.to_dict(), lambda: page(explanation, screen.language))
    screen.conclude(found=not explanation.decision)


@answering()
def matrix(
    screen: Screen, source: Source, *, role: o.RoleOption = Role.PREFECTURE.value, at: o.AtOption = None
) -> None:
    """Show what is allowed to each prefecture at an instant."""
    from hersys_lifecycle.cli.pages.matrix import page, to_dict

    asking, instant = read_worded(Role, role), source.instant(at)
    decisions = source.lifecycle().matrix(instant, role=asking)
    screen.show(to_dict(decisions), lambda: page(decisions, screen.language))


@answering()
def outstanding(
    screen: Screen, source: Source, prefecture: o.PrefectureArgument = None, *, at: o.AtOption = None
) -> None:
    """Show whose data return is not completed, and the time left.

    Exit status: 0 nobody's time is over, 1 somebody has no window left, 2 misuse, 3 the record cannot be reached or
    read.
    """
    from hersys_lifecycle.audit import outstanding as outstanding_at
    from hersys_lifecycle.cli.pages.returns import page
    from hersys_lifecycle.cli.returns import Returns

    asked = read_prefecture(prefecture)
    told = Returns.of(outstanding_at(source.lifecycle(), source.instant(at)), asked)
    screen.show(told.to_dict(), lambda: page(told, screen.language))
    screen.conclude(found=told.lost > 0)


@answering()
def verify(screen: Screen, source: Source, *, head: o.HeadOption = None) -> None:
    """Prove what must be true, and verify a record's chain.

    Exit status: 0 all theorems hold, 1 there is a counterexample, 2 misuse, 3 the record cannot be reached or read,
    or is not as it was recorded.
    """
    from hersys_lifecycle.cli.heads import read_head
    from hersys_lifecycle.cli.pages.verify import page, to_dict

    expected = None if head is None else read_head(head)
    chain = source.verified(expected)
    proofs = source.lifecycle().verify()
    screen.show(to_dict(proofs, chain), lambda: page(proofs, chain, screen.language))
    screen.conclude(found=not all(proofs))
