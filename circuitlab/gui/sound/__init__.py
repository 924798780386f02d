"""The sound of spikes; the program works without it."""
