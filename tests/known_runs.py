"""Runs that are written down instead of simulated, so that what is measured is known."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class KnownCircuit:
    values: dict[tuple[str, str], Any] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=lambda: {"timeline": ()})

    def value(self, id: str, name: str) -> Any:
        return self.values[id, name]


@dataclass
class KnownRun:
    """A run that is written down instead of simulated."""

    trains: dict[str, Any]
    circuit: KnownCircuit = field(default_factory=KnownCircuit)
    traces: dict[tuple[str, str], Any] = field(default_factory=dict)
    duration_ms: float = 10_000.0

    def spikes(self, id: str) -> Any:
        return self.trains[id]

    def trace(self, id: str, state: str) -> Any:
        return self.traces[id, state]

    def value(self, id: str, state: str) -> Any:
        return self.traces[id, state][1][-1]
