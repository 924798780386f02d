"""From a circuit's elements to their places: synapses on cells, cells, and what sits in them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from circuitlab.model.names import called
from circuitlab.model.signs import HYPERPOLARISES_BELOW
from circuitlab.render.anatomy import CellShape, cell, cell_glyphs, reach_of
from circuitlab.render.bodies import BODIES, NOTE, UNKNOWN
from circuitlab.render.chains import Chain, Rewired, Wiring
from circuitlab.render.curves import angle_of, apart, length, polar, unit
from circuitlab.render.drawn import (
    NOTE_MARGIN,
    NOTE_WIDTH,
    DrawnElement,
    Label,
    note_text,
    number_of,
)
from circuitlab.render.labels import placed
from circuitlab.render.pens import height_of
from circuitlab.render.stepwise import Steps, pieces
from circuitlab.render.synapse_sites import Site, beside, is_set, site, spread, wish
from circuitlab.render.theme import font

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog, Kind
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Key

_AT_A_TIME = 200
_ON_ENDING = 60.0
_CLEAR_OF_SYNAPSES = math.radians(38)
_BLANK = Label(QRectF(), Qt.AlignmentFlag.AlignLeft, 0)


class Placing:
    """Where the elements of a circuit go.

    Parameters
    ----------
    circuit : Circuit
        None of its elements is known yet: `filling` makes them known.
    catalog : Catalog
    """

    def __init__(self, circuit: Circuit, catalog: Catalog) -> None:
        self.circuit = circuit
        self.sites: dict[str, Site] = {}
        self.cells: dict[str, CellShape] = {}
        self._shaped: dict[str, tuple[object, ...]] = {}
        self.kinds: dict[str, Kind | None] = {}
        self.glyphs: dict[str, str] = {}
        self._catalog = catalog
        self.wiring = Wiring(circuit, self.glyphs)

    def filling(self) -> Steps[None]:
        """Note the kinds and wires of all elements, step by step."""
        for piece in pieces(self.circuit.elements, _AT_A_TIME):
            self._note(piece)
            yield
        keys: tuple[Key, ...] = (*self.circuit.elements, *self.circuit.links)
        yield from self.wiring.following(self.circuit, keys)

    def following(self, circuit: Circuit, keys: Collection[Key]) -> Steps[Rewired]:
        """Note the kinds and links that an edit changed; returns the wires that it changed."""
        self.circuit = circuit
        self._note(key for key in keys if isinstance(key, str))
        return (yield from self.wiring.following(circuit, keys))

    def _note(self, ids: Iterable[str]) -> None:
        for id in ids:
            element = self.circuit.rows.element(id)
            if element is None:
                drawn: tuple[dict[str, Any], ...] = self.sites, self.cells, self._shaped
                gone: tuple[dict[str, Any], ...] = self.kinds, self.glyphs, *drawn
                for known in gone:
                    known.pop(id, None)
            else:
                kind = self.kinds[id] = self._catalog.kinds.get(element.kind)
                self.glyphs[id] = _glyph(kind)

    def is_cell(self, id: str) -> bool:
        """Whether an element is a neuron."""
        return self.glyphs[id] in cell_glyphs()

    def centre(self, id: str) -> QPointF:
        """Centre of an element that sits in nothing."""
        element = self.circuit.rows.element(id)
        return QPointF(element.x, element.y) if element is not None else QPointF()

    def value(self, id: str, name: str, default: float = math.nan) -> float:
        """Value of a parameter of an element as one number."""
        return number_of(self.circuit.elements[id], self.kinds[id], name, default)

    # ---- cells

    def renew_cell(self, id: str) -> None:
        """Place every synapse onto one cell and shape the cell after them.

        It stays as it is where all that this goes by is the same as last time.
        """
        shaped_by = self._shaped_by(id)
        if self._shaped.get(id) == shaped_by:
            return
        self._shaped[id] = shaped_by
        self._renew_sites(id)
        middles = [self.sites[chain.id].middle for chain in self.wiring.onto.get(id, ())]
        self.cells[id] = cell(self.glyphs[id], middles, self._axon_angle(id, middles))

    def _shaped_by(self, id: str) -> tuple[object, ...]:
        """All that the shape of a cell and the places of its synapses depend on."""
        wiring, elements = self.wiring, self.circuit.rows.element
        parts = [elements(part) for c in wiring.onto.get(id, ()) for part in c.receptors]
        starts = [self._start(c.source).toTuple() for c in wiring.onto.get(id, ())]
        owners = [wiring.shared_with(chain) for chain in wiring.onto.get(id, ())]
        ends = [self.centre(p.readout).toTuple() for p in wiring.ends.get(id, ()) if p.source == id]
        goals = [(c.host, self.centre(c.host).toTuple()) for c in wiring.out_of.get(id, ())]
        return (
            self.glyphs[id],
            self.centre(id).toTuple(),
            tuple(wiring.onto.get(id, ())),
            [owner and (owner.id, owner.receptors) for owner in owners],
            [(part.x, part.y) for part in parts if part is not None],
            starts,
            ends,
            goals,
        )

    def _renew_sites(self, host: str) -> None:
        """Place the synapses so that none lies upon another."""
        onto = self.wiring.onto.get(host, [])
        further = {c.id: owner for c in onto if (owner := self.wiring.shared_with(c)) is not None}
        chains = [chain for chain in onto if chain.id not in further]
        offsets = {chain.id: self._offsets(chain) for chain in chains}
        reach = reach_of(self.glyphs[host])
        free = [chain for chain in chains if not is_set(offsets[chain.id], reach)]
        fixed = []
        for chain in chains:
            if chain not in free:
                middle = wish(offsets[chain.id], QPointF(1.0, 0.0))
                self.sites[chain.id] = site(offsets[chain.id], middle)
                fixed.append(middle)
        here = self.centre(host)
        wanted = [
            (wish(offsets[chain.id], self._start(chain.source) - here), len(chain.receptors))
            for chain in free
        ]
        for chain, middle in zip(free, spread(wanted, fixed, reach), strict=True):
            self.sites[chain.id] = site(offsets[chain.id], middle)
        ranks: Counter[str] = Counter()
        for id, owner in further.items():
            shared = self.wiring.chains[id].receptors
            self.sites[id] = beside(self.sites[owner.id], shared, ranks[owner.id])
            ranks[owner.id] += 1

    def _offsets(self, chain: Chain) -> dict[str, QPointF]:
        elements = self.circuit.elements
        return {id: QPointF(elements[id].x, elements[id].y) for id in chain.receptors}

    def _start(self, id: str) -> QPointF:
        """About where the axon of an element comes from."""
        lift = -50.0 if self.glyphs.get(id) == "sensory_neuron" else 0.0
        return self.centre(id) + QPointF(0.0, lift)

    def _axon_angle(self, id: str, middles: list[QPointF]) -> float:
        """Angle at which an axon leaves: towards its targets, past the cell's own synapses."""
        ends = [self.centre(p.readout) for p in self.wiring.ends.get(id, ()) if p.source == id]
        chains = self.wiring.out_of.get(id, ())
        ends += [self.centre(c.host) for c in chains if c.host and c.host != id]
        if not ends:
            return 0.0
        wanted = angle_of(sum(ends, QPointF()) / len(ends) - self.centre(id))
        taken = [angle_of(middle) for middle in middles]
        turns = [0.0, *(s * math.radians(d) for d in range(10, 181, 10) for s in (1, -1))]
        clear = (
            wanted + turn
            for turn in turns
            if all(apart(wanted + turn, other) > _CLEAR_OF_SYNAPSES for other in taken)
        )
        return next(clear, wanted)

    # ---- places

    def place(self, id: str, old: DrawnElement | None) -> DrawnElement:
        """What is drawn of an element; its label keeps the side it had."""
        element, kind, glyph = self.circuit.elements[id], self.kinds[id], self.glyphs[id]
        chain = self.wiring.chains.get(id)
        host = chain.host if chain is not None else self.wiring.host(id)
        anatomy = self.cells.get(id)
        if old is not None and old.glyph == glyph and old.cell is anatomy:
            outline, body = old.outline, old.body
        else:
            outline, body = _extent(glyph, anatomy)
        if glyph == NOTE:
            outline, body = _slip(note_text(element, called(element, kind)))
        made = DrawnElement(
            element=element,
            kind=kind,
            glyph=glyph,
            colour=self._colour(id, chain),
            centre=self._centre_of(id, chain, host),
            outline=outline,
            body=body,
            label=_BLANK,
            host=host,
            cell=anatomy,
            site=self.sites.get(id),
            origin=self.centre(host) if host else QPointF(),
            host_colour=self._colour(host, None) if host else "muted",
            inhibitory=chain is not None and self._inhibits(chain),
            crowd=self._crowd(id, chain),
            size=max(1, int(number_of(element, kind, "size", 1))),
        )
        return placed(made, old.label.side if old is not None else 0)

    def _centre_of(self, id: str, chain: Chain | None, host: str) -> QPointF:
        """Where an element is: a synapse and its receptors at its site, a part in its host."""
        own = self.centre(id)
        if not host:
            return own
        here = self.centre(host)
        if chain is not None:
            return here + self.sites[id].bouton if id in self.sites else own
        bound = self.wiring.chain_of.get(id)
        if bound is not None and bound.id in self.sites:
            return here + self.sites[bound.id].receptors[id]
        anatomy = self.cells.get(host)
        if anatomy is None:
            return here + own
        return here + _docked(own, anatomy, self.wiring.loose[host].index(id))

    def _crowd(self, id: str, own: Chain | None) -> tuple[QPointF, ...]:
        """Directions in which a receptor or bouton touches the rest of its synapse."""
        if own is not None and own.id in self.sites:
            found = self.sites[own.id]
            return (found.outward, *(p - found.bouton for p in found.receptors.values()))
        bound = self.wiring.chain_of.get(id)
        if bound is None or bound.id not in self.sites:
            return ()
        found = self.sites[bound.id]
        here = found.receptors[id]
        others = [point - here for mate, point in found.receptors.items() if mate != id]
        return (found.bouton - here, -found.outward, *others)

    def _colour(self, id: str, chain: Chain | None) -> str:
        """Theme token; a synapse wears the colour of the neuron it belongs to."""
        kind = self.kinds.get(chain.source if chain is not None and chain.source else id)
        return kind.colour if kind is not None else "muted"

    def _inhibits(self, chain: Chain) -> bool:
        """Whether the receptors pull the cell away from its threshold."""
        return any(
            self.value(id, "e_rev", 0.0) < HYPERPOLARISES_BELOW
            or self.value(id, "weight", 1.0) < 0.0
            for id in chain.receptors
        )


def _glyph(kind: Kind | None) -> str:
    if kind is None:
        return UNKNOWN
    return kind.glyph if kind.glyph in BODIES or kind.glyph in cell_glyphs() else UNKNOWN


def _extent(glyph: str, anatomy: CellShape | None) -> tuple[QPainterPath, QRectF]:
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


def _slip(text: str) -> tuple[QPainterPath, QRectF]:
    """A note as large as its words need."""
    tall = height_of(text, NOTE_WIDTH - 2 * NOTE_MARGIN, font(12)) + 2 * NOTE_MARGIN
    body = QRectF(-NOTE_WIDTH / 2, -tall / 2, NOTE_WIDTH, tall)
    outline = QPainterPath()
    outline.addRect(body)
    return outline, body


def _docked(offset: QPointF, anatomy: CellShape, rank: int) -> QPointF:
    """Where a part without a synapse sits: at a tip of the ending, or in the soma's membrane."""
    tips = anatomy.tips
    if tips and length(offset - anatomy.way[0]) < _ON_ENDING:
        return tips[rank % len(tips)] + QPointF(-4.0, 0.0)
    if length(offset) < 1.6 * anatomy.radius:
        return unit(offset if length(offset) > 1.0 else polar(0.9 + rank, 1.0)) * anatomy.radius
    return offset
