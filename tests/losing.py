"""A proxy before a PostgreSQL server that loses a connection just when it matters."""

import socket
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from threading import Event
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict

_COMMITTED = b"C\0\0\0\x0bCOMMIT\0"
"""The message of a server that it has committed."""


class Proxy:
    """Passes on what is said, but when told to, loses the next connection that commits once the server has."""

    def __init__(self, url: str, folder: str, threads: ThreadPoolExecutor, sockets: ExitStack) -> None:
        with psycopg.connect(url) as connection:
            self._server = connection.info.host, connection.info.port
        parameters = {**conninfo_to_dict(url), "host": folder, "port": 5432, "sslmode": "disable"}
        self.url = f"postgresql:///?{urlencode(parameters, quote_via=quote)}"
        self.losing = Event()
        """Set it to lose the next one; it is clear again when that has happened."""
        self.down = Event()
        """While it is set no connection is made."""
        self._threads, self._sockets = threads, sockets
        self._listener = self._kept(socket.socket(socket.AF_UNIX))
        self._listener.bind(f"{folder}/.s.PGSQL.5432")
        self._listener.listen()
        threads.submit(self._accept)

    def _accept(self) -> None:
        with suppress(OSError):  # in the end
            while True:
                client = self._kept(self._listener.accept()[0])
                if self.down.is_set():
                    _end(client)
                    continue
                server = self._kept(self._connected())
                self._threads.submit(self._pass, client, server)
                self._threads.submit(self._pass, server, client)

    def _connected(self) -> socket.socket:
        host, port = self._server
        if not host.startswith("/"):
            return socket.create_connection((host, port))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{host}/.s.PGSQL.{port}")
        return server

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if _COMMITTED in data and self.losing.is_set():
                    self.losing.clear()
                    break
                target.sendall(data)
        _end(source)
        _end(target)

    def _kept(self, made: socket.socket) -> socket.socket:
        self._sockets.callback(made.close)
        self._sockets.callback(_end, made)
        return made


@contextmanager
def proxied(url: str) -> Iterator[Proxy]:
    """A proxy before the server at a URL."""
    # The path of a socket must be short, and those pytest makes are not.
    with tempfile.TemporaryDirectory(prefix="px-") as folder, ThreadPoolExecutor(99) as threads, ExitStack() as sockets:
        yield Proxy(url, folder, threads, sockets)


def _end(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)  # which wakes whoever reads there
