"""A plot says where something stands, and not that it stands at the edge."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from circuitlab.render.figure.plot import Plot, PlotLine, paint_plot
from circuitlab.render.theme import theme

LINE = PlotLine("steady", np.linspace(0.0, 40.0, 9), np.linspace(0.0, 20.0, 9), "accent", False)


def drawn(point: tuple[float, float] | None) -> QImage:
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(theme("light").colour("paper"))
    with QPainter(picture) as painter:
        plot = Plot("f–I", "Current (pA)", "Rate (Hz)", (LINE,), False, point, ())
        paint_plot(painter, plot, QRectF(0, 0, 300, 200), theme("light"))
    return picture


def test_a_point_on_the_plot_is_drawn_where_it_is() -> None:
    assert len({drawn(each).bits().tobytes() for each in (None, (10.0, 5.0), (10.0, 9.0))}) == 3


@pytest.mark.parametrize(
    ("beyond", "edge"),
    [((10.0, 90.0), (10.0, 21.0)), ((90.0, 5.0), (40.0, 5.0)), ((-9.0, -90.0), (0.0, 0.0))],
)
def test_one_beyond_it_does_not_look_like_one_at_its_edge(
    beyond: tuple[float, float], edge: tuple[float, float]
) -> None:
    assert drawn(beyond) != drawn(edge)
    assert drawn(beyond) != drawn(None)
    farther = tuple(3.0 * each if abs(each) > 50.0 else each for each in beyond)
    assert drawn((farther[0], farther[1])) == drawn(beyond)
