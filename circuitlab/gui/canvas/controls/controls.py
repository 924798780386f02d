"""What stands at the foot of the canvas: the zoom control, the map, and a sign of the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF
from PySide6.QtWidgets import QWidget

from circuitlab.gui.canvas.controls.build_sign import BuildSign
from circuitlab.gui.canvas.controls.button_bar import HEIGHT
from circuitlab.gui.canvas.controls.look_back_sign import PastSign
from circuitlab.gui.canvas.controls.minimap import Minimap
from circuitlab.gui.canvas.controls.zoom_control import ZoomControl
from circuitlab.gui.canvas.layers.closeup_layer import FROM, synapse_in_view
from circuitlab.gui.pins.pin_board import PinBoard
from circuitlab.render.bodies import GATE
from circuitlab.render.labels import enlarged_box
from circuitlab.render.name_shapes import SURE_UP_TO
from circuitlab.render.paint_context import enlarged_at

if TYPE_CHECKING:
    from circuitlab.gui.canvas.gestures.context import Canvas
    from circuitlab.render.drawn import DrawnElement
    from circuitlab.render.theme import Theme

MARGIN, GAP = 14, 8
ROOM_FOR_MAP, BESIDE_CARD = 640, 420
"""Width of the canvas, and of what a card leaves of it, from which on the map covers little."""


class Corners:
    """The zoom control at the left, the map at the right, and what says that the past is shown.

    The map gives way to a synapse that is seen from near, of which it would cover a part, and to
    what somebody is shown.

    Parameters
    ----------
    canvas : Canvas
        Whose camera they show and move.
    on : QWidget
        What they lie on.

    Attributes
    ----------
    has_map : bool
        Whether the map shows where there is room for it.
    pins : PinBoard
        The circuit's pins, which keep off all of this.
    stretch : tuple of float, optional
        From where to where along the foot, in view pixels, the words on the run lie.
    """

    def __init__(self, canvas: Canvas, on: QWidget) -> None:
        self._canvas = canvas
        self._zoom = ZoomControl(canvas.theme, on)
        self.map = Minimap(canvas.theme, on)
        self.has_map = True
        self._is_bare, self._on = False, on
        self._cards: list[QWidget] = []
        self.stretch: tuple[float, float] | None = None
        self._looked: tuple[object, ...] = ()
        self._shown_with = False, False
        self._past = PastSign(canvas.session, canvas.theme, on)
        self._building = BuildSign(canvas.session, canvas.theme, on)
        canvas.session.engine.status_changed.connect(lambda _status: self._follow_building())
        self.pins = PinBoard(canvas, on, self.covers, self._foot_on_widget)
        self._zoom.zoomed.connect(canvas.zoom_by)
        self._zoom.fitted.connect(canvas.fit)
        self._zoom.actual_size.connect(lambda: canvas.zoom_by(1.0 / canvas.camera.scale))
        self.map.wanted.connect(canvas.centre_on)
        for lying in (self._zoom, self.map, self._past, self._building):
            lying.entered.connect(canvas.forget_pointer)

    def follow(self) -> None:
        """Show where the camera is now, and whether it sees the past."""
        canvas, session = self._canvas, self._canvas.session
        if not canvas.scene.is_whole:
            self._zoom.show_scale(canvas.camera.scale)
            self.map.hide()
            self._looked = ()
            return
        watched = canvas.session.pathways.watched
        looks = canvas.camera, canvas.view_size(), canvas.scene.arranged, watched
        if looks != self._looked or self._shown_with != (self._is_bare, self.has_map):
            self._looked, self._shown_with = looks, (self._is_bare, self.has_map)
            self._zoom.show_scale(canvas.camera.scale)
            self.map.setVisible(self._shows_map)
            self.map.show_visible(canvas.camera.visible(canvas.view_size()))
        if session.engine.builds or not self._building.isHidden():
            self._follow_building()
        if session.ago_ms > 0.0 or not self._past.isHidden():
            self._follow_past()
        self.pins.follow()

    def _follow_past(self) -> None:
        before = self._past.width()
        self._past.follow()
        if self._is_bare:
            self._past.hide()
        if self._past.width() != before:
            self._place_past()

    def _follow_building(self) -> None:
        self._building.follow()
        if self._building.isVisible():
            self._lay_at_foot(self._building)

    def show_map(self, shown: bool) -> None:
        """Show the map where there is room for it, or never."""
        self.has_map = shown
        self.place()

    def show_to_audience(self, shown: bool) -> None:
        """Leave out what moves the picture, or show it again."""
        self._is_bare = shown
        self._zoom.setVisible(not shown)
        self.pins.set_editable(not shown)
        self.place()
        self.follow()

    @property
    def _shows_map(self) -> bool:
        canvas = self._canvas
        wide = canvas.size().width()
        if wide < ROOM_FOR_MAP or (self.taken and wide - self.taken < BESIDE_CARD):
            return False
        if self._is_bare or not self.has_map:
            return False
        if not canvas.scene.is_whole or self._map_hides():
            return False
        is_close = canvas.camera.scale >= FROM
        return not (is_close and synapse_in_view(canvas.scene, canvas.camera, canvas.view_size()))

    def _map_hides(self) -> bool:
        """Whether the map would hide what is shown, or a part of a circuit wholly in view."""
        canvas = self._canvas
        camera, size = canvas.camera, canvas.view_size()
        seen, margin = camera.visible(size), MARGIN / camera.scale
        corner = QRectF(QPointF(), self.map.size().toSizeF() / camera.scale)
        corner.moveBottomRight(seen.bottomRight() - QPointF(margin, margin))
        hidden = canvas.scene.visible(corner)
        is_shown = not set(hidden).isdisjoint(canvas.session.pathways.watched)
        if is_shown or not hidden:
            return is_shown
        return seen.contains(canvas.scene.bounds(enlarged_at(camera.scale)))

    def place(self) -> None:
        """Keep to the corners of a canvas that has another size."""
        size, zoom, chart = self._canvas.size(), self._zoom, self.map
        chart.setVisible(self._shows_map)
        zoom.move(MARGIN, size.height() - zoom.height() - MARGIN)
        chart.move(size.width() - chart.width() - MARGIN, size.height() - chart.height() - MARGIN)
        self._place_past()
        self.pins.outdate()

    def covers(self, room: QRect) -> int:
        """How many parts of the circuit, names and wires a rectangle of the widget lies on."""
        camera, scene, times = self._canvas.camera, self._canvas.scene, self._canvas.times
        if not scene.is_whole:
            return 0
        corner = camera.to_scene(QPointF(room.topLeft()) / times)
        area = QRectF(corner, QSizeF(room.size()) / (camera.scale * times))
        larger = enlarged_at(camera.scale)
        places = [scene.geometry.places[id] for id in scene.visible(area)]
        parts = sum(place.outline.intersects(area.translated(-place.centre)) for place in places)
        parts += sum(_writes_on(place, area, larger) for place in places)
        names = sum(1 for _name in scene.names.inside(area, larger))
        wires = (how.path for _wire, how in scene.wires_near(area))
        return parts + names + sum(path.intersects(area) for path in wires)

    def _foot_on_widget(self) -> QRectF:
        """Return the room at the foot in pixels of the widget."""
        foot, times = self.foot(), self._canvas.times
        return QRectF(foot.topLeft() * times, foot.size() * times)

    def keep_off(self, card: QWidget) -> None:
        """Lay nothing under this card, while it lies at the left of the foot."""
        self._cards.append(card)

    @property
    def taken(self) -> float:
        """View pixels at the left of the foot that cards take."""
        lying = (each for each in self._cards if each.parentWidget() is self._on)
        ends = (each.geometry().right() + 1 for each in lying if not each.isHidden())
        return max(ends, default=0) / self._canvas.times

    def between(self) -> tuple[int, int]:
        """Return where the room at the foot begins and ends that neither takes."""
        wide = self._canvas.size().width()
        chart = self.map.width() + MARGIN if self._shows_map else MARGIN
        zoom = MARGIN if self._is_bare else self._zoom.geometry().right()
        return round(max(zoom, self.taken)) + GAP, wide - chart - GAP

    def foot(self) -> QRectF:
        """Return that room, as high as what lies beside it."""
        left, right = self.between()
        bottom = self._canvas.size().height() - MARGIN
        return QRectF(left, bottom - HEIGHT, right - left, HEIGHT)

    def line_room(self) -> QRectF:
        """Return the part of it where the words on the run lie."""
        foot = self.foot()
        if self.stretch is None:
            return foot
        left, right = self.stretch
        return QRectF(left, foot.top(), right - left, foot.height())

    def _place_past(self) -> None:
        self._lay_at_foot(self._past)

    def _lay_at_foot(self, sign: QWidget) -> None:
        """In the middle of the foot, or above the zoom control where there is no room beside it."""
        size, zoom = self._canvas.size(), self._zoom.geometry()
        left, right = self.between()
        y = size.height() - sign.height() - MARGIN
        if sign.width() > right - left:
            left, right, y = 0, size.width(), y - zoom.height() - GAP
        sign.move((left + right - sign.width()) // 2, y)

    def set_theme(self, theme: Theme) -> None:
        """Wear the colours of a theme."""
        self._zoom.set_theme(theme)
        self._past.set_theme(theme)
        self._building.set_theme(theme)
        self.map.set_theme(theme)
        self.map.outdate()
        self.pins.set_theme(theme)


def _writes_on(place: DrawnElement, area: QRectF, larger: float) -> bool:
    """Whether a receptor's scale or what else stands with its name may come to lie in an area."""
    if place.glyph != GATE or larger > SURE_UP_TO:
        return False
    return enlarged_box(place.label, larger).translated(place.centre).intersects(area)
