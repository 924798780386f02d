"""The shapes of kinds."""
