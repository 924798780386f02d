import math

import numpy as np

from circuitlab.render.live_frame import LiveFrame


def test_a_population_shows_its_mean() -> None:
    frame = LiveFrame(values={("cells", "v"): np.array([-60.0, -50.0])})
    assert frame.value("cells", "v") == -55.0


def test_what_is_not_known_is_not_a_number_unless_said_otherwise() -> None:
    assert math.isnan(LiveFrame().value("cells", "v"))
    assert LiveFrame().value("cells", "v", 1.0) == 1.0
    assert LiveFrame(values={("it", "x"): np.zeros(0)}).value("it", "x", 2.0) == 2.0
