"""What is written over the canvas keeps clear of what lies on it."""

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPainter

from circuitlab.gui.canvas.layers import notices
from circuitlab.render.theme import theme


@pytest.mark.parametrize("size", [(240, 180), (460, 242), (520, 276), (760, 420), (1100, 560)])
def test_the_welcome_stays_between_the_lanes_names_and_the_foot(qapp, size):
    picture = QImage(*size, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFFFF)
    painter = QPainter(picture)
    notices.paint_welcome(painter, QSizeF(*size), theme("light"))
    painter.end()
    written = {
        y
        for y in range(size[1])
        if any(picture.pixel(x, y) != 0xFFFFFFFF for x in range(0, size[0], 1))
    }
    assert written
    assert min(written) >= notices.WELCOME_TOP
    assert max(written) <= size[1] - notices.FOOT
