"""The plot of the traces shows each point where it belongs."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from circuitlab.gui.trace_plot import TracePlot
from circuitlab.render.theme import theme

RED = QColor("#FF0000")


@pytest.fixture
def plot(qtbot):
    made = TracePlot(theme("light"))
    qtbot.addWidget(made)
    made.resize(200, 100)
    made.set_rows([RED, RED])
    return made


def red(plot):
    """Rows and columns of the pixels that a row has painted."""
    image = plot.grab().toImage().convertToFormat(plot.grab().toImage().Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), -1, 4)
    blue, green, crimson = (flat[:, :, k].astype(int) for k in range(3))
    return np.nonzero((crimson > 200) & (green < 200) & (blue < 200))


def test_a_line_lies_in_its_row_and_ends_now(plot):
    plot.show_line(0, np.array([-0.5, 0.0]), np.array([1.5, 1.5]))
    rows, columns = red(plot)
    assert set(rows) <= {24, 25}
    assert (columns.min(), columns.max()) == (99, 199)


def test_strokes_stand_apart(plot):
    x = np.repeat([-0.75, -0.25], 2)
    plot.show_line(1, x, np.array([0.2, 0.8, 0.2, 0.8]), in_pairs=True)
    rows, columns = red(plot)
    assert set(columns) <= {49, 50, 149, 150}
    assert rows.min() >= 59
    assert rows.max() <= 90


def test_marks_run_through_all_rows(plot):
    bare = plot.grab().toImage()
    plot.show_marks([-0.5])
    marked = plot.grab().toImage()
    differ = [y for y in range(100) if bare.pixel(100, y) != marked.pixel(100, y)]
    assert min(differ) < 10
    assert max(differ) > 90


def test_nothing_recorded_leaves_the_floors_only(plot):
    plot.show_line(0, np.empty(0), np.empty(0))
    assert not len(red(plot)[0])
