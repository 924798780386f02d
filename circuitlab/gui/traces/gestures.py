"""What the pointer does in the plot: pull the strips along, or draw a box to be looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsRectItem

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from circuitlab.gui.traces.strip import Strip
    from circuitlab.render.theme import Theme

NARROWEST = 8.0
"""Pixels that a box is wide or high at least where it means more than a line."""


@dataclass(slots=True)
class Press:
    """A button that went down: its place in the plot and in the widget, the keys held."""

    place: QPointF
    at: QPointF
    button: Qt.MouseButton
    modifiers: Qt.KeyboardModifier
    is_drag: bool = False


class Gesture(Protocol):
    """A drag under way; places are those of the plot."""

    def move(self, place: QPointF) -> None:
        """The pointer is there now."""

    def end(self, place: QPointF) -> None:
        """The button is let go."""

    def cancel(self) -> None:
        """Leave everything as it was."""


class Plot(Protocol):
    """What a gesture may look at in a plot, tell of it, and lay over it."""

    theme: Theme
    window_ms: float

    @property
    def grabbed(self) -> SignalInstance:
        """The strips are about to be pulled."""

    @property
    def pulled(self) -> SignalInstance:
        """They have been pulled so far, in ms of model time."""

    @property
    def boxed(self) -> SignalInstance:
        """A box was drawn: its times, its strip and the values in it."""

    @property
    def across(self) -> int:
        """Pixels from its left to its right edge."""

    @property
    def room(self) -> float:
        """Height of what is in view."""

    def time_at(self, x: float) -> float:
        """Return the model time at a place."""

    def strip_at(self, y: float) -> Strip | None:
        """Return the strip at a height."""

    def add_overlay(self, item: QGraphicsItem) -> None:
        """Lay something over the strips."""

    def remove_overlay(self, item: QGraphicsItem) -> None:
        """Take it away again."""


Taker = Callable[[Press], Gesture | None]


def is_far(press: Press, at: QPointF) -> bool:
    """Return whether the pointer has moved so far from a press that it is a drag."""
    return (at - press.at).manhattanLength() >= QApplication.startDragDistance()


def own_gesture(plot: Plot, press: Press) -> Gesture | None:
    """Return what the plot itself does: it boxes with the right button or Shift, else it pulls."""
    if press.button is Qt.MouseButton.RightButton or (
        press.button is Qt.MouseButton.LeftButton
        and press.modifiers & Qt.KeyboardModifier.ShiftModifier
    ):
        return Box(plot, press)
    if press.button in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
        return Pull(plot, press)
    return None


class Pull:
    """The strips move with the hand."""

    def __init__(self, plot: Plot, press: Press) -> None:
        self._plot, self._from = plot, press.place.x()
        plot.grabbed.emit()

    def move(self, place: QPointF) -> None:
        self._plot.pulled.emit(place.x() - self._from)

    def end(self, place: QPointF) -> None:
        self.move(place)

    def cancel(self) -> None:
        self._plot.pulled.emit(0.0)


class Box:
    """A rectangle that is drawn out: what lies in it is shown when the button is let go.

    One that stays flat asks for a stretch of time alone.
    """

    def __init__(self, plot: Plot, press: Press) -> None:
        self._plot, self._from = plot, press.place
        self._strip = plot.strip_at(press.place.y())
        self._frame = QGraphicsRectItem()
        accent = plot.theme.colour("accent")
        self._frame.setPen(pg.mkPen(plot.theme.line_of("accent"), width=1))
        accent.setAlphaF(0.12)
        self._frame.setBrush(accent)
        self._is_drawn = False

    def move(self, place: QPointF) -> None:
        if not self._is_drawn:
            self._plot.add_overlay(self._frame)
            self._is_drawn = True
        self._frame.setRect(self._box(place))

    def end(self, place: QPointF) -> None:
        self.cancel()
        plot, box = self._plot, self._box(place)
        if box.width() * plot.across < NARROWEST * plot.window_ms:
            return
        time = plot.time_at(box.left()), plot.time_at(box.right())
        strip = self._strip
        if strip is None or box.height() >= strip.height:
            plot.boxed.emit(time, None, None)
        else:
            bounds = strip.value_at(box.bottom()), strip.value_at(box.top())
            plot.boxed.emit(time, strip.key, bounds)

    def cancel(self) -> None:
        if self._is_drawn:
            self._plot.remove_overlay(self._frame)
            self._is_drawn = False

    def _box(self, place: QPointF) -> QRectF:
        """The rectangle up to a place, within its strip; all strips high where it is flat."""
        strip = self._strip
        top, bottom = (strip.top, strip.bottom) if strip is not None else (0.0, self._plot.room)
        x = max(-self._plot.window_ms, min(0.0, place.x()))
        y = max(top, min(bottom, place.y()))
        box = QRectF(self._from, QPointF(x, y)).normalized()
        if box.height() < NARROWEST:
            box.setTop(0.0)
            box.setBottom(self._plot.room)
        return box
