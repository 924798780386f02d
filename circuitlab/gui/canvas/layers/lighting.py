"""Pathways lit on the canvas: soft halos under wires and elements, and badges beside them.

The halos belong to the still picture and cost a frame nothing; the badges are small pictures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from circuitlab.gui.canvas.layers.pathway_wires import wire_path
from circuitlab.gui.canvas.sprites import blit
from circuitlab.render.bodies import IN_MEMBRANES
from circuitlab.render.pens import pen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circuitlab.gui.canvas.gestures.context import Picture
    from circuitlab.gui.canvas.layers.badges import Shown
    from circuitlab.gui.lit import Lit, Tone
    from circuitlab.render.drawn import DrawnElement
    from circuitlab.render.geometry import Geometry
    from circuitlab.render.theme import Theme

_WIDTHS: dict[Tone, float] = {
    "chosen": 17.0,
    "route": 12.0,
    "upstream": 13.0,
    "downstream": 13.0,
}
_TOKENS: dict[Tone, str] = {"downstream": "excitatory"}
_ALPHAS: dict[Tone, tuple[float, float]] = {
    "chosen": (0.27, 0.62),
    "route": (0.14, 0.34),
    "upstream": (0.24, 0.55),
    "downstream": (0.30, 0.40),
}
"""Opacity on light ground and on dark."""

_WIDER_BELOW, _MOST_WIDER = 0.8, 1.7
"""Pixels per canvas unit below which halos get wider, so that they are seen from afar."""

_AROUND = 9.0
_ROOM = 12.0


class Lighting:
    """Shows on one canvas what is lit.

    Parameters
    ----------
    canvas : Picture
    """

    def __init__(self, canvas: Picture) -> None:
        self._canvas = canvas
        self._lit: Lit | None = None
        self._of: tuple[object, ...] = ()
        self._wires: list[tuple[QPainterPath, QRectF, Tone]] = []
        self._bodies: list[tuple[QPainterPath, QRectF, Tone]] = []
        self._boxes: list[QRectF] = []
        self._shown: list[Shown] = []
        self._shown_for: tuple[object, ...] = ()
        canvas.scene.underlay = self._paint_under
        canvas.session.pathways.changed.connect(canvas.frames.show)
        canvas.session.pathways.hints_changed.connect(canvas.frames.show)

    def follow(self) -> list[QRectF]:
        """Follow the circuit and what is lit; returns the rectangles that look different."""
        scene = self._canvas.scene
        lit = self._canvas.session.pathways.lit
        if lit is None and self._lit is None:
            return []
        of = (lit, scene.version, scene.lifted)
        if of == self._of:
            return []
        self._of, self._lit = of, lit
        before = self._boxes
        self._wires, self._bodies = [], []
        if lit is not None:
            self._wires = list(_wires(scene.geometry, lit, self._lifted()))
            self._bodies = list(_bodies(scene.geometry, lit, self._lifted()))
        self._boxes = [box for _path, box, _tone in (*self._wires, *self._bodies)]
        return [*before, *self._boxes]

    def paint(self, painter: QPainter, *, settled: bool) -> None:
        """Paint the badges; the painter is in view pixels.

        Parameters
        ----------
        settled : bool
            Whether the magnification stays; while it changes, badges stay beside their place.
        """
        canvas = self._canvas
        if self._lit is None and not self._shown and not canvas.selection:
            return
        seen = (canvas.camera.scale, canvas.size(), canvas.theme, canvas.devicePixelRatioF())
        told = (canvas.selection, canvas.session.pathways.hints, canvas.scene.version)
        now = (self._of, *seen, *told)
        if now != self._shown_for and settled:
            self._shown_for = now
            self._shown = self._badges()
        camera = canvas.camera
        for shown in self._shown:
            at = camera.to_view(shown.anchor) + shown.offset
            blit(painter, shown.picture, at.x(), at.y())

    def _badges(self) -> list[Shown]:
        pathways = self._canvas.session.pathways
        if self._lit is None and not any(map(pathways.hints_at, self._canvas.selection)):
            return []
        from circuitlab.gui.canvas.layers.badges import place_badges

        return place_badges(self._canvas, self._lit)

    def _lifted(self) -> set[str]:
        """Return what is being dragged: it has no halo meanwhile."""
        lifted = self._canvas.scene.lifted
        return set() if lifted is None else {*lifted.places, *lifted.axons}

    def _paint_under(self, painter: QPainter, area: QRectF) -> None:
        theme = self._canvas.theme
        painter.setPen(Qt.PenStyle.NoPen)
        for path, box, tone in self._bodies:
            if box.intersects(area):
                painter.fillPath(path, _colour(theme, tone, 0.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        wider = min(_MOST_WIDER, max(1.0, _WIDER_BELOW / painter.transform().m11()))
        for path, box, tone in self._wires:
            if box.intersects(area):
                dash = (26.0, 20.0) if tone == "downstream" else ()
                painter.strokePath(path, pen(_colour(theme, tone), wider * _WIDTHS[tone], dash))


def _wires(
    geometry: Geometry, lit: Lit, lifted: set[str]
) -> Iterator[tuple[QPainterPath, QRectF, Tone]]:
    seen: set[tuple[str, str]] = set()
    for link, tone in lit.links.items():
        found = wire_path(geometry, link)
        if found is None or found[0] in lifted or lifted.intersection(link):
            continue
        id, path = found
        key = (id, "") if id in geometry.axons else link
        if key not in seen:
            seen.add(key)
            room = 0.5 * _MOST_WIDER * _WIDTHS[tone] + 2.0
            yield path, path.controlPointRect().adjusted(-room, -room, room, room), tone


def _bodies(
    geometry: Geometry, lit: Lit, lifted: set[str]
) -> Iterator[tuple[QPainterPath, QRectF, Tone]]:
    for id, tone in lit.elements.items():
        place = geometry.places.get(id)
        if place is not None and id not in lifted:
            path = _body(place)
            yield path, path.boundingRect().adjusted(-2.0, -2.0, 2.0, 2.0), tone


def _body(place: DrawnElement) -> QPainterPath:
    """Return a shape a little larger than an element."""
    path = QPainterPath()
    if place.cell is not None or place.glyph in IN_MEMBRANES:
        radius = place.cell.radius + _ROOM if place.cell is not None else 18.0
        path.addEllipse(place.centre, radius, radius)
    else:
        body = place.body.translated(place.centre)
        path.addRoundedRect(body.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND), 18.0, 18.0)
    return path


def _colour(theme: Theme, tone: Tone, share: float = 1.0) -> QColor:
    return theme.colour(_TOKENS.get(tone, "accent"), share * _ALPHAS[tone][theme.is_dark])
