"""A synapse excited by spikes in a held neuron: pairs of spikes, and its current at potentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from circuitlab.analysis.bench.clamping import levels_of, passes, reversal
from circuitlab.analysis.bench.electrodes import CLAMP, JOIN, TRAIN
from circuitlab.analysis.bench.laboratory import measured
from circuitlab.analysis.bench.measured import Axis, Curve, Finding, Floats, Measured
from circuitlab.catalog.families import RECEPTOR
from circuitlab.model.element import Role
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.analysis.bench.alone import Bench
    from circuitlab.analysis.bench.laboratory import Laboratory
    from circuitlab.catalog.spec import Catalog
    from circuitlab.engine.running.run import Run
    from circuitlab.model.circuit import Circuit

SPIKE_MS = 200.0
"""A held cell comes to rest before the first spike arrives."""


def receptor_of(circuit: Circuit, catalog: Catalog, id: str) -> str | None:
    """Return the receptor that is read: the element itself, or the first that a synapse binds."""
    kinds = catalog.kinds
    bound = (id, *circuit.targets(id, Role.BINDS))
    for each in bound:
        kind = kinds.get(circuit.elements[each].kind)
        if kind is not None and kind.family == RECEPTOR and current_of(circuit, catalog, each):
            return each if circuit.host(each) is not None else None
    return None


def current_of(circuit: Circuit, catalog: Catalog, id: str) -> str:
    """Return the state of a receptor that is its current; empty where it has none."""
    states = catalog.kind(circuit.elements[id].kind).states.values()
    return next((state.name for state in states if state.unit == "pA"), "")


def synapse_of(circuit: Circuit, id: str, receptor: str) -> str | None:
    """Return the synapse that excites a receptor: the element itself where it is one."""
    synapses = circuit.sources(receptor, Role.BINDS)
    return id if id in synapses else next(iter(synapses), None)


def excited(
    lab: Laboratory,
    bench: Bench,
    copy: int,
    times: list[float],
    level: float,
    of: str = "",
) -> str:
    """Put a held copy on the bench with spikes that come by its synapse; return the receptor.

    Parameters
    ----------
    of
        The receptor or synapse that is meant, where it is not the element that is measured.
    """
    circuit, meant = lab.circuit, of or lab.id
    receptor = receptor_of(circuit, lab.catalog, meant)
    assert receptor is not None
    neuron = circuit.host(receptor)
    assert neuron is not None
    cell = bench.copy(neuron, copy)
    synapse = synapse_of(circuit, meant, receptor)
    if synapse is None:
        join = bench.add(JOIN, f"synapse__{copy}", f"{receptor}__{copy}", Role.BINDS)
    else:
        join = bench.copy_synapse(synapse, neuron, copy)
    bench.add(TRAIN, f"train__{copy}", join, Role.RELEASES_ONTO, times=tuple(times))
    held = {"level": level, "holding": level}
    bench.add(CLAMP, f"clamp__{copy}", cell, Role.DRIVES, **held)
    return f"{receptor}__{copy}"


def paired_pulse(lab: Laboratory) -> Measured:
    """Return the current upon a second spike against that upon the first, so long after it.

    What is left of the first current is taken off: it is that of a copy which got one spike.
    """
    settings = lab.settings
    points = int(settings["points"])
    waits = np.round(np.geomspace(settings["shortest"], settings["longest"], points), 3)
    bench, level = lab.bench(), settings["holding"]
    ids = [
        excited(lab, bench, n, [SPIKE_MS, SPIKE_MS + wait], level)
        for n, wait in enumerate(waits.tolist())
    ]
    alone = excited(lab, bench, points, [SPIKE_MS], level)
    state = _current(lab)
    run = lab.run(bench, 2 * SPIKE_MS + float(waits.max()), [(id, state) for id in (*ids, alone)])
    shares = _shares(run, ids, alone, state, waits)
    half = passes(waits, shares, 0.5)
    return measured(
        lab,
        "paired",
        _("Pairs of spikes"),
        Axis(_("Interval between spikes"), "ms", log=True),
        Axis(_("Second current, against the first"), "1"),
        (Curve("ratio", _("paired-pulse ratio"), waits, shares),),
        (Finding("half", _("Half of the first after"), half, "ms"),),
    )


def _current(lab: Laboratory) -> str:
    receptor = receptor_of(lab.circuit, lab.catalog, lab.id)
    assert receptor is not None
    return current_of(lab.circuit, lab.catalog, receptor)


def _shares(run: Run, ids: list[str], alone: str, state: str, waits: Floats) -> Floats:
    t, single = run.trace(alone, state)
    base = single[t < SPIKE_MS][-1]
    first = float(np.abs(single[t >= SPIKE_MS] - base).max())
    shares = []
    for id, wait in zip(ids, waits.tolist(), strict=True):
        _t, i = run.trace(id, state)
        second = (i - single)[t >= SPIKE_MS + wait]
        shares.append(float(np.abs(second).max()) / first if first else float("nan"))
    return np.array(shares)


def receptor_current_voltage(lab: Laboratory) -> Measured:
    """Return the extreme current upon one spike against the potential at which a neuron is held."""
    levels, bench = levels_of(lab), lab.bench()
    ids = [excited(lab, bench, n, [SPIKE_MS], level) for n, level in enumerate(levels.tolist())]
    state, duration = _current(lab), lab.settings["duration"]
    run = lab.run(bench, SPIKE_MS + duration, [(id, state) for id in ids])
    peaks = []
    for id in ids:
        t, i = run.trace(id, state)
        after = i[t >= SPIKE_MS] - i[t < SPIKE_MS][-1]
        peaks.append(float(after[np.abs(after).argmax()]))
    curve = Curve("peak", _("peak upon one spike"), levels, np.array(peaks))
    return measured(
        lab,
        "I-V",
        _("Current and voltage"),
        Axis(_("Holding potential"), "mV"),
        Axis(_("Current"), "pA"),
        (curve,),
        tuple(reversal([curve])),
    )
