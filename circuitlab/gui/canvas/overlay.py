"""What lives on the canvas: painted over the still picture in each frame."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap

from circuitlab.gui.canvas.scene import paint_parts
from circuitlab.gui.canvas.sprites import ScreenSprites, blit, in_view_pixels
from circuitlab.render.curves import Track
from circuitlab.render.glyphs import paint_live, paint_still
from circuitlab.render.glyphs_cells import level
from circuitlab.render.live_frame import LiveFrame, Pulse
from circuitlab.render.place import Axon
from circuitlab.render.stage import Detail, Stage, detail_at
from circuitlab.render.wires import MOST_DOTS, paint_glow, paint_pulse

if TYPE_CHECKING:
    from circuitlab.gui.canvas.camera import Camera
    from circuitlab.gui.canvas.lifted import Lifted
    from circuitlab.gui.canvas.scene import CanvasScene
    from circuitlab.render.place import Place

Point = tuple[float, float]
Seen = tuple[Axon, Pulse, float, float]

DIRECT_S = 0.0025
"""Time that painting each element anew may take in a frame; beyond it, pictures are kept."""

RENEW_S = 0.002
FEW_PULSES = 16
"""Spikes in view up to which each one draws a trail."""

FEW = 10
"""Elements in view up to which each one is painted anew whatever it costs."""

MOST_PICTURES = 2000
FINEST = 2.0
"""Device pixels per canvas unit beyond which pictures are stretched: they would fill memory."""

_PAD, _HALO = 10.0, 34.0
_SPARK_REACH = 14.0
_TRACK_POINTS = 65
_LEVELS, _FLASHES = 14, 10
_LEARNING = 0.1


@dataclass(slots=True)
class _Picture:
    """The live part of one element as it was painted last."""

    picture: QPixmap
    offset: QPointF
    painted: int


class Overlay:
    """Paints potentials, gates, levels and travelling spikes from the latest frame.

    A few elements are painted directly. Of very many, each keeps a small picture, and those that
    have waited longest are renewed in every frame as far as time allows. Far out only somata
    are left, and all that look alike share one picture.

    Parameters
    ----------
    scene : CanvasScene
        What there is to paint on.

    Attributes
    ----------
    lacks_pictures : bool
        Whether the last frame had no time for everything that had never been painted.
    """

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._sprites = ScreenSprites(1.0)
        self._pictures: dict[str, _Picture] = {}
        self._tracks: dict[str, tuple[Axon, dict[int, Point]]] = {}
        self._frame_number = 0
        self.lacks_pictures = False
        self._cost_s = 5e-5

    def set_scale(self, scale: float, ratio: float) -> None:
        """Make pictures for `scale` device pixels per canvas unit, `ratio` per view pixel."""
        scale = min(scale, FINEST)
        if (scale, ratio) != (self._sprites.scale, self._sprites.ratio):
            self._sprites = ScreenSprites(scale, ratio)
            self._pictures.clear()

    def clear(self) -> None:
        """Forget every picture, as when the theme or the circuit changes."""
        self._sprites = ScreenSprites(self._sprites.scale, self._sprites.ratio)
        self._pictures.clear()
        self._tracks.clear()

    def forget_carried(self) -> None:
        """Forget how things look that were dragged: an edit may have changed them."""
        self._sprites.forget("carried")

    def paint(self, painter: QPainter, camera: Camera, size: QSizeF, frame: LiveFrame) -> None:
        """Paint all that lives in view; the painter is in canvas units."""
        self._frame_number += 1
        self.lacks_pictures = False
        area = camera.visible(size).adjusted(-_HALO, -_HALO, _HALO, _HALO)
        detail = detail_at(camera.scale)
        stage = Stage(painter, self._scene.theme, detail, frame, self._sprites, camera.scale)
        self._paint_pulses(stage, area, camera)
        places = self._living(area)
        if detail is Detail.FAR:
            with in_view_pixels(painter):
                self._paint_somata(stage, places, camera)
        elif len(places) <= FEW or len(places) * self._cost_s <= DIRECT_S:
            self._paint_each(stage, places)
        else:
            self._renew(stage, places)
            self._paint_pictures(painter, places, camera)

    def paint_lifted(self, painter: QPainter, camera: Camera, lifted: Lifted) -> None:
        """Paint what is being dragged: ready pictures of the elements, and their wires anew."""
        scene, scale = self._scene, camera.scale
        stage = Stage(painter, scene.theme, detail_at(scale), scene.held, zoom=scale)
        cells = [place for place in lifted.places.values() if place.cell is not None]
        others = [place for place in lifted.places.values() if place.cell is None]
        for place in cells:
            self._paint_carried(stage, place)
        for _step in paint_parts(stage, (), lifted.axons.values(), lifted.cables.values()):
            pass
        for place in others:
            self._paint_carried(stage, place)

    def _paint_carried(self, stage: Stage, place: Place) -> None:
        box = place.body.united(place.label.box)
        reach = max(-box.left(), box.right(), -box.top(), box.bottom()) + _PAD
        key = ("carried", place.id, stage.detail)
        self._sprites.show(
            stage.painter, key, place.centre, reach, partial(_paint_carried, stage, place)
        )

    # ---- elements

    def _living(self, area: QRectF) -> list[Place]:
        ids = self._scene.visible(area)
        lifted = self._scene.lifted
        if lifted is None:
            return [self._scene.geometry.places[id] for id in ids]
        still = [self._scene.geometry.places[id] for id in ids if id not in lifted.places]
        return [*still, *lifted.places.values()]

    def _paint_each(self, stage: Stage, places: Sequence[Place]) -> None:
        start = time.perf_counter()
        for place in places:
            paint_live(stage, place)
        self._learn(time.perf_counter() - start, len(places))

    def _learn(self, spent_s: float, count: int) -> None:
        """Note what an element costs to paint, so that frames stay short."""
        self._cost_s += _LEARNING * (spent_s / max(1, count) - self._cost_s)

    def _paint_somata(self, stage: Stage, places: Sequence[Place], camera: Camera) -> None:
        frame, painter = stage.frame, stage.painter
        scale, left, top = camera.scale, camera.x, camera.y
        for place in places:
            potential = frame.potential.get(place.id)
            if place.cell is None or potential is None:
                continue
            charge = round(level(potential) * _LEVELS)
            flash = round(frame.flash.get(place.id, 0.0) * _FLASHES)
            key = ("far", place.colour, place.cell.radius, charge, flash)
            picture = self._sprites.picture(
                key, 1.75 * place.cell.radius, partial(_paint_soma, stage, place)
            )
            centre = place.centre
            blit(painter, picture, (centre.x() - left) * scale, (centre.y() - top) * scale)

    def _renew(self, stage: Stage, places: Sequence[Place]) -> None:
        """Paint the pictures that have waited longest, for a few milliseconds."""
        if len(self._pictures) > MOST_PICTURES:
            self._pictures.clear()
        start, count, known = time.perf_counter(), 0, self._pictures
        for place in sorted(places, key=lambda p: known[p.id].painted if p.id in known else -1):
            known[place.id] = self._painted(stage, place)
            count += 1
            if time.perf_counter() - start >= RENEW_S:
                break
        self._learn(time.perf_counter() - start, count)
        self.lacks_pictures = len(places) <= MOST_PICTURES and any(
            place.id not in known for place in places
        )

    def _painted(self, stage: Stage, place: Place) -> _Picture:
        scale, pad = self._sprites.scale, _HALO if place.cell is not None else _PAD
        area = place.body.united(place.label.box).adjusted(-pad, -pad, pad, pad)
        if place.cell is not None:
            soma = place.cell.soma.boundingRect().adjusted(-pad, -pad, pad, pad)
            area = soma.united(place.label.box)
        picture = QPixmap((area.size() * scale).toSize() + QSize(1, 1))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        painter.translate(-area.topLeft() - place.centre)
        paint_live(replace(stage, painter=painter), place)
        painter.end()
        picture.setDevicePixelRatio(self._sprites.ratio)
        middle = QPointF(picture.width(), picture.height()) / (2.0 * scale)
        return _Picture(picture, area.topLeft() + middle, self._frame_number)

    def _paint_pictures(self, painter: QPainter, places: Sequence[Place], camera: Camera) -> None:
        shown = [
            (place, self._pictures[place.id]) for place in places if place.id in self._pictures
        ]
        if self._is_exact(camera):
            with in_view_pixels(painter):
                for place, known in shown:
                    at = camera.to_view(place.centre + known.offset)
                    blit(painter, known.picture, at.x(), at.y())
            return
        for place, known in shown:
            box = QRectF(QPointF(), QSizeF(known.picture.size()) / self._sprites.scale)
            box.moveCenter(place.centre + known.offset)
            painter.drawPixmap(box, known.picture, QRectF(known.picture.rect()))

    def _is_exact(self, camera: Camera) -> bool:
        wanted = camera.scale * self._sprites.ratio
        return math.isclose(wanted, self._sprites.scale, rel_tol=1e-6)

    # ---- spikes

    def _paint_pulses(self, stage: Stage, area: QRectF, camera: Camera) -> None:
        if len(stage.frame.pulses) > MOST_DOTS:
            self._paint_glows(stage, area)
            return
        seen = self._under_way(stage.frame.pulses, area)
        if len(seen) <= FEW_PULSES:
            for axon, pulse, _x, _y in seen:
                paint_pulse(stage, axon, pulse)
            return
        with in_view_pixels(stage.painter):
            self._paint_sparks(stage, seen, camera)

    def _paint_sparks(self, stage: Stage, seen: Sequence[Seen], camera: Camera) -> None:
        scale, left, top = camera.scale, camera.x, camera.y
        for axon, _pulse, x, y in seen:
            spark = self._sprites.picture(
                ("far spark", axon.colour), _SPARK_REACH, partial(_paint_spark, stage, axon.colour)
            )
            blit(stage.painter, spark, (x - left) * scale, (y - top) * scale)

    def _paint_glows(self, stage: Stage, area: QRectF) -> None:
        rates = stage.frame.rate_hz
        for id in self._scene.near(area):
            axon = self._scene.axon(id)
            if axon is not None and (rate := rates.get(axon.source, 0.0)):
                paint_glow(stage, axon, rate)

    def _under_way(self, pulses: Sequence[Pulse], area: QRectF) -> list[Seen]:
        """Return the spikes in view, with where they are."""
        left, top, right, bottom = area.left(), area.top(), area.right(), area.bottom()
        found, last = [], _TRACK_POINTS - 1
        for pulse in pulses:
            axon = self._scene.axon(pulse.synapse)
            if axon is None:
                continue
            x, y = self._point(axon, round(min(1.0, max(0.0, pulse.position)) * last))
            if left <= x <= right and top <= y <= bottom:
                found.append((axon, pulse, x, y))
        return found

    def _point(self, axon: Axon, step: int) -> Point:
        """Return where a spike is after so many steps of its way, and remember it."""
        known = self._tracks.get(axon.id)
        if known is None or known[0] is not axon:
            known = self._tracks[axon.id] = (axon, {})
        found = known[1].get(step)
        if found is None:
            point = axon.track.at(step / (_TRACK_POINTS - 1))
            found = known[1][step] = (point.x(), point.y())
        return found


def _paint_soma(stage: Stage, place: Place, painter: QPainter) -> None:
    """Paint the live part of a cell around the origin."""
    painter.translate(-place.centre)
    paint_live(Stage(painter, stage.theme, stage.detail, stage.frame), place)


def _paint_carried(stage: Stage, place: Place, painter: QPainter) -> None:
    """Paint the still part of an element around the origin."""
    painter.translate(-place.centre)
    paint_still(replace(stage, painter=painter), place)


def _paint_spark(stage: Stage, colour: str, painter: QPainter) -> None:
    """Paint a spike at the origin, by the same hand as those that draw a trail."""
    spot = QPainterPath(QPointF())
    axon = Axon("", "", spot, Track(spot), colour)
    paint_pulse(Stage(painter, stage.theme, Detail.FAR), axon, Pulse("", 0.0))
