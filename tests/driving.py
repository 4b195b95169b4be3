"""Room on PostgreSQL for stores that are driven, and a service that is driven along."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime

from hersys_lifecycle.store import Store
from hersys_lifecycle.testing import Place, Question
from tests import postgres
from tests.stores import behind


@contextmanager
def rooms(server_url: str) -> Iterator[Place]:
    """Room on PostgreSQL: databases that are emptied when they are given back, so that few have to be made."""
    with ExitStack() as databases:
        free: list[str] = []

        @contextmanager
        def room() -> Iterator[str]:
            url = free.pop() if free else databases.enter_context(postgres.database(server_url))
            yield url
            behind(url, "DELETE FROM ROWS")
            free.append(url)

        yield room


class Desk:
    """A service that tells what is allowed, by a view of the record that it keeps in memory."""

    def __init__(self, store: Store) -> None:
        self.view = store.follow(every=0.02)

    def allows(self, question: Question, at: datetime) -> bool:
        """Answer a question about an instant."""
        return question.check(self.view.current, at).allowed
