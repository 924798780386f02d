"""Circuits that are there already: files, and the presets that come with the program."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from circuitlab.analysis.claim_results import ClaimResult
from circuitlab.api.asking import path_of
from circuitlab.api.circuit import Circuit
from circuitlab.api.errors import CircuitError
from circuitlab.exchange import opening
from circuitlab.files import store


def load(path: str | Path) -> Circuit:
    """Open a circuit's file, or one of NeuroML (.nml) or Neuronify (.nfy).

    What another program's file holds beside stands in a note in the circuit.

    Raises
    ------
    CircuitError
        With everything in the file that could not be taken as it stands.
    """
    where = path_of(path)
    loaded = opening.load(where)
    if loaded.circuit is not None and opening.is_foreign(where):
        return Circuit(loaded.circuit)
    return _opened(loaded)


def presets() -> tuple[str, ...]:
    """Return the names of the circuits that come with the program."""
    return tuple(preset.name for preset in store.presets())


def preset(name: str) -> Circuit:
    """Open a preset by its name, for example "fig4"."""
    return _opened(store.load_preset(name))


def verify(
    target: Circuit | str | Path, *, only: str | None = None, seeds: Iterable[int] = ()
) -> list[ClaimResult]:
    """Judge the claims of a circuit, a file or a preset, as :meth:`Circuit.verify` does.

    Parameters
    ----------
    target : a circuit, the path of a file, or the name of a preset
    only, seeds : as of :meth:`Circuit.verify`

    Raises
    ------
    CircuitError
        When there is no such thing, something in it cannot be used, or a claim cannot be measured.
    """
    if not isinstance(target, Circuit):
        path = path_of(target)
        target = load(path) if path.is_file() else preset(str(target))
    return target.verify(only=only, seeds=seeds)


def _opened(loaded: store.Loaded) -> Circuit:
    if loaded.circuit is None or loaded.problems:
        raise CircuitError(loaded.problems)
    return Circuit(loaded.circuit)
