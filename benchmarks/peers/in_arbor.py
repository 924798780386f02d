"""One workload in Arbor."""

from __future__ import annotations

import math
from typing import Any

import arbor
import numpy as np
from arbor import units

from benchmarks.one_run import Clock, Measured, answer
from benchmarks.peers.nmodl import MECHANISMS, compiled
from benchmarks.workloads import AREA_UM2, HODGKIN_HUXLEY, Network

NO_WEIGHT_NS = 1e-12
PER_NANO = 1e-3
"""Arbor counts currents in nA and synaptic conductances in µS."""


class Recipe(arbor.recipe):  # type: ignore[misc]
    """What Arbor asks about a network, cell by cell.

    Arbor 0.12 records no spikes of a cell without outgoing connections, so that such cells are
    given one of no weight.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self._network = network
        self._tree = _sphere_like(AREA_UM2)
        self._properties = _properties()
        mute = np.setdiff1d(np.arange(network.size), network.pre)
        post = np.concatenate([network.post, np.zeros_like(mute)])
        order = np.argsort(post, kind="stable")
        self._pre = np.concatenate([network.pre, mute])[order]
        self._weight = np.concatenate([network.weight, np.full(len(mute), NO_WEIGHT_NS)])[order]
        self._first = np.searchsorted(post[order], np.arange(network.size + 1))

    def num_cells(self) -> int:
        """Return the number of cells."""
        return self._network.size

    def cell_kind(self, gid: int) -> Any:
        """Return the kind of every cell."""
        return arbor.cell_kind.cable

    def global_properties(self, kind: Any) -> Any:
        """Return what all cells share."""
        return self._properties

    def cell_description(self, gid: int) -> Any:
        """Return a cell with its receptors, its electrode and its detector of spikes."""
        p, network = self._network.parameters, self._network
        decor = arbor.decor().set_property(Vm=network.v_init[gid] * units.mV)
        decor = decor.paint('"all"', arbor.density("traub_miles"))
        for kind in ("excitatory", "inhibitory"):
            synapse = arbor.synapse("expsyn", {"tau": p[f"tau_{kind}"], "e": p[f"e_{kind}"]})
            decor = decor.place('"centre"', synapse, kind)
        decor = decor.place('"centre"', arbor.threshold_detector(0 * units.mV), "spikes")
        if network.i_e[gid]:
            electrode = arbor.i_clamp(network.i_e[gid] * PER_NANO * units.nA)
            decor = decor.place('"centre"', electrode)
        labels = arbor.label_dict({"all": "(all)", "centre": "(location 0 0.5)"})
        one_compartment = arbor.cv_policy_max_extent(1e4 * units.um)
        return arbor.cable_cell(self._tree, decor, labels, one_compartment)

    def connections_on(self, gid: int) -> list[Any]:
        """Return the connections that end on a cell."""
        mine = slice(self._first[gid], self._first[gid + 1])
        return [
            arbor.connection(
                (int(pre), "spikes"),
                "excitatory" if weight > 0.0 else "inhibitory",
                abs(weight) * PER_NANO,
                self._network.delay * units.ms,
            )
            for pre, weight in zip(self._pre[mine], self._weight[mine], strict=True)
        ]

    def event_generators(self, gid: int) -> list[Any]:
        """Return the events that open the receptors at the start."""
        network = self._network
        if not network.g_excitatory.any():
            return []
        starts = (("excitatory", network.g_excitatory), ("inhibitory", network.g_inhibitory))
        return [
            arbor.event_generator(
                kind, start[gid] * PER_NANO, arbor.explicit_schedule([network.dt * units.ms])
            )
            for kind, start in starts
        ]


def run(network: Network, mode: str) -> Measured:
    """Build the network and step it."""
    if network.model != HODGKIN_HUXLEY:
        raise ValueError("Arbor has no current-based integrate-and-fire network of this kind")
    clock = Clock()
    recipe, context = Recipe(network), arbor.context(threads=1)
    hint = arbor.partition_hint()
    hint.cpu_group_size = network.size
    parts = arbor.partition_load_balance(recipe, context, {arbor.cell_kind.cable: hint})
    simulation = arbor.simulation(recipe, context, parts)
    simulation.record(arbor.spike_recording.all)
    build_s = clock.lap()
    simulation.run(network.duration * units.ms, network.dt * units.ms)
    run_s = clock.lap()
    found = simulation.spikes()
    return Measured(
        arbor.__version__, build_s, run_s, found["source"]["gid"].astype(np.int64), found["time"]
    )


def _sphere_like(area: float) -> Any:
    """A cylinder of this area (µm²)."""
    side = math.sqrt(area / math.pi)
    tree = arbor.segment_tree()
    tree.append(
        arbor.mnpos, arbor.mpoint(0, 0, 0, side / 2), arbor.mpoint(side, 0, 0, side / 2), tag=1
    )
    return arbor.morphology(tree)


def _properties() -> Any:
    """Properties of all cells; 1 µF/cm² of 20,000 µm² make 200 pF."""
    made = arbor.neuron_cable_properties()
    made.set_property(
        Vm=-60 * units.mV,
        cm=0.01 * units.F / units.m2,
        rL=35.4 * units.Ohm * units.cm,
        tempK=300 * units.Kelvin,
    )
    source, command = (
        MECHANISMS / "arbor" / "traub_miles.mod",
        ["arbor-build-catalogue", "traub", "."],
    )
    library = compiled([source], "arbor", command, "traub-catalogue.so")
    made.catalogue.extend(arbor.load_catalogue(str(library)), "")
    return made


if __name__ == "__main__":
    answer("Arbor", run)
