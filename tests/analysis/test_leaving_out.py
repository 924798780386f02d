"""An experiment that leaves elements out is run as if they, and what needs them, were not there."""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from known_runs import KnownRun
from two_neurons import two_neurons

from circuitlab.analysis import claim_runs
from circuitlab.analysis.claims import verify
from circuitlab.analysis.read_claims import claim_problems, unmeasurable
from circuitlab.catalog.load import default_catalog
from circuitlab.files import store
from circuitlab.files.serialise import content_of
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Experiment
from circuitlab.model.overlay import Overlay

FIBRE, CELL = "nociceptor_c1", "projection_neuron1"
CLAIM = {"id": "one", "measure": "spike_count", "expected": 0, "tolerance": 1}


def opened(experiment: dict[str, Any], element: str = FIBRE, **fields: Any) -> store.Loaded:
    """What comes of a file of two neurons with this experiment, beside a whole one."""
    content = content_of(two_neurons(default_catalog()))
    experiments = {"whole": {"for": 5.0}, "part": {"for": 5.0, **experiment}}
    claim = {**CLAIM, "experiment": "part", "args": {"element": element}, **fields}
    document = {"experiments": experiments, "claims": [claim]}
    return store.load_text(json.dumps(content | document), judge=claim_problems)


def circuit(experiment: dict[str, Any], element: str = FIBRE, **fields: Any) -> Circuit:
    loaded = opened(experiment, element, **fields)
    assert not loaded.problems
    assert loaded.circuit is not None
    return loaded.circuit


@pytest.fixture
def run_in(monkeypatch: pytest.MonkeyPatch) -> list[Circuit]:
    """The circuits that experiments were run in, one after the other."""
    seen: list[Circuit] = []

    def run_circuit(made: Circuit, *_given: Any, **_more: Any) -> KnownRun:
        seen.append(made)
        return KnownRun({FIBRE: np.empty(0), CELL: np.empty(0)})

    monkeypatch.setattr(claim_runs, "run_circuit", run_circuit)
    return seen


def test_what_is_left_out_goes_with_what_needs_it(run_in: Sequence[Circuit]) -> None:
    made = circuit({"without": [CELL]}, against="whole", compare="difference")
    verify(made, workers=1)
    part, whole = run_in
    expected = made.copy()
    expected.apply(expected.removed([CELL]))
    assert set(part.elements) == set(expected.elements)
    assert part.links == expected.links
    assert len(part.elements) < len(made.elements) - 1
    assert set(whole.elements) == set(made.elements)


def test_the_circuit_itself_keeps_what_an_experiment_leaves_out(run_in: object) -> None:
    made = circuit({"without": [CELL]})
    before = content_of(made)
    verify(made)
    assert content_of(made) == before


def test_heat_that_is_left_out_warms_nothing_even_where_a_value_is_laid_over_it() -> None:
    hot = [Overlay("hot", {("heat1", "temperature"): 50.0, ("heat1", "start"): 0.0})]
    (warm,) = verify(circuit({"for": 200.0}), overlays=hot)
    (cool,) = verify(circuit({"for": 200.0, "without": ["heat1"]}), overlays=hot)
    assert warm.measured >= 1.0
    assert cool.measured == 0.0


def test_what_is_left_out_is_written_and_read_back() -> None:
    content = content_of(circuit({"without": ["heat1", "ketamine1"]}))
    assert list(content["experiments"]["part"]["without"]) == ["heat1", "ketamine1"]
    assert "without" not in content["experiments"]["whole"]


@pytest.mark.parametrize(
    ("experiment", "element", "said"),
    [
        ({"without": ["heat2"]}, FIBRE, "/experiments/part/without: There is no element called"),
        ({"without": "heat1"}, FIBRE, "/experiments/part/without: “heat1” does not fit here"),
        (
            {"without": ["heat1"], "set": {"heat1.temperature": 45.0}},
            FIBRE,
            "/experiments/part/without: the experiment sets values of “heat1” and leaves it out",
        ),
        (
            {"without": [CELL], "timeline": [{"at": 1.0, "mute": ["nmda1"]}]},
            FIBRE,
            "/experiments/part/without: the experiment sets values of “nmda1” and leaves it out",
        ),
        (
            {"without": [CELL]},
            CELL,
            "/claims/0/args/element: “projection_neuron1” is left out of the experiment “part”",
        ),
    ],
)
def test_what_cannot_be_left_out_is_said_with_its_place(
    experiment: dict[str, Any], element: str, said: str
) -> None:
    (problem,) = opened(experiment, element).problems
    assert said in str(problem)


def test_a_claim_made_in_code_is_judged_alike() -> None:
    made = circuit({}, CELL)
    made.apply(made.with_document({"experiments": {"part": Experiment(5.0, without=(CELL,))}}))
    (problem,) = unmeasurable(made)
    assert problem.where == "/claims/0/args/element"


def test_an_experiment_stays_while_it_still_leaves_something_out() -> None:
    made = circuit({"without": ["heat1", "ketamine1"]})
    made.apply(made.removed(["heat1"]))
    assert made.document["experiments"]["part"].without == ("ketamine1",)
    assert len(made.document["claims"]) == 1
    made.apply(made.removed(["ketamine1"]))
    assert list(made.document["experiments"]) == ["whole"]
    assert made.document["claims"] == ()
