"""Stepping a plan: loops, spikes, rest, state."""
