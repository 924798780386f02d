"""Traces that have run for a while, and the instrument on them."""

import pytest

from circuitlab.gui.traces.panel import Traces
from circuitlab.model.rules import add_kind
from circuitlab.render.theme import theme


@pytest.fixture
def traces(document, running, circuit, catalog, qtbot):
    """Half a second of two cells that fire every 90 ms, held."""
    document.push(add_kind(circuit, catalog, "raster", 0.0, 0.0, on="nociceptor_c1")[1])
    made = Traces(document, running, theme("light"))
    qtbot.addWidget(made)
    made.resize(1000, 420)
    made.show()
    qtbot.waitExposed(made)
    made.plot.grab()
    made.choose_window(300.0)
    running.play()
    qtbot.waitUntil(lambda: running.live.time_ms > 500)
    running.pause()
    made.refresh()
    return made


@pytest.fixture
def instrument(traces):
    traces.instrument.open(True)
    return traces.instrument
