"""The wire form of events and of the log, and the reading of instants that people write."""

from hersys_lifecycle.codec.reading import ReadInstant, parse_instant
from hersys_lifecycle.codec.record import (
    canonical,
    sealed,
    structure_recorded,
    unsealed,
    unstructure_recorded,
    write_line,
)
from hersys_lifecycle.codec.wire import EVENT_NAMES, structure, type_name, unstructure

__all__ = [
    "EVENT_NAMES",
    "ReadInstant",
    "canonical",
    "parse_instant",
    "sealed",
    "structure",
    "structure_recorded",
    "type_name",
    "unsealed",
    "unstructure",
    "unstructure_recorded",
    "write_line",
]
