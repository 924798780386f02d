"""The right side: all of what is selected, or of the circuit."""
