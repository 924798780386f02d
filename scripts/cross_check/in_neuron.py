"""One cross-check in NEURON, its spikes as one line of JSON.

The equations are those of the mechanisms beside this file, the values those of the table here: of
the catalog nothing is read. Integration is CVODE at an absolute tolerance of 1e-9, with the
crossing of a threshold found within its step, so that NEURON's own step plays no part.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import neuron
from neuron import h

from benchmarks.peers.nmodl import NEURON_LIBRARY, compiled
from scripts.cross_check.circuits import CIRCUITS, CrossCheck, Heat, Played, Shock, Synapse

MARK = "spikes: "
METHOD = "CVODE, absolute tolerance {tolerance:g}, thresholds found within the step"
TOLERANCE = 1e-9
MECHANISMS = Path(__file__).parent / "mechanisms"
PER_PICO = PER_NANO = 1e-3
"""NEURON counts currents in nA and synaptic conductances in µS."""
CALCIUM_AT_REST_UM = 0.05
SQUID_C = 6.3


@dataclass(frozen=True, slots=True)
class Kind:
    """How a cell of one kind is made.

    Attributes
    ----------
    area : µm²
    """

    area: float
    v_init: float
    v_th: float
    fill: Callable[[Any], list[Any]]


def _leak(section: Any, density: float, reversal: float) -> None:
    """Insert a leak of so many mS/cm²."""
    section.insert("pas")
    section(0.5).pas.g, section(0.5).pas.e = 1e-3 * density, reversal


def _nociceptor(section: Any) -> list[Any]:
    _leak(section, 0.0591, -62.0)
    for mechanism in ("nav17", "nav18", "kdr", "ka", "km", "trpv1"):
        section.insert(mechanism)
    return [h.SlowAhp(section(0.5))]


def _interneuron(section: Any) -> list[Any]:
    _leak(section, 0.05, -65.0)
    section.insert("spinal_spike")
    return []


def _calcium_neuron(section: Any, plateau: float) -> list[Any]:
    """Fill a spinal neuron with a plateau conductance of so many mS/cm²."""
    _leak(section, 0.042, -65.0)
    for mechanism in ("spinal_spike", "nap", "cal", "kca", "can", "calcium_pool"):
        section.insert(mechanism)
    section(0.5).can.gbar = 1e-3 * plateau
    return []


def _squid(section: Any) -> list[Any]:
    section.insert("hh")
    section.ena, section.ek = 50.0, -77.0
    h.usetable_hh = 0
    return []


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "nociceptor_c": Kind(2000.0, -59.2, -10.0, _nociceptor),
        "inhibitory_interneuron": Kind(2000.0, -65.0, -20.0, _interneuron),
        "projection_neuron": Kind(4000.0, -65.0, -20.0, lambda s: _calcium_neuron(s, 0.015)),
        "wdr_neuron": Kind(4000.0, -65.0, -20.0, lambda s: _calcium_neuron(s, 0.04)),
        "hh_squid": Kind(100.0, -65.0, 0.0, _squid),
    }
)
RECEPTORS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "ampa": {"rise": 0.1, "decay": 5.0, "erev": 0.0},
        "gaba_a": {"rise": 0.1, "decay": 20.0, "erev": -70.0},
        "glycine": {"rise": 0.1, "decay": 10.0, "erev": -70.0},
        "nmda": {"rise": 2.0, "decay": 100.0, "magnesium": 1.0},
        "nk1": {"rise": 200.0, "decay": 3000.0},
    }
)


def _mechanisms(section: Any) -> dict[str, dict[str, float]]:
    """By mechanism: every value that is not zero, which before a run are its parameters."""
    return {
        mechanism: {name: found[0] for name, found in values.items() if found[0]}
        for mechanism, values in section.psection()["density_mechs"].items()
    }


class Bench:
    """A circuit in NEURON; it lives as long as this object does."""

    def __init__(self, circuit: CrossCheck) -> None:
        self._circuit = circuit
        self._kept: list[Any] = []
        self._sections: dict[str, Any] = {}
        self._thresholds: dict[str, float] = {}
        self._spikes: dict[str, Any] = {}
        self._arrivals: list[tuple[Any, tuple[float, ...]]] = []
        for cell in circuit.cells:
            self._add_cell(cell.name, KINDS[cell.kind], cell.i_e)
        for synapse in circuit.synapses:
            self._add_synapse(synapse)
        for shock in circuit.shocks:
            self._add_shock(shock)
        for played in circuit.played:
            self._play(played)

    def run(self, tolerance: float) -> dict[str, list[float]]:
        """Return the spike times (ms) of every cell."""
        solver = h.CVode()
        solver.active(True)
        solver.atol(tolerance)
        solver.condition_order(2)
        h.celsius = SQUID_C
        h.cai0_ca_ion = CALCIUM_AT_REST_UM
        h.finitialize()
        for wire, times in self._arrivals:
            for time in times:
                wire.event(time)
        for heat in self._circuit.heats:
            self._schedule(solver, heat)
        solver.solve(self._circuit.duration)
        return {name: list(times) for name, times in self._spikes.items()}

    def parameters(self) -> dict[str, Any]:
        """Return what every cell and receptor is made of, as NEURON has it before the run."""
        kinds = {cell.name: KINDS[cell.kind] for cell in self._circuit.cells}
        cells = {
            name: {
                "area_um2": kind.area,
                "v_init_mv": kind.v_init,
                "v_th_mv": kind.v_th,
                "mechanisms": _mechanisms(self._sections[name]),
            }
            for name, kind in kinds.items()
        }
        used = {synapse.receptor for synapse in self._circuit.synapses}
        return {"cells": cells, "receptors": {name: dict(RECEPTORS[name]) for name in sorted(used)}}

    def _add_cell(self, name: str, kind: Kind, i_e: float) -> None:
        section = h.Section(name=name)
        section.L = section.diam = math.sqrt(kind.area / math.pi)
        section.cm = 1.0
        self._kept += kind.fill(section)
        section(0.5).v = kind.v_init
        if i_e:
            self._inject(section, i_e, 0.0, 1e9)
        self._sections[name], self._thresholds[name] = section, kind.v_th
        self._spikes[name] = h.Vector()
        self._wire(name, None).record(self._spikes[name])

    def _add_synapse(self, synapse: Synapse) -> None:
        makers = {"nmda": h.Nmda, "nk1": h.Nk1}
        segment = self._sections[synapse.target](0.5)
        receptor = makers.get(synapse.receptor, h.Receptor)(segment)
        for name, value in RECEPTORS[synapse.receptor].items():
            setattr(receptor, name, value)
        trains = {train.name: train.times for train in self._circuit.trains}
        if synapse.source in trains:
            wire = h.NetCon(None, receptor)
            arrivals = tuple(time + synapse.delay for time in trains[synapse.source])
            self._arrivals.append((wire, arrivals))
        else:
            wire = self._wire(synapse.source, receptor)
            wire.delay = synapse.delay
        wire.weight[0] = synapse.weight * PER_NANO
        self._kept += [receptor, wire]

    def _wire(self, source: str, target: Any) -> Any:
        """A connection that the cell's voltage triggers when it crosses the threshold upwards."""
        section = self._sections[source]
        wire = h.NetCon(section(0.5)._ref_v, target, sec=section)
        wire.threshold = self._thresholds[source]
        self._kept.append(wire)
        return wire

    def _add_shock(self, shock: Shock) -> None:
        for number in range(shock.count):
            start = shock.start + number * shock.period
            self._inject(self._sections[shock.target], shock.amplitude, start, shock.width)

    def _play(self, played: Played) -> None:
        """Let a current follow points, straight from one to the next."""
        electrode = self._inject(self._sections[played.target], 0.0, 0.0, 1e9)
        times = h.Vector(played.times)
        currents = h.Vector(played.currents).mul(PER_PICO)
        currents.play(electrode._ref_amp, times, True)
        self._kept += [times, currents]

    def _inject(self, section: Any, amplitude: float, start: float, width: float) -> Any:
        electrode = h.IClamp(section(0.5))
        electrode.delay, electrode.dur = start, width
        electrode.amp = amplitude * PER_PICO
        self._kept.append(electrode)
        return electrode

    def _schedule(self, solver: Any, heat: Heat) -> None:
        """Change the temperature of the skin between two steps, and begin the integration anew."""
        channel = self._sections[heat.target](0.5).trpv1
        at_rest = channel.skin

        def change(temperature: float) -> None:
            channel.skin = temperature
            solver.re_init()

        solver.event(heat.start, lambda: change(heat.temperature))
        solver.event(heat.stop, lambda: change(at_rest))


def main() -> None:
    """Read the command line, run, and print the spikes."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("circuit", choices=tuple(CIRCUITS))
    parser.add_argument("--tolerance", type=float, default=TOLERANCE)
    asked = parser.parse_args()
    h.nrn_load_dll(str(_library()))
    bench = Bench(CIRCUITS[asked.circuit])
    found = {
        "neuron": neuron.__version__,
        "method": METHOD.format(tolerance=asked.tolerance),
        "parameters": bench.parameters(),
        "spikes_ms": bench.run(asked.tolerance),
    }
    print(MARK + json.dumps(found))


def _library() -> Path:
    sources = sorted(MECHANISMS.glob("*.mod"))
    return compiled(sources, "cross_check", ["nrnivmodl", "."], NEURON_LIBRARY)


if __name__ == "__main__":
    main()
