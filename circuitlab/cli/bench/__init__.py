"""Measuring the speed of engine and window."""
