"""What was changed during a run is said in words: of what, which parameter, and to which value."""

import pytest
from each_case import each_case

from circuitlab.catalog.load import default_catalog
from circuitlab.gui.traces.run_events import change_words

CATALOG = default_catalog()
PARAMETERS = [
    pytest.param(kind, parameter, id=f"{kind.name}.{parameter.name}")
    for kind in CATALOG.kinds.values()
    for parameter in kind.parameters.values()
]
KEYS = {choice for case in PARAMETERS for choice in case.values[1].choices if "_" in choice}


@each_case(("kind", "parameter"), PARAMETERS)
def test_a_change_names_its_parameter_and_unit_and_no_key(kind, parameter):
    for value in (parameter.default, *parameter.choices):
        words = change_words(kind.title, parameter, value)
        assert words.startswith(f"{kind.title} · ")
        rest = words.removeprefix(f"{kind.title} · ").removesuffix(f" {value}")
        assert not set(words.split()) & KEYS
        assert len(rest) > 1, words
    if parameter.type == "number" and parameter.unit not in ("1", "ms"):
        assert parameter.unit.removeprefix("1") in words


def test_it_reads_as_people_say_it():
    spread = CATALOG.kind("nociceptor_c").parameters["spread"]
    dose = CATALOG.kind("ketamine").parameters["concentration"]
    rule = CATALOG.kind("synapse").parameters["rule"]
    quantity = CATALOG.kind("voltmeter").parameters["quantity"]
    assert change_words("Nociceptor", spread, 0.1) == "Nociceptor · spread between cells 0.1"
    assert change_words("Ketamine", dose, 10.0) == "Ketamine · concentration 10 µM"
    assert change_words("Synapse", rule, "out_degree") == "Synapse · connection rule out degree"
    assert change_words("Voltmeter", quantity, "v") == "Voltmeter · quantity Membrane potential"
