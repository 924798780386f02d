"""Loops that were compiled before the program was installed."""
