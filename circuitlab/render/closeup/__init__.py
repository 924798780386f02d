"""A synapse from near."""
