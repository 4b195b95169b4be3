"""Read texts once more as a target does, without a fuzzer: python -m tests.fuzz.replay TARGET FILE..."""

import sys
from pathlib import Path

from tests.fuzz.targets import TARGETS

_, name, *files = sys.argv
for file in files:
    TARGETS[name].check(Path(file).read_bytes())
