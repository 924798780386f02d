"""What is ordered of another format: which circuit, where to, and how it is run for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from circuitlab.exchange.left_out import LeftOut
from circuitlab.model.circuit import Circuit
from circuitlab.model.overlay import Overlay

Told = Callable[[float], None]
"""Is told how much is done, 0 to 1; raises where nobody wants the work any more."""
USUAL_MS = 2000.0
"""Model time where nothing is said, as of the command `run`."""


def unheard(_part: float) -> None:
    """Progress that nobody asks for."""


@dataclass(frozen=True, slots=True)
class Order:
    """A circuit that is to be written in another format.

    Attributes
    ----------
    circuit : as the user built it
    overlay : what is set and muted for this once
    place : file or folder to be written
    duration_ms : model time, of what holds a run or is one
    seed : in place of the circuit's own
    core : by CoreNEURON, of what is run by NEURON
    told : how far it is
    """

    circuit: Circuit
    place: Path
    overlay: Overlay = field(default_factory=lambda: Overlay("export", {}))
    duration_ms: float = USUAL_MS
    seed: int | None = None
    core: bool = False
    told: Told = unheard


Write = Callable[[Order], Iterable[LeftOut]]
"""Writes what is ordered, wholly or not at all, and says what the format cannot hold."""


@dataclass(frozen=True, slots=True)
class Target:
    """A format that circuits can be exported to.

    Attributes
    ----------
    load : imports what writes it
    takes : options of the command that mean something to it: "duration", "seed", "core"
    """

    load: Callable[[], Write]
    takes: frozenset[str] = frozenset()
