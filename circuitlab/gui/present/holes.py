"""Where the pointer may reach through the sheet over the picture: what is made to be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from circuitlab.gui.present.shield import Shield
    from circuitlab.gui.present.stage import Stage

USABLE = "usable by audience"
"""A widget with this property may be used while a lecture is shown."""

AGAIN_MS = 250
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class Holes(QObject):
    """Keeps the holes over the card of a walk, over a trace to be drawn on, and their like.

    Parameters
    ----------
    stage : Stage
    shield : Shield
        What has the holes.
    """

    def __init__(self, stage: Stage, shield: Shield, parent: QObject) -> None:
        super().__init__(parent)
        self._stage, self._shield = stage, shield
        self._due = QTimer(self, singleShot=True, interval=0)
        self._due.timeout.connect(self.follow)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.follow)
        stage.guide.card.installEventFilter(self)
        stage.guide.changed.connect(self._due.start)

    def follow(self) -> None:
        """Cut the holes where they belong now."""
        if not self._shield.isVisible():
            return
        found = [self._box(each, each.rect()) for each in self._usable()]
        sheet = self._stage.guide.sheet.area()
        if sheet is not None:
            found.append(self._box(*sheet))
            self._again.start()  # traces that have come to lie elsewhere tell nobody
        self._shield.leave_free(found)

    def _usable(self) -> list[QWidget]:
        from PySide6.QtWidgets import QWidget

        there = self._stage.desk.findChildren(QWidget)
        return [each for each in there if each.isVisible() and each.property(USABLE)]

    def _box(self, widget: QWidget, area: QRect) -> QRect:
        corner = widget.mapTo(self._stage.page, QPoint(0, 0))
        return area.translated(corner)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and self._shield.isVisible():
            self._due.start()
        return False
