"""How a circuit is stored."""
