"""The panel of the traces, shown on its own."""

import pytest

from circuitlab.gui.traces.panel import Traces
from circuitlab.render.theme import theme


@pytest.fixture
def traces(document, running, qtbot):
    made = Traces(document, running, theme("light"))
    qtbot.addWidget(made)
    made.resize(900, 260)
    made.show()
    qtbot.waitExposed(made)
    made.plot.grab()
    return made
