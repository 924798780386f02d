"""A lecture: the circuit full screen, in large type, led by a remote's keys."""
