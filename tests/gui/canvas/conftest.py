"""A canvas on a small circuit, and a hand that moves the pointer over it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from circuitlab.catalog.spec import Catalog
from circuitlab.gui.canvas.view import CanvasView
from circuitlab.gui.document import Document
from circuitlab.gui.session import Session
from circuitlab.render.theme import theme

NO_KEYS = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Hand:
    """Presses, moves and lets go, all in canvas units."""

    def __init__(self, canvas: CanvasView) -> None:
        self._canvas = canvas

    def at(self, point: QPointF) -> QPoint:
        return self._canvas.mapFromScene(point)

    def centre(self, id: str) -> QPointF:
        place = self._canvas.scene.place(id)
        assert place is not None
        return place.centre

    def hover(self, point: QPointF) -> None:
        QTest.mouseMove(self._canvas, self.at(point) + QPoint(1, 0))
        QTest.mouseMove(self._canvas, self.at(point))

    def press(
        self,
        point: QPointF,
        keys: Qt.KeyboardModifier = NO_KEYS,
        button: Qt.MouseButton = LEFT,
    ) -> None:
        QTest.mousePress(self._canvas, button, keys, self.at(point))

    def release(
        self,
        point: QPointF,
        keys: Qt.KeyboardModifier = NO_KEYS,
        button: Qt.MouseButton = LEFT,
    ) -> None:
        QTest.mouseRelease(self._canvas, button, keys, self.at(point))

    def click(self, point: QPointF, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        self.press(point, keys)
        self.release(point, keys)

    def drag(
        self,
        start: QPointF,
        end: QPointF,
        keys: Qt.KeyboardModifier = NO_KEYS,
        *,
        drop: bool = True,
    ) -> None:
        self.press(start, keys)
        for share in (0.3, 0.7, 1.0):
            self.hover(start + (end - start) * share)
        if drop:
            self.release(end, keys)

    def grip(self, id: str) -> QPointF:
        """Bring the wiring handle of an element to light and return where it is."""
        self.hover(self.centre(id))
        handle = self._canvas.hover.handle()
        assert handle is not None
        return self._canvas.camera.to_scene(handle)


@pytest.fixture
def canvas(document: Document, session: Session, catalog: Catalog, qtbot: object) -> CanvasView:
    made = CanvasView(document, session, theme("light"), catalog)
    qtbot.addWidget(made)  # type: ignore[attr-defined]
    made.resize(1000, 640)
    made.show()
    made.setFocus()
    return made


@pytest.fixture
def hand(canvas: CanvasView) -> Hand:
    return Hand(canvas)
