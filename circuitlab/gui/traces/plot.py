"""The plot of the traces: a pyqtgraph plot whose strips lie one above the other on one time axis.

What others may build on:

- **Places.** x is the time in ms before (negative) the right edge, so that it stands still while
  the strips flow; y is in logical pixels from the upper edge, downwards. `x_of` and `time_at` turn
  model times into x and back, `place_of` a position of the pointer into (x, y), `strip_at` says
  which strip lies under a y, and a :class:`~circuitlab.gui.traces.strip.Strip` turns its values
  into y and back (`y_of`, `value_at`; both take arrays).
- **Data.** ``strip.course.samples(start_ms, end_ms)`` are times and values of every step that was
  recorded, ``strip.course.spikes(start_ms, end_ms)`` times and cells.
- **Overlays.** `add_overlay` puts an item in front of the strips, in the places above (a
  ``pg.InfiniteLine`` at ``x_of(time_ms)``, a ``pg.PlotCurveItem``); on `shown` (every frame), on
  `arranged` (strips came, went, moved or were scaled) and on `dressed` (another theme) it is to be
  set anew.
- **The pointer.** A *taker* in `takers` is asked at every press, in its order, before the plot
  itself: ``taker(press) -> Gesture | None``. `clicked` tells of a press that was no drag,
  `hovered` and `left` of the pointer without a button.
- **The window.** `right_ms`, `window_ms` are what is shown; `zero_ms` is the time that the axis
  calls 0 (None for the beginning of the run).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QGraphicsView, QSizePolicy

from circuitlab.gui.faults import paints
from circuitlab.gui.traces.axes import EventAxis, TimeAxis, ValueAxis
from circuitlab.gui.traces.bars import paint_bars
from circuitlab.gui.traces.before import Before, last_change
from circuitlab.gui.traces.event_lines import EventLines
from circuitlab.gui.traces.gestures import Gesture, Press, Taker, is_far, own_gesture
from circuitlab.gui.traces.magnified_plot import MagnifiedPlot
from circuitlab.gui.traces.strip import Strip, strip_at
from circuitlab.gui.traces.tiles import ACROSS, Scale, TraceTiles
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from circuitlab.playback.run_event import Event
    from circuitlab.render.theme import Theme

STEP = 120.0
"""What the wheel turns by in one notch."""
BEHIND, BEFORE = -10, 10  # order of strips and what lies over them


class Rows(pg.GraphicsObject):  # type: ignore[misc]
    """The strips in view, put together from kept pictures."""

    def __init__(self, plot: TracePlot) -> None:
        super().__init__()
        self._plot, self._tiles, self._before = plot, TraceTiles(), Before()
        self.setZValue(BEHIND)

    def viewTransformChanged(self) -> None:
        super().viewTransformChanged()
        self.prepareGeometryChange()

    def boundingRect(self) -> QRectF:
        return QRectF(self.viewRect())

    @paints
    def paint(self, painter: QPainter, _option: Any, _widget: Any = None) -> None:
        view, plot = self.getViewBox(), self._plot
        box = view.mapRectToScene(view.rect())
        scale, left, across = plot.scale, plot.left_bucket, plot.across
        numbers = range(left // ACROSS, (left + across - 1) // ACROSS + 1)
        painter.save()
        plot.upright(painter)
        painter.fillRect(box, plot.theme.colour("paper"))
        painter.setClipRect(box)
        for strip in plot.in_view:
            pictures = self._tiles.tiles(numbers, strip, scale, plot.theme)
            for number, picture in zip(numbers, pictures, strict=True):
                x = box.left() + (number * ACROSS - left) / scale.ratio
                painter.drawPixmap(QPointF(x, box.top() + strip.top), picture)
            self._paint_over(painter, strip, box)
        painter.restore()

    def _paint_over(self, painter: QPainter, strip: Strip, box: QRectF) -> None:
        """Paint what is no part of the pictures: bars, and what was before a change."""
        plot = self._plot
        end_ms = plot.time_at(0.0)
        part = QRectF(box.left(), box.top() + strip.top, box.width(), strip.height)

        def x_at(time_ms: Any) -> Any:
            return box.right() + plot.x_of(time_ms) * box.width() / plot.window_ms

        window = end_ms - plot.window_ms, end_ms
        if strip.row.is_bars:
            paint_bars(painter, strip, part, window, x_at, plot.theme)
        elif (change := last_change(plot.event_axis.events, end_ms)) is not None:
            self._before.paint(painter, strip, part, change, window, x_at, plot.theme)

    def keep_only(self, strips: Sequence[Strip]) -> None:
        """Forget the pictures of all others."""
        self._tiles.keep_only(strips)


class TracePlot(MagnifiedPlot):
    """Strips one above the other, on a time axis that ends at the right edge.

    Everything moves by whole pixels, so that lines stay as sharp as they were drawn.

    Attributes
    ----------
    strips : tuple of Strip
        All strips, the uppermost first; those that are scrolled out lie beyond the edges.
    given, shows
        The strips with all that others have laid into them, and what it shows of one.
    shown, arranged, dressed : Signal()
        Another stretch of time, other strips or other places, another theme.
    resized : Signal()
        There is more or less room.
    clicked : Signal(QPointF, object)
        A place was clicked, with which keys held.
    hovered : Signal(QPointF)
        The pointer is at a place, no button held.
    left : Signal()
        It is over the plot no more.
    grabbed : Signal()
        The pointer takes hold of the strips.
    pulled : Signal(float)
        It pulls them: by how much model time, to the right, since it took hold.
    time_zoomed : Signal(float, float)
        To show so many times as much time, about a time (ms).
    values_zoomed : Signal(object, float, float)
        To show so many times as much of a strip's values, about a value.
    boxed : Signal(object, object, object)
        To show this: (start, end) in ms; the key of a strip or None, and its bounds.
    automatic_wanted : Signal(object)
        To go back to what fits by itself, in the strip with this key; None for the time.
    menu_wanted : Signal(QPoint, object)
        What can be done here, at this place of the screen, with the strip of this key.
    scrolled : Signal(float)
        To move the strips up by so many pixels.
    """

    shown = Signal()
    arranged = Signal()
    dressed = Signal()
    resized = Signal()
    clicked = Signal(QPointF, object)
    hovered = Signal(QPointF)
    left = Signal()
    grabbed = Signal()
    pulled = Signal(float)
    time_zoomed = Signal(float, float)
    values_zoomed = Signal(object, float, float)
    boxed = Signal(object, object, object)
    automatic_wanted = Signal(object)
    menu_wanted = Signal(QPoint, object)
    scrolled = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.time_axis, self.value_axis = TimeAxis(theme), ValueAxis(theme)
        self.event_axis = EventAxis(theme)
        axes = {"left": self.value_axis, "bottom": self.time_axis, "top": self.event_axis}
        super().__init__(parent, background=theme.colour("paper"), axisItems=axes)
        self.theme = theme
        self.strips: tuple[Strip, ...] = ()
        self.given: tuple[Strip, ...] = ()
        self.shows: Callable[[Strip], Strip] = lambda strip: strip
        self.in_view: tuple[Strip, ...] = ()
        self.right_ms, self.window_ms, self._edge_ms = 0.0, 1000.0, 0.0
        self.takers: list[Taker] = []
        self._lines = EventLines(self)
        self._gesture: Gesture | None = None
        self._press: Press | None = None
        self._rows = Rows(self)
        self._arrange()

    # ---- places

    @property
    def scale(self) -> Scale:
        """How time is drawn."""
        return Scale(self.window_ms / self.across, self.devicePixelRatioF())

    @property
    def across(self) -> int:
        """Width of the strips in pixels of the screen."""
        wide: float = self.plotItem.vb.width() * self.devicePixelRatioF()
        return max(1, round(wide))

    @property
    def left_bucket(self) -> int:
        """The bucket of time at the left edge."""
        here: float = self.right_ms / self.scale.bucket_ms
        return round(here) - self.across

    @property
    def room(self) -> float:
        """Height for strips, in pixels."""
        return float(self.plotItem.vb.height())

    @property
    def zero_ms(self) -> float | None:
        """The time that the axis calls 0; None for the beginning of the run."""
        return self.time_axis.zero_ms

    @zero_ms.setter
    def zero_ms(self, time_ms: float | None) -> None:
        self.time_axis.zero_ms = time_ms
        self.viewport().update()

    def x_of(self, time_ms: float) -> float:
        """Return the x at which a time lies; arrays are taken too."""
        return time_ms - self._edge_ms

    def time_at(self, x: float) -> float:
        """Return the time that lies at an x."""
        return x + self._edge_ms

    def place_of(self, at: QPointF) -> QPointF:
        """Return where a position of the pointer, in this widget, lies in the plot."""
        return QPointF(self.plotItem.vb.mapSceneToView(self.mapToScene(at.toPoint())))

    def strip_at(self, y: float) -> Strip | None:
        """Return the strip under a y."""
        return strip_at(self.strips, y)

    def _settle(self) -> None:
        """Note the time at the right edge: that of a pixel, so that everything moves by pixels."""
        bucket_ms = self.window_ms / self.across
        self._edge_ms = round(self.right_ms / bucket_ms) * bucket_ms

    # ---- showing

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.theme = theme
        for axis in (self.time_axis, self.value_axis, self.event_axis):
            axis.theme = theme
        self.setBackground(theme.colour("paper"))
        self.dressed.emit()
        self.viewport().update()

    def set_strips(self, strips: Sequence[Strip]) -> None:
        """Show these, as far as `shows` leaves them."""
        self.given, before = tuple(strips), self.strips
        self.strips = tuple(map(self.shows, strips))
        if self.strips == before:
            return
        self.in_view = tuple(s for s in self.strips if s.bottom > 0.0 and s.top < self.room)
        self.value_axis.strips = self.in_view
        self._rows.keep_only(self.in_view)
        self.arranged.emit()
        self.viewport().update()

    def show_window(self, right_ms: float, window_ms: float, events: Sequence[Event] = ()) -> None:
        """Show the window of model time that ends at `right_ms`, with a line at each event."""
        before = self._edge_ms, self.window_ms, self.event_axis.events
        if window_ms != self.window_ms:
            self.plotItem.setXRange(-window_ms, 0, padding=0)
        self.right_ms, self.window_ms = right_ms, window_ms
        self._settle()
        for axis in (self.time_axis, self.event_axis):
            axis.right_ms, axis.window_ms = self._edge_ms, window_ms
        self.event_axis.events = events
        self._lines.events = events
        self.shown.emit()
        self.show_anew(has_moved=before != (self._edge_ms, window_ms, events))

    def add_overlay(self, item: Any) -> None:
        """Put an item of pyqtgraph in front of the strips."""
        if item.zValue() <= BEHIND:
            item.setZValue(BEFORE)
        self.plotItem.addItem(item, ignoreBounds=True)

    def remove_overlay(self, item: Any) -> None:
        """Take an item away again."""
        self.plotItem.removeItem(item)

    def _arrange(self) -> None:
        plot = self.plotItem
        plot.hideButtons()
        plot.setMenuEnabled(False)
        for side in ("left", "bottom", "top"):
            plot.showAxis(side)
        plot.layout.setContentsMargins(0, 0, 0, 0)
        plot.layout.setSpacing(0)
        plot.disableAutoRange()
        plot.vb.setDefaultPadding(0.0)
        plot.vb.invertY(True)
        plot.vb.setMouseEnabled(False, False)
        plot.vb.setBorder(None)
        plot.setXRange(-self.window_ms, 0, padding=0)
        plot.addItem(self._rows, ignoreBounds=True)
        self.add_overlay(self._lines)
        plot.vb.sigResized.connect(self._fit)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setMinimumSize(0, 0)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Plot of the traces"))

    def _fit(self) -> None:
        """A pixel is a unit of y."""
        self.plotItem.setYRange(0.0, max(1.0, self.room), padding=0)
        self._settle()
        self.resized.emit()

    # ---- the pointer

    def key_under(self, at: QPointF) -> Any:
        """Return the key of the strip under the pointer, beside it at the axis too; or None."""
        strip = self.strip_at(self.place_of(at).y())
        return strip.key if strip is not None else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at = event.position()
        press = Press(self.place_of(at), at, event.button(), event.modifiers())
        self._press = press
        taken = (gesture for taker in self.takers if (gesture := taker(press)) is not None)
        self._gesture = next(taken, None) or own_gesture(self, press)
        if event.button() is Qt.MouseButton.LeftButton:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._press is None or not event.buttons():
            self.hovered.emit(self.place_of(at))
        elif self._gesture is not None and (self._press.is_drag or is_far(self._press, at)):
            self._press.is_drag = True
            self._gesture.move(self.place_of(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture, press = self._gesture, self._press
        self._gesture = self._press = None
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        if press is None:
            return
        place = self.place_of(event.position())
        if press.is_drag and gesture is not None:
            gesture.end(place)
        elif press.button is Qt.MouseButton.RightButton:
            where = event.globalPosition().toPoint()
            self.menu_wanted.emit(where, self.key_under(event.position()))
        elif press.button is Qt.MouseButton.LeftButton:
            self.clicked.emit(place, press.modifiers)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.automatic_wanted.emit(self.key_under(event.position()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The keyboard asks; a right click comes as a release."""
        if event.reason() == event.Reason.Keyboard:
            self.menu_wanted.emit(event.globalPos(), None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        if not turned:
            return
        place, key = self.place_of(event.position()), self.key_under(event.position())
        factor = 1.25 ** (-turned / STEP)
        held = event.modifiers()
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        strip = self.strip_at(place.y())
        if held & Qt.KeyboardModifier.AltModifier:
            self.scrolled.emit(-turned / STEP * 40.0)
        elif strip is not None and (held & keys or place.x() < -self.window_ms):
            self.values_zoomed.emit(key, factor, strip.value_at(place.y()))
        else:
            self.time_zoomed.emit(factor, self.time_at(min(0.0, place.x())))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    def cancel_gesture(self) -> bool:
        """Give up the gesture under way; whether there was one."""
        gesture, self._gesture = self._gesture, None
        if gesture is None or self._press is None or not self._press.is_drag:
            return False
        gesture.cancel()
        return True

    def keyPressEvent(self, event: Any) -> None:
        if not (event.key() == Qt.Key.Key_Escape and self.cancel_gesture()):
            event.ignore()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self.viewport().update()
