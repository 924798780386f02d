"""Making a lecture: the steps of a walk, edited in the window."""
