"""Tests with programs and libraries that stand in an environment of their own: `make exchange`."""

import os

collect_ignore_glob = [] if os.environ.get("CIRCUITLAB_OUTSIDE") else ["test_*.py"]
