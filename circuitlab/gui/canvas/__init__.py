"""The canvas: a circuit as a living picture that one builds with the pointer."""
