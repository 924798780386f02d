"""A circuit as a program of NEURON: its equations as .mod files, its numbers, and what runs it.

The equations are translated from the engine's own functions. Cells are spread over the processes
of MPI; NEURON carries spikes between them, and what is slow is computed in every process that needs
it.
"""
