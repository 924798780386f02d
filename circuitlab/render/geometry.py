"""From a circuit to places, axons and cables: pure geometry, renewed piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from circuitlab.model.element import Role
from circuitlab.render.arrangement import Placing
from circuitlab.render.bodies import GATE, NOTE, SYNAPSE, headline
from circuitlab.render.chains import Chain
from circuitlab.render.drawn import Axon, CablePath, DrawnElement, same_shape
from circuitlab.render.labels import Obstacles, enlarged_box
from circuitlab.render.routes import axon_path, cable_path
from circuitlab.render.value_plates import ValuePlate, value_plates

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Key

_FAST_AXON = 2.0
"""Conduction velocity in m/s from which on an axon has myelin."""
_LAYER = {"damage": 0, NOTE: 1, SYNAPSE: 3, GATE: 4}


class Geometry:
    """Where everything of a circuit is drawn.

    Parameters
    ----------
    circuit : Circuit
    catalog : Catalog
    """

    def __init__(self, circuit: Circuit, catalog: Catalog) -> None:
        self._catalog = catalog
        self._placing = Placing(circuit, catalog)
        self._places: dict[str, DrawnElement] = {}
        self._axons: dict[str, Axon] = {}
        self._cables: dict[tuple[str, str], CablePath] = {}
        self._settled = False
        self._plates: dict[str, ValuePlate] | None = None
        self._reshape(set(circuit.elements))
        self._renew(set(circuit.elements))
        self.settle()

    # ---- reading

    @property
    def circuit(self) -> Circuit:
        """What is drawn."""
        return self._placing.circuit

    @property
    def catalog(self) -> Catalog:
        """Its kinds."""
        return self._catalog

    @property
    def places(self) -> Mapping[str, DrawnElement]:
        """Every element's place, in the order in which they are painted."""
        return self._places

    @property
    def axons(self) -> Mapping[str, Axon]:
        """Every axon, by synapse id or readout id."""
        return self._axons

    @property
    def cables(self) -> Mapping[tuple[str, str], CablePath]:
        """Every cable, by (source, target)."""
        return self._cables

    @property
    def chains(self) -> Mapping[str, Chain]:
        """Every synapse with its source, receptors and receiving neuron."""
        return self._placing.wiring.chains

    @property
    def plates(self) -> Mapping[str, ValuePlate]:
        """Where shown values stand, by the id of their element."""
        if self._plates is None:
            self._plates = self._placed_plates() if self.circuit.document["shown"] else {}
        return self._plates

    def _placed_plates(self) -> dict[str, ValuePlate]:
        obstacles = Obstacles(self._places.values(), self._axons.values(), self._cables.values())
        for place in self._places.values():
            obstacles.keep(place.label.box.translated(place.centre))
        return value_plates(self.circuit, self._places, obstacles)

    def bounds(self, larger: float = 1.0) -> QRectF:
        """Rectangle around everything drawn, in canvas units, with names so much larger."""
        box = QRectF()
        for place in self._places.values():
            name = enlarged_box(place.label, larger).translated(place.centre)
            box = box.united(place.bounds).united(name)
        for id, plate in self.plates.items():
            room = enlarged_box(plate.label, larger)
            box = box.united(room.translated(self._places[id].centre))
        axons = (axon.path for axon in self._axons.values())
        for path in (*axons, *(cable.path for cable in self._cables.values())):
            box = box.united(path.controlPointRect())
        return box

    def at(self, point: QPointF, slack: float = 0.0) -> str:
        """Id of the topmost element within `slack` of a point, or an empty text."""
        for id, place in reversed(self._places.items()):
            local = point - place.centre
            if not place.body.adjusted(-slack, -slack, slack, slack).contains(local):
                continue
            probe = QRectF(local.x() - slack, local.y() - slack, 2 * slack, 2 * slack)
            hit = place.outline.intersects(probe) if slack else place.outline.contains(local)
            if hit:
                return id
        return ""

    # ---- changing

    def update(self, circuit: Circuit, keys: Iterable[Key]) -> set[str]:
        """Follow an edit; returns the ids that are drawn differently, those gone included.

        Labels stay on the side where they are; `settle` finds them better ones.

        Parameters
        ----------
        circuit : Circuit
            After the edit.
        keys : iterable of Key
            What the edit's Delta changed.
        """
        keys = list(keys)
        self._plates = None
        named = {end for key in keys for end in ((key,) if isinstance(key, str) else key)}
        shifted = {id for id in named if self._is_shifted(circuit, id)}
        touched = self._members(shifted)
        if any(not isinstance(key, str) for key in keys) or self._came_or_went(circuit, named):
            touched |= self._members(named)
            self._placing.read(circuit)
            touched |= self._members(named)
            self._forget()
            self._settled = False
        self._placing.circuit = circuit
        self._reshape(touched)
        touched |= self._readers(named)
        self._renew({id for id in touched if id in circuit.elements})
        return touched

    def settle(self) -> None:
        """Find the best place for every label, if anything has another shape than before."""
        if self._settled:
            return
        self._plates = None
        obstacles = Obstacles(self._places.values(), self._axons.values(), self._cables.values())
        for id, place in self._places.items():
            better = obstacles.labelled(place)
            if better.label != place.label:
                self._places[id] = better
        self._settled = True

    def _is_shifted(self, circuit: Circuit, id: str) -> bool:
        """Whether an element stands elsewhere than when it was placed."""
        if id not in self._places or id not in circuit.elements:
            return True
        old, new = self._places[id].element, circuit.elements[id]
        return (old.x, old.y) != (new.x, new.y)

    def _readers(self, ids: set[str]) -> set[str]:
        """The elements whose drawing reads the numbers of some elements, themselves included."""
        chains = self._placing.wiring.chain_of
        return ids | {chains[id].id for id in ids if id in chains}

    def _came_or_went(self, circuit: Circuit, named: set[str]) -> bool:
        placed, present = self._placing.glyphs, circuit.elements
        return any((id in present) != (id in placed) for id in named) or any(
            id in self._places and self._places[id].element.kind != present[id].kind
            for id in named
            if id in present
        )

    def _members(self, ids: set[str]) -> set[str]:
        found: set[str] = set()
        for id in ids:
            found |= self._placing.wiring.members(id)
        return found

    def _forget(self) -> None:
        """Drop what is no longer in the circuit."""
        placing = self._placing
        for id in set(self._places) - set(placing.circuit.elements):
            del self._places[id]
        lines = {*placing.wiring.chains, *placing.wiring.projections}
        for id in set(self._axons) - lines:
            del self._axons[id]
        for pair in set(self._cables) - {(c.source, c.target) for c in placing.wiring.cables}:
            del self._cables[pair]

    def _reshape(self, ids: set[str]) -> None:
        """Place the synapses on cells anew, and shape the cells after them."""
        for id in ids:
            if id in self._placing.glyphs and self._placing.is_cell(id):
                self._placing.renew_cell(id)

    def _renew(self, ids: set[str]) -> None:
        """Place elements and draw their wires anew; what comes out the same stays as it is."""
        placing = self._placing
        grown = not ids <= set(self._places)
        for id in (id for id in ids if id in placing.glyphs):
            old = self._places.get(id)
            new = placing.place(id, old)
            if old is None or old != new:
                self._places[id] = new
                self._settled &= old is not None and same_shape(old, new)
        if grown:
            self._places = {id: self._places[id] for id in self._back_to_front()}
        self._renew_axons(ids)
        self._renew_cables(ids)

    def _back_to_front(self) -> list[str]:
        glyphs = self._placing.glyphs
        return sorted(self._placing.circuit.elements, key=lambda id: _LAYER.get(glyphs[id], 2))

    def _renew_axons(self, ids: set[str]) -> None:
        wiring = self._placing.wiring
        chains = {
            chain.id: chain
            for id in ids
            for chain in (*wiring.onto.get(id, ()), *wiring.out_of.get(id, ()))
        }
        ways = [(c.id, c.source, c.id) for c in chains.values() if c.source and c.host]
        ways += [
            (p.id, p.source, p.readout)
            for p in wiring.projections.values()
            if p.source in ids or p.readout in ids
        ]
        for id, source, end in ways:
            start, goal = self._places[source], self._places[end]
            fast = start.number("conduction_velocity", 0.0) >= _FAST_AXON
            axon = axon_path(id, start, goal, fast)
            if self._axons.get(id) != axon:
                self._axons[id] = axon
                self._settled = False

    def _renew_cables(self, ids: set[str]) -> None:
        for cable in self._placing.wiring.cables:
            if cable.source in ids or cable.target in ids:
                source, target = self._places[cable.source], self._places[cable.target]
                faint = cable.role is Role.MODULATES and source.number(headline(source.kind)) == 0
                key = (cable.source, cable.target)
                path = cable_path(source, target, cable.role, faint)
                if self._cables.get(key) != path:
                    self._cables[key] = path
                    self._settled = False
