"""The traces as an instrument: cursors, measures, claims, trigger and sweeps, further views."""
