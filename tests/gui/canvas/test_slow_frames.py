"""Where frames come rarely, tiles get a share of the time between them."""

import pytest

from circuitlab.gui.canvas.layers import frame_painter
from circuitlab.gui.canvas.layers.frame_painter import Painting


@pytest.mark.parametrize(
    ("times", "share"),
    [
        ([0.0, 0.2, 0.4, 0.6, 0.8], 0.02),  # five frames a second
        ([0.0, 2.0, 4.0, 6.0, 8.0], 0.04),  # hardly any: no frame waits longer
        ([0.0, 5.0, 5.016, 5.032, 5.048], 0.0016),  # as ever, after a rest
        ([0.0, 0.2], 0.0),  # nothing known yet
    ],
)
def test_the_share_follows_the_pace(times: list[float], share: float) -> None:
    painting = Painting.__new__(Painting)
    painting._painted_at = frame_painter.deque(times, maxlen=5)
    assert painting._share_of_slow_frames() == pytest.approx(share)
