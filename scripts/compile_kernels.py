"""Compile every loop of the engine for this processor, on all its cores, and keep them."""

import os

from circuitlab.catalog.load import default_catalog
from circuitlab.engine.apart import compile_all
from circuitlab.engine.compiler import compile_circuit
from circuitlab.engine.kernels import common_loops, fused_loops, mechanism_loops
from circuitlab.files.store import load_preset


def main() -> None:
    """Compile the driver, each mechanism's loop, and the fused loops of Figure 4."""
    loops = [*common_loops(), *mechanism_loops()]
    figure = load_preset("fig4").circuit
    if figure is not None:
        for bank in compile_circuit(figure, default_catalog()).banks:
            loops += fused_loops(bank.layout, bank.size)
    compile_all(loops, os.cpu_count() or 1)


if __name__ == "__main__":
    main()
