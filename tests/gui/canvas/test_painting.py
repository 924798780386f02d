"""How a frame's time is shared between tiles and all else."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QSizeF
from pytestqt.qtbot import QtBot

from circuitlab.gui.canvas.camera import Camera
from circuitlab.gui.canvas.layers import frame_painter
from circuitlab.gui.canvas.layers.still_tiles import TileCache
from circuitlab.gui.canvas.view import CanvasView


@pytest.mark.parametrize(
    ("whole_s", "given_s"),
    [(math.inf, frame_painter.REFINE_S), (0.0, frame_painter.LEAST_S)],
    ids=["time to spare", "a frame that takes too long already"],
)
def test_tiles_get_what_the_rest_of_a_frame_leaves(
    canvas: CanvasView,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    whole_s: float,
    given_s: float,
) -> None:
    qtbot.waitUntil(lambda: canvas.is_settled)
    given: list[float] = []

    def refine(_tiles: TileCache, _camera: Camera, _size: QSizeF, budget_s: float) -> bool:
        given.append(budget_s)
        return False

    monkeypatch.setattr(frame_painter, "PAINT_S", whole_s)
    monkeypatch.setattr(frame_painter, "_SLOW_SHARE", 0.0)  # of its own, and of the machine
    monkeypatch.setattr(TileCache, "refine", refine)
    canvas.grab()
    assert given == [given_s]
