"""What lives on the canvas: painted over the still picture in each frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPainterPath

from circuitlab.gui.canvas.layers.axon_glow import Glows
from circuitlab.gui.canvas.layers.element_pictures import FINEST, Pictures
from circuitlab.gui.canvas.layers.somata import FINEST_SOMA, Somata
from circuitlab.gui.canvas.painted_parts import paint_parts
from circuitlab.gui.canvas.sprites import ScreenSprites, Spot, in_view_pixels
from circuitlab.render.curves import Track
from circuitlab.render.drawn import Axon
from circuitlab.render.glyphs.mute import Look as MuteLook
from circuitlab.render.glyphs.mute import mute_look, paint_mark, reach_of
from circuitlab.render.glyphs.registry import paint_live, paint_name, paint_shape
from circuitlab.render.live_frame import LiveFrame, Pulse, ways_of
from circuitlab.render.names import Written
from circuitlab.render.paint_context import Detail, Stage, detail_at
from circuitlab.render.value_plates import paint_plates
from circuitlab.render.wires import MOST_DOTS, paint_pulse

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from circuitlab.gui.canvas.camera import Camera
    from circuitlab.gui.canvas.layers.dragged import Lifted
    from circuitlab.gui.canvas.scene import CanvasScene
    from circuitlab.render.drawn import DrawnElement
    from circuitlab.render.theme import Theme

Point = tuple[float, float]
Seen = tuple[Axon, int, float, float]
"""A spike in view: its axon, its place among all spikes, and where it is on the canvas."""

FEW_PULSES = 16
"""Spikes in view up to which each one draws a trail."""

FEW = 10
"""Elements in view up to which each is painted anew where pictures would be stretched."""

_PAD, _HALO = 10.0, 34.0
_SPARK_REACH = 14.0
_TRACK_POINTS = 65


class LiveLayer:
    """Paints potentials, gates, levels and travelling spikes from the latest frame.

    All somata that look alike share one picture. Whatever else lives keeps a small picture of its
    own.

    Parameters
    ----------
    scene : CanvasScene
        What there is to paint on.
    """

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._sprites = ScreenSprites(1.0)
        self._forget_pictures()
        self._lacks_pictures = False
        self._tracks: dict[str, tuple[Axon, dict[int, Point]]] = {}
        self._glows = Glows()
        self._seen: tuple[object, ...] = ()
        self._seen_in: tuple[object, ...] = ()
        self._ids: Sequence[str] = ()
        self._places: list[DrawnElement] = []
        self._said: tuple[object, ...] | None = None
        self._muted: list[DrawnElement] = []

    @property
    def lacks_pictures(self) -> bool:
        """Whether the last frame had no time for every picture that is new or looks different."""
        return self._lacks_pictures

    def set_scale(self, scale: float, ratio: float) -> None:
        """Make pictures for `scale` device pixels per canvas unit, `ratio` per view pixel."""
        scale = min(scale, FINEST * ratio)
        if (scale, ratio) != (self._sprites.scale, self._sprites.ratio):
            self._sprites = ScreenSprites(scale, ratio)
            for pictures in (self._pictures, self._somata, self._carried_somata):
                pictures.use(self._sprites)

    def clear(self) -> None:
        """Forget every picture, as when the theme or the circuit changes."""
        self._sprites = ScreenSprites(self._sprites.scale, self._sprites.ratio)
        self._forget_pictures()
        self._tracks.clear()
        self._glows.forget()

    def _forget_pictures(self) -> None:
        self._pictures = Pictures(self._sprites)
        self._somata, self._carried_somata = Somata(self._sprites), Somata(self._sprites)

    def forget_carried(self) -> None:
        """Forget how things look that were dragged: an edit may have changed them."""
        self._sprites.forget("carried")

    def paint(self, painter: QPainter, camera: Camera, size: QSizeF, frame: LiveFrame) -> None:
        """Paint all that lives in view; the painter is in canvas units."""
        self._lacks_pictures = False
        area = _around(camera, size)
        detail = detail_at(camera.scale)
        stage = Stage(painter, self._scene.theme, detail, frame, self._sprites, camera.scale)
        self._paint_pulses(stage, area, camera, size)
        still, lifted = self._still(area), self._scene.lifted
        moving = list(lifted.places.values()) if lifted is not None else []
        places = [*still, *moving] if moving else still
        is_exact = self._sprites.fit(camera.scale)
        if not is_exact and len(places) <= FEW:
            for place in places:
                paint_live(stage, place)
            self._paint_mutes(stage, moving)
            return
        aim = self._sprites.aim(min(camera.scale, FINEST) * self._sprites.ratio)
        smoothly = aim.is_at_rest and camera.scale * self._sprites.ratio > FINEST_SOMA
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smoothly)
        self._somata.paint(stage, still, camera)
        if moving or self._carried_somata.are_missing:
            self._carried_somata.paint(stage, moving, camera)
        if detail > Detail.FAR:
            self._pictures.renew(stage, places)
            self._pictures.paint(painter, places, camera)
            self._lacks_pictures = self._pictures.are_missing
        somata = (self._somata, self._carried_somata)
        self._lacks_pictures |= any(some.are_missing for some in somata)
        self._paint_mutes(stage, moving)

    def look(self, camera: Camera, size: QSizeF) -> None:
        """Find out what is in view, which takes a while where there is much and it has changed."""
        self._still(_around(camera, size))

    def paint_values(self, painter: QPainter, camera: Camera, frame: LiveFrame) -> None:
        """Write what stands beside elements: what is being dragged takes its values with it."""
        scene, moved = self._scene, self._scene.lifted
        plates = scene.geometry.plates
        if not plates:
            return
        places = scene.geometry.places
        if moved is not None:
            places = {**places, **moved.places}
        stage = Stage(painter, scene.theme, detail_at(camera.scale), frame, zoom=camera.scale)
        paint_plates(stage, plates.values(), places)

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

    def _paint_carried(self, stage: Stage, place: DrawnElement) -> None:
        names, box = self._scene.names.of(place.id, stage.enlarged), place.body
        for name in names:
            box = box.united(name.room)
        reach = max(-box.left(), box.right(), -box.top(), box.bottom()) + _PAD
        key = ("carried", place.id, stage.detail)
        self._sprites.show(
            stage.painter, key, place.centre, reach, partial(_paint_carried, stage, place, names)
        )

    # ---- elements

    def _still(self, area: QRectF) -> Sequence[DrawnElement]:
        """Return what is in view and not being dragged: the same list while nothing changes."""
        scene, lifted = self._scene, self._scene.lifted
        if self._seen_in == (area, scene.version, lifted):
            return self._places
        self._seen_in = area, scene.version, lifted
        ids = scene.in_view(area)
        if ids is not self._ids or (scene.version, lifted) != self._seen:
            self._ids, self._seen = ids, (scene.version, lifted)
            if lifted is not None:
                ids = [id for id in ids if id not in lifted.places]
            self._places = list(map(scene.geometry.places.__getitem__, ids))
        return self._places

    def _paint_mutes(self, stage: Stage, moving: Sequence[DrawnElement]) -> None:
        """Mark what is muted at the moment that is shown, over all that lives of it."""
        is_muted = stage.frame.is_muted
        said = (self._places, stage.frame.set_now, stage.frame.muted)
        if self._said is None or said[0] is not self._said[0] or said[1:] != self._said[1:]:
            self._said, self._muted = said, self._muted_ones(stage.frame)
        for place in (*self._muted, *(place for place in moving if is_muted(place.element))):
            look = mute_look(stage, place)
            paint = partial(_paint_mute, stage.theme, look)
            key = ("mute", look, stage.theme.name)
            self._sprites.show(stage.painter, key, place.centre, reach_of(look), paint)

    def _muted_ones(self, frame: LiveFrame) -> list[DrawnElement]:
        """Return what is muted of all that is in view, in painting order."""
        found = {
            p.id: p for p in map(self._scene.place, frame.may_be_muted(self._scene.muted)) if p
        }
        if not found:
            return []
        return [p for p in self._places if p.id in found and frame.is_muted(p.element)]

    # ---- spikes

    def _paint_pulses(self, stage: Stage, area: QRectF, camera: Camera, size: QSizeF) -> None:
        if len(stage.frame.pulses) > MOST_DOTS:
            ids, axon_of = self._scene.axons_in_view(area), self._scene.axon
            ratio, settled = self._sprites.ratio, self._sprites.fit(camera.scale)
            self._glows.paint(stage, ids, axon_of, camera, size, ratio, settled=settled)
            return
        seen = self._under_way(stage.frame.pulses, area)
        if len(seen) <= FEW_PULSES:
            for axon, place, _x, _y in seen:
                paint_pulse(stage, axon, stage.frame.pulses[place])
            return
        with in_view_pixels(stage.painter):
            self._paint_sparks(stage, seen, camera)

    def _paint_sparks(self, stage: Stage, seen: Sequence[Seen], camera: Camera) -> None:
        scale, left, top = camera.scale, camera.x, camera.y
        sparks: dict[str, Spot] = {}
        for axon, _place, x, y in seen:
            spot = sparks.get(axon.colour)
            if spot is None:
                spot = sparks[axon.colour] = Spot(stage.painter, self._spark(stage, axon.colour))
            spot.blit((x - left) * scale, (y - top) * scale)

    def _spark(self, stage: Stage, colour: str) -> QPixmap:
        paint = partial(_paint_spark, stage, colour)
        return self._sprites.picture(("far spark", colour), _SPARK_REACH, paint)

    def _under_way(self, pulses: Sequence[Pulse], area: QRectF) -> list[Seen]:
        """Return the spikes in view, with where they are."""
        left, top, right, bottom = area.left(), area.top(), area.right(), area.bottom()
        found, axon_of, point = [], self._scene.axons_by_id(), self._point
        for place, (synapse, position) in enumerate(ways_of(pulses)):
            axon = axon_of(synapse)
            if axon is None:
                continue
            x, y = point(axon, round(min(1.0, max(0.0, position)) * (_TRACK_POINTS - 1)))
            if left <= x <= right and top <= y <= bottom:
                found.append((axon, place, x, y))
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


def _around(camera: Camera, size: QSizeF) -> QRectF:
    """The area in view, with all from which anything may reach into it."""
    return camera.visible(size).adjusted(-_HALO, -_HALO, _HALO, _HALO)


def _paint_carried(
    stage: Stage, place: DrawnElement, names: Sequence[Written], painter: QPainter
) -> None:
    """Paint the still part of an element around the origin."""
    painter.translate(-place.centre)
    here = replace(stage, painter=painter)
    paint_shape(here, place)
    for name in names:
        paint_name(here, place, name)


def _paint_mute(theme: Theme, look: MuteLook, painter: QPainter) -> None:
    paint_mark(painter, theme, look)


def _paint_spark(stage: Stage, colour: str, painter: QPainter) -> None:
    """Paint a spike at the origin, by the same hand as those that draw a trail."""
    spot = QPainterPath(QPointF())
    axon = Axon("", "", spot, Track(spot), colour)
    paint_pulse(Stage(painter, stage.theme, Detail.FAR), axon, Pulse("", 0.0))
