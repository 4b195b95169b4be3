"""What is typed at a command line for a question or an event, told from the wire form."""

from typing import Any, cast

from hersys_lifecycle.codec import unstructure
from hersys_lifecycle.events import Event
from hersys_lifecycle.testing import Question


def question_typed(question: Question) -> list[str]:
    """Return the arguments and options that ask a question, but for the instant."""
    capability, prefecture, authority, role = question
    place = [] if prefecture is None else [prefecture.code]
    body = [] if authority is None else ["--authority", authority.code]
    return [capability.value, *place, *body, "--role", role.value]


def event_typed(event: Event) -> list[str]:
    """Return the kind of an event, and the options that stand for its fields."""
    wire = cast("dict[str, Any]", unstructure(event))
    kind, _ = wire.pop("type"), wire.pop("version")
    leaves = [leaf for name, value in wire.items() for leaf in _leaves(name, value)]
    return [kind, *(f"--{name}={value}" for name, value in leaves if value is not None)]


def _leaves(name: str, value: Any) -> list[tuple[str, Any]]:  # noqa: ANN401  # JSON
    match value:
        case dict():
            return list(value.items())
        case list():
            return [(name, ",".join(value))]
        case _:
            return [(name, value)]
