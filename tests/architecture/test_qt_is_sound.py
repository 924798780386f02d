"""The Qt binding that is installed does not lose references while it paints."""

import sys

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

REPAINTS = 500


def test_painting_keeps_the_references_to_none(qtbot: QtBot) -> None:
    image = QImage(64, 64, QImage.Format.Format_ARGB32_Premultiplied)
    before = sys.getrefcount(None)
    for _repaint in range(REPAINTS):
        painter = QPainter(image)
        painter.save()
        painter.translate(1.0, 1.0)
        painter.drawEllipse(QRectF(8.0, 8.0, 40.0, 40.0))
        painter.restore()
        painter.end()
    assert sys.getrefcount(None) > before - REPAINTS / 2
