"""URLs of stores: each opens one kind of store or is refused, and no password is ever shown."""

from typing import Final

from psycopg.conninfo import conninfo_to_dict

from hersys_lifecycle.errors import LifecycleError
from hersys_lifecycle.store import StoreUrlError
from hersys_lifecycle.store.opening import _settings  # opening would make files and connections
from tests.fuzz.refusing import read

_PASSWORD: Final = "Pa55word-of-the-record"  # noqa: S105  # of no record
_IN_A_NAME: Final = frozenset("/?#@:")

WORDS = (
    *("sqlite:///", "sqlite:////", ":memory:", "postgresql://", "postgres://", "user@", "host", ":5432", "/database"),
    *("?sslmode=", "&password=", "?host=/run", "%40", "%00", "%zz", "[::1]", "?options=-c%20x", "&application_name="),
)


def store_url(data: bytes) -> None:
    """A URL names a store, or is refused; where it has a password, that is neither told nor shown."""
    url = data.decode(errors="surrogateescape")
    read(lambda: _settings(url), StoreUrlError)
    user, _, rest = url.rpartition("://")[2].partition("@")
    if not _IN_A_NAME & set(user):
        for password in (_PASSWORD, f"{_PASSWORD} {_PASSWORD}"):
            _kept(f"postgresql://{user}:{password}@{rest}")
            _kept(f"postgresql://{rest}?password={password}")
            _kept(f"postgresql://{rest}&password={password}")


def _kept(url: str) -> None:
    found = read(lambda: _settings(url), StoreUrlError)
    assert _PASSWORD not in (str(found) if isinstance(found, LifecycleError) else found[0])
    if not isinstance(found, LifecycleError):
        assert conninfo_to_dict(url)["password"] == _PASSWORD
