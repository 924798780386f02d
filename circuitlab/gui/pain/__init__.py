"""What hurts, by protocol: the test beside a run, and what the inspector shows of it."""
