"""What may lie behind a circuit: the names that its document gives it."""

ON_LANES, ON_PAPER = "lanes", ""
BACKDROPS = (ON_LANES, "body", "cord_section", "skin_patch", "brain", "joint", ON_PAPER)
"""In the order in which a menu lists them; an empty name is bare paper."""
