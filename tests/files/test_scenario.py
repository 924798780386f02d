"""Walks in files: read with every problem, written back as they stood."""

from __future__ import annotations

import json
from typing import Any

from each_case import each_case

from circuitlab.files.serialise import text_of
from circuitlab.files.store import load_preset, load_text
from circuitlab.model.scenario import Camera, Question, WaitFor

STEPS: list[dict[str, Any]] = [
    {"id": "begin", "title": "A cord", "text": "Look.", "camera": {"fit": True}},
    {
        "id": "ketamine",
        "title": "Ketamine",
        "set": {"ketamine.concentration": 10},
        "mute": ["gabapentin"],
        "speed": 0.25,
        "camera": {"fit": ["spinal"]},
        "watch": ["spinal", "nmda_c"],
        "traces": ["spinal.v", "spinal"],
        "wait": {"state": "nmda_c.drugged", "above": 0.5},
        "question": {
            "text": "What then?",
            "choices": ["less", "more"],
            "answer": 0,
            "shows": "Less it is.",
        },
        "note": "Wait for hands.",
    },
    {
        "id": "draw",
        "camera": {"x": 10, "y": 20, "scale": 1.5},
        "wait": {"spikes": "spinal", "count": 5},
        "question": {
            "text": "Draw it",
            "draw": {"element": "spinal", "state": "v"},
            "window": [0, 2000],
            "range": [-90, 60],
        },
    },
    {
        "id": "taken",
        "camera": {"x": -40, "y": 5, "scale": 0.5, "width": 900, "height": 600},
        "starts": {"heat": 500},
    },
    {"id": "end", "wait": {"seconds": 2}, "beyond": {"what": "this version does not know"}},
]


def content() -> dict[str, Any]:
    """Return a file's content without a walk of its own."""
    found: dict[str, Any] = json.loads(text_of(load_preset("fig4").circuit))
    return {**found, "scenario": STEPS}


def loaded(*steps: dict[str, Any]) -> Any:
    return load_text(json.dumps({**content(), "scenario": list(steps)}))


def test_a_walk_is_read() -> None:
    found = loaded(*STEPS)
    assert not found.problems
    first, second, third, taken, last = found.circuit.document["scenario"]
    assert first.camera == Camera()
    assert second.values["ketamine", "concentration"] == 10
    assert second.mutes == {"gabapentin": True}
    assert second.traces == (("spinal", "v"), ("spinal", ""))
    assert second.wait == WaitFor(state=("nmda_c", "drugged"), above=0.5)
    assert second.question == Question("What then?", ("less", "more"), 0, "Less it is.")
    assert third.camera == Camera((), 10.0, 20.0, 1.5)
    assert third.wait == WaitFor(spikes="spinal", count=5)
    assert third.question == Question(
        "Draw it", draw=("spinal", "v"), window_ms=(0.0, 2000.0), range=(-90.0, 60.0)
    )
    assert taken.camera == Camera((), -40.0, 5.0, 0.5, 900.0, 600.0)
    assert taken.starts == {"heat": 500.0}
    assert last.wait == WaitFor(seconds=2.0)
    assert last.other == {"beyond": {"what": "this version does not know"}}


def test_a_walk_is_written_back_as_it_stood() -> None:
    text = text_of(loaded(*STEPS).circuit)
    assert json.loads(text)["scenario"] == STEPS
    assert text_of(load_text(text).circuit) == text


def test_what_a_step_has_lost_is_kept() -> None:
    circuit = loaded(*STEPS).circuit
    circuit.apply(circuit.removed(["ketamine"]))
    again = load_text(text_of(circuit))
    assert not again.problems
    assert again.circuit.document["scenario"] == circuit.document["scenario"]
    assert again.circuit.document["scenario"][1].lost == ("Ketamine",)


@each_case(
    ("step", "where"),
    [
        ({"title": "no id"}, "/scenario/0/id"),
        ({"id": "a", "set": {"ketamin.concentration": 1}}, "/scenario/0/set/ketamin.concentration"),
        ({"id": "a", "set": {"ketamine.concentration": -1}}, "/scenario/0/set/"),
        ({"id": "a", "mute": ["nobody"]}, "/scenario/0/mute"),
        ({"id": "a", "watch": ["nobody"]}, "/scenario/0/watch"),
        ({"id": "a", "speed": 4}, "/scenario/0/speed"),
        ({"id": "a", "camera": {}}, "/scenario/0/camera"),
        ({"id": "a", "camera": {"fit": ["nobody"]}}, "/scenario/0/camera/fit"),
        ({"id": "a", "traces": ["spinal.nothing"]}, "/scenario/0/traces"),
        ({"id": "a", "starts": {"nobody": 1}}, "/scenario/0/starts"),
        ({"id": "a", "starts": {"spinal": 1}}, "/scenario/0/starts/spinal"),
        ({"id": "a", "starts": {"heat": "-1 s"}}, "/scenario/0/starts/heat"),
        ({"id": "a", "starts": {"heat": "1 mV"}}, "/scenario/0/starts/heat"),
        ({"id": "a", "wait": {}}, "/scenario/0/wait"),
        ({"id": "a", "wait": {"seconds": 1, "spikes": "spinal"}}, "/scenario/0/wait"),
        ({"id": "a", "wait": {"seconds": -1}}, "/scenario/0/wait/seconds"),
        ({"id": "a", "wait": {"state": "spinal.v"}}, "/scenario/0/wait"),
        ({"id": "a", "wait": {"state": "spinal.x", "above": 1}}, "/scenario/0/wait/state"),
        ({"id": "a", "question": {"text": "?"}}, "/scenario/0/question"),
        ({"id": "a", "question": {"text": "?", "choices": ["one"]}}, "/scenario/0/question"),
        (
            {"id": "a", "question": {"text": "?", "choices": ["x", "y"], "answer": 2}},
            "/scenario/0/question/answer",
        ),
        (
            {
                "id": "a",
                "question": {
                    "text": "?",
                    "draw": {"element": "spinal", "state": "v"},
                    "window": ["2 s", "1 s"],
                },
            },
            "/scenario/0/question/window",
        ),
        (
            {
                "id": "a",
                "question": {
                    "text": "?",
                    "draw": {"element": "spinal", "state": "v"},
                    "range": [10, 0],
                },
            },
            "/scenario/0/question/range",
        ),
    ],
)
def test_what_is_wrong_with_a_step_is_named(step: dict[str, Any], where: str) -> None:
    found = loaded(step)
    (problem,) = found.problems
    assert problem.where.rpartition(" ")[2].startswith(where)
    assert problem.remedy or "mute" in where


def test_every_problem_is_named_and_the_rest_is_read() -> None:
    found = loaded({"id": "a", "watch": ["nobody"]}, {"id": "a"}, {"id": "b", "watch": ["spinal"]})
    assert len(found.problems) == 2
    steps = found.circuit.document["scenario"]
    assert [step.id for step in steps] == ["a", "b"]
    assert steps[1].watch == ("spinal",)


def test_values_that_contradict_those_of_steps_before_are_left_out() -> None:
    found = loaded(
        {"id": "a", "set": {"heat.stop": 900}},
        {"id": "b", "set": {"heat.start": 1000}},
        {"id": "c", "set": {"heat.stop": 1200}},
    )
    (problem,) = found.problems
    assert problem.where.endswith("/scenario/1/set/heat.start")
    values = [dict(step.values) for step in found.circuit.document["scenario"]]
    assert values == [{("heat", "stop"): 900.0}, {}, {("heat", "stop"): 1200.0}]
