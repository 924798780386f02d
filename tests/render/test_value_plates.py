"""Values on the picture: off everything else, true to the frame, and in figures."""

from __future__ import annotations

import numpy as np
import pytest

from circuitlab.catalog.load import default_catalog
from circuitlab.files.store import load_preset
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element
from circuitlab.model.shown_values import ShownValue, showable
from circuitlab.render.figure.figure import Figure, encoded
from circuitlab.render.geometry import Geometry
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.value_plates import value_words

CATALOG = default_catalog()
SHOWN = (
    ShownValue("ketamine", "concentration"),
    ShownValue("nmda_c", "number"),
    ShownValue("nmda_c", "tau_d"),
    ShownValue("spinal", "v"),
)


def showing(*shown: ShownValue) -> Circuit:
    circuit = load_preset("fig4").circuit
    assert circuit is not None
    circuit.apply(circuit.with_document({"shown": shown}))
    return circuit


@pytest.fixture(scope="module")
def geometry(qapp: object) -> Geometry:
    return Geometry(showing(*SHOWN), CATALOG)


def test_values_lie_on_no_name_and_on_no_body(geometry: Geometry) -> None:
    for id, plate in geometry.plates.items():
        box = plate.label.box.translated(geometry.places[id].centre).adjusted(1, 1, -1, -1)
        for other in geometry.places.values():
            named = other.label.box.translated(other.centre)
            assert other.glyph == "synapse" or not box.intersects(named), (id, other.id)
            if other.cell is None:
                assert not box.intersects(other.body.translated(other.centre)), (id, other.id)
        for twin, more in geometry.plates.items():
            there = more.label.box.translated(geometry.places[twin].centre)
            assert twin == id or not box.intersects(there)


def test_one_element_shows_several_in_the_order_asked_for(geometry: Geometry) -> None:
    assert geometry.plates["nmda_c"].names == ("number", "tau_d")
    assert geometry.plates["spinal"].names == ("v",)


def test_a_value_is_the_runs_where_that_is_known(geometry: Geometry) -> None:
    drug, cell = geometry.places["ketamine"], geometry.places["spinal"]
    assert value_words(LiveFrame(), drug, "concentration") == "0 µM"
    told = LiveFrame(set_now={("ketamine", "concentration"): 1.5})
    assert value_words(told, drug, "concentration") == "1.5 µM"
    live = LiveFrame(values={("spinal", "v"): np.array([-58.0, -60.0])})
    assert value_words(live, cell, "v") == "−59 mV"
    assert value_words(LiveFrame(), cell, "v") == "–"
    assert value_words(LiveFrame(), geometry.places["nmda_c"], "number") == "×1"


def test_what_only_shares_a_name_with_a_parameter_is_not_shown_for_it(geometry: Geometry) -> None:
    receptor = geometry.places["nmda_c"]
    live = LiveFrame(values={("nmda_c", "weight"): np.array([1.0])})
    assert value_words(live, receptor, "weight") == "0.243 nS"
    grown = LiveFrame(values={("nmda_c", "number"): np.array([2.4])})
    assert value_words(grown, receptor, "number") == "2.40"


def test_they_come_and_go_with_the_edit() -> None:
    circuit = showing()
    geometry = Geometry(circuit, CATALOG)
    before = geometry.bounds()
    assert not geometry.plates
    delta = circuit.with_document({"shown": SHOWN})
    circuit.apply(delta)
    geometry.update(circuit, delta.changes)
    assert len(geometry.plates) == 3
    circuit.apply(delta.inverse())
    geometry.update(circuit, delta.changes)
    assert not geometry.plates
    assert geometry.bounds() == before


def test_they_travel_into_figures_with_the_figures_time() -> None:
    frame = LiveFrame(values={("spinal", "v"): np.array([-42.0])})
    svg = encoded(Figure(showing(*SHOWN), frame=frame), ".svg", catalog=CATALOG).decode()
    assert "−42 mV" in svg
    assert 'id="values-nmda_c"' in svg
    assert "values-" not in encoded(Figure(showing()), ".svg", catalog=CATALOG).decode()


def test_every_value_that_can_be_shown_has_words() -> None:
    for kind in CATALOG.kinds.values():
        circuit = Circuit()
        circuit.apply(circuit.added(Element("it", kind.name)))
        place = Geometry(circuit, CATALOG).places["it"]
        for parameter in filter(showable, kind.parameters.values()):
            assert value_words(LiveFrame(), place, parameter.name), (kind.name, parameter.name)
