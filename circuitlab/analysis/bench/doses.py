"""What a drug does at its target at one dose after another, measured in hidden copies."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.analysis.bench.alone import Bench, named
from circuitlab.analysis.bench.laboratory import measured
from circuitlab.analysis.bench.measured import Axis, Curve, Finding, Floats, Measured
from circuitlab.analysis.bench.synaptic import SPIKE_MS, current_of, excited, receptor_of
from circuitlab.analysis.dose_response import dose_response
from circuitlab.analysis.hill_fit import fitted_hill
from circuitlab.catalog.families import NEURON
from circuitlab.model.element import Role
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.analysis.bench.laboratory import Laboratory
    from circuitlab.catalog.spec import Catalog, State
    from circuitlab.engine.running.run import Run
    from circuitlab.model.circuit import Circuit

DOSE = "concentration"
_GIVEN = ("dose", "first_dose", "dose_per_kg", "infusion")
"""What else gives a drug, which is left out."""
BETWEEN_SPIKES_MS = 50.0
_MOVED = 1e-3
"""What changes by less over all doses is not moved by the drug."""
_LOWEST, _HIGHEST = 1e-3, 100.0


def target_of(circuit: Circuit, catalog: Catalog, id: str) -> str | None:
    """Return what a drug acts on: the first of its targets that is known."""
    if DOSE not in catalog.kind(circuit.elements[id].kind).parameters:
        return None
    targets = circuit.targets(id, Role.MODULATES)
    known = (t for t in targets if circuit.elements[t].kind in catalog.kinds)
    return next((t for t in known if catalog.kind(circuit.elements[t].kind).states), None)


def dose_effect(lab: Laboratory) -> Measured:
    """Return what a drug's target does at each dose, with the dose of half the effect.

    A receptor is read by its current upon the last spike of a train, in a held neuron; all else by
    the state that the doses move most, at the end of the time that is set.
    """
    target = target_of(lab.circuit, lab.catalog, lab.id)
    assert target is not None
    doses = np.concatenate([[0.0], _doses(lab)])
    bench, ids = lab.bench(), []
    is_excited = _is_excited(lab, target)
    for copy, dose in enumerate(doses.tolist()):
        ids.append(_put(lab, bench, target, copy))
        _give(lab, bench, copy, dose)
    states = _states(lab, target)
    current = current_of(lab.circuit, lab.catalog, target) if is_excited else ""
    record = [(id, current) for id in ids] if is_excited else []
    run = lab.run(bench, SPIKE_MS + lab.settings["duration"], record)
    if is_excited:
        read = next(state for state in states if state.name == current)
        values = np.array([_upon_last_spike(lab, run, id, current) for id in ids])
    else:
        read, values = _most_moved(run, ids, states)
    return _told(lab, target, read, doses, values)


def _told(lab: Laboratory, target: str, read: State, doses: Floats, values: Floats) -> Measured:
    moved = bool(np.ptp(values) > _MOVED * np.abs(values).max(initial=0.0))
    hill = fitted_hill(doses, values) if moved else None
    within = hill is not None and doses[1] <= hill.middle <= doses[-1]
    nothing = _("No dose moves anything here: injuries, and what takes hours, are left out.")
    return measured(
        lab,
        "dose",
        _("Dose and response"),
        Axis(_("Concentration"), "µM", log=True),
        Axis(read.title, read.unit),
        (Curve(read.name, read.title, doses[1:], values[1:]),),
        (
            Finding("without", _("Without the drug"), float(values[0]), read.unit),
            Finding(
                "ec50", _("Half the effect at"), hill.middle if hill and within else math.nan, "µM"
            ),
            Finding("hill", _("Hill slope"), hill.exponent if hill and within else math.nan, "1"),
        ),
        "" if moved else nothing,
    )


def _doses(lab: Laboratory) -> Floats:
    """Return the doses (µM) that are asked for, or those about the one with half the effect."""
    low, high = lab.settings["lowest"], lab.settings["highest"]
    if not (low and high):
        known = dose_response(lab.circuit, lab.catalog, lab.id)
        low, high = (known.lowest, known.highest) if known else (_LOWEST, _HIGHEST)
    top = lab.catalog.kind(lab.circuit.elements[lab.id].kind).parameters[DOSE].maximum
    return np.geomspace(low, min(high, top), int(lab.settings["points"]))


def _is_excited(lab: Laboratory, target: str) -> bool:
    """Whether a target is a receptor that spikes open."""
    return receptor_of(lab.circuit, lab.catalog, target) == target


def _put(lab: Laboratory, bench: Bench, target: str, copy: int) -> str:
    """Put a copy of the target on the bench with what it needs; return its id."""
    circuit, catalog = lab.circuit, lab.catalog
    if receptor_of(circuit, catalog, target) is not None:
        count = max(1, int(lab.settings["duration"] / BETWEEN_SPIKES_MS))
        times = [SPIKE_MS + n * BETWEEN_SPIKES_MS for n in range(count)]
        excited(lab, bench, copy, times, lab.settings["holding"], of=target)
    elif catalog.kind(circuit.elements[target].kind).family == NEURON:
        bench.copy(target, copy)
    elif (host := circuit.host(target)) is not None:
        bench.copy(host, copy)
    else:
        bench.copy_plainly(target, copy)
    return named(target, copy)


def _give(lab: Laboratory, bench: Bench, copy: int, dose: float) -> None:
    """Have the copy's drug at a dose, and none of it swallowed or infused."""
    known = lab.catalog.kind(lab.circuit.elements[lab.id].kind).parameters
    none = {name: 0.0 for name in _GIVEN if name in known}
    bench.set(named(lab.id, copy), **{DOSE: dose}, **none)


def _states(lab: Laboratory, target: str) -> list[State]:
    return list(lab.catalog.kind(lab.circuit.elements[target].kind).states.values())


def _upon_last_spike(lab: Laboratory, run: Run, id: str, state: str) -> float:
    t, i = run.trace(id, state)
    count = max(1, int(lab.settings["duration"] / BETWEEN_SPIKES_MS))
    since = SPIKE_MS + (count - 1) * BETWEEN_SPIKES_MS
    after = i[t >= since]
    return float(after[np.abs(after).argmax()])


def _most_moved(run: Run, ids: list[str], states: list[State]) -> tuple[State, Floats]:
    """Return the state that differs most between the doses, shares before all others."""
    found = [
        (state, np.array([float(run.value(id, state.name).mean()) for id in ids]))
        for state in states
    ]
    return max(
        found, key=lambda each: (_change(each[1]) > _MOVED and each[0].full > 0.0, _change(each[1]))
    )


def _change(values: Floats) -> float:
    """Return by how much values differ, against the greatest of them."""
    most = float(np.abs(values).max(initial=0.0))
    return float(np.ptp(values)) / most if most > 0.0 else 0.0
