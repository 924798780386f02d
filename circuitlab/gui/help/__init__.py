"""The window in which the program explains itself."""
