"""The axes beside and below the strips."""

import pytest
from PySide6.QtGui import QImage, QPainter

from circuitlab.gui.traces import axes
from circuitlab.render.theme import theme


@pytest.mark.parametrize("wide", [110.0, 150.0, 400.0])
@pytest.mark.parametrize("right_ms", [5204.0, 7000.0, 9400.0])
def test_a_narrow_time_axis_says_two_times_at_least(qapp, monkeypatch, wide, right_ms):
    said: list[str] = []
    monkeypatch.setattr(axes, "write", lambda _painter, words, *_rest: said.append(words))
    axis = axes.TimeAxis(theme("light"))
    axis.right_ms, axis.window_ms = right_ms, 5000.0
    axis.resize(wide, axes.TIME_HEIGHT)
    image = QImage(500, 30, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        axis.paint(painter, None)
    assert len(said) >= 2
    assert len(set(said)) == len(said)
