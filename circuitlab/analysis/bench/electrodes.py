"""The instruments of the bench: kinds of the catalog that drive, hold and excite a neuron."""

STEP = "current_step"
RAMP = "current_ramp"
CLAMP = "voltage_clamp"
TRAIN = "spike_train"
JOIN = "synapse"
"""What is put between a train of spikes and a receptor that nothing reaches."""
