"""A circuit as it is drawn: where everything lies, what is found where, and how it is named."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from circuitlab.gui.canvas.box_index import Boxes
from circuitlab.gui.canvas.drawn_boxes import line_box, place_box
from circuitlab.render.drawn import looks_alike
from circuitlab.render.extent import Extent
from circuitlab.render.geometry import Geometry
from circuitlab.render.names import Names
from circuitlab.render.stepwise import Steps, done, pieces

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Key

_AT_A_TIME = 200


class DrawnCircuit:
    """What a canvas knows of a circuit; nothing until `filling` is done.

    Parameters
    ----------
    circuit : Circuit
    catalog : Catalog

    Attributes
    ----------
    places, axons, cables : Boxes
        What of each kind is drawn where.
    muted : set of str
        The elements that are muted in the circuit.
    """

    def __init__(self, circuit: Circuit, catalog: Catalog) -> None:
        self.geometry = Geometry(circuit, catalog, is_filled=False)
        ranks = self.geometry.ranks
        self.places: Boxes[str] = Boxes(place_box, looks_alike, ranks.place)
        self.axons: Boxes[str] = Boxes(line_box, rank_of=ranks.axon)
        self.cables: Boxes[tuple[str, str]] = Boxes(line_box, rank_of=ranks.cable)
        self.muted: set[str] = set()
        self._names, self._unnamed = Names({}, ranks.place), set[str]()
        self.extent = Extent()

    @property
    def names(self) -> Names:
        """From how far each name is written."""
        ids, self._unnamed = self._unnamed, set()
        if ids:
            self._names.follow(self.geometry.places, ids)
        return self._names

    def hull(self) -> QRectF:
        """Return the rectangle around all that may ever be painted."""
        return self.places.hull().united(self.wires_hull())

    def wires_hull(self) -> QRectF:
        """Return the rectangle around all wires."""
        return self.axons.hull().united(self.cables.hull())

    def filling(self) -> Steps[None]:
        """Draw the circuit, step by step."""
        yield from self.geometry.filling()
        yield from self._taking()
        self._unnamed.clear()
        yield from self._names.filling(self.geometry.places)

    def follow(self, circuit: Circuit, keys: Collection[Key]) -> list[QRectF]:
        """Follow an edit; returns the boxes, old and new, of what looks different."""
        self.geometry.update(circuit, keys)
        self.geometry.settle()
        return done(self._taking())

    def following(self, circuit: Circuit, keys: Collection[Key]) -> Steps[list[QRectF]]:
        """Do the same step by step, names included."""
        yield from self.geometry.updating(circuit, keys)
        yield from self.geometry.settling()
        dirty = yield from self._taking()
        ids, self._unnamed = self._unnamed, set()
        yield from self._names.following(self.geometry.places, ids)
        return dirty

    def _taking(self) -> Steps[list[QRectF]]:
        """Take over what the geometry has drawn otherwise."""
        geometry, renewed = self.geometry, self.geometry.take_renewed()
        dirty: list[QRectF] = []
        for ids in pieces(renewed.places, _AT_A_TIME):
            dirty += self.places.follow(geometry.places, ids)
            self.extent.follow(geometry.places, ids)
            self._note_mutes(ids)
            yield
        for pairs in pieces(renewed.cables, _AT_A_TIME):
            dirty += self.cables.follow(geometry.cables, pairs)
            yield
        for ids in pieces(renewed.axons, _AT_A_TIME):
            dirty += self.axons.follow(geometry.axons, ids)
            yield
        self._unnamed |= renewed.places
        return dirty

    def _note_mutes(self, ids: Iterable[str]) -> None:
        for id in ids:
            place = self.geometry.places.get(id)
            if place is not None and place.element.muted:
                self.muted.add(id)
            else:
                self.muted.discard(id)
