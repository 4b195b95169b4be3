"""The whole numbers that stand for names in arrays. They are promises: files hold them."""

from collections.abc import Mapping
from typing import Final

from hersys_lifecycle.capabilities import Capability
from hersys_lifecycle.prefectures import Prefecture

CAPABILITY_CODES: Final[Mapping[Capability, int]] = {each: code for code, each in enumerate(Capability)}
"""Each capability's code, in the order in which they are defined, from 0 for ``login``."""

PREFECTURE_CODES: Final[Mapping[Prefecture | None, int]] = {None: 0, **{each: int(each.code) for each in Prefecture}}
"""Each prefecture's code, its JIS X 0401 code as a number, 1 to 47; 0: none is named."""
