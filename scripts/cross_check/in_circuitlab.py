"""The cross-checks in CircuitLab, built through its public interface."""

from __future__ import annotations

from circuitlab.api import Circuit, simulate
from circuitlab.model.element import Role
from scripts.cross_check.circuits import CrossCheck, Heat, Shock, Synapse
from scripts.cross_check.golden import Spikes

_CHLORIDE: dict[str, object] = {"e_rev": -70.0}
"""mV: of the cells that NEURON's spikes are kept of; the catalog's healthy neuron has less."""
_REVERSAL = {"gaba_a": _CHLORIDE, "glycine": _CHLORIDE}


def built(circuit: CrossCheck) -> tuple[Circuit, dict[str, str]]:
    """Return the circuit, and the id of each cell by its name."""
    made = Circuit()
    ids = {cell.name: made.add(cell.kind, i_e=cell.i_e) for cell in circuit.cells}
    trains = {train.name: made.add("spike_train", times=train.times) for train in circuit.trains}
    for synapse in circuit.synapses:
        _add_synapse(made, {**ids, **trains}, synapse)
    for heat in circuit.heats:
        _add_heat(made, ids, heat)
    for shock in circuit.shocks:
        _add_shock(made, ids, shock)
    for played in circuit.played:
        points = (played.times, played.currents)
        made.add("recorded_current", on=ids[played.target], currents=points)
    return made, ids


def spike_times(circuit: CrossCheck) -> Spikes:
    """Return the spike times (ms) of every cell at the circuit's step."""
    made, ids = built(circuit)
    run = simulate(made, circuit.duration, dt=circuit.dt, record=())
    return {name: run.spike_pairs(id)[1].tolist() for name, id in ids.items()}


def _add_synapse(made: Circuit, ids: dict[str, str], synapse: Synapse) -> None:
    """Connect by one receptor; each release empties the same number of vesicles."""
    id = made.connect(
        ids[synapse.source],
        ids[synapse.target],
        receptor=synapse.receptor,
        pre=[0],
        post=[0],
        delay=synapse.delay,
    )
    made.set(id, u=0.0)
    (receptor,) = made.model.targets(id, Role.BINDS)
    made.set(receptor, weight=synapse.weight, **_REVERSAL.get(synapse.receptor, {}))


def _add_heat(made: Circuit, ids: dict[str, str], heat: Heat) -> None:
    made.add(
        "heat",
        on=ids[heat.target],
        temperature=heat.temperature,
        start=heat.start,
        stop=heat.stop,
    )


def _add_shock(made: Circuit, ids: dict[str, str], shock: Shock) -> None:
    made.add(
        "shock",
        on=ids[shock.target],
        amplitude=shock.amplitude,
        start=shock.start,
        width=shock.width,
        period=shock.period,
        count=shock.count,
    )
