"""Steps, experiments and claims of a file are values of the circuit; nothing of them is lost."""

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from files.spoiled import Content, changed
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import small_circuit, toy_catalog

from circuitlab.files import entries, store
from circuitlab.files.entries import BOUNDS
from circuitlab.files.schema import ClaimModel, ExperimentModel, StepModel
from circuitlab.files.serialise import content_of, text_of
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Claim, Experiment
from circuitlab.model.days import Days
from circuitlab.model.step import Step

NAMES = {"duration_ms": "for", "values": "set"}
WAYS = {"mute", "unmute", "probe", "every"}
"""Further ways to write values, which no value of its own stands for."""
UNWRITTEN = {"other", "of_body", *BOUNDS}
"""What a file says by the way in which it writes something else."""
_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"),
    max_size=8,
)
_NUMBERS = st.floats(-1e6, 1e6, allow_subnormal=False)
_MARGINS = st.none() | st.floats(0, 10, allow_subnormal=False)
_VALUES = st.dictionaries(
    st.sampled_from([("plug1", "dose"), ("document", "body_clock")]), st.floats(1.0, 5.0)
)
_STEPS = st.builds(Step, st.floats(0, 1e6, allow_subnormal=False), _VALUES, _WORDS)
_BODY_STEPS = st.builds(
    lambda hours, values: Step(6e4 * hours, values, of_body=True), st.integers(0, 10**6), _VALUES
)
_DAYS = st.builds(
    lambda minutes, apart, probe: Days(60.0 * minutes, probe, 60.0 * apart),
    st.integers(1, 10**6),
    st.integers(1000, 10**5),
    st.floats(1.0, 6e4),
)
_SEEDS = st.lists(st.integers(0, 2**63 - 1), max_size=3).map(tuple)
_OTHER = st.dictionaries(st.sampled_from(["mood", "since"]), _WORDS | st.lists(_NUMBERS))


def reopened(circuit: Circuit) -> Circuit:
    loaded = store.load_text(text_of(circuit), toy_catalog())
    assert loaded.problems == ()
    assert loaded.circuit is not None
    return loaded.circuit


def written(**document: object) -> Circuit:
    circuit = small_circuit()
    circuit.apply(circuit.with_document(document))
    return circuit


@settings(max_examples=60, deadline=None)
@given(
    st.lists(_STEPS, max_size=3),
    st.builds(
        Experiment,
        st.floats(0.001, 1e9),
        _VALUES,
        _SEEDS,
        st.lists(_STEPS).map(tuple),
        other=_OTHER,
    )
    | st.builds(
        lambda days, steps: Experiment(days.probe_ms, timeline=tuple(steps), days=days),
        _DAYS,
        st.lists(_BODY_STEPS),
    ),
)
def test_steps_and_experiments_come_back_as_they_were(
    steps: list[Step], experiment: Experiment
) -> None:
    circuit = written(timeline=steps, experiments={"it": experiment})
    back = reopened(circuit)
    assert back == circuit
    assert text_of(back) == text_of(circuit)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """A claim that says enough."""
    words = {name: draw(_WORDS) for name in ("text", "literature", "source")}
    words |= {"compare": draw(st.sampled_from(["ratio", "difference"]))}
    against = draw(st.sampled_from(["", "it"]))
    args = draw(st.dictionaries(st.sampled_from(["start", "cell"]), _NUMBERS | _WORDS))
    claim = Claim("one", experiment="it", measure="rate", args=args, against=against, **words)
    claim = replace(claim, other=draw(_OTHER))
    if draw(st.booleans()):
        return replace(claim, **{name: draw(_NUMBERS) for name in draw(st.sampled_from(SOME))})
    tolerance, relative = draw(st.tuples(_MARGINS, _MARGINS).filter(lambda two: two != (None,) * 2))
    return replace(claim, expected=draw(_NUMBERS), tolerance=tolerance, relative=relative)


SOME = (BOUNDS, BOUNDS[:1], BOUNDS[1:])


@settings(max_examples=100, deadline=None)
@given(claims())
def test_claims_come_back_as_they_were(claim: Claim) -> None:
    circuit = written(experiments={"it": Experiment()}, claims=[claim])
    back = reopened(circuit)
    assert back == circuit
    assert text_of(back) == text_of(circuit)


@pytest.mark.parametrize(
    ("model", "value"), [(ClaimModel, Claim), (ExperimentModel, Experiment), (StepModel, Step)]
)
def test_a_file_has_a_place_for_every_field_and_no_other(model: Any, value: Any) -> None:
    """A field that is added to one of the two and not to the other is found here."""
    places = {field.alias or name for name, field in model.model_fields.items()} - WAYS
    names = {NAMES.get(each.name, each.name) for each in fields(value)} - UNWRITTEN
    assert places == names


@pytest.mark.parametrize(
    "field",
    [
        {"text": 5},
        {"expected": {"between": [1, 2]}},
        {"expected": "many"},
        {"relative": "5 %"},
        {"compare": "quotient"},
        {"literature": ["a", "b"]},
        {"confidence": {"of": 0.9}},
        {"args": {"element": "cell1", "window": {"from": None}}},
    ],
    ids=lambda field: json.dumps(field),
)
def test_what_a_claim_says_that_is_not_understood_is_written_back(field: Content) -> None:
    text = changed(lambda content: content["claims"][0].update(field))
    loaded = store.load_text(text, toy_catalog())
    assert loaded.circuit is not None
    assert content_of(loaded.circuit)["claims"] == json.loads(text)["claims"]


def test_what_an_experiment_says_beyond_this_version_is_written_back() -> None:
    text = changed(lambda content: content["experiments"]["hot"].update(warmup=[5]))
    loaded = store.load_text(text, toy_catalog())
    assert loaded.circuit is not None
    assert content_of(loaded.circuit)["experiments"] == json.loads(text)["experiments"]


def test_what_a_claim_expects_is_judged_whenever_a_file_is_opened() -> None:
    text = changed(lambda content: content["claims"][0].pop("expected"))
    (problem,) = store.load_text(text, toy_catalog()).problems
    assert "/claims/0/expected: nothing says what is expected" in str(problem)


def test_a_number_beyond_all_bounds_is_named_and_kept() -> None:
    text = changed(lambda content: content["claims"][0].update(expected=10**350, tolerance=0))
    loaded = store.load_text(text, toy_catalog())
    assert any("/claims/0/expected: " in str(problem) for problem in loaded.problems)
    assert loaded.circuit is not None
    assert content_of(loaded.circuit)["claims"][0]["expected"] == 10**350


def test_times_stand_in_milliseconds_in_a_file() -> None:
    step = Step(1500.0, {("plug1", "dose"): 0.5})
    assert entries.step_entry(step) == {"at": 1500.0, "set": {"plug1.dose": 0.5}}
    assert entries.experiment_entry(Experiment(2000.0)) == {"for": 2000.0, "set": {}}
