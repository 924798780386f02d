"""From a circuit to a plan: arrays and an order of work."""
