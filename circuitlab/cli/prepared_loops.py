"""Which loops are compiled before anybody asks for them: for the cache, or for a library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circuitlab.engine.stepping.kernel_source import Loop
    from circuitlab.model.circuit import Circuit


def every_loop(names: Iterable[str] | None = None) -> list[Loop]:
    """Return every mechanism's loop, and the fused loops of presets.

    Parameters
    ----------
    names
        The presets; all when not given.
    """
    from circuitlab.engine.stepping.kernel_source import common_loops, mechanism_loops

    loops = [loop for circuit in _circuits(names) for loop in _fused_loops_of(circuit)]
    return list(dict.fromkeys([*loops, *mechanism_loops(), *common_loops()]))


def _circuits(names: Iterable[str] | None) -> Iterator[Circuit]:
    """Presets, and of each the fibres that are run alone for their thresholds."""
    from circuitlab.analysis import heat_threshold
    from circuitlab.catalog.load import default_catalog
    from circuitlab.files.store import load_preset
    from circuitlab.files.store import presets as listed

    catalog = default_catalog()
    for name in [preset.name for preset in listed()] if names is None else names:
        circuit = load_preset(name).circuit
        if circuit is None:
            continue
        yield circuit
        for neuron in heat_threshold.endings(circuit, catalog).values():
            at_rest = dict.fromkeys(heat_threshold.what_moves(circuit, catalog, neuron), 0.0)
            yield heat_threshold.alone(circuit, catalog, neuron, at_rest)


def _fused_loops_of(circuit: Circuit) -> list[Loop]:
    from circuitlab.catalog.load import default_catalog
    from circuitlab.engine.plan.compiler import compile_circuit
    from circuitlab.engine.stepping.kernel_source import fused_loops

    banks = compile_circuit(circuit, default_catalog()).banks
    return [loop for bank in banks for loop in fused_loops(bank.layout, bank.size)]
