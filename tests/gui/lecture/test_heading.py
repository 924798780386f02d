"""A step that was recorded and not named tells the room what it sets."""

from two_neurons import two_neurons

from circuitlab.catalog.load import default_catalog
from circuitlab.gui.lecture.step_words import heading
from circuitlab.gui.walk.telling import told
from circuitlab.model.scenario import ScenarioStep
from circuitlab.playback.waiting import Waiting
from circuitlab.playback.walk import Walk

CATALOG = default_catalog()
CIRCUIT = two_neurons(CATALOG)
HEAT = next(each.id for each in CIRCUIT.elements.values() if each.kind == "heat")


def test_what_it_sets_stands_where_a_title_would() -> None:
    step = ScenarioStep("a", values={(HEAT, "temperature"): 47.0})
    card = told(Walk((step,)), Waiting(None, 0.0), CIRCUIT, CATALOG)
    assert "47 °C" in card.title
    assert not card.text


def test_a_title_or_a_text_stands_alone() -> None:
    values = {(HEAT, "temperature"): 47.0}
    named = ScenarioStep("a", "Warm", values=values)
    assert heading(CIRCUIT, CATALOG, named) == "Warm"
    assert heading(CIRCUIT, CATALOG, ScenarioStep("a", "", "Only words", values=values)) == ""
    assert heading(CIRCUIT, CATALOG, ScenarioStep("a")) == ""
