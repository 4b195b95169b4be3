"""The command line: it asks a Lifecycle and shows what it answers. Everything slow is imported by what needs it."""

from hersys_lifecycle.cli.commands import app
from hersys_lifecycle.cli.surroundings import Surroundings

__all__ = ["Surroundings", "app"]
