"""Facts of whole microseconds, as the library records them."""

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import Span
from hersys_lifecycle.prefectures import Prefecture
from tests import shorthand
from tests.laws.reading import moment


def span(start: int, length: int) -> Span:
    return shorthand.span(moment(start), moment(start + length))


def first_stop(at: int) -> Event:
    return shorthand.first_stop(moment(at))


def updates_stop(at: int) -> Event:
    return shorthand.updates_stop(moment(at))


def opening(at: int) -> Event:
    return shorthand.opening(moment(at))


def limit(at: int) -> Event:
    return shorthand.limit(moment(at))


def end(at: int) -> Event:
    return shorthand.decommissioning(moment(at))


def slot(start: int, length: int) -> Event:
    return shorthand.slot(Prefecture.OSAKA, moment(start), moment(start + length))


def maintenance(name: str, start: int, length: int) -> Event:
    return shorthand.maintenance(name, moment(start), moment(start + length))


def reserve(start: int, length: int) -> Event:
    return shorthand.reserve("R", moment(start), moment(start + length))


def returned(at: int) -> Event:
    return shorthand.completed(HealthAuthority.OSAKA, moment(at))
