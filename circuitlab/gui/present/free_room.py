"""Where on the picture there is room for what lies over it: off the circuit, once that stands."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtWidgets import QWidget

from circuitlab.gui.canvas.layers.audience_words import foot_words
from circuitlab.gui.canvas.layers.notices import foot_width
from circuitlab.gui.canvas.least_covering import least_covering

if TYPE_CHECKING:
    from circuitlab.gui.canvas.magnified import Magnified
    from circuitlab.gui.present.read_out import ReadOut

LOOK_MS = 200
"""Time for which a picture that is being moved stands still before anything finds its place."""
MARGIN, TOP, STEP = 12.0, 42.0, 24.0
"""View pixels beside what lies there, above it, and from one place that is tried to the next."""
SPARE = 16.0
"""View pixels that the words on the run have more than they need."""


class FreeRoom(QObject):
    """Keeps a read-out and the words on the run off the circuit.

    What moves with every picture would be restless: both stay while the camera moves, and where
    they are while they cover nothing there.

    Parameters
    ----------
    canvas : Magnified
    read_out : ReadOut
    """

    def __init__(self, canvas: Magnified, read_out: ReadOut, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas, self._read_out = canvas, read_out
        self._seen: object = None
        self._placed: object = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        read_out.resized.connect(self.place)
        canvas.installEventFilter(self)

    def begin(self) -> None:
        """Find places from now on."""
        self._timer.start()
        self.place()

    def end(self) -> None:
        """Find them no more; the words on the run lie where they always do."""
        self._timer.stop()
        self._canvas.corners.stretch = None

    def look(self) -> None:
        """Find places anew where something has come to lie elsewhere, and now stands still."""
        now = self._surroundings()
        if now == self._seen and now != self._placed:
            self.place()
        self._seen = now

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._timer.isActive():
            self.place()
        return False

    def place(self) -> None:
        """Put all in a place that is free."""
        canvas, corners = self._canvas, self._canvas.corners
        was, corners.stretch = corners.line_room(), None
        foot, wide = corners.foot(), self._line_width()
        at = foot.left() + 0.5 * (foot.width() - wide), was.center().x() - 0.5 * wide
        tried = (_scaled(room, canvas.times) for room in _along(foot, wide, at))
        best = least_covering(tried, (), corners.covers)
        if best is not None:
            corners.stretch = (best.left() / canvas.times, best.right() / canvas.times)
        if not self._read_out.isHidden():
            self._place_read_out(_scaled(corners.line_room(), canvas.times))
        self._placed = self._surroundings()
        canvas.update()

    def _line_width(self) -> float:
        """How many view pixels the words on the run take."""
        return STEP * math.ceil((foot_width(foot_words(self._canvas)) + SPARE) / STEP)

    def _place_read_out(self, line: QRect) -> None:
        canvas, box = self._canvas, self._read_out
        tried = _over(canvas.rect(), box.geometry(), canvas.times)
        best = least_covering(tried, [line, *self._lying()], canvas.corners.covers)
        if best is not None:
            box.move(best.topLeft())

    def _lying(self) -> list[QRect]:
        """Where other things lie on the canvas."""
        kind = Qt.FindChildOption.FindDirectChildrenOnly
        there = self._canvas.findChildren(QWidget, options=kind)
        return [
            each.geometry() for each in there if not each.isHidden() and each is not self._read_out
        ]

    def _surroundings(self) -> object:
        canvas = self._canvas
        lying = [room.getRect() for room in self._lying()]
        said = (self._read_out.isHidden(), self._read_out.size().toTuple())
        size = (canvas.width(), canvas.height(), canvas.times)
        foot = (canvas.corners.taken, self._line_width())
        return (canvas.camera, canvas.scene.version, size, said, foot, lying)


def _along(foot: QRectF, wide: float, first: Iterable[float]) -> Iterator[QRectF]:
    """Yield rooms of a width along the foot of a view: those that begin at `first`, then all."""
    last = foot.right() - wide
    for left in (*first, *np.arange(foot.left(), last, STEP).tolist(), last):
        if foot.left() <= left <= last:
            yield QRectF(left, foot.top(), wide, foot.height())


def _over(on: QRect, box: QRect, times: float) -> Iterator[QRect]:
    """Yield rooms for a box: at the top right, where it is, down that side, then all others."""
    margin, top, step = round(MARGIN * times), round(TOP * times), max(8, round(STEP * times))
    size: QSize = box.size()
    right, bottom = on.width() - size.width() - margin, on.height() - size.height() - margin
    yield QRect(QPoint(right, top), size)
    if on.contains(box.adjusted(-margin, -margin, margin, margin)):
        yield box
    for x in range(right, margin - 1, -step):
        for y in range(top, bottom + 1, step // 2):
            yield QRect(QPoint(x, y), size)


def _scaled(room: QRectF, times: float) -> QRect:
    return QRectF(room.topLeft() * times, room.size() * times).toRect()
