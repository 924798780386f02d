"""Runs: from start to end, or on a thread of their own beside a window."""
