"""What lives on the canvas: painted over the still picture in each frame."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap

from circuitlab.render.curves import Track
from circuitlab.render.glyphs import paint_live
from circuitlab.render.live_frame import LiveFrame, Pulse
from circuitlab.render.place import Axon
from circuitlab.render.sprites import Sprites
from circuitlab.render.stage import Detail, Stage, detail_at
from circuitlab.render.wires import MOST_DOTS, paint_glow, paint_pulse

if TYPE_CHECKING:
    from circuitlab.gui.canvas.camera import Camera
    from circuitlab.gui.canvas.scene import CanvasScene
    from circuitlab.render.place import Place

Points = list[tuple[float, float]]

FEW = 70
"""Elements in view up to which each one is painted anew in every frame."""

FEW_PULSES = 40
"""Spikes in view up to which each one draws a trail."""

RENEW_BUDGET_S = 0.003
MOST_PICTURES = 3000
_PAD = 34.0
_SPARK_REACH = 14.0
_TRACK_POINTS = 65
_ONE = QSize(1, 1)


@dataclass(slots=True)
class _Picture:
    """The live part of one element as it was painted last, and the element it shows."""

    place: Place
    picture: QPixmap
    area: QRectF
    painted: int


class Overlay:
    """Paints potentials, gates, levels and travelling spikes from the latest frame.

    A few elements are painted directly. Of very many, each keeps a small picture, and those that
    have waited longest are renewed in every frame as far as time allows.

    Parameters
    ----------
    scene : CanvasScene
        What there is to paint on.
    """

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._sprites = Sprites(1.0)
        self._pictures: dict[str, _Picture] = {}
        self._sparks: dict[str, QPixmap] = {}
        self._tracks: dict[str, tuple[Axon, Points]] = {}
        self._frame_number = 0

    def set_scale(self, scale: float) -> None:
        """Make pictures for `scale` device pixels per canvas unit from now on."""
        if scale != self._sprites.scale:
            self._sprites = Sprites(scale)
            self._sparks.clear()
            self._pictures.clear()

    def clear(self) -> None:
        """Forget every picture, as when the theme changes."""
        self._sprites = Sprites(self._sprites.scale)
        self._sparks.clear()
        self._pictures.clear()
        self._tracks.clear()

    def paint(self, painter: QPainter, camera: Camera, size: QSizeF, frame: LiveFrame) -> None:
        """Paint all that lives in view; the painter is in canvas units."""
        self._frame_number += 1
        area = camera.visible(size).adjusted(-_PAD, -_PAD, _PAD, _PAD)
        detail = detail_at(camera.scale)
        stage = Stage(painter, self._scene.theme, detail, frame, self._sprites)
        self._paint_pulses(stage, area)
        places = self._living(area, detail)
        if len(places) <= FEW:
            for place in places:
                paint_live(stage, place)
        else:
            self._paint_many(stage, places)

    # ---- elements

    def _living(self, area: QRectF, detail: Detail) -> list[Place]:
        ids = self._scene.visible(area)
        if self._scene.lifted is not None:
            lifted = self._scene.lifted.places
            ids = [*(id for id in ids if id not in lifted), *lifted]
        places = [place for id in ids if (place := self._scene.place(id)) is not None]
        if detail is Detail.FAR:
            return [place for place in places if place.cell is not None]
        return places

    def _paint_many(self, stage: Stage, places: Sequence[Place]) -> None:
        if stage.detail is Detail.FAR:
            for place in places:
                paint_live(stage, place)
            return
        self._renew(stage, places)
        for place in places:
            known = self._pictures.get(place.id)
            if known is not None:
                stage.painter.drawPixmap(
                    known.area.translated(place.centre), known.picture,
                    QRectF(known.picture.rect()),
                )

    def _renew(self, stage: Stage, places: Sequence[Place]) -> None:
        """Paint the pictures that have waited longest, for a few milliseconds."""
        until = time.perf_counter() + RENEW_BUDGET_S
        if len(self._pictures) > MOST_PICTURES:
            self._pictures.clear()
        known = self._pictures
        waiting = sorted(places, key=lambda p: known[p.id].painted if p.id in known else -1)
        for place in waiting:
            self._pictures[place.id] = self._painted(stage, place)
            if time.perf_counter() >= until:
                return

    def _painted(self, stage: Stage, place: Place) -> _Picture:
        scale = self._sprites.scale
        area = place.body.united(place.label.box).adjusted(-_PAD, -_PAD, _PAD, _PAD)
        picture = QPixmap((area.size() * scale).toSize() + _ONE)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        painter.translate(-area.topLeft() - place.centre)
        paint_live(Stage(painter, stage.theme, stage.detail, stage.frame, self._sprites), place)
        painter.end()
        area = QRectF(area.topLeft(), QSizeF(picture.size()) / scale)
        return _Picture(place, picture, area, self._frame_number)

    # ---- spikes

    def _paint_pulses(self, stage: Stage, area: QRectF) -> None:
        if len(stage.frame.pulses) > MOST_DOTS:
            self._paint_glows(stage, area)
            return
        seen = [(axon, pulse, at) for axon, pulse, at in self._under_way(stage.frame.pulses)
                if area.contains(at)]
        if len(seen) <= FEW_PULSES:
            for axon, pulse, _at in seen:
                paint_pulse(stage, axon, pulse)
            return
        for axon, _pulse, at in seen:
            spark = self._spark(stage, axon.colour)
            reach = _SPARK_REACH
            box = QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)
            stage.painter.drawPixmap(box, spark, QRectF(spark.rect()))

    def _paint_glows(self, stage: Stage, area: QRectF) -> None:
        for id in self._scene.near(area):
            axon = self._scene.axon(id)
            if axon is not None:
                paint_glow(stage, axon, stage.frame.rate_hz.get(axon.source, 0.0))

    def _under_way(self, pulses: Sequence[Pulse]) -> list[tuple[Axon, Pulse, QPointF]]:
        found = []
        for pulse in pulses:
            axon = self._scene.axon(pulse.synapse)
            if axon is None:
                continue
            points = self._points(axon)
            row = min(_TRACK_POINTS - 1.0, max(0.0, pulse.position * (_TRACK_POINTS - 1)))
            x, y = points[int(row + 0.5)]
            found.append((axon, pulse, QPointF(x, y)))
        return found

    def _points(self, axon: Axon) -> Points:
        known = self._tracks.get(axon.id)
        if known is not None and known[0] is axon:
            return known[1]
        along = [axon.track.at(step / (_TRACK_POINTS - 1)) for step in range(_TRACK_POINTS)]
        points = [(point.x(), point.y()) for point in along]
        self._tracks[axon.id] = (axon, points)
        return points

    def _spark(self, stage: Stage, colour: str) -> QPixmap:
        """Return the picture of a spike, painted by the same hand as the spikes with trails."""
        if colour not in self._sparks:
            side = max(3, round(2 * _SPARK_REACH * self._sprites.scale))
            picture = QPixmap(side, side)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(side / (2 * _SPARK_REACH), side / (2 * _SPARK_REACH))
            painter.translate(_SPARK_REACH, _SPARK_REACH)
            spot = QPainterPath(QPointF())
            here = Axon("", "", spot, Track(spot), colour)
            paint_pulse(Stage(painter, stage.theme, Detail.FAR), here, Pulse("", 0.0))
            painter.end()
            self._sparks[colour] = picture
        return self._sparks[colour]
