"""Circuits that are there already: files, and the presets that come with the program."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from circuitlab.analysis.claim_results import ClaimResult
from circuitlab.api.asking import path_of
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
    return _opened(store.load(path_of(path)))


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
