"""In which language to answer: as asked, else as the locale says."""

from collections.abc import Mapping

from hersys_lifecycle.checks import LANGUAGES, Language

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(environment: Mapping[str, str]) -> Language:
    """Return the language of the locale: the first variable that is set decides, as POSIX has it."""
    locale = next(filter(None, map(environment.get, _VARIABLES)), "")
    return "ja" if locale.casefold().startswith("ja") else "en"


def chosen_language(asked: str | None, otherwise: Language) -> Language:
    """Return the language that was asked for, if any.

    Raises:
        UnknownNameError: there is no wording in that language.
    """
    return otherwise if asked is None else LANGUAGES.read(asked)
