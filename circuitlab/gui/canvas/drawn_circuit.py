"""A circuit as it is drawn: where everything lies, what is found where, and how it is named."""

from __future__ import annotations

import time
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
    names : Names
        From how far each name is written.
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
        self.names, self._unnamed = Names({}, ranks.place), set[str]()
        self.extent = Extent()

    @property
    def are_names_late(self) -> bool:
        """Whether names are still to be found their places after an edit."""
        return bool(self._unnamed) or self.names.are_due or not self.geometry.is_settled

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
        yield from self.names.filling(self.geometry.places)

    def follow(self, circuit: Circuit, keys: Collection[Key]) -> list[QRectF]:
        """Follow an edit; returns the boxes, old and new, of what looks different.

        Names stay on the side of their elements where they are, and what is new has none yet:
        `find_names` goes on with them.
        """
        self.geometry.update(circuit, keys)
        return done(self._taking())

    def find_names(self, until: float) -> list[QRectF]:
        """Find names their places until then, by the performance counter.

        Returns
        -------
        list of QRectF
            The boxes, old and new, of what looks different for it, but for its name.
        """
        is_left = _goes_on(self.geometry.settling(), until)
        dirty = done(self._taking())
        if not is_left:
            _goes_on(self._naming(), until)
        return dirty

    def _naming(self) -> Steps[None]:
        """Have names be written from as far as they can: it may be begun again after any step."""
        while self._unnamed:
            few = {self._unnamed.pop() for _each in range(min(_AT_A_TIME, len(self._unnamed)))}
            self.names.note(self.geometry.places, few)
            yield
        while self.names.are_due:
            self.names.stand_some()
            yield

    def following(self, circuit: Circuit, keys: Collection[Key]) -> Steps[list[QRectF]]:
        """Follow an edit step by step, names included."""
        yield from self.geometry.updating(circuit, keys)
        yield from self.geometry.settling()
        dirty = yield from self._taking()
        yield from self._naming()
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


def _goes_on(steps: Steps[None], until: float) -> bool:
    """Do some steps until then; returns whether any may be left."""
    return any(time.perf_counter() >= until for _step in steps)
