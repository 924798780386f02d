"""The wire under the pointer, and the grips that a lit wire has: its ends, and a cross."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from circuitlab.gui.canvas.gestures.grips import Grips, Spot, grips_of
from circuitlab.gui.canvas.layers.closeup_layer import FROM, synapse_in_view
from circuitlab.gui.canvas.wire_index import WireIndex, own_way
from circuitlab.render.drawn import Axon
from circuitlab.render.paint_context import Detail, detail_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circuitlab.gui.canvas.gestures.context import Picture
    from circuitlab.gui.canvas.gestures.gesture import Pointer
    from circuitlab.model.rewiring import Wire

REACH = 12.0
"""View pixels by which a wire may be missed and is hit nevertheless."""

_BESIDE_HANDLE = 26.0


class WireHover:
    """What the pointer is on, of wires.

    Parameters
    ----------
    canvas : Picture

    Attributes
    ----------
    wire : Wire or None
        The wire under the pointer.
    spot : str
        The grip of it that the pointer is on: ``start``, ``end``, ``cross`` or none.
    """

    def __init__(self, canvas: Picture) -> None:
        self._canvas = canvas
        self._index: WireIndex | None = None
        self.wire: Wire | None = None
        self.spot: Spot = ""

    def grip(self, at: Pointer) -> bool:
        """Follow the pointer onto a grip of a wire that is lit; False when it is on none."""
        for wire in self.lit():
            grips = self.grips(wire)
            spot = grips.at(at.view) if grips is not None else ""
            if spot:
                self.wire, self.spot = wire, spot
                return True
        self.spot = ""
        return False

    def follow(self, at: Pointer) -> None:
        """Follow the pointer where nothing else lies."""
        self.wire, self.spot = self.nearest(at.scene, REACH), ""

    def leave(self) -> None:
        """Forget the pointer, which is on something else."""
        self.wire, self.spot = None, ""

    def nearest(self, point: QPointF, reach: float, *, axons_only: bool = False) -> Wire | None:
        """Return the wire nearest to a canvas point within so many view pixels, if it shows."""
        canvas = self._canvas
        if not self._are_seen():
            return None
        if self._index is None:
            self._index = WireIndex(canvas.scene)
        axons_only |= detail_at(canvas.camera.scale) <= Detail.FAR
        return self._index.nearest(point, reach / canvas.camera.scale, axons_only=axons_only)

    def lit(self) -> Iterator[Wire]:
        """Yield the wires that are lit: the selected one, and the one under the pointer."""
        selected = self._canvas.session.selection.wire
        for wire in dict.fromkeys((selected, self.wire)):
            if wire is not None and self._canvas.scene.line(wire) is not None:
                yield wire

    def grips(self, wire: Wire) -> Grips | None:
        """Return where a wire can be gripped; None where it is too short on screen for that."""
        line = self._canvas.scene.line(wire)
        if line is None or not self._are_seen():
            return None
        path = self._canvas.camera.transform().map(own_way(line))
        room = self._canvas.view_size()
        handle = 16.0 * self._canvas.camera.scale + _BESIDE_HANDLE
        return grips_of(path, room, (handle, 16.0) if isinstance(line, Axon) else (10.0, 12.0))

    def _are_seen(self) -> bool:
        """Whether wires are what is seen, and not a synapse from near."""
        canvas = self._canvas
        near = canvas.camera.scale >= FROM
        return not near or not synapse_in_view(canvas.scene, canvas.camera, canvas.view_size())
