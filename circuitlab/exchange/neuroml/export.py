"""A circuit written as NeuroML: a network, component types of our own beside it, and a LEMS run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np

from circuitlab import __version__
from circuitlab.catalog.families import METER, NEURON, NOTE, SYNAPSE
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.plan.compiler import compile_circuit, settings_of
from circuitlab.engine.plan.junctions import is_junction, joined
from circuitlab.engine.plan.plan import Plan
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.parameters import Values
from circuitlab.engine.running.run import run_circuit
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.exchange.left_out import LeftOut, told
from circuitlab.exchange.neuroml.calcium import POOLS
from circuitlab.exchange.neuroml.cells import cell_component, steady_current
from circuitlab.exchange.neuroml.connections import connections, values_at, varying_delays
from circuitlab.exchange.neuroml.document import Document, made
from circuitlab.exchange.neuroml.file_contents import files_of
from circuitlab.exchange.neuroml.network import CellPlace, NetworkInMaking
from circuitlab.exchange.neuroml.numbers import quantity
from circuitlab.exchange.neuroml.read_plan import Reading
from circuitlab.exchange.neuroml.receptors import RECEPTORS, size_of_weight
from circuitlab.exchange.neuroml.simulation_file import STEPS_IN_ONE, LemsRun
from circuitlab.exchange.neuroml.stimuli import (
    GENERATORS,
    Timing,
    TooMany,
    played,
    pulse,
    spike_array,
)
from circuitlab.exchange.order import Order, Told, unheard
from circuitlab.files.whole_folder import whole_or_nothing
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role
from circuitlab.model.leaving_out import without
from circuitlab.model.overlay import resolve
from circuitlab.resources import _

_COMPILED, _PLACED, _JOINED = 0.2, 0.4, 0.9
"""Parts of an export that are done then: the plan, cells, connections; the rest is its text."""
_AT_ONCE = 1024


@dataclass
class Written:
    """What an export is made of.

    Attributes
    ----------
    files : name → content
    spikes : number in the file of spikes → (element, cell)
    """

    files: dict[str, bytes] = field(default_factory=dict)
    spikes: list[tuple[str, int]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def export(order: Order) -> Iterable[LeftOut]:
    """Write a circuit as NeuroML into a folder, all files or none.

    Raises
    ------
    OSError
        When the folder cannot be written.
    CannotRun
        When the circuit is not fit to run.
    """
    circuit = resolve(order.circuit, (order.overlay,))
    found = written(circuit, order.duration_ms, order.seed, order.told)
    with whole_or_nothing(order.place) as folder:
        for name, content in found.files.items():
            Path(folder / name).write_bytes(content)
    return found.left_out


def written(
    circuit: Circuit, duration_ms: float, seed: int | None = None, told: Told = unheard
) -> Written:
    """The files of a circuit as NeuroML, without writing them."""
    told(0.0)
    making = _Making(circuit, duration_ms, seed)
    told(_COMPILED)
    making.cells(lambda part: told(_COMPILED + (_PLACED - _COMPILED) * part))
    making.connections(lambda part: told(_PLACED + (_JOINED - _PLACED) * part))
    making.junctions()
    making.stimuli()
    making.rest()
    told(_JOINED)
    return making.finished()


def _settled(plan: Plan) -> Plan:
    """The plan with what it holds once slow biology has settled, before the first step."""
    return replace(plan, state=Simulation(plan, fused="never").state.copy())


class _Making:
    """An export in the making."""

    def __init__(self, circuit: Circuit, duration_ms: float, seed: int | None) -> None:
        self.circuit = circuit
        self.catalog = default_catalog()
        self.settings = settings_of(circuit, seed=seed)
        self.plan = _settled(compile_circuit(circuit, self.catalog, self.settings))
        self.reading = Reading(self.plan)
        self.duration = duration_ms
        self.window = Timing(duration_ms, self.settings.dt / STEPS_IN_ONE)
        self.document = Document()
        self.network = NetworkInMaking(self.document)
        self.left_out: list[LeftOut] = []
        self.held: set[str] = set()
        self.membranes: list[CellPlace] = []

    # ---- cells

    def cells(self, told: Told) -> None:
        """Cells with a membrane, and sources of spikes."""
        trains = self._trains(told)
        for population in self.plan.cells:
            element = population.cells.element
            if self.reading.is_source(population):
                self._source(element, population.cells.size, trains)
                continue
            for cell in self.reading.kinds_of_cell(population):
                component = cell_component(cell, self.document, self.left_out)
                if component is None:
                    continue
                id = self.network.populate(element, component, cell.cells)
                self.membranes += [CellPlace(id, index) for index in range(len(cell.cells))]
                self.held |= {element, *(use.element for use in cell.uses)}
                self._let_in(steady_current(cell), element, cell.cells.tolist())

    def _let_in(self, current: float, element: str, cells: list[int]) -> None:
        """A current that never stops."""
        if current != 0.0:
            steady = pulse(current, 0.0, self.duration + 1.0, self.window)
            component = self.document.add(steady, element, "steady")
            self.network.inject(component, [self.network.place[element, cell] for cell in cells])

    def _trains(self, told: Told) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """Spikes of all sources, as our own engine draws them: nothing acts on them."""
        sources = {p.cells.element for p in self.plan.cells if self.reading.is_source(p)}
        if not sources:
            return {}
        alone = without(self.circuit, self.circuit.elements.keys() - sources)
        run = run_circuit(
            alone,
            self.duration,
            seed=self.settings.seed,
            dt=self.settings.dt,
            progress=lambda reached_ms: told(reached_ms / self.duration),
        )
        return {id: run.spike_pairs(id) for id in sources}

    def _source(
        self, element: str, size: int, trains: dict[str, tuple[np.ndarray, np.ndarray]]
    ) -> None:
        index, times = trains[element]
        moved = 0
        for cell in range(size):
            array, lost = spike_array(times[index == cell], self.window.step)
            moved += lost
            component = self.document.add(array, element, "train")
            self.network.populate(element, component, np.asarray([cell]))
        self.held.add(element)
        if moved:
            why = _("{count} spikes that fall into one step with another come a step later")
            self.left_out.append(LeftOut(element, why.format(count=moved)))

    # ---- connections

    def connections(self, told: Told) -> None:
        """Synapses with the receptors that they open."""
        places = self._sources()
        count = len(self.plan.terminals.target_a)
        for number, at in enumerate(connections(self.plan, self.circuit)):
            if number % _AT_ONCE == 0:
                told(number / count)
            source = self.network.place.get(places[at.source])
            target = self.network.place.get((self.plan.cell_of[at.receptor], at.cell))
            if source is None or target is None:
                continue
            values = values_at(self.plan, at)
            synapse = RECEPTORS[at.mechanism](
                values, self.settings.dt, at.pool, self.document, at.receptor
            )
            weight = at.size * size_of_weight(at.mechanism, values, at.pool)
            self.network.connect(source, target, synapse, weight, at.delay)
            self.held.add(at.receptor)
        for synapse, sd in varying_delays(self.plan).items():
            why = _("its delay varies by {sd} ms from spike to spike; the mean is written")
            self.left_out.append(LeftOut(f"{synapse}.delay_sd", why.format(sd=f"{sd:.3g}")))
        self._calcium()

    def _sources(self) -> list[tuple[str, int]]:
        """(element, cell) of each cell that fires, by its number."""
        return [
            (population.cells.element, cell)
            for population in self.plan.cells
            for cell in range(population.cells.size)
        ]

    def _calcium(self) -> None:
        """What receptors let into a pool of calcium, which NeuroML's synapses cannot."""
        pools = {
            p.cells.element
            for p in self.plan.cells
            if any(use.mechanism in POOLS for use in p.cells.uses)
        }
        for receptor in sorted(self.held & self.plan.cell_of.keys()):
            mechanism = self.plan.mechanisms_of[receptor]
            fills = self.plan.address.get((receptor, mechanism, "calcium"))
            host = self.plan.cell_of[receptor]
            if fills is not None and host in pools and self.plan.state[fills[0]] > 0.0:
                why = _("the calcium that it lets in does not reach the cell's calcium")
                self.left_out.append(LeftOut(f"{receptor}.calcium", why))

    def junctions(self) -> None:
        """Gap junctions."""
        kinds = {
            id: self.catalog.kinds[element.kind]
            for id, element in self.circuit.elements.items()
            if element.kind in self.catalog.kinds
        }
        for id in kinds:
            found = (
                joined(self.circuit, kinds, self.settings, id) if is_junction(kinds[id]) else None
            )
            if found is None or self.circuit.elements[id].muted:
                continue
            first, second = (end.element.id for end in found.ends)
            conductance = made(
                "gapJunction", {"conductance": quantity(float(found.p["g"][0]), "nS")}
            )
            component = self.document.add(conductance, id, "gap")
            for pre, post in zip(found.pairs.pre.tolist(), found.pairs.post.tolist(), strict=True):
                ends = self.network.place.get((first, pre)), self.network.place.get((second, post))
                if ends[0] is not None and ends[1] is not None:
                    self.network.join(ends[0], ends[1], component)
                    self.held.add(id)

    # ---- stimuli

    def stimuli(self) -> None:
        """Currents into cells."""
        for population in self.plan.populations:
            cells = population.cells
            use = cells.uses[0]
            if cells.spiking or self.circuit.elements[use.element].muted:
                continue
            targets = self._driven(use.element)
            if not targets or use.mechanism not in {*GENERATORS, "played_current"}:
                continue
            try:
                generators = list(self._generators(use.element, use.mechanism))
            except TooMany:
                why = _("it has more pulses than a file of NeuroML may hold")
                self.left_out.append(LeftOut(use.element, why))
                continue
            for each in generators:
                component = self.document.add(each, use.element, "input")
                self.network.inject(component, targets)
            self.held.add(use.element)

    def _driven(self, id: str) -> list[CellPlace]:
        """Places of all cells that a stimulus drives."""
        neurons = self.circuit.targets(id, Role.DRIVES)
        return [
            place for (element, _cell), place in self.network.place.items() if element in neurons
        ]

    def _generators(self, id: str, mechanism: str) -> Iterator[ET.Element]:
        names: tuple[str, ...] = (
            "start",
            "width",
            "period",
            "count",
            "amplitude",
            "initial",
            "final",
            "offset",
        )
        names += ("per_ms", "turns", "gain")
        values = {
            name: float(self.reading.row(id, mechanism, name)[0])
            for name in names
            if (id, mechanism, name) in self.plan.address
        }
        if mechanism in GENERATORS:
            yield from GENERATORS[mechanism](values, self.window)
            return
        element = self.circuit.elements[id]
        kind = self.catalog.kinds[element.kind]
        curve = recipe_of(kind.mechanism).curve
        if curve is not None:
            points = curve(Values(element, kind, self.settings))
            yield from played(values, points.times, points.heights, self.window)

    # ---- the rest

    def rest(self) -> None:
        """Say of everything that is not written why it is not."""
        for id, element in self.circuit.elements.items():
            kind = self.catalog.kinds.get(element.kind)
            if id in self.held or kind is None or element.muted:
                continue
            if kind.family == SYNAPSE and self._is_written(id):
                continue
            self.left_out.append(LeftOut(id, self._why(id, kind.family)))
        for population in self.plan.populations:
            role, element_id = population.cells.role, population.cells.element
            if role and element_id in self.held and self._family(element_id) == NEURON:
                why = _("its slow biology ({name}) stands still as at the start")
                self.left_out.append(LeftOut(element_id, why.format(name=role)))
        if self.circuit.document["timeline"]:
            self.left_out.append(
                LeftOut("timeline", _("the steps of the experiment are not written"))
            )

    def _family(self, id: str) -> str:
        kind = self.catalog.kinds.get(self.circuit.elements[id].kind)
        return kind.family if kind else ""

    def _is_written(self, synapse: str) -> bool:
        receptors = self.circuit.targets(synapse, Role.BINDS)
        return bool(receptors) and all(receptor in self.held for receptor in receptors)

    def _why(self, id: str, family: str) -> str:
        if family == METER:
            return _("meters are not written: all spikes and potentials are recorded")
        if family == NOTE:
            return _("notes are not written")
        if id in self.plan.cell_of:
            return _("no spike reaches it, or its cell is not written")
        return _("NeuroML has nothing like “{kind}”").format(
            kind=self.catalog.kinds[self.circuit.elements[id].kind].title
        )

    # ---- files

    def finished(self) -> Written:
        """The files."""
        found = Written(left_out=list(dict.fromkeys(self.left_out)))
        found.spikes = list(self.network.place)
        network = self.network.whole("network")
        about = LemsRun(
            self.membranes, list(self.network.place.values()), self.duration, self.window.step
        )
        found.files |= files_of(self.document, network, about, self._notes(found))
        found.files["spikes.json"] = json.dumps(
            [list(key) for key in found.spikes], ensure_ascii=False
        ).encode("utf-8")
        return found

    def _notes(self, found: Written) -> str:
        title = self.circuit.document["title"] or _("A circuit")
        about = _("{title}, written by CircuitLab {version}, seed {seed}.").format(
            title=title, version=__version__, seed=self.settings.seed
        )
        return "\n".join((about, _("Left out:"), *told(found.left_out)))
