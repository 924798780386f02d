"""What NEURON gave, kept in files, and how far ours is from it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from scripts.cross_check.circuits import CrossCheck

FOLDER = Path(__file__).parents[2] / "tests" / "golden" / "neuron"
COMMAND = "make cross-check"
Spikes = Mapping[str, Sequence[float]]
"""By cell: its spike times, ms."""


@dataclass(frozen=True, slots=True)
class Golden:
    """NEURON's spikes of one circuit, and how they were made.

    Attributes
    ----------
    circuit : every value of the circuit
    parameters : what NEURON's cells and receptors are made of
    spikes_ms : spike times of each cell
    """

    neuron: str
    command: str
    method: str
    circuit: Mapping[str, Any]
    parameters: Mapping[str, Any]
    spikes_ms: Spikes


def place(name: str) -> Path:
    """Where the spikes of a circuit are kept."""
    return FOLDER / f"{name}.json"


def read(name: str) -> Golden:
    """Return what was kept of a circuit."""
    return Golden(**json.loads(place(name).read_text(encoding="utf-8")))


def write(name: str, golden: Golden) -> None:
    """Keep the spikes of a circuit, to a tenth of a microsecond."""
    rounded = {cell: [round(t, 7) for t in times] for cell, times in golden.spikes_ms.items()}
    text = json.dumps({**asdict(golden), "spikes_ms": rounded}, indent=1, ensure_ascii=False)
    FOLDER.mkdir(parents=True, exist_ok=True)
    place(name).write_text(text + "\n", encoding="utf-8")


def differences(circuit: CrossCheck, golden: Golden, ours: Spikes) -> list[str]:
    """Say every way in which ours is not NEURON's; nothing when each spike is within two steps."""
    found = []
    for cell, theirs in golden.spikes_ms.items():
        if len(ours[cell]) != len(theirs):
            found.append(f"{cell} fires {len(ours[cell])} times, in NEURON {len(theirs)}")
            continue
        apart = largest_difference(ours[cell], theirs)
        if apart > circuit.tolerance:
            found.append(f"{cell} is up to {apart:.4f} ms off, more than {circuit.tolerance} ms")
    return found


def largest_difference(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The largest difference (ms) between two times of the same spike."""
    return float(np.max(np.abs(np.asarray(ours) - np.asarray(theirs)), initial=0.0))
