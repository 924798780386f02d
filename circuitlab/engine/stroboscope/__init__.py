"""Long body times, seen through short windows of neural time."""
