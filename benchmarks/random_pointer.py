"""A pointer and a keyboard that use any widget at random."""

from __future__ import annotations

import random
from collections import deque

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)
from shiboken6 import isValid

REMEMBERED = 12
"""What was done last, to be told with what failed."""
TEXTS = (
    *("", "0", "-1", "1e9", "46 °C", "5 nS", "abc", "nan", "inf", "1e-320", "½", "1,5", "day 2"),
    *("a" * 300, "<b>bold</b>", "{0}", "%s", "\u202e", "\N{GRINNING FACE}", "1, 2, 3", "fi", "ke"),
)
MODIFIERS = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class RandomPointer:
    """Uses widgets, and notes which.

    Parameters
    ----------
    seed : the same one does the same things
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._last: deque[str] = deque(maxlen=REMEMBERED)

    def _note(self, what: str) -> None:
        self._last.append(what)

    def _use(self, within: QWidget) -> None:
        found = [
            each
            for kind in (QAbstractButton, QComboBox, QAbstractSlider, QAbstractSpinBox, QLineEdit)
            for each in within.findChildren(kind)
            if each.isVisible() and each.isEnabled()
        ]
        found += [each for each in within.findChildren(QAbstractItemView) if each.isVisible()]
        if found:
            self._use_one(self._random.choice(found))

    def _use_one(self, widget: QWidget) -> None:
        self._note(f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()}")
        match widget:
            case QAbstractButton():
                self._note(widget.text())
                widget.click()
            case QComboBox():
                index = self._random.randrange(max(1, widget.count()))
                widget.setCurrentIndex(index)
                widget.activated.emit(index)  # as it does where somebody chooses
            case QAbstractSlider():
                self._drag(widget)
                if not isValid(widget):
                    return
                widget.setValue(self._random.randint(widget.minimum(), widget.maximum()))
            case QAbstractSpinBox():
                widget.stepBy(self._random.choice((-100, -1, 1, 100)))
            case QLineEdit():
                self._write(widget)
            case QAbstractItemView():
                self._pick(widget)
            case _:
                self._drag(widget)

    def _write(self, field: QLineEdit) -> None:
        text = self._random.choice(TEXTS)
        self._note(repr(text[:20]))
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text) if text.isascii() else field.setText(text)
        QTest.keyClick(field, self._random.choice((Qt.Key.Key_Return, Qt.Key.Key_Escape)))

    def _pick(self, view: QAbstractItemView) -> None:
        model = view.model()
        count = model.rowCount() if model is not None else 0
        if count:
            index = model.index(self._random.randrange(count), 0)
            view.setCurrentIndex(index)
            self._random.choice((view.clicked, view.activated, view.doubleClicked)).emit(index)

    def _drag(self, widget: QWidget) -> None:
        """Press, move and let go somewhere on a widget; or turn the wheel, or click twice."""
        way = self._random.random()
        start, end = self._place(widget), self._place(widget)
        button = Qt.MouseButton.RightButton if way < 0.15 else Qt.MouseButton.LeftButton
        keys = self._random.choice((Qt.KeyboardModifier.NoModifier,) * 4 + MODIFIERS)
        self._note(f"{type(widget).__name__} {start.toTuple()} → {end.toTuple()} {way:.2f}")
        if way > 0.9:
            self._wheel(widget, start)
        elif way > 0.8:
            QTest.mouseDClick(widget, button, keys, start)
        else:
            QTest.mousePress(widget, button, keys, start)
            for part in (0.3, 0.7, 1.0) if way > 0.4 else ():
                if isValid(widget):
                    self._move(widget, start + (end - start) * part, button)
            if isValid(widget):
                QTest.mouseRelease(widget, button, keys, end if way > 0.4 else start)

    def _move(self, widget: QWidget, at: QPoint, button: Qt.MouseButton) -> None:
        place, none = QPointF(at), Qt.KeyboardModifier.NoModifier
        where = QPointF(widget.mapToGlobal(at))
        move = QEvent.Type.MouseMove
        QApplication.sendEvent(widget, QMouseEvent(move, place, where, button, button, none))
        QApplication.processEvents()

    def _wheel(self, widget: QWidget, at: QPoint) -> None:
        turn = QPoint(0, self._random.choice((-1200, -120, 120, 1200)))
        where, none = QPointF(widget.mapToGlobal(at)), Qt.MouseButton.NoButton
        keys, phase = self._random.choice(MODIFIERS), Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(QPointF(at), where, QPoint(), turn, none, keys, phase, False)
        QApplication.sendEvent(widget, event)

    def _place(self, widget: QWidget) -> QPoint:
        """A place on a widget."""
        width, height = max(1, widget.width()), max(1, widget.height())
        return QPoint(self._random.randrange(width), self._random.randrange(height))
