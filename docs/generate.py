"""The generated parts of the documentation: run it to write them anew; the tests compare.

Generated is what stands between ``<!-- begin NAME -->`` and ``<!-- end NAME -->``, what stands under each ``$ hersys``
command of a console block, each text block right after a python block, which shows what that block prints, and the
pictures that a page's commands write. The blocks of a page run in order, in an empty folder of their own, and its
python blocks in one namespace.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from docs.tables import BLOCKS, ROOT

PAGES = ("README.md", "README.ja.md", *(f"docs/{path.name}" for path in sorted(ROOT.glob("docs/*.md"))))

PICTURES = "docs/pictures"
"""Where the commands of a page write the pictures that it shows."""


RUN = re.compile(
    r"^```console\n(?P<commands>.*?)^```\n"
    r"|^(?P<program>```python\n(?P<source>.*?)^```\n)(?:(?P<opening>\n```text\n).*?^```\n)?",
    re.DOTALL | re.MULTILINE,
)
"""The blocks of a page that are run."""

COMMAND = re.compile(r"^[$] (?:.*\\\n)*.*", re.MULTILINE)
"""A line that is typed, with those in which it goes on."""


def session(commands: Iterable[str], terminal: dict[str, str]) -> str:
    """Return what a terminal shows when some ``$`` lines are typed.

    Known are ``hersys`` with its arguments, ``export NAME=value``, which holds to the end of the page, and ``echo $?``.
    """
    shown, code = "", 0
    for command in commands:
        shown += f"{command}\n"
        if command == "$ echo $?":
            shown += f"{code}\n"
            continue
        if exported := re.fullmatch(r"[$] export (\w+)=(.*)", command):
            terminal[exported[1]] = exported[2]
            continue
        program = [
            sys.executable,
            "-m",
            "hersys_lifecycle",
            *shlex.split(command.removeprefix("$ hersys").replace("\\\n", "")),
        ]
        ran = subprocess.run(program, env=terminal, capture_output=True, encoding="utf-8", check=False)  # noqa: S603  # our own
        shown, code = shown + ran.stdout + ran.stderr, ran.returncode
    return shown


def expected(text: str) -> tuple[str, Mapping[str, bytes]]:
    """Return the text of a page with all its generated parts as they must be, and the pictures it makes, by path."""

    def block(match: re.Match[str]) -> str:
        return f"{match[1]}\n{BLOCKS[match['name']]()}\n{match[3]}"

    terminal = os.environ | {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}

    def console(match: re.Match[str]) -> str:
        return f"```console\n{session(COMMAND.findall(match['commands']), terminal)}```\n"

    names: dict[str, object] = {}

    def program(match: re.Match[str]) -> str:
        with redirect_stdout(StringIO()) as printed:
            exec(match["source"], names)  # noqa: S102  # the examples on our own pages
        return f"{match['program']}{match['opening']}{printed.getvalue()}```\n" if match["opening"] else match[0]

    def ran(match: re.Match[str]) -> str:
        return console(match) if match["commands"] is not None else program(match)

    text = re.sub(r"(<!-- begin (?P<name>\S+) -->)\n.*?\n?(<!-- end (?P=name) -->)", block, text, flags=re.DOTALL)
    with TemporaryDirectory() as folder, chdir(folder):
        (pictures := Path(PICTURES)).mkdir(parents=True)
        text = RUN.sub(ran, text)
        return text, {str(path): path.read_bytes() for path in sorted(pictures.iterdir())}


def main() -> None:
    """Write all pages anew."""
    for page in PAGES:
        path = ROOT / page
        text = path.read_text(encoding="utf-8")
        current, pictures = expected(text)
        path.write_text(current, encoding="utf-8")
        for name, content in pictures.items():
            (ROOT / name).parent.mkdir(exist_ok=True)
            (ROOT / name).write_bytes(content)
        print(f"{page}: {'already current' if current == text else 'written anew'}")


if __name__ == "__main__":
    main()
