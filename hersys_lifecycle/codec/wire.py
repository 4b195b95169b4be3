"""Events as flat JSON-able dicts, and back (rules, section 6).

The names of the types and the version are promises to whoever stored an event: they do not move with the code.
"""

from collections.abc import Mapping

from cattrs import BaseValidationError

from hersys_lifecycle.codec.conversion import CONVERTER
from hersys_lifecycle.codec.faults import MISSING, refuse
from hersys_lifecycle.codec.upcasting import UPCASTS, upcast
from hersys_lifecycle.errors import InvalidFieldError, MalformedEventError
from hersys_lifecycle.events import EVENT_TYPES, Event
from hersys_lifecycle.names import Names

_VERSION = len(UPCASTS) + 1

_TYPE_OF: Mapping[type[Event], str] = {kind: name for name, kind in EVENT_TYPES.items()}
EVENT_NAMES = Names.of("event type", ((name, name, (name,)) for name in EVENT_TYPES))


def type_name(event: Event) -> str:
    """Return the name of an event's type on the wire.

    Raises:
        InvalidFieldError: this is no event.
    """
    if type(event) not in _TYPE_OF:
        raise InvalidFieldError("event", event, "pass one of the events of hersys_lifecycle.events")
    return _TYPE_OF[type(event)]


def unstructure(event: Event) -> dict[str, object]:
    """Return the wire form of an event: type, version, its own fields, citation, in this order (rules, section 6).

    Instants are ISO 8601 in Japan time, with microseconds only where there are any.

    Raises:
        InvalidFieldError: this is no event.
    """
    return {"type": type_name(event), "version": _VERSION, **CONVERTER.unstructure(event)}


def structure(data: Mapping[str, object]) -> Event:
    """Return the event a wire form stands for; it is read strictly and left as it was (rules, section 6).

    Raises:
        MalformedEventError: it is no wire form of an event. The error names the first fault: its place, such as
            ``$.span.start``, what stands there (for a missing field: the object that lacks it), and how to mend it.
    """
    if not isinstance(data, Mapping):
        raise MalformedEventError("$", data, "write an object with type, version, the fields of the type and citation")
    kind = _kind(_required(data, "type"))
    version = check_version(_required(data, "version"), _VERSION)
    form = upcast(data, version)
    fields = {name: value for name, value in form.items() if name not in {"type", "version"}}
    try:
        return CONVERTER.structure(fields, kind)
    except BaseValidationError as error:
        refuse(error, form)


def _required(data: Mapping[str, object], name: str) -> object:
    if name not in data:
        raise MalformedEventError(f"$.{name}", data, MISSING)
    return data[name]


def _kind(name: object) -> type[Event]:
    kind = EVENT_TYPES.get(name) if isinstance(name, str) else None
    if kind is None:
        nearest = EVENT_NAMES.unknown(name).nearest
        raise MalformedEventError("$.type", name, f"there is no such type of event; the nearest is {nearest}")
    return kind


def check_version(version: object, newest: int) -> int:
    """Return a schema version, unless it is none, or is newer than this release knows.

    Raises:
        MalformedEventError: saying which of the two.
    """
    if type(version) is not int or version < 1:
        raise MalformedEventError("$.version", version, f"write the schema version, the number {newest}")
    if version > newest:
        raise MalformedEventError(
            "$.version", version, "it was written by a newer release; upgrade hersys-lifecycle to read it"
        )
    return version
