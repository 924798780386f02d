"""How one frame of the canvas is put together: still tiles, what lives, and marks on top."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPixmap

from circuitlab.catalog.words import Problem
from circuitlab.gui.canvas.gestures.context import Picture
from circuitlab.gui.canvas.gestures.region import paint_region
from circuitlab.gui.canvas.gestures.wire import paint_handle
from circuitlab.gui.canvas.layers import notices
from circuitlab.gui.canvas.layers.audience_words import foot_words
from circuitlab.gui.canvas.layers.closeup_layer import NearView
from circuitlab.gui.canvas.layers.guarded_layers import Layers
from circuitlab.gui.canvas.layers.lighting import Lighting
from circuitlab.gui.canvas.layers.lit_wires import paint_lit
from circuitlab.gui.canvas.layers.live_layer import LiveLayer
from circuitlab.gui.canvas.layers.readout import Readout
from circuitlab.gui.canvas.layers.still_tiles import TileCache
from circuitlab.model.backdrops import ON_LANES
from circuitlab.render.name_shapes import LARGEST
from circuitlab.render.paint_context import enlarged_at
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.canvas.controls.controls import Corners
    from circuitlab.gui.canvas.gestures.gesture import Gesture
    from circuitlab.gui.canvas.gestures.hover import Hover
    from circuitlab.gui.session import Session

REFINE_S, REFINE_BUSY_S, REFINE_COVERED_S = 0.006, 0.004, 0.001
"""Time that a frame may spend on tiles: at rest, in a gesture, and under a close view."""

PAINT_S, LEAST_S = 0.009, 0.001
"""Time that tiles and all else together should take, and what tiles get in any case."""

LOOKED_S = 0.001
"""Time to find out what is in view after which tiles wait for the next frame."""

_PACED, _SLOW_SHARE, _SLOW_MOST_S = 5, 0.1, 0.04
"""Frames by which their pace is told; share of the time between them, and the most of it."""


class Painted(Picture, Protocol):
    """A picture with what goes on over it."""

    @property
    def hover(self) -> Hover:
        """What the pointer is on."""

    @property
    def gesture(self) -> Gesture | None:
        """What the pointer does."""

    @property
    def said(self) -> tuple[Problem, QPointF] | None:
        """Why something is refused, and where in the view to say so."""

    @property
    def fault(self) -> str:
        """The element that a problem of the run is about, or an empty text."""

    @property
    def more_marks(self) -> Sequence[Callable[[QPainter], None]]:
        """What else is painted on top."""

    @property
    def corners(self) -> Corners:
        """What stands at the foot."""


class Painting:
    """Paints the frames of one canvas.

    Parameters
    ----------
    canvas : Painted

    Attributes
    ----------
    is_refined : bool
        Whether the last frame left no tile to be painted.
    """

    def __init__(self, canvas: Painted) -> None:
        self._canvas = canvas
        scene = canvas.scene
        self._tiles = TileCache(scene.paint_still, scene.paint_ground)
        self._live = LiveLayer(scene)
        self._near = NearView()
        self._layers = Layers()
        self._readout = Readout(canvas)
        self._lighting = Lighting(canvas)
        self.is_refined = False
        self._rest_s = 0.0
        self._painted_at: deque[float] = deque(maxlen=_PACED)
        self._size = canvas.view_size()
        self._tiles.set_world(scene.world())

    # ---- following

    def settle(self) -> None:
        """Paint tiles and sprites for the present magnification from now on."""
        ratio = self._canvas.devicePixelRatioF()
        self._tiles.set_scale(self._canvas.camera.scale * ratio, ratio)
        self._live.set_scale(self._canvas.camera.scale * ratio, ratio)

    def invalidate(self, areas: Iterable[QRectF], named: Collection[str] = ()) -> None:
        """Paint the still picture anew in these canvas rectangles, and where names stand.

        Parameters
        ----------
        named : collection of str
            Ids of what comes or goes with its name.
        """
        self._live.forget_carried()
        self._tiles.invalidate(areas)
        if named:
            names = self._canvas.scene.names
            self._tiles.invalidate_at(lambda zoom: names.boxes(named, enlarged_at(zoom)))
        self._tiles.set_world(self._canvas.scene.world())

    def clear(self) -> None:
        """Paint everything anew, as for another theme."""
        self._tiles.clear()
        self._live.clear()
        self._tiles.set_world(self._canvas.scene.world())

    def take_up(self, edited: Iterable[QRectF] | None) -> None:
        """Paint what has been drawn: an edit of these canvas rectangles; None: another circuit."""
        if edited is not None:
            self.invalidate(edited)
            return
        self._near = NearView()
        self._layers.mend()
        self.clear()

    def hit_near(self, view: QPointF) -> str:
        """Return what the close view shows at a view position; empty where it does not show."""
        return self._near.hit(self._canvas, view)

    def is_ready(self) -> bool:
        """Return whether all that is in view is painted and up to date."""
        canvas = self._canvas
        return self._tiles.is_ready(canvas.camera, canvas.view_size())

    def overview(self) -> QPixmap | None:
        """Return a small picture of the whole circuit, once there is one."""
        return self._tiles.overview()

    # ---- one frame

    def paint(self, painter: QPainter, *, refine: bool) -> bool:
        """Paint a frame; the painter is in view pixels.

        Parameters
        ----------
        refine : bool
            Whether to spend time on tiles that are missing or outdated.

        Returns
        -------
        bool
            Whether another frame is needed because something is missing in this one.
        """
        canvas, self._size = self._canvas, self._canvas.view_size()
        self._painted_at.append(time.perf_counter())
        synapse, share = self._near.fade(canvas), self._near.share
        if outdated := self._lighting.follow():
            self._tiles.invalidate(outdated)
        self._follow_names()
        layers = self._layers
        synapse = synapse if layers.works("near") else ""
        more = refine and self._refine()
        self.is_refined = refine and not more
        begun, is_behind = time.perf_counter(), False
        if not synapse or share < 1.0:
            layers.paint("picture", painter, self._picture, painter)
            layers.paint("lighting", painter, self._light, painter, refine)
            layers.paint("marks", painter, self._marks, painter)
            is_behind = self._live.lacks_pictures
        if synapse:
            layers.paint("near", painter, self._from_near, painter, synapse, share)
            is_behind |= self._near.is_behind(canvas.session.live)
        layers.paint("refusal", painter, self._refusal, painter, canvas.said)
        self._rest_s = time.perf_counter() - begun
        return more or is_behind

    def _follow_names(self) -> None:
        """Paint anew where an edit has made names come, go, or change, unless none is written."""
        if enlarged_at(self._canvas.camera.scale) > LARGEST:
            return
        before = self._canvas.scene.names_before()
        if before is not None:
            self._tiles.invalidate_at(lambda zoom: before.areas(enlarged_at(zoom)))

    def _from_near(self, painter: QPainter, synapse: str, share: float) -> None:
        painter.setOpacity(share)
        self._near.paint(painter, self._canvas, synapse)
        painter.setOpacity(1.0)

    def _refine(self) -> bool:
        """Spend time on tiles; little of it in a frame that has to find out what is in view."""
        begun, camera = time.perf_counter(), self._canvas.camera
        self._live.look(camera, self._size)
        is_long = time.perf_counter() - begun > LOOKED_S
        budget_s = LEAST_S if is_long else self._budget()
        return self._tiles.refine(camera, self._size, budget_s)

    def _budget(self) -> float:
        """Return the time for tiles: the less, the longer the rest of the last frame took."""
        if self._near.share == 1.0:
            return REFINE_COVERED_S
        most = REFINE_S if self._canvas.gesture is None else REFINE_BUSY_S
        return max(LEAST_S, min(most, PAINT_S - self._rest_s), self._share_of_slow_frames())

    def _share_of_slow_frames(self) -> float:
        """Return a share of the time between frames where they come rarely, as on a busy machine.

        Tiles would take minutes there, and cost next to nothing of what the frames take anyway. A
        rest between frames is none that they need: the shortest of some counts.
        """
        times = list(self._painted_at)
        if len(times) < _PACED:
            return 0.0
        shortest = min(after - before for before, after in pairwise(times))
        return min(_SLOW_MOST_S, _SLOW_SHARE * shortest)

    def paint_still(self, painter: QPainter) -> None:
        """Paint what there is of the still picture, and find nothing out."""
        self._tiles.draw(painter, self._canvas.camera, self._canvas.view_size())

    def _picture(self, painter: QPainter) -> None:
        canvas = self._canvas
        self._tiles.draw(painter, canvas.camera, self._size)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.save()
        painter.setTransform(canvas.camera.transform(), combine=True)
        lifted = canvas.scene.lifted
        if lifted is not None:
            self._live.paint_lifted(painter, canvas.camera, lifted)
        self._live.paint(painter, canvas.camera, self._size, canvas.session.live)
        self._live.paint_values(painter, canvas.camera, canvas.session.live)
        painter.restore()

    def _light(self, painter: QPainter, settled: bool) -> None:
        self._lighting.paint(painter, settled=settled)

    def _marks(self, painter: QPainter) -> None:
        canvas, camera, theme = self._canvas, self._canvas.camera, self._canvas.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if canvas.scene.backdrop == ON_LANES:
            notices.paint_headings(painter, camera, self._size, theme, canvas.devicePixelRatioF())
        if canvas.is_for_audience:
            self._fault(painter)
            self._foot(painter)
            return
        if canvas.hover.region is not None and canvas.gesture is None:
            paint_region(painter, canvas, canvas.hover.region)
        ratio = canvas.devicePixelRatioF()
        paint_lit(painter, canvas, canvas.hover.wires, gripped=canvas.gesture is None)
        for id in canvas.selection:
            place = canvas.scene.place(id)
            if place is not None:
                notices.paint_selection(painter, camera, place, theme, ratio)
        self._fault(painter)
        if canvas.gesture is not None:
            canvas.gesture.paint(painter)
        else:
            self._handle(painter)
            self._corner(painter)

    def _fault(self, painter: QPainter) -> None:
        canvas = self._canvas
        fault = canvas.scene.place(canvas.fault)
        if fault is not None:
            notices.paint_fault(painter, canvas.camera, fault, canvas.theme)
        for mark in canvas.more_marks:
            mark(painter)

    def _handle(self, painter: QPainter) -> None:
        hover = self._canvas.hover
        at = hover.handle()
        if at is not None:
            paint_handle(painter, at, self._canvas.theme, hot=hover.on_handle(hover.at.view))

    def _corner(self, painter: QPainter) -> None:
        canvas, hover = self._canvas, self._canvas.hover
        place, wire = canvas.scene.place(hover.id), hover.wires.wire
        if place is not None:
            self._readout.paint(painter, place)
        elif wire is not None and (line := canvas.scene.line(wire)) is not None:
            self._readout.paint_wire(painter, wire, line)
        else:
            self._foot(painter)

    def _foot(self, painter: QPainter) -> None:
        canvas, session = self._canvas, self._canvas.session
        size, theme = self._size, canvas.theme
        if session.engine.compiles and canvas.document.circuit.elements:
            above = None if canvas.is_for_audience else size
            words, part = compiling_words(session), session.engine.compiling.part
            notices.paint_progress(painter, canvas.corners.line_room(), above, theme, words, part)
        elif session.engine.builds:
            pass  # what lies at the foot says how far that is
        elif canvas.document.circuit.elements:
            words = foot_words(canvas)
            ratio = canvas.devicePixelRatioF()
            notices.paint_foot(painter, canvas.corners.line_room(), theme, words, ratio)
        elif not canvas.is_for_audience:
            notices.paint_welcome(painter, size, theme)

    def _refusal(self, painter: QPainter, said: tuple[Problem, QPointF] | None) -> None:
        if said is not None:
            size, theme = self._canvas.view_size(), self._canvas.theme
            notices.paint_refusal(painter, said[0], said[1], size, theme)


def compiling_words(session: Session) -> str:
    """Say what everybody waits for, and how long once that can be told."""
    words = _("Compiling this circuit's equations, once on this computer")
    left_s = session.engine.compiling.left_s
    if left_s is None:
        return words
    return words + _(" · about {seconds:.0f} s").format(seconds=max(1.0, left_s))
