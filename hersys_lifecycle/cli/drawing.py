"""The commands whose answers are looked at rather than read: timeline, ics, diagram, report.

Whatever draws is imported when something is drawn, so that ``hersys --help`` need not wait for it.
"""

# ruff: noqa: PLC0415  # see above

from hersys_lifecycle.cli import draw_options as d
from hersys_lifecycle.cli import options as o
from hersys_lifecycle.cli.answering import answering
from hersys_lifecycle.cli.arguments import read_prefecture
from hersys_lifecycle.cli.errors import PictureOnlyError
from hersys_lifecycle.cli.progress import progress
from hersys_lifecycle.cli.screen import Screen
from hersys_lifecycle.cli.sources import Source
from hersys_lifecycle.wording import asking as words


@answering()
def timeline(  # noqa: PLR0913  # a parameter for each option
    screen: Screen,
    source: Source,
    file: d.PictureArgument = None,
    *,
    svg: d.SvgOption = False,
    png: d.PngOption = False,
    prefecture: d.EmphasisOption = None,
    at: o.MarkOption = None,
) -> None:
    """Show or draw the phases, and who downloads when."""
    from hersys_lifecycle.cli.course import Course
    from hersys_lifecycle.cli.pages.timeline import page

    kind, emphasised = d.picture_asked(file, {"svg": svg, "png": png}), read_prefecture(prefecture)
    if kind is None:
        if emphasised is not None:
            raise PictureOnlyError
        course = Course.of(source.lifecycle(), None if at is None else source.instant(at))
        screen.show(course.to_dict(), lambda: page(course, screen.language))
        return
    from hersys_lifecycle.pictures import timeline_svg

    drawn = timeline_svg(source.lifecycle(), at=source.instant(at), language=screen.language, prefecture=emphasised)
    _deliver(screen, drawn, kind, file)


@answering()
def ics(  # as timeline
    screen: Screen,
    source: Source,
    prefecture: o.PrefectureArgument = None,
    *,
    output: d.OutputOption = None,
    alarm: d.AlarmOption = None,
) -> None:
    """Write the plan as a calendar to subscribe to.

    Slots, reserve periods, lockouts and stops. Entries keep their identity, so that what moves in the record moves in
    the calendars of those who subscribe.
    """
    from hersys_lifecycle.calendars import calendar

    asked = read_prefecture(prefecture)
    lifecycle, history = source.announced()
    written = calendar(
        history or lifecycle.events,
        prefectures=asked and (asked,),
        language=screen.language,
        stamp=source.clock(),
        alarm=d.before(alarm),
    )
    screen.deliver(written, output)


@answering()
def diagram(  # noqa: PLR0913  # as timeline
    screen: Screen,
    source: Source,
    file: d.PictureArgument = None,
    *,
    mermaid: d.MermaidOption = False,
    dot: d.DotOption = False,
    svg: d.SvgOption = False,
    png: d.PngOption = False,
    at: o.AtOption = None,
) -> None:
    """Draw the state machine, and the path taken."""
    from hersys_lifecycle import pictures

    kind = d.picture_asked(file, {"mermaid": mermaid, "dot": dot, "svg": svg, "png": png}) or "mermaid"
    lifecycle, instant = source.lifecycle(), source.instant(at)
    draw = {"mermaid": pictures.mermaid, "dot": pictures.dot}.get(kind, pictures.diagram_svg)
    _deliver(screen, draw(lifecycle, at=instant, language=screen.language), kind, file)


@answering()
def report(screen: Screen, source: Source, file: d.ReportArgument, *, at: o.AtOption = None) -> None:
    """Write one page for a browser that answers everything.

    The timeline, every answer at any instant with its reason, the outstanding data returns, and the log.
    """
    from hersys_lifecycle.reports import report as report_of

    lifecycle, history = source.announced()
    with progress(screen) as tell:
        page = report_of(
            lifecycle,
            history,
            at=source.instant(at),
            language=screen.language,
            progress=lambda share: tell(words.REPORTING, share),
        )
    screen.deliver(page.encode(), file)


def _deliver(screen: Screen, drawn: str, kind: str, file: str | None) -> None:
    from hersys_lifecycle.pictures import png

    if kind == "png":
        screen.deliver(png(drawn), file, text=False)
    else:
        screen.deliver(drawn.encode(), file)
