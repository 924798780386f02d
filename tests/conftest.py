"""What every test stands on: no display, no user settings, nothing left running."""

import gc
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LANGUAGE"] = "en"
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
_HOME = Path(tempfile.mkdtemp(prefix="circuitlab-tests-"))
for _name in ("CONFIG", "DATA", "STATE"):
    os.environ[f"XDG_{_name}_HOME"] = str(_HOME / _name.lower())


def pytest_collection() -> None:
    """What is imported and collected is kept: nobody needs to look for garbage in it."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Look for garbage from here on, and in what comes from here on alone."""
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def nothing_outlives_the_test() -> Iterator[None]:
    """Threads that a test starts have ended when it ends."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 5
    for thread in set(threading.enumerate()) - before:
        thread.join(max(0.0, deadline - time.monotonic()))
    left = [t.name for t in set(threading.enumerate()) - before if t.is_alive()]
    assert not left, f"threads still running after the test: {left}"
