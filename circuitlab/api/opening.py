"""Circuits that are there already: files, and the presets that come with the program."""

from __future__ import annotations

from pathlib import Path

from circuitlab.api.circuit import Circuit
from circuitlab.api.errors import CircuitError
from circuitlab.files import store


def load(path: str | Path) -> Circuit:
    """Open a circuit's file.

    Raises
    ------
    CircuitError
        With everything in the file that could not be taken as it stands.
    """
    return _opened(store.load(path))


def preset(name: str) -> Circuit:
    """Open a preset by its name, for example "fig4"."""
    return _opened(store.load_preset(name))


def _opened(loaded: store.Loaded) -> Circuit:
    if loaded.circuit is None or loaded.problems:
        raise CircuitError(loaded.problems)
    return Circuit(loaded.circuit)
