"""Names and codes of what there is, as people spell them."""

from collections.abc import Callable
from enum import Enum
from typing import Final
from unicodedata import normalize

from hersys_lifecycle import Capability, HealthAuthority, Prefecture, Role
from hersys_lifecycle.checks import WORDING, read_worded
from hersys_lifecycle.errors import CheckDigitError, LifecycleError, UnknownNameError
from hersys_lifecycle.names import spelling
from tests.fuzz.refusing import read_once

READERS: Final[tuple[tuple[type[Enum], Callable[[str], Enum]], ...]] = (
    (Prefecture, Prefecture.parse),
    (HealthAuthority, HealthAuthority.parse),
    (Capability, Capability.parse),
    (Role, Role.parse),
    (Capability, lambda text: read_worded(Capability, text)),
    (Role, lambda text: read_worded(Role, text)),
)
WORDS = (
    *(word for each in (Prefecture.OSAKA, Prefecture.TOKYO, Prefecture.HOKKAIDO) for word in (each.code, each.name_ja)),
    *("Ōsaka-fu", "オオサカ", "ｵｵｻｶ", "271004", "２７", "Osaka-shi", "大阪市", " Prefecture", "\u0304", "　", "‐"),
    *(each.value for kind in (Capability, Role) for each in kind),
    *(WORDING[each].ja for kind in (Capability, Role) for each in kind),
)


def name(data: bytes) -> None:
    """A name is read in any width and case, and names one thing for everybody; the error for a stranger is short."""
    text = data.decode(errors="surrogateescape")
    found = [read_once(lambda parse=parse: parse(text), UnknownNameError, CheckDigitError) for _, parse in READERS]  # type: ignore[misc]
    for (kind, parse), member in zip(READERS, found, strict=True):
        if isinstance(member, LifecycleError):
            continue
        assert type(member) is kind
        assert parse(str(member.value)) is member
        for spelled in (text.upper(), text.lower(), normalize("NFKC", text), normalize("NFD", text), f" {text}　"):
            assert parse(spelled) is member, spelled
    prefecture, authority, capability, role, *worded = found
    for plain, spoken in zip((capability, role), worded, strict=True):
        assert isinstance(plain, LifecycleError) or plain is spoken
    if isinstance(authority, HealthAuthority) and isinstance(prefecture, Prefecture):
        assert authority.prefecture is prefecture
    spelled = spelling(text)
    if isinstance(prefecture, Prefecture) and not spelled.isdecimal():
        assert authority is HealthAuthority.of(prefecture)
    if isinstance(authority, HealthAuthority) and spelled.isdecimal():
        assert authority.code == spelled
