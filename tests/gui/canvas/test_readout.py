import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSizeF

from circuitlab.catalog.spec import Catalog
from circuitlab.gui.canvas.layers.readout import MOST_ROWS, placed_beside, rows_of, words_of_run
from circuitlab.model.circuit import Circuit
from circuitlab.render.live_frame import LiveFrame


def test_a_neuron_tells_rate_and_potential(circuit: Circuit, catalog: Catalog) -> None:
    frame = LiveFrame(
        rate_hz={"projection_neuron1": 31.0},
        values={("projection_neuron1", "v"): np.array([-48.0])},
    )
    told = [text for _name, text in rows_of(circuit, catalog, "projection_neuron1", frame)]
    assert "31.0 Hz" in told
    assert "−48 mV" in told


def test_every_kind_has_something_short_to_tell(circuit: Circuit, catalog: Catalog) -> None:
    for id in circuit.elements:
        rows = rows_of(circuit, catalog, id, LiveFrame())
        assert len(rows) <= MOST_ROWS
        assert all(name and text for name, text in rows)


@pytest.mark.parametrize(
    ("dt_ms", "rest"), [(0.025, ""), (0.05, ""), (0.1, " · preview, step 0.1 ms")]
)
def test_the_run_tells_its_time_and_speed_and_a_step_that_is_coarse(dt_ms, rest) -> None:
    circuit = Circuit(document={"dt_ms": dt_ms})
    words = words_of_run(circuit, LiveFrame(time_ms=1500.0), 0.05)
    assert words == "1.500 s · 1/20 ×" + rest


@pytest.mark.parametrize(
    ("area", "is_left"),
    [
        (QRectF(300, 50, 80, 80), False),
        (QRectF(700, 50, 80, 80), True),
        (QRectF(0, 60, 800, 20), False),
        (QRectF(700, 400, 80, 80), False),
    ],
)
def test_the_panel_never_covers_what_it_tells_of_where_that_can_be_helped(area, is_left) -> None:
    at = placed_beside(area, QSizeF(180, 140), 800)
    assert (at.x() < 100) == is_left
