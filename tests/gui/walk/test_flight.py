"""The way of the camera from one place to another."""

import math
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, QSizeF

from circuitlab.gui.canvas.camera import Camera
from circuitlab.gui.walk.flight import between

SIZE = QSizeF(800.0, 600.0)


@pytest.mark.parametrize("scale", [0.7, math.nextafter(0.7, 1.0), 0.7 * (1.0 + 1e-12), 1.4])
def test_the_middle_comes_all_the_way_whatever_the_scales(scale: float) -> None:
    begin = Camera(0.7).centred(QPointF(0.0, 0.0), SIZE)
    end = Camera(scale).centred(QPointF(300.0, 0.0), SIZE)
    way = [between(begin, end, part / 8, SIZE).visible(SIZE).center().x() for part in range(9)]
    assert way == sorted(way)
    assert (way[0], way[-1]) == pytest.approx((0.0, 300.0), abs=1e-6)
    assert max(b - a for a, b in pairwise(way)) < 80.0
