"""Reading what is typed, by each kind's own ``parse``."""

from datetime import datetime

import attrs

from hersys_lifecycle import Capability, Decision, HealthAuthority, Lifecycle, Prefecture, Role, Span
from hersys_lifecycle.checks import read_worded


def read_prefecture(text: str | None) -> Prefecture | None:
    """Return the prefecture that was named, if any; raises as :meth:`Prefecture.parse`."""
    return None if text is None else Prefecture.parse(text)


def read_authority(text: str | None) -> HealthAuthority | None:
    """Return the health authority that was named, if any; raises as :meth:`HealthAuthority.parse`."""
    return None if text is None else HealthAuthority.parse(text)


@attrs.frozen
class Question:
    """A question as it was typed: what, for whom, and as whom."""

    capability: Capability
    prefecture: Prefecture | None
    role: Role
    authority: HealthAuthority | None

    @classmethod
    def read(cls, capability: str, prefecture: str | None, role: str, authority: str | None) -> "Question":
        """Read a question.

        Raises:
            UnknownNameError: a name is none of its kind.
            CheckDigitError: a code of six digits is no code.
        """
        return cls(
            read_worded(Capability, capability),
            read_prefecture(prefecture),
            read_worded(Role, role),
            read_authority(authority),
        )

    def check(self, lifecycle: Lifecycle, at: datetime) -> Decision:
        """Ask a lifecycle at an instant; raises as :meth:`Lifecycle.check`."""
        return lifecycle.check(self.capability, self.prefecture, at=at, role=self.role, authority=self.authority)

    def windows(self, lifecycle: Lifecycle) -> tuple[Span, ...]:
        """Ask a lifecycle for all instants at which the answer is yes; raises as :meth:`Lifecycle.windows`."""
        return lifecycle.windows(self.capability, self.prefecture, role=self.role, authority=self.authority)
