"""Who and what a question is about: prefectures, health authorities, capabilities."""

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability
from hersys_lifecycle.prefectures import Prefecture

# The few that most histories are about: facts have to meet at one body to get in each other's way.
FEW_PREFECTURES = (Prefecture.OSAKA, Prefecture.TOKYO, Prefecture.KYOTO)
FEW_AUTHORITIES = (
    HealthAuthority.OSAKA,
    HealthAuthority.OSAKA_SHI,
    HealthAuthority.TOKYO,
    HealthAuthority.parse("新宿区"),
)


@cache
def prefectures() -> SearchStrategy[Prefecture]:
    """Any of the 47; half of them Osaka, Tokyo and Kyoto, which the histories drawn here are about.

    Shrinks to Osaka.
    """
    return st.sampled_from(FEW_PREFECTURES) | st.sampled_from(Prefecture)


def authorities(prefecture: Prefecture | None = None) -> SearchStrategy[HealthAuthority]:
    """Any of the 157 health authorities, or those of a prefecture; half of them bodies of Osaka and Tokyo.

    Shrinks to the body of Osaka Prefecture, or to that of the prefecture.
    """
    if prefecture is None:
        return st.sampled_from(FEW_AUTHORITIES) | st.sampled_from(HealthAuthority)
    own = HealthAuthority.of(prefecture)
    others = (each for each in HealthAuthority if each.prefecture is prefecture and each is not own)
    return st.sampled_from((own, *others))


@cache
def capabilities() -> SearchStrategy[Capability]:
    """Any of the ten capabilities; half of them bulk export, the one that slots and reserve periods decide.

    Shrinks to ``login``.
    """
    return st.sampled_from((*Capability, *[Capability.BULK_EXPORT] * (len(Capability) - 2)))
