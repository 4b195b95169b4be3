"""What ``hersys outstanding`` tells: whose data return is not completed, for one prefecture or for all."""

from collections.abc import Mapping

import attrs

from hersys_lifecycle import Prefecture
from hersys_lifecycle.audit import Outstanding, OutstandingReturn, ReturnCount
from hersys_lifecycle.cli.data import iso, span_data


@attrs.frozen
class Returns:
    """The outstanding returns of the prefectures that were asked about, with the counts of each."""

    outstanding: Outstanding
    counts: Mapping[Prefecture, ReturnCount]

    @classmethod
    def of(cls, outstanding: Outstanding, prefecture: Prefecture | None) -> "Returns":
        """Narrow what is outstanding down to a prefecture, if one was asked about."""
        counts = outstanding.by_prefecture
        if prefecture is None:
            return cls(outstanding, counts)
        bodies = tuple(each for each in outstanding.bodies if each.authority.prefecture is prefecture)
        return cls(Outstanding(outstanding.at, bodies), {prefecture: counts[prefecture]})

    @property
    def bodies(self) -> tuple[OutstandingReturn, ...]:
        """Those who have not completed, by their codes."""
        return self.outstanding.bodies

    @property
    def lost(self) -> int:
        """How many of those have no window left."""
        return sum(each.lost for each in self.bodies)

    @property
    def unannounced(self) -> int:
        """How many of those have no window on record yet."""
        return sum(each.unannounced for each in self.bodies)

    @property
    def asked(self) -> int:
        """How many bodies there are in all."""
        return sum(each.bodies for each in self.counts.values())

    def to_dict(self) -> dict[str, object]:
        """Return the returns as JSON values.

        ``at``; ``outstanding``, by code of the ``authority``: its ``prefecture``, the ``windows`` of bulk export it has
        left (``start``, ``end``), the whole ``days_left`` until the last of them ends (``null``: there is none) and
        whether what it has not downloaded is ``lost``, or its windows are ``unannounced``; ``prefectures``: of each
        ``prefecture`` how many bodies are ``outstanding``, how many of those are ``lost`` and ``unannounced``, and how
        many ``bodies`` it has. Instants are ISO 8601.
        """
        return {
            "at": iso(self.outstanding.at),
            "outstanding": [
                {
                    "authority": each.authority.code,
                    "prefecture": each.authority.prefecture.code,
                    "windows": [span_data(window) for window in each.windows],
                    "days_left": each.days_left,
                    "lost": each.lost,
                    "unannounced": each.unannounced,
                }
                for each in self.bodies
            ],
            "prefectures": [
                {"prefecture": prefecture.code, **count._asdict()} for prefecture, count in self.counts.items()
            ],
        }
