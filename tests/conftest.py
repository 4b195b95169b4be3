"""How hard Hypothesis looks: HYPOTHESIS_PROFILE names a profile; without it "ci" where CI is set, else "dev"."""

import os

from hypothesis import settings

# No deadlines: a busy machine is no fault in a test, and speed has its own benchmarks.
settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("long", deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))
