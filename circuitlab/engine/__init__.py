"""How a circuit runs: arrays of state, compiled loops, events. No Qt."""
