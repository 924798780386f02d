"""Edits that recordings lead to: laying one beside a trace, and firing a cell with its spikes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from circuitlab.catalog.families import NEURON
from circuitlab.catalog.words import Problem
from circuitlab.model import rules
from circuitlab.model.delta import Delta
from circuitlab.model.paired_lists import indexes_cells
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.recordings import Recording

TIMES = "times"
"""The parameter that lists when a source of spikes fires."""
_BESIDE = 160.0
"""Canvas units from a cell to the source that drives it."""


def with_recordings(
    circuit: Circuit, recordings: Sequence[Recording], label: str, merge_key: str = ""
) -> Delta:
    """Return the edit by which these are the circuit's recordings."""
    return circuit.with_document({"recordings": tuple(recordings)}, label, merge_key)


def cells_to_drive(circuit: Circuit, catalog: Catalog) -> list[str]:
    """Return the neurons that a source of spikes can be wired to, one of each kind being tried."""
    neurons = [
        id
        for id, element in circuit.elements.items()
        if element.kind in catalog.kinds and catalog.kinds[element.kind].family == NEURON
    ]
    one_of = {circuit.elements[id].kind: id for id in reversed(neurons)}
    at_once = np.zeros(1)
    fitting = {
        kind
        for kind, id in one_of.items()
        if not isinstance(firing_like(circuit, catalog, at_once, id), Problem)
    }
    return [id for id in neurons if circuit.elements[id].kind in fitting]


def firing_like(
    circuit: Circuit, catalog: Catalog, times: NDArray[np.float64], target: str
) -> tuple[str, Delta] | Problem:
    """Return the edit that adds a source of spikes at these times and wires it to a cell.

    Returns
    -------
    (id of the source, the edit), or why it cannot be
    """
    listed = np.sort(times[(times >= 0.0) & np.isfinite(times)])
    if not len(listed):
        what = _("there are no spikes after the run begins")
        return Problem("", what, _("choose another threshold, or shift the recording"))
    kind = next(
        kind for kind in catalog.kinds.values() if TIMES in kind.parameters and indexes_cells(kind)
    )
    cell = circuit.elements[target]
    added = rules.add_kind(
        circuit, catalog, kind.name, cell.x - _BESIDE, cell.y, times=listed.tolist()
    )
    if isinstance(added, Problem):
        return added
    id, delta = added
    trial = circuit.copy()
    trial.apply(delta)
    wired = rules.connect(trial, catalog, id, target)
    if isinstance(wired, Problem):
        return wired
    return id, delta.merged(wired)
