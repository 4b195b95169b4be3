"""What may be done with HER-SYS, and by whom (rules, section 4)."""

from enum import Enum
from functools import cache

from hersys_lifecycle.names import Names


class Capability(Enum):
    """Something a user may be allowed to do. Its value is its name on the wire."""

    LOGIN = "login"
    REGISTER = "register"
    REGISTER_NON_REPORTABLE = "register_non_reportable"
    EDIT = "edit"
    DELETE = "delete"
    VIEW = "view"
    EXPORT = "export"
    CERTIFICATE = "certificate"
    CONTACT_DOWNLOAD = "contact_download"
    BULK_EXPORT = "bulk_export"

    __hash__ = object.__hash__  # members are singletons; Enum's own hash is slow

    @classmethod
    def parse(cls, text: str) -> "Capability":
        """Return the capability a text names: its value, with ``_``, ``-`` or space, in any case.

        Raises:
            UnknownNameError: there is no such capability; the error names the nearest.
        """
        return capability_names().read(text)


class Role(Enum):
    """For whom a user acts. Only bulk export looks at it (N5)."""

    PREFECTURE = "prefecture"
    HEALTH_CENTER = "health_center"
    MEDICAL_INSTITUTION = "medical_institution"
    NATIONAL_GOVERNMENT = "national_government"

    __hash__ = object.__hash__  # as in Capability

    @classmethod
    def parse(cls, text: str) -> "Role":
        """Return the role a text names: its value, with ``_``, ``-`` or space, in any case.

        Raises:
            UnknownNameError: there is no such role; the error names the nearest.
        """
        return role_names().read(text)


@cache
def capability_names() -> Names[Capability]:
    """Return the spellings that :meth:`Capability.parse` reads; made when first needed."""
    return Names.of("capability", ((each, each.value, (each.value,)) for each in Capability))


@cache
def role_names() -> Names[Role]:
    """Return the spellings that :meth:`Role.parse` reads; made when first needed."""
    return Names.of("role", ((each, each.value, (each.value,)) for each in Role))
