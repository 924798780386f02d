"""What is muted is saved with the circuit; steps and experiments may mute too."""

import json
from typing import Any

import pytest

from circuitlab.files import store
from circuitlab.files.serialise import content_of, text_of
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Experiment
from circuitlab.model.element import MUTED, Element
from circuitlab.model.step import Step


def two(**document: object) -> Circuit:
    elements = [Element("cell1", "wdr_neuron", muted=True), Element("fibre1", "touch_fibre")]
    return Circuit(elements, document=document)


def read(content: dict[str, Any]) -> store.Loaded:
    return store.load_text(json.dumps(content))


def test_a_muted_element_is_written_and_read() -> None:
    circuit = two()
    muted, usual = content_of(circuit)["elements"]
    assert muted["muted"] is True
    assert "muted" not in usual
    assert store.load_text(text_of(circuit)).circuit == circuit


def test_steps_and_experiments_name_what_they_mute() -> None:
    values = {("fibre1", "i_e"): 3.0, ("fibre1", MUTED): True, ("cell1", MUTED): False}
    step, experiment = Step(20.0, values), Experiment(100.0, values)
    circuit = two(timeline=(step,), experiments={"quiet": experiment})
    content = content_of(circuit)
    said = {"set": {"fibre1.i_e": 3}, "mute": ["fibre1"], "unmute": ["cell1"]}
    assert content["timeline"] == [{"at": 20, **said}]
    assert content["experiments"]["quiet"] == {"for": 100, **said}
    assert store.load_text(text_of(circuit)).circuit == circuit


def test_a_step_may_mute_and_set_nothing_else() -> None:
    content = content_of(two())
    loaded = read({**content, "timeline": [{"at": "20 ms", "mute": ["fibre1"]}]})
    assert loaded.problems == ()
    assert loaded.circuit is not None
    (step,) = loaded.circuit.document["timeline"]
    assert step == Step(20.0, {("fibre1", MUTED): True})


def test_a_mute_may_be_set_like_a_value() -> None:
    content = content_of(two())
    loaded = read({**content, "timeline": [{"at": 0, "set": {"fibre1.muted": "yes"}}]})
    assert loaded.circuit is not None
    assert loaded.circuit.document["timeline"] == (Step(0.0, {("fibre1", MUTED): True}),)


@pytest.mark.parametrize(
    ("said", "where", "words"),
    [
        ({"mute": ["fibre2"]}, "mute", "no element called “fibre2”"),
        ({"unmute": ["x"]}, "unmute", "no element called “x”"),
        ({"mute": ["cell1"], "unmute": ["cell1"]}, "unmute", "muted and to act at once"),
        ({"set": {"cell1.muted": "perhaps"}}, "set/cell1.muted", "perhaps"),
    ],
)
def test_a_mute_that_does_not_fit_is_named(said: dict[str, Any], where: str, words: str) -> None:
    content = content_of(two())
    for place, entry in (
        ("/timeline/0/", {"timeline": [{"at": 0, **said}]}),
        ("/experiments/it/", {"experiments": {"it": said}}),
    ):
        (problem,) = read({**content, **entry}).problems
        assert problem.where.endswith(place + where)
        assert words in problem.what


def test_an_element_is_muted_or_not() -> None:
    content = content_of(two())
    content["elements"][0]["muted"] = "loud"
    (problem,) = read(content).problems
    assert problem.where.endswith("/elements/0/muted")
