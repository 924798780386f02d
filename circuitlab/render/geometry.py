"""From a circuit to places, axons and cables: pure geometry, renewed piece by piece."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from circuitlab.model.element import Role
from circuitlab.render.anatomy import Cell, cell, cell_glyphs, reach_of
from circuitlab.render.curves import angle_of, apart, length, polar, unit
from circuitlab.render.labels import Obstacles, placed
from circuitlab.render.place import (
    BODIES,
    UNKNOWN,
    Axon,
    CablePath,
    Label,
    Place,
    headline,
    number_of,
)
from circuitlab.render.routes import axon_path, cable_path
from circuitlab.render.sites import Site, is_set, site, spread, wish
from circuitlab.render.wiring import Chain, Wiring, wiring

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog, Kind
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Key

_FAST_AXON = 2.0
_ON_ENDING = 60.0


class Geometry:
    """Where everything of a circuit is drawn.

    Parameters
    ----------
    circuit : Circuit
    catalog : Catalog
    """

    def __init__(self, circuit: Circuit, catalog: Catalog) -> None:
        self._catalog = catalog
        self._circuit = circuit
        self._places: dict[str, Place] = {}
        self._axons: dict[str, Axon] = {}
        self._cables: dict[tuple[str, str], CablePath] = {}
        self._sites: dict[str, Site] = {}
        self._wiring = self._read()
        self._renew(set(circuit.elements))
        self.settle()

    # ---- reading

    @property
    def places(self) -> Mapping[str, Place]:
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
        return self._wiring.chains

    def axons_of(self, id: str) -> list[str]:
        """Ids of the axons along which a neuron's spikes travel."""
        return [key for key, axon in self._axons.items() if axon.source == id]

    def bounds(self) -> QRectF:
        """Rectangle around everything drawn, in canvas units."""
        box = QRectF()
        for place in self._places.values():
            box = box.united(place.bounds)
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

        Parameters
        ----------
        circuit : Circuit
            After the edit.
        keys : iterable of Key
            What the edit's Delta changed.
        """
        keys = list(keys)
        self._circuit = circuit
        named = {end for key in keys for end in ((key,) if isinstance(key, str) else key)}
        before = self._neighbours(named)
        known = set(self._glyphs)
        if any(not isinstance(key, str) for key in keys) or named - known or self._gone(named):
            self._wiring = self._read()
        touched = before | self._neighbours(named)
        self._forget(touched)
        self._renew({id for id in touched if id in circuit.elements})
        return touched

    def settle(self) -> None:
        """Find the best place for every label, now that nothing is being dragged."""
        obstacles = Obstacles(self._places.values(), self._axons.values(), self._cables.values())
        for id, place in self._places.items():
            self._places[id] = obstacles.labelled(place)

    def _gone(self, named: set[str]) -> bool:
        return any(id not in self._circuit.elements for id in named)

    def _read(self) -> Wiring:
        elements = self._circuit.elements
        self._kinds = {id: self._catalog.kinds.get(e.kind) for id, e in elements.items()}
        self._glyphs = {id: _glyph(kind) for id, kind in self._kinds.items()}
        return wiring(self._circuit, self._glyphs)

    def _neighbours(self, ids: set[str]) -> set[str]:
        """The elements whose drawing depends on any of `ids`, these included."""
        found = set(ids)
        for id, host in self._wiring.hosts.items():
            if id in ids or host in ids:
                found |= {id, host}
        for chain in self._wiring.chains.values():
            members = {chain.id, chain.source, chain.host, *chain.receptors}
            if members & found:
                found |= members
        for projection in self._wiring.projections.values():
            if {projection.source, projection.readout} & found:
                found |= {projection.source, projection.readout}
        found.discard("")
        return found

    def _forget(self, ids: set[str]) -> None:
        for id in ids:
            self._sites.pop(id, None)
            if id not in self._circuit.elements:
                self._places.pop(id, None)
        self._axons = {
            key: axon
            for key, axon in self._axons.items()
            if key in self._wiring.chains or key in self._wiring.projections
        }
        wanted = {(c.source, c.target) for c in self._wiring.cables}
        self._cables = {key: cable for key, cable in self._cables.items() if key in wanted}

    def _renew(self, ids: set[str]) -> None:
        for host in ids:
            if self._glyphs[host] in cell_glyphs():
                self._renew_sites(host)
        cells = {id: self._cell(id) for id in ids if self._glyphs[id] in cell_glyphs()}
        for id in sorted(ids, key=lambda id: _LAYER.get(self._glyphs[id], 2)):
            if id in self._glyphs:
                self._places[id] = self._place(id, cells.get(id))
        self._places = dict(
            sorted(self._places.items(), key=lambda item: _LAYER.get(item[1].glyph, 2))
        )
        self._renew_axons(ids)
        self._renew_cables(ids)

    # ---- sites and cells

    def _renew_sites(self, host: str) -> None:
        """Place every synapse onto one cell, so that none lies upon another."""
        chains = [c for c in self._wiring.chains.values() if c.host == host]
        offsets = {c.id: self._offsets(c) for c in chains}
        reach = reach_of(self._glyphs[host])
        free = [c for c in chains if not is_set(offsets[c.id], reach)]
        for chain in chains:
            if chain not in free:
                told = offsets[chain.id]
                self._sites[chain.id] = site(told, wish(told, QPointF(1.0, 0.0)))
        fixed = [self._sites[c.id].middle for c in chains if c not in free]
        wanted = [
            (wish(offsets[c.id], self._start(c.source) - self._centre(host)), len(c.receptors))
            for c in free
        ]
        for chain, middle in zip(free, spread(wanted, fixed, reach), strict=True):
            self._sites[chain.id] = site(offsets[chain.id], middle)

    def _offsets(self, chain: Chain) -> dict[str, QPointF]:
        elements = self._circuit.elements
        return {id: QPointF(elements[id].x, elements[id].y) for id in chain.receptors}

    def _centre(self, id: str) -> QPointF:
        element = self._circuit.elements.get(id)
        return QPointF(element.x, element.y) if element is not None else QPointF()

    def _start(self, id: str) -> QPointF:
        """About where the axon of an element comes from."""
        lift = -50.0 if self._glyphs.get(id) == "sensory_neuron" else 0.0
        return self._centre(id) + QPointF(0.0, lift)

    def _cell(self, id: str) -> Cell:
        middles = [
            self._sites[c.id].middle for c in self._wiring.chains.values() if c.host == id
        ]
        return cell(self._glyphs[id], middles, self._axon_angle(id, middles))

    def _axon_angle(self, id: str, middles: list[QPointF]) -> float:
        """Angle at which an axon leaves: towards its targets, past the cell's own synapses."""
        ends = [self._centre(p.readout) for p in self._wiring.projections.values()
                if p.source == id]
        ends += [self._centre(c.host) for c in self._wiring.chains.values()
                 if c.source == id and c.host and c.host != id]
        if not ends:
            return 0.0
        wanted = angle_of(sum(ends, QPointF()) / len(ends) - self._centre(id))
        taken = [angle_of(middle) for middle in middles]
        turns = [0.0, *(s * math.radians(d) for d in range(10, 181, 10) for s in (1, -1))]
        clear = (wanted + t for t in turns
                 if all(apart(wanted + t, other) > math.radians(38) for other in taken))
        return next(clear, wanted)

    # ---- places

    def _place(self, id: str, body_of: Cell | None) -> Place:
        element, kind, glyph = self._circuit.elements[id], self._kinds[id], self._glyphs[id]
        centre, found, origin = self._centre(id), None, QPointF()
        host = self._wiring.hosts.get(id, "")
        chain = self._wiring.chains.get(id)
        if chain is not None:
            host, found = chain.host, self._sites.get(id)
            origin = self._centre(host) if host else centre
            centre = origin + found.bouton if found is not None else centre
        elif host:
            centre = self._part_centre(id, host)
        outline, body = _extent(glyph, body_of)
        old = self._places.get(id)
        place = Place(
            element=element,
            kind=kind,
            glyph=glyph,
            colour=self._colour(id),
            centre=centre,
            outline=outline,
            body=body,
            label=old.label if old is not None else _BLANK,
            host=host,
            cell=body_of,
            site=found,
            origin=origin,
            host_colour=self._colour(host) if host else "muted",
            inhibitory=chain is not None and self._inhibits(chain),
            crowd=self._crowd(id, chain),
            size=max(1, int(number_of(element, kind, "size", 1))),
        )
        return placed(place, place.label.side if old is not None else 0)

    def _part_centre(self, id: str, host: str) -> QPointF:
        """Where a part sits: with its synapse, at the nerve ending, or in the soma's membrane."""
        for chain in self._wiring.chains.values():
            if id in chain.receptors and chain.id in self._sites:
                return self._centre(host) + self._sites[chain.id].receptors[id]
        element, here = self._circuit.elements[id], self._places.get(host)
        offset = QPointF(element.x, element.y)
        anatomy = here.cell if here is not None else None
        if anatomy is None:
            return self._centre(host) + offset
        return self._centre(host) + _docked(offset, anatomy, self._rank(id, host))

    def _crowd(self, id: str, own: Chain | None) -> tuple[QPointF, ...]:
        """Directions in which a receptor or bouton touches the rest of its synapse."""
        if own is not None and own.id in self._sites:
            found = self._sites[own.id]
            return (found.outward, *(p - found.bouton for p in found.receptors.values()))
        for chain in self._wiring.chains.values():
            if id in chain.receptors and chain.id in self._sites:
                found = self._sites[chain.id]
                here = found.receptors[id]
                others = [p - here for r, p in found.receptors.items() if r != id]
                return (found.bouton - here, -found.outward, *others)
        return ()

    def _rank(self, id: str, host: str) -> int:
        bound = {r for c in self._wiring.chains.values() for r in c.receptors}
        mates = [i for i, h in self._wiring.hosts.items() if h == host and i not in bound]
        return mates.index(id)

    def _colour(self, id: str) -> str:
        """Theme token; a synapse wears the colour of the neuron it belongs to."""
        chain = self._wiring.chains.get(id)
        kind = self._kinds.get(chain.source if chain is not None and chain.source else id)
        return kind.colour if kind is not None else "muted"

    def _inhibits(self, chain: Chain) -> bool:
        """Whether the receptors pull the cell below its threshold."""
        reversals = [
            number_of(self._circuit.elements[id], self._kinds[id], "e_rev")
            for id in chain.receptors
        ]
        weights = [
            number_of(self._circuit.elements[id], self._kinds[id], "weight", 1.0)
            for id in chain.receptors
        ]
        return any(e < -40.0 for e in reversals) or any(w < 0.0 for w in weights)

    # ---- wires

    def _renew_axons(self, ids: set[str]) -> None:
        for chain in self._wiring.chains.values():
            if {chain.id, chain.source, chain.host} & ids and chain.source and chain.host:
                self._axons[chain.id] = axon_path(
                    chain.id, self._places[chain.source], self._places[chain.id],
                    self._fast(chain.source),
                )
        for p in self._wiring.projections.values():
            if {p.source, p.readout} & ids:
                self._axons[p.id] = axon_path(
                    p.id, self._places[p.source], self._places[p.readout], self._fast(p.source)
                )

    def _fast(self, id: str) -> bool:
        element, kind = self._circuit.elements[id], self._kinds[id]
        return number_of(element, kind, "conduction_velocity", 0.0) >= _FAST_AXON

    def _renew_cables(self, ids: set[str]) -> None:
        for cable in self._wiring.cables:
            if cable.source in ids or cable.target in ids:
                source, target = self._places[cable.source], self._places[cable.target]
                faint = cable.role is Role.MODULATES and source.number(headline(source.kind)) == 0
                self._cables[cable.source, cable.target] = cable_path(
                    source, target, cable.role, faint
                )


_LAYER = {"damage": 0, "note": 1, "synapse": 3, "gate": 4}
_BLANK = Label(QRectF(), Qt.AlignmentFlag.AlignLeft, 0)


def _glyph(kind: Kind | None) -> str:
    known = kind is not None and (kind.glyph in BODIES or kind.glyph in cell_glyphs())
    return kind.glyph if known and kind is not None else UNKNOWN


def _extent(glyph: str, anatomy: Cell | None) -> tuple[QPainterPath, QRectF]:
    """What a pointer hits, and the rectangle of what is drawn, around the centre."""
    outline = QPainterPath()
    if anatomy is None:
        body = QRectF(*BODIES[glyph])
        outline.addRoundedRect(body, 8.0, 8.0)
        return outline, body
    stroker = QPainterPathStroker()
    stroker.setWidth(14.0)
    outline.setFillRule(Qt.FillRule.WindingFill)
    outline.addPath(anatomy.soma)
    outline.addPath(stroker.createStroke(anatomy.trunk))
    for limb in anatomy.limbs:
        outline.addPath(limb)
    return outline, anatomy.bounds


def _docked(offset: QPointF, anatomy: Cell, rank: int) -> QPointF:
    """Where a part without a synapse sits: at a tip of the ending, or in the soma's membrane."""
    tips = anatomy.tips
    if tips and length(offset - anatomy.way[0]) < _ON_ENDING:
        return tips[rank % len(tips)] + QPointF(-4.0, 0.0)
    if length(offset) < 1.6 * anatomy.radius:
        return unit(offset if length(offset) > 1.0 else polar(0.9 + rank, 1.0)) * anatomy.radius
    return offset
