"""What changed from the preset or file that a circuit began as."""
