"""Compile every loop of the engine for this processor, on all its cores, and keep them."""

import os
from collections.abc import Iterator

from circuitlab.analysis import heat
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.apart import compile_all
from circuitlab.engine.compiler import compile_circuit
from circuitlab.engine.kernels import common_loops, fused_loops, mechanism_loops
from circuitlab.files.store import load_preset
from circuitlab.model.circuit import Circuit


def main() -> None:
    """Compile the driver, each mechanism's loop, and the fused loops of Figure 4."""
    loops = [*common_loops(), *mechanism_loops()]
    for circuit in _shown_first():
        for bank in compile_circuit(circuit, default_catalog()).banks:
            loops += fused_loops(bank.layout, bank.size)
    compile_all(loops, os.cpu_count() or 1)


def _shown_first() -> Iterator[Circuit]:
    """What the window runs when it opens: Figure 4, and its fibres alone for their thresholds."""
    figure, catalog = load_preset("fig4").circuit, default_catalog()
    if figure is None:
        return
    yield figure
    for neuron in heat.endings(figure, catalog).values():
        at_rest = dict.fromkeys(heat.what_moves(figure, catalog, neuron), 0.0)
        yield heat.alone(figure, catalog, neuron, at_rest)


if __name__ == "__main__":
    main()
