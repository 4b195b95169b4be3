"""What was known when, and what a change of the record changes."""

from hersys_lifecycle.audit.comparing import Change, compare

__all__ = ["Change", "compare"]
