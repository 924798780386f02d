"""A walk's steps when the circuit under them changes."""

from __future__ import annotations

from two_neurons import two_neurons

from circuitlab.catalog.load import default_catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import MUTED
from circuitlab.model.scenario import Camera, Question, ScenarioStep, WaitFor, without

FULL = ScenarioStep(
    "a",
    "Title",
    values={("ketamine", "concentration"): 10.0, ("heat", "temperature"): 45.0},
    camera=Camera(("ketamine", "heat")),
    watch=("ketamine", "heat"),
    traces=(("ketamine", "level"), ("heat", "temperature")),
    wait=WaitFor(state=("ketamine", "level"), above=1.0),
    question=Question("?", draw=("ketamine", "level")),
)


def test_a_step_speaks_of_all_that_it_names() -> None:
    assert set(FULL.names()) == {"ketamine", "heat"}
    assert set(ScenarioStep("b", wait=WaitFor(spikes="x")).names()) == {"x"}
    assert not set(ScenarioStep("c", wait=WaitFor(seconds=1.0)).names())


def test_a_step_that_lost_its_element_says_so_and_keeps_the_rest() -> None:
    (step,) = without([FULL], {"ketamine"})
    assert step.lost == ("ketamine",)
    assert dict(step.values) == {("heat", "temperature"): 45.0}
    assert step.camera == Camera(("heat",))
    assert step.watch == ("heat",)
    assert step.traces == (("heat", "temperature"),)
    assert step.wait is None
    assert step.question is None
    assert step.title == "Title"


def test_a_step_that_has_lost_all_stays_with_its_words() -> None:
    (step,) = without(without([FULL], {"ketamine"}), {"heat"})
    assert step.lost == ("ketamine", "heat")
    assert (step.camera, step.traces, step.watch) == (None, None, ())


def test_a_choice_stays_where_the_trace_to_draw_on_is_gone() -> None:
    asked = ScenarioStep("a", question=Question("?", ("x", "y"), draw=("ketamine", "level")))
    (step,) = without([asked], {"ketamine"})
    assert step.question == Question("?", ("x", "y"))


def test_a_step_that_looks_at_all_goes_on_looking_at_all() -> None:
    step = ScenarioStep("a", camera=Camera())
    assert without([step], {"ketamine"}) == (step,)


def test_removing_an_element_and_undoing_it_leaves_no_trace_in_the_walk() -> None:
    circuit: Circuit = two_neurons(default_catalog())
    id = next(iter(circuit.elements))
    circuit.apply(circuit.relabelled(id, "Left fibre"))
    steps = (ScenarioStep("a", watch=(id,)), ScenarioStep("b", values={(id, MUTED): True}))
    circuit.apply(circuit.with_document({"scenario": steps}))
    removal = circuit.removed([id])
    circuit.apply(removal)
    assert [step.lost for step in circuit.document["scenario"]] == [("Left fibre",)] * 2
    assert not circuit.document["scenario"][1].values
    circuit.apply(removal.inverse())
    assert circuit.document["scenario"] == steps


def test_a_step_tells_who_is_muted() -> None:
    step = ScenarioStep("a", values={("x", MUTED): True, ("y", "c_m"): 3.0})
    assert dict(step.mutes) == {"x": True}
