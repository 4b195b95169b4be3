"""Hunt for texts that break a parser: each target in turn, each in a process of its own, each for some seconds.

What was found is kept in ``.fuzz``, from which the next hunt goes on. Exit status: 0 nothing broke, 1 something did.
"""

import os
import re
import subprocess
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from tests.fuzz.targets import TARGETS, Target

ROOT: Final = Path(__file__).parents[2]
FOUND: Final = ROOT / ".fuzz"

_PATIENCE: Final = 10
"""The seconds that reading a text may take."""

_MEGABYTES: Final = 2048

_FAST: Final = Path("/dev/shm")  # noqa: S108  # folders of random names in it
"""Where files live in memory: a disk would take longer than the readers."""

_DONE: Final = re.compile(r"DONE +cov: ([0-9]+).* exec/s: ([0-9]+)")


_BROKEN: Final = re.compile(r"Test unit written to (.+)")


class Hunt(NamedTuple):
    """What came of a hunt: how fast it was, how much code it reached, and the text that broke something, if one did."""

    runs_a_second: str
    edges: str
    broken: str | None


def main() -> int:
    """Hunt as the command line says."""
    asked = _asked()
    status = 0
    for name in asked.targets or TARGETS:
        print(f"{name:<13}", end=" ", flush=True)
        hunt = _hunt(name, asked.seconds)
        kept = _keep(name) if asked.keep and not hunt.broken else len(list(TARGETS[name].corpus.glob("*")))
        print(f"{hunt.runs_a_second:>7} texts a second {hunt.edges:>6} edges {kept:>4} texts kept", flush=True)
        if hunt.broken:
            status = 1
            print(
                f"  broken by {hunt.broken}\n  look at it: python -m tests.fuzz.replay {name} {hunt.broken}", flush=True
            )
    return status


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.fuzz", description="Hunt for texts that break a parser.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"by default all: {', '.join(TARGETS)}")
    parser.add_argument("--seconds", type=_seconds, default=60, help="how long to hunt for each of them (60)")
    parser.add_argument("--keep", action="store_true", help="keep for the tests the smallest texts that reach new code")
    asked = parser.parse_args()
    if strange := set(asked.targets) - TARGETS.keys():
        parser.error(f"there is no target {', '.join(sorted(strange))}: name some of {', '.join(TARGETS)}")
    return asked


def _seconds(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:  # libFuzzer would go on for ever
        raise ArgumentTypeError(f"{text!r}: give whole seconds, from 1 on")
    return int(text)


def _hunt(name: str, seconds: int) -> Hunt:
    target, folder = TARGETS[name], FOUND / name
    for each in (folder, target.corpus):
        each.mkdir(parents=True, exist_ok=True)
    words = FOUND / f"{name}.dict"
    words.write_bytes(b"".join(_words(target)))
    log = _fuzzer(
        name,
        *(f"-max_total_time={seconds}", f"-max_len={target.longest}", f"-dict={words}"),
        *(f"-timeout={_PATIENCE}", f"-rss_limit_mb={_MEGABYTES}", f"-artifact_prefix={FOUND}/{name}-"),
        *map(str, (folder, target.corpus)),
    )
    done, broken = _DONE.search(log), _BROKEN.search(log)
    if done is None and not broken:
        sys.exit(f"{log}\nthe hunt for {name} ended before its time")
    speed, edges = (done[2], done[1]) if done else ("-", "-")
    return Hunt(speed, edges, broken and broken[1])


def _keep(name: str) -> int:
    """Add to the texts of the tests what reaches code that none of them reaches; return how many there are."""
    corpus = TARGETS[name].corpus
    _fuzzer(name, "-merge=1", "-use_counters=0", str(corpus), str(FOUND / name))
    return len(list(corpus.iterdir()))


def _fuzzer(name: str, *options: str) -> str:
    """Run libFuzzer and return what it told."""
    command = [sys.executable, "-m", "tests.fuzz.hunting", name, *options]
    around = {**os.environ, **({"TMPDIR": str(_FAST)} if _FAST.is_dir() else {})}
    told = subprocess.run(command, cwd=ROOT, env=around, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    lines = told.stdout.decode(errors="replace").splitlines(keepends=True)
    log = "".join(line for line in lines if not line.startswith("INFO: Instrumenting"))
    (FOUND / f"{name}.log").write_text(log, "utf-8")
    return log


def _words(target: Target) -> Iterable[bytes]:
    """Yield the lines of libFuzzer's dictionary."""
    for word in target.words:
        yield b'"%s"\n' % b"".join(rb"\x%02x" % byte for byte in word.encode(errors="surrogateescape"))


sys.exit(main())
