"""The left side: what there is to add, and what is there."""
