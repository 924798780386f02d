"""What `make cross-check` runs: nine circuits in NEURON and in ours, spike by spike.

NEURON's spikes are kept in tests/golden/neuron, which `make test` compares with from then on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from scripts.cross_check.circuits import CIRCUITS, CrossCheck
from scripts.cross_check.golden import (
    COMMAND,
    Golden,
    differences,
    largest_difference,
    write,
)
from scripts.cross_check.in_circuitlab import spike_times

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".bench-venv" / "bin" / "python"
MARK = "spikes: "


def main() -> None:
    """Run every circuit on both sides, print how far apart they are, and exit 1 if too far."""
    agree = [check(circuit) for circuit in CIRCUITS.values()]
    sys.exit(0 if all(agree) else 1)


def check(circuit: CrossCheck) -> bool:
    """Run one circuit on both sides, keep NEURON's spikes, and say whether ours agree."""
    golden = in_neuron(circuit)
    write(circuit.name, golden)
    ours = spike_times(circuit)
    wrong = differences(circuit, golden, ours)
    for cell, theirs in golden.spikes_ms.items():
        apart = f"{largest_difference(ours[cell], theirs):.4f} ms" if not wrong else "NOT EQUAL"
        print(f"{circuit.name:12} {cell:10} {len(theirs):3} spikes, largest difference {apart}")
    for line in wrong:
        print(f"{circuit.name:12} {line}", file=sys.stderr)
    return not wrong


def in_neuron(circuit: CrossCheck) -> Golden:
    """Return NEURON's spikes, from a process in the environment that it is installed in."""
    if not PYTHON.exists():
        sys.exit(
            "NEURON is not installed: run this as `make cross-check`, with the network at hand"
        )
    done = subprocess.run(
        [str(PYTHON), "-m", "scripts.cross_check.in_neuron", circuit.name],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith(MARK)]
    if not lines:
        sys.exit(f"NEURON did not run {circuit.name}:\n{done.stdout}")
    found = json.loads(lines[-1].removeprefix(MARK))
    return Golden(command=COMMAND, circuit=circuit.plain(), **found)


if __name__ == "__main__":
    main()
