"""Reading what is typed, where it may be left out: by each kind's own ``parse``."""

from hersys_lifecycle import HealthAuthority, Prefecture


def read_prefecture(text: str | None) -> Prefecture | None:
    """Return the prefecture that was named, if any; raises as :meth:`Prefecture.parse`."""
    return None if text is None else Prefecture.parse(text)


def read_authority(text: str | None) -> HealthAuthority | None:
    """Return the health authority that was named, if any; raises as :meth:`HealthAuthority.parse`."""
    return None if text is None else HealthAuthority.parse(text)
