"""Compile every loop of the engine for this processor, on all its cores, and keep them."""

import os
from concurrent.futures import ProcessPoolExecutor

from circuitlab.engine.kernels import library
from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.run import run_circuit
from circuitlab.files.store import load_preset


def main() -> None:
    """Compile each mechanism's loop, and all that Figure 4 needs."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        steps = [pool.submit(figure), pool.submit(common)]
        steps += [pool.submit(loop, name) for name in MECHANISMS]
        for step in steps:
            step.result()


def loop(name: str) -> None:
    """Compile one mechanism's loop."""
    library().mechanism_address(name)


def common() -> None:
    """Compile the loops that stand around those of the mechanisms."""
    library().common_addresses()


def figure() -> None:
    """Compile the driver and the fused loops of Figure 4 by running it for a moment."""
    loaded = load_preset("fig4")
    if loaded.circuit is not None:
        run_circuit(loaded.circuit, 1.0)


if __name__ == "__main__":
    main()
