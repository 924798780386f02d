"""Data out of the window and into it: runs in files, recordings beside traces."""
