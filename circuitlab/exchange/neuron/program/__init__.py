"""What runs an exported circuit in NEURON, on one process or on many: needs NEURON and numpy."""
