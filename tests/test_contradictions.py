"""Values in range that contradict each other are refused everywhere, by the same sentence."""

import json

import numpy as np
import pytest
from contradicting import CONSTRAINTS, alone, breaking, sentence
from each_case import each_case

import circuitlab as cl
from circuitlab.catalog.families import SYNAPSE
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.compiler import refuse_bad_values
from circuitlab.engine.running.run import run_circuit
from circuitlab.files import store
from circuitlab.files.serialise import text_of
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Experiment
from circuitlab.model.contradictions import contradictions
from circuitlab.model.element import Element
from circuitlab.model.parameter_values import overlay_of, set_param, set_params
from circuitlab.model.step import Step

CATALOG = default_catalog()


@each_case(("kind", "constraint"), CONSTRAINTS)
def test_a_script_is_refused(kind, constraint):
    values = breaking(kind, constraint)
    said = sentence(kind, constraint, values)
    if kind.family != SYNAPSE:
        with pytest.raises(cl.CircuitError) as refused:
            cl.Circuit().add(kind.name, **values)
        assert [problem.sentence for problem in refused.value.problems] == [said]
    circuit = alone(kind)
    problem = set_params(circuit, CATALOG, "it", values)
    assert problem.sentence == said
    assert problem.where.removeprefix("it.") in values
    assert circuit == alone(kind)


@each_case(("kind", "constraint"), CONSTRAINTS)
def test_of_values_set_one_by_one_the_one_that_contradicts_is_refused(kind, constraint):
    circuit, values = alone(kind), breaking(kind, constraint)
    refused = []
    for name, value in values.items():
        found = set_param(circuit, CATALOG, "it", name, value)
        if isinstance(found, Problem):
            refused.append((found.where, found.sentence))
        else:
            circuit.apply(found)
    assert refused
    assert not list(contradictions(kind, circuit.elements["it"].params))


@each_case(("kind", "constraint"), CONSTRAINTS)
def test_a_file_names_the_place_and_the_rest_is_taken(kind, constraint, tmp_path):
    values = breaking(kind, constraint)
    neighbour = Element("other", "lif_current", params={"i_e": 100.0})
    text = text_of(Circuit([Element("it", kind.name, params=values), neighbour]))
    if kind.family == SYNAPSE:
        text = _of_a_synapse(values)
    path = tmp_path / "it.circuit"
    path.write_text(text, encoding="utf-8")
    problems = store.check(path)
    assert [problem.sentence for problem in problems] == [sentence(kind, constraint, values)]
    (name,) = {problem.where.rpartition("/params/")[2] for problem in problems}
    assert name in values
    loaded = store.load(path)
    assert not loaded.is_whole
    for id, element in loaded.circuit.elements.items():
        assert not list(contradictions(CATALOG.kind(element.kind), element.params)), id
    assert kind.family == SYNAPSE or loaded.circuit.value("other", "i_e") == 100.0


def _of_a_synapse(values):
    circuit = cl.Circuit()
    synapse = circuit.wire(circuit.add("nociceptor_c"), circuit.add("projection_neuron"))
    content = json.loads(text_of(circuit.model))
    for element in content["elements"]:
        if element["id"] == synapse:
            element["params"] = values
    return json.dumps(content)


@each_case(("kind", "constraint"), CONSTRAINTS)
def test_what_a_command_sets_is_refused(kind, constraint):
    values = breaking(kind, constraint)
    given = {f"it.{name}": value for name, value in values.items()}
    (problem,) = overlay_of(alone(kind), CATALOG, "command line", given)
    assert problem.sentence == sentence(kind, constraint, values)
    assert problem.where in given


@each_case("place", ["timeline", "experiment", "experiment's timeline"])
@each_case(("kind", "constraint"), CONSTRAINTS)
def test_steps_and_experiments_of_a_file_are_refused(kind, constraint, place):
    values = breaking(kind, constraint)
    content = json.loads(_of_a_synapse({}) if kind.family == SYNAPSE else text_of(alone(kind)))
    id = "synapse1" if kind.family == SYNAPSE else "it"
    settings = {f"{id}.{name}": value for name, value in values.items()}
    steps = [{"at": 5, "set": {address: value}} for address, value in settings.items()]
    where = _put(content, place, settings, steps)
    loaded = store.load_text(json.dumps(content))
    assert [p.sentence for p in loaded.problems] == [sentence(kind, constraint, values)]
    assert where in loaded.problems[0].where
    assert loaded.problems[0].where.rpartition("/")[2] in settings
    again = store.load_text(text_of(loaded.circuit))
    assert again.problems == ()


def _put(content, place, settings, steps):
    if place == "timeline":
        content["timeline"] = steps
        return "/timeline/"
    own = {"timeline": steps} if place == "experiment's timeline" else {"set": settings}
    content["experiments"] = {"one": {"for": "1 s", "seeds": [1], **own}}
    return "/experiments/one/timeline/" if "timeline" in own else "/experiments/one/set/"


@each_case(("kind", "constraint"), CONSTRAINTS)
def test_nothing_runs_with_them(kind, constraint):
    values = breaking(kind, constraint)
    circuit = Circuit([Element("it", kind.name, params=values)])
    with pytest.raises(CannotRun) as refusal:
        refuse_bad_values(circuit, {"it": kind})
    assert refusal.value.problem.sentence == sentence(kind, constraint, values)
    assert refusal.value.problem.where.startswith("it.")


def test_a_step_that_makes_a_contradiction_as_it_runs_is_refused_then():
    circuit = Circuit([Element("it", "lif_current")])
    steps = (Step(5.0, {("it", "v_th"): -40.0}), Step(10.0, {("it", "v_reset"): -30.0}))
    circuit.apply(circuit.with_document({"timeline": steps}))
    with pytest.raises(CannotRun) as refusal:
        run_circuit(circuit, 20.0, seed=1, dt=0.025, record=[])
    assert refusal.value.problem.where == "it.v_reset"
    assert "“Threshold” (−40 mV)" in refusal.value.problem.what


def test_each_half_may_come_at_one_moment_or_at_several_that_agree():
    text = json.loads(text_of(Circuit([Element("it", "lif_current")])))
    text["timeline"] = [
        {"at": "1 s", "set": {"it.v_reset": -45}},
        {"at": "1 s", "set": {"it.v_th": -40}},
        {"at": "2 s", "set": {"it.v_reset": -65}},
        {"at": "3 s", "set": {"it.v_th": -50}},
    ]
    assert store.load_text(json.dumps(text)).problems == ()
    text["timeline"][2]["at"] = "4 s"
    (problem,) = store.load_text(json.dumps(text)).problems
    assert problem.where.endswith("/timeline/3/set/it.v_th")


def test_an_edit_that_a_later_step_or_an_experiment_would_contradict_says_which():
    circuit = Circuit([Element("it", "lif_current")])
    later = (Step(2000.0, {("it", "v_th"): -60.0}, "Lower"),)
    circuit.apply(circuit.with_document({"timeline": later}))
    problem = set_param(circuit, CATALOG, "it", "v_reset", "-58 mV")
    assert problem.where == "it.v_reset"
    assert problem.what.startswith("at 2000 ms of the timeline (“Lower”): “Reset potential” (−58")
    settled = Experiment(1000.0, {("it", "v_th"): -63.0}, (1,), later)
    circuit.apply(circuit.with_document({"experiments": {"low": settled}}))
    problem = set_param(circuit, CATALOG, "it", "v_reset", "-62 mV")
    assert problem.what.startswith("in the experiment “low”: “Reset potential” (−62 mV)")


def test_values_that_are_set_together_are_judged_together():
    circuit = cl.Circuit()
    cell = circuit.add("lif_current")
    circuit.set(cell, v_reset="-45 mV", v_th="-40 mV")
    circuit.set(cell, v_th="-30 mV", v_reset="-35 mV")
    assert circuit.model.value(cell, "v_reset") == -35.0
    before = circuit.model.copy()
    with pytest.raises(cl.CircuitError, match="Reset potential"):
        circuit.set(cell, v_th="-45 mV", v_reset="-44 mV", c_m="100 pF")
    assert circuit.model == before


def test_each_cell_of_a_population_is_judged_by_itself():
    circuit = cl.Circuit()
    cells = circuit.add("lif_current", size=3, v_reset=[-65.0, -60.0, -55.0])
    with pytest.raises(cl.CircuitError) as refused:
        circuit.set(cells, v_th=np.array([-50.0, -60.5, -50.0]))
    (problem,) = refused.value.problems
    assert problem.what.startswith("entry 2: “Reset potential” (−60 mV) must lie below “Threshold”")
    with pytest.raises(cl.CircuitError, match="entry 3"):
        circuit.set(cells, v_th="-57 mV")
    circuit.set(cells, v_th=[-64.0, -59.0, -54.0])


def test_the_cell_that_fired_at_38_kilohertz_in_its_refractory_time_cannot_be_made():
    with pytest.raises(cl.CircuitError) as refused:
        cl.Circuit().add("lif_current", v_reset="-45 mV", t_ref="2 ms", i_e=500)
    assert "“Reset potential” (−45 mV) must lie below “Threshold” (−50 mV)" in str(refused.value)
