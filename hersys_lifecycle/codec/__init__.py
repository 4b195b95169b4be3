"""The wire form of events, and the reading of instants that people write."""

from hersys_lifecycle.codec.reading import ReadInstant, parse_instant
from hersys_lifecycle.codec.wire import structure, unstructure

__all__ = ["ReadInstant", "parse_instant", "structure", "unstructure"]
