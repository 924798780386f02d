"""From a circuit to places, axons and cables: pure geometry, renewed piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from circuitlab.model.element import DOCUMENT, Role
from circuitlab.render.arrangement import Placing
from circuitlab.render.bodies import GATE, NOTE, SYNAPSE, headline
from circuitlab.render.chains import Chain, Pair, Rewired
from circuitlab.render.curves import Floats
from circuitlab.render.drawn import Axon, CablePath, DrawnElement, lies_alike
from circuitlab.render.in_order import InOrder, Rank
from circuitlab.render.labels import axon_points, body_points, cable_points, enlarged_box
from circuitlab.render.renewed import Renewed
from circuitlab.render.routes import axon_path, cable_path
from circuitlab.render.settling import Settling
from circuitlab.render.stepwise import Steps, done
from circuitlab.render.value_plates import ValuePlate, value_plates

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Key

_FAST_AXON = 2.0
"""Conduction velocity in m/s from which on an axon has myelin."""
_LAYER = {"damage": 0, NOTE: 1, SYNAPSE: 3, GATE: 4}

_IN_A_LAYER = 1 << 40
"""More than there are elements and links."""
_NO_POINTS = np.empty((0, 2))
_AT_A_TIME, _AT_FIRST = 6, 20
"""Things whose points are noted in one step after an edit, and while a circuit is drawn anew."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """The place of each thing in the order of painting."""

    place: Callable[[str], Rank]
    axon: Callable[[str], Rank]
    cable: Callable[[Pair], Rank]


class Geometry:
    """Where everything of a circuit is drawn.

    Parameters
    ----------
    circuit : Circuit
    catalog : Catalog
    is_filled : bool
        Whether all of it is drawn at once; otherwise nothing is until `filling` is done.
    """

    def __init__(self, circuit: Circuit, catalog: Catalog, *, is_filled: bool = True) -> None:
        self._catalog = catalog
        self._placing = Placing(circuit, catalog)
        self._places: InOrder[str, DrawnElement] = InOrder(self._layer)
        self._axons: InOrder[str, Axon] = InOrder(self._axon_rank)
        self._cables: InOrder[Pair, CablePath] = InOrder(self._rank)
        self._renewed, self._unsettled = Renewed(), Renewed()
        self._settling = Settling(self._places.rank)
        self._plates: dict[str, ValuePlate] | None = None
        if is_filled:
            done(self.filling())

    def filling(self) -> Steps[None]:
        """Draw all of the circuit, where nothing of it is drawn yet, step by step."""
        yield from self._placing.filling()
        ids = list(self.circuit.elements)
        yield from self._reshaping(ids)
        yield from self._renewing(ids)
        yield from self.settling()

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
        return self._places.view

    @property
    def axons(self) -> Mapping[str, Axon]:
        """Every axon, by synapse id or readout id."""
        return self._axons.view

    @property
    def cables(self) -> Mapping[tuple[str, str], CablePath]:
        """Every cable, by (source, target)."""
        return self._cables.view

    @property
    def chains(self) -> Mapping[str, Chain]:
        """Every synapse with its source, receptors and receiving neuron."""
        return self._placing.wiring.chains

    @property
    def ranks(self) -> Ranks:
        """The order of painting: what is greater lies upon what is less."""
        return Ranks(self._places.rank, self._axons.rank, self._cables.rank)

    @property
    def plates(self) -> Mapping[str, ValuePlate]:
        """Where shown values stand, by the id of their element."""
        if self._plates is None:
            self._plates = self._placed_plates() if self.circuit.document["shown"] else {}
        return self._plates

    def _placed_plates(self) -> dict[str, ValuePlate]:
        return value_plates(self.circuit, self.places, self._settling.obstacles)

    def bounds(self, larger: float = 1.0) -> QRectF:
        """Rectangle around everything drawn, in canvas units, with names so much larger."""
        box = QRectF()
        for place in self.places.values():
            name = enlarged_box(place.label, larger).translated(place.centre)
            box = box.united(place.bounds).united(name)
        for id, plate in self.plates.items():
            room = enlarged_box(plate.label, larger)
            box = box.united(room.translated(self._places[id].centre))
        axons = (axon.path for axon in self.axons.values())
        for path in (*axons, *(cable.path for cable in self.cables.values())):
            box = box.united(path.controlPointRect())
        return box

    def at(self, point: QPointF, slack: float = 0.0) -> str:
        """Id of the topmost element within `slack` of a point, or an empty text."""
        for id, place in reversed(list(self.places.items())):
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
        return done(self.updating(circuit, keys))

    def updating(self, circuit: Circuit, keys: Iterable[Key]) -> Steps[set[str]]:
        """Do the same step by step."""
        keys = [key for key in keys if isinstance(key, str) or key[0] != DOCUMENT]
        self._plates = None
        named = {end for key in keys for end in ((key,) if isinstance(key, str) else key)}
        shifted = {id for id in named if self._is_shifted(circuit, id)}
        touched, only_values = self._members(shifted), not shifted
        if any(not isinstance(key, str) for key in keys) or self._came_or_went(circuit, named):
            touched |= self._members(named)
            only_values = False
            yield
            rewired = yield from self._placing.following(circuit, keys)
            touched |= self._members(named)
            self._forget(named, rewired)
        else:
            yield from self._placing.following(circuit, ())
        yield from self._reshaping(touched)
        touched |= self._readers(named)
        ids = {id for id in touched if id in circuit.elements}
        yield from self._renewing(ids, keep_wires=only_values)
        return touched

    def take_renewed(self) -> Renewed:
        """Return what has changed since this was last asked."""
        renewed, self._renewed = self._renewed, Renewed()
        return renewed

    def settle(self) -> None:
        """Find the best place for each label near what changed since they were last settled."""
        done(self.settling())

    def settling(self) -> Steps[None]:
        """Do the same step by step: after any step, edits may come before it is begun again."""
        while self._unsettled:
            most = _AT_FIRST if self._settling.is_first else _AT_A_TIME
            self._note_drawn(self._unsettled.take(most))
            yield
        while self._settling.is_due:
            self._put_name(self._settling.next_one(self.places))
            yield

    @property
    def is_settled(self) -> bool:
        """Whether each label is where it covers least."""
        return not self._unsettled and not self._settling.is_due

    def _note_drawn(self, changed: Renewed) -> None:
        """Note where some of what is drawn otherwise lies now, and where it lay."""
        self._plates = None
        places, axons, cables = self._places, self._axons, self._cables
        drawn: dict[Hashable, Floats] = {}
        for id in changed.places:
            place = places.get(id)
            drawn["place", id] = body_points(place) if place is not None else _NO_POINTS
        for id in changed.axons:
            axon = axons.get(id)
            drawn["axon", id] = axon_points(axon) if axon is not None else _NO_POINTS
        for pair in changed.cables:
            cable = cables.get(pair)
            drawn["cable", pair] = cable_points(cable) if cable is not None else _NO_POINTS
        for place in self._settling.note(self.places, drawn, changed.places):
            self._put_name(place)

    def _put_name(self, place: DrawnElement | None) -> None:
        """Have a name stand elsewhere, if it does."""
        if place is not None:
            self._plates = None
            self._places.put(place.id, place)
            self._renewed.places.add(place.id)

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

    def _forget(self, named: set[str], rewired: Rewired) -> None:
        """Drop what is no longer in the circuit, and wires that lead elsewhere now."""
        placing = self._placing
        for id in named:
            if id not in placing.glyphs and self._places.drop(id):
                self._note(id, "places")
        for id in (*rewired.chains, *rewired.projections):
            if self._way(id) is None and self._axons.drop(id):
                self._note(id, "axons")
        for pair in rewired.cables:
            if pair not in placing.wiring.cables and self._cables.drop(pair):
                self._note(pair, "cables")

    def _reshaping(self, ids: Iterable[str]) -> Steps[None]:
        """Place the synapses on cells anew, and shape the cells after them."""
        for id in ids:
            if id in self._placing.glyphs and self._placing.is_cell(id):
                self._placing.renew_cell(id)
                yield

    def _renewing(self, ids: Collection[str], *, keep_wires: bool = False) -> Steps[None]:
        """Place elements and draw their wires anew; what comes out the same stays as it is.

        Parameters
        ----------
        keep_wires : bool
            Whether wires stay where what they join lies as before and carries them alike.
        """
        placing, rewired = self._placing, set[str]()
        for id in (id for id in ids if id in placing.glyphs):
            old = self._places.get(id)
            new = placing.place(id, old)
            if old is None or old != new:
                self._places.put(id, new)
                self._renewed.places.add(id)
                is_alike = old is not None and lies_alike(old, new)
                if not is_alike:
                    self._unsettled.places.add(id)
                if old is None or not is_alike or not _carries_alike(old, new):
                    rewired.add(id)
            yield
        yield from self._renew_axons(rewired if keep_wires else ids)
        yield from self._renew_cables(rewired if keep_wires else ids)

    def _note(self, key: Any, what: str) -> None:
        """Note that something is drawn otherwise than before."""
        getattr(self._renewed, what).add(key)
        getattr(self._unsettled, what).add(key)

    # ---- the order of painting

    def _rank(self, key: str | Pair) -> Rank:
        return self._placing.circuit.rows.rank(key)

    def _layer(self, id: str) -> Rank:
        return _LAYER.get(self._placing.glyphs[id], 2) * _IN_A_LAYER + self._rank(id)

    def _axon_rank(self, id: str) -> Rank:
        projection = self._placing.wiring.projections.get(id)
        if projection is not None:
            return self._rank((projection.readout, projection.source))
        return self._rank(id)

    # ---- wires

    def _way(self, id: str) -> tuple[str, str] | None:
        """From which element an axon leads to which; None where it leads nowhere."""
        wiring = self._placing.wiring
        projection, chain = wiring.projections.get(id), wiring.chains.get(id)
        if projection is not None:
            return projection.source, projection.readout
        if chain is not None and chain.source and chain.host:
            return chain.source, chain.id
        return None

    def _renew_axons(self, ids: Collection[str]) -> Steps[None]:
        wiring = self._placing.wiring
        near = {
            wire.id
            for id in ids
            for wires in (wiring.onto, wiring.out_of, wiring.ends)
            for wire in wires.get(id, ())
        }
        for id in near:
            way = self._way(id)
            if way is None:
                continue
            yield
            start, goal = self._places[way[0]], self._places[way[1]]
            fast = start.number("conduction_velocity", 0.0) >= _FAST_AXON
            axon = axon_path(id, start, goal, fast)
            if self._axons.get(id) != axon:
                self._axons.put(id, axon)
                self._note(id, "axons")

    def _renew_cables(self, ids: Collection[str]) -> Steps[None]:
        for cable in self._placing.wiring.cables_at(ids):
            yield
            source, target = self._places[cable.source], self._places[cable.target]
            faint = cable.role is Role.MODULATES and source.number(headline(source.kind)) == 0
            key = (cable.source, cable.target)
            path = cable_path(source, target, cable.role, faint)
            if self._cables.get(key) != path:
                self._cables.put(key, path)
                self._note(key, "cables")


def _carries_alike(one: DrawnElement, other: DrawnElement) -> bool:
    """Whether wires from two places of an element wear the same look."""
    names = ("conduction_velocity", headline(other.kind))
    return all(one.number(name, 0.0) == other.number(name, 0.0) for name in names)
