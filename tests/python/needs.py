# SPDX-License-Identifier: MIT
"""What a test needs beyond numpy. Without it the test is skipped, or fails where MOTE_REQUIRE_ALL is set, as in CI."""
import importlib.util
import os
import shutil
import unittest


def needs(*, modules=(), programs=()):
    """A decorator for tests that need Python modules or programs."""
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    missing += [name for name in programs if shutil.which(name) is None]
    if not missing:
        return lambda test: test
    if os.environ.get("MOTE_REQUIRE_ALL"):
        raise RuntimeError(f"{', '.join(missing)} is not installed")
    return unittest.skip(f"{', '.join(missing)} is not installed")
