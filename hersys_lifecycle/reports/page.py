"""The page itself: the template with its style, its script and its data, closed against everything else."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from hersys_lifecycle import Capability, Lifecycle, Prefecture, Role
from hersys_lifecycle.audit import RecordedEvent
from hersys_lifecycle.checks import LANGUAGES, WORDING, Language
from hersys_lifecycle.citations import NOTICE, Citation
from hersys_lifecycle.errors import MissingExtraError
from hersys_lifecycle.instants import japan_time
from hersys_lifecycle.notice import clause_of
from hersys_lifecycle.pictures import timeline_svg
from hersys_lifecycle.reports.answers import answers_data
from hersys_lifecycle.reports.edges import Edges, milliseconds, to_millisecond
from hersys_lifecycle.reports.entries import Progress, entries_of
from hersys_lifecycle.reports.numbering import Numbering
from hersys_lifecycle.reports.returns import returns_data
from hersys_lifecycle.reports.standing import Standing
from hersys_lifecycle.reports.words import citations_data, words_data
from hersys_lifecycle.reports.wrapping import INSTANT, wrapped
from hersys_lifecycle.wording import asking, recording, reporting, shared

_SCRIPTS = ("lookup.js", "words.js", "answer.js", "course.js", "controls.js")


def rendered(
    lifecycle: Lifecycle, history: Sequence[RecordedEvent], at: datetime, language: Language, progress: Progress
) -> str:
    """Return the page; see :func:`hersys_lifecycle.reports.report`."""
    at = to_millisecond(japan_time(at))
    style, script = _part("page.css"), "\n".join(map(_part, _SCRIPTS))
    return (
        _environment()
        .get_template("page.html")
        .render(
            at=at,
            capabilities=Capability,
            charts={each: _chart(lifecycle, each) for each in LANGUAGES.labels},
            clause_of=clause_of,
            data=_data(lifecycle, at),
            entries=entries_of(lifecycle, history, progress),
            language=language,
            notice=NOTICE,
            policy=_policy(style, script),
            prefectures=Prefecture,
            roles=Role,
            script=Markup(script),  # noqa: S704  # our own
            standing=Standing.of(lifecycle, at),
            style=Markup(style),  # noqa: S704  # our own
            wording=WORDING,
            asking=asking,
            shared=shared,
            recording=recording,
            reporting=reporting,
        )
    )


def _data(lifecycle: Lifecycle, at: datetime) -> dict[str, object]:
    edges, citations = Edges.of(lifecycle), Numbering[Citation]()
    return {
        "at": milliseconds(at),
        "edges": edges.to_data(),
        "instant": INSTANT,
        **answers_data(lifecycle, edges, citations),
        "returns": returns_data(lifecycle, edges),
        "citations": citations_data(citations.things),
        **words_data(lifecycle),
    }


def _chart(lifecycle: Lifecycle, language: Language) -> Markup:
    """Draw the timeline; the page has a mark of its own for the instant, which moves."""
    try:
        picture = timeline_svg(lifecycle, at=None, language=language)
    except MissingExtraError:
        raise MissingExtraError("report", "a report") from None
    return Markup(picture)  # noqa: S704  # escaped where it was drawn


def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_part), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["wrapped"] = wrapped
    # Markup's own characters are escaped in what this writes, so that nothing in it ends the script it stands in.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment


def _policy(style: str, script: str) -> str:
    """Return what the browser is told to allow: this style and this script, and nothing from elsewhere."""
    ours = f"style-src {_digest(style)}; script-src {_digest(script)}"
    return f"default-src 'none'; {ours}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
