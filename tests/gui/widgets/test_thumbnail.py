"""Small pictures show circuits and what lies behind them, and leave out what could not be read."""

import pytest

from circuitlab.catalog.load import default_catalog
from circuitlab.gui.widgets.thumbnail import thumbnail
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element
from circuitlab.render.theme import theme

CATALOG, LIGHT = default_catalog(), theme("light")
CELL = Element("cell", "projection_neuron", "", 400.0, 300.0)


def picture(*elements: Element, backdrop: str = "lanes"):
    circuit = Circuit(elements, document={"backdrop": backdrop})
    return thumbnail(circuit, CATALOG, LIGHT, 120, 64).toImage()


@pytest.mark.parametrize("kind", ["note", "voltmeter", "raster"])
def test_notes_and_meters_are_left_out(kind, qapp):
    beside = Element("beside", kind, "", 900.0, 700.0)
    assert picture(CELL, beside) == picture(CELL)
    assert picture(beside) != picture()


def test_it_shows_the_backdrop(qapp):
    shown = {name: picture(CELL, backdrop=name) for name in ("lanes", "", "body", "joint")}
    assert len({bytes(image.constBits()) for image in shown.values()}) == len(shown)
