"""Claims name two elements, words and rates among their arguments, and each is judged."""

import json
from typing import Any

import pytest
from each_case import each_case

from circuitlab.analysis.claims import verify
from circuitlab.analysis.read_claims import claim_problems, measure_arguments
from circuitlab.files import store
from circuitlab.files.serialise import content_of
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element

EXPERIMENTS = {"naive": {"for": 20.0, "set": {"cell.i_e": 200.0}, "seeds": [1]}}


def claim(**fields: Any) -> dict[str, Any]:
    whole = {
        "id": "claim",
        "experiment": "naive",
        "measure": "spike_count",
        "args": {"element": "cell"},
        "expected": 1,
        "tolerance": 0,
    }
    return {key: value for key, value in (whole | fields).items() if value is not None}


def opened(*claims: dict[str, Any], **document: Any) -> store.Loaded:
    """What comes of a file with two cells that says this of itself."""
    content = content_of(Circuit([Element("cell", "hh_squid"), Element("still", "hh_squid")]))
    said = {"experiments": EXPERIMENTS, "claims": claims, **document}
    return store.load_text(json.dumps(content | said), judge=claim_problems)


def circuit(*claims: dict[str, Any], **document: Any) -> Circuit:
    loaded = opened(*claims, **document)
    assert not loaded.problems
    assert loaded.circuit is not None
    return loaded.circuit


def problems(*claims: dict[str, Any], **document: Any) -> list[str]:
    loaded = opened(*claims, **document)
    return [str(problem).partition(", ")[2] for problem in loaded.problems]


@each_case(
    ("fields", "said"),
    [
        (
            {"measure": "share_above", "args": {"element": "cell", "rate": "x"}},
            "/claims/0/args/rate: ",
        ),
        (
            {"measure": "share_above", "args": {"element": "cell", "rate": "3 mV"}},
            "/claims/0/args/rate: 3 mV is not",
        ),
        (
            {"measure": "share_above", "args": {"element": "cell", "rate": 1, "others": "x"}},
            "args/others: “x” does not fit here; write ids",
        ),
        (
            {"measure": "share_above", "args": {"element": "cell", "rate": 1, "others": ["cel"]}},
            "args/others: There is no element called “cel”",
        ),
        (
            {"measure": "crossing_time", "args": {"element": "cell", "state": "v", "value": "x"}},
            "args/value: “x” does not fit here; write a number",
        ),
        (
            {
                "measure": "crossing_time",
                "args": {"element": "cell", "state": "v", "value": 0, "way": "upp"},
            },
            "args/way: “upp” does not fit here; did you mean “up”?",
        ),
        (
            {"measure": "burst_count", "args": {"element": "cell", "least": 0}},
            "args/least: 0 does not fit here; write a number from 1 on",
        ),
        (
            {
                "measure": "peak_lag",
                "args": {"element": "cell", "start": 0, "period": 0, "count": 2},
            },
            "args/period: 0 does not fit here",
        ),
        (
            {"measure": "ratio_between", "args": {"element": "cell", "other": "cell"}},
            "“ratio_between” needs “of”",
        ),
        (
            {
                "measure": "ratio_between",
                "args": {"element": "cell", "other": "cel", "of": "rate_hz"},
            },
            "args/other: There is no element",
        ),
        (
            {
                "measure": "ratio_between",
                "args": {"element": "cell", "other": "cell", "of": "rate_hs"},
            },
            "args/of: “rate_hs” does not fit here; did you mean “rate_hz”?",
        ),
        (
            {
                "measure": "ratio_between",
                "args": {"element": "cell", "other": "cell", "of": "value_at", "state": "v"},
            },
            "“ratio_between” needs “at”",
        ),
        (
            {
                "measure": "ratio_between",
                "args": {"element": "cell", "other": "cell", "of": "rate_hz", "strt": 1},
            },
            "did you mean “start”?",
        ),
    ],
)
def test_an_argument_that_does_not_fit_is_said_with_its_place(
    fields: dict[str, Any], said: str
) -> None:
    (problem,) = problems(claim(**fields))
    assert said in problem


def test_rates_among_the_arguments_take_units() -> None:
    args = {"element": "cell", "rate": "0.01 kHz", "others": ["still"]}
    (read,) = circuit(claim(measure="share_above", args=args)).document["claims"]
    assert measure_arguments(read) == {"element": "cell", "rate": 10.0, "others": ("still",)}


def test_two_elements_are_measured_in_one_run_with_the_traces_of_both() -> None:
    args = {"element": "cell", "other": "still", "of": "max_value", "state": "v"}
    difference = claim(
        measure="difference_between", args=args, expected={"at_least": 60}, tolerance=None
    )
    width = claim(id="width", measure="spike_width", expected=1.5, tolerance=0.1)
    assert [result.holds for result in verify(circuit(difference, width))] == [True, True]


@pytest.mark.parametrize(
    ("measure", "args"),
    [
        ("ratio_between", {"other": "still", "of": "rate_hz"}),
        ("share_above", {"others": ["still"], "rate": 1}),
    ],
)
def test_a_claim_goes_with_any_element_that_it_names(measure: str, args: dict[str, Any]) -> None:
    made = circuit(claim(measure=measure, args={"element": "cell", **args}))
    made.apply(made.removed(["still"]))
    assert made.document["claims"] == ()


def test_a_crossing_is_timed_to_the_step() -> None:
    args = {"element": "cell", "state": "v", "value": 0.0}
    first = {"element": "cell", "start": 0.0}
    crossing = claim(measure="crossing_time", args=args, tolerance=1000)
    spike = claim(id="spike", measure="latency", args=first, tolerance=1000)
    times = [result.measured for result in verify(circuit(crossing, spike))]
    assert times[0] == pytest.approx(times[1], abs=0.05)
