"""The verdicts on an access."""

from enum import Enum


class Verdict(Enum):
    """What an audit says of one access. Its value is its name in the written rows.

    ``AGREES``: as it had to be, by what was known then and by what is known now. ``WRONG_THEN``: wrong by what was
    known at the instant. ``WRONG_IN_HINDSIGHT``: right by what was known then, wrong by what is known now.
    ``UNDECIDABLE``: the row does not say what happened, or asks what cannot be asked.
    """

    AGREES = "agrees"
    WRONG_THEN = "wrong_then"
    WRONG_IN_HINDSIGHT = "wrong_in_hindsight"
    UNDECIDABLE = "undecidable"

    @classmethod
    def on(cls, *, given: bool, then: bool, now: bool) -> "Verdict":
        """Return the verdict on an outcome that was given, beside the answers as known then and as known now."""
        if given is not then:
            return cls.WRONG_THEN
        return cls.AGREES if given is now else cls.WRONG_IN_HINDSIGHT
