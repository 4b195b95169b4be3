"""Who and what a question is about: prefectures, health authorities, capabilities."""

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability
from hersys_lifecycle.prefectures import Prefecture, prefecture_names

# The few that most histories are about: facts have to meet at one body to get in each other's way.
FEW_PREFECTURES = (Prefecture.OSAKA, Prefecture.TOKYO, Prefecture.KYOTO)
FEW_AUTHORITIES = (
    HealthAuthority.OSAKA,
    HealthAuthority.OSAKA_SHI,
    HealthAuthority.TOKYO,
    HealthAuthority.parse("新宿区"),
)
_AUTHORITIES = st.sampled_from((*FEW_AUTHORITIES * (len(HealthAuthority) * 3 // 4), *HealthAuthority))


@cache
def prefectures() -> SearchStrategy[Prefecture]:
    """Any of the 47; three in four are Osaka, Tokyo or Kyoto, which the histories drawn here are about.

    Shrinks to Osaka.
    """
    return st.sampled_from((*FEW_PREFECTURES * len(Prefecture), *Prefecture))


def authorities(prefecture: Prefecture | None = None) -> SearchStrategy[HealthAuthority]:
    """Any of the 157 health authorities, or those of a prefecture; three in four are four bodies of Osaka and Tokyo.

    Shrinks to the body of Osaka Prefecture, or to that of the prefecture.

    Raises:
        NotAMemberError: ``prefecture`` is no member of Prefecture.
    """
    if prefecture is None:
        return _AUTHORITIES
    if not isinstance(prefecture, Prefecture):
        raise prefecture_names().stranger(prefecture)
    own = HealthAuthority.of(prefecture)
    others = (each for each in HealthAuthority if each.prefecture is prefecture and each is not own)
    return st.sampled_from((own, *others))


@cache
def capabilities() -> SearchStrategy[Capability]:
    """Any of the ten capabilities; half of them bulk export, the one that slots and reserve periods decide.

    Shrinks to ``login``.
    """
    # Of two members, though it is the same one: drawing it must not be simpler than drawing any.
    return st.sampled_from(Capability) | st.sampled_from((Capability.BULK_EXPORT,) * 2)
