"""Playing, stepping, speed, and looking back."""
