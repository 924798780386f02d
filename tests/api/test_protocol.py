"""Timeline, experiments, claims and walks from Python: as in a file, judged by its rules."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from each_case import each_case

from circuitlab.api import Circuit, CircuitError, load, preset


def built() -> Circuit:
    circuit = Circuit()
    circuit.add("lif_current", size=3)
    circuit.add("heat")
    circuit.experiments.add("rest", duration="50 ms")
    circuit.claims.add(
        "silent",
        experiment="rest",
        measure="spike_count",
        args={"element": "lif_current1"},
        at_most=0,
    )
    circuit.scenario.add("start", title="Look")
    return circuit


def test_all_that_is_added_is_saved_and_opened(tmp_path: Path) -> None:
    circuit = built()
    circuit.timeline.add("2 s", set={"heat1.temperature": "46 °C"}, mute=["heat1"], label="hot")
    circuit.timeline.add("day 2", set={"document.body_clock": 60})
    circuit.experiments.add(
        "days", days=3, probe="20 ms", every="12 h", unmute=["heat1"], seeds=[1, np.int64(2)]
    )
    circuit.experiments.add(
        "bare", without=["heat1"], timeline=[{"at": 5, "set": {"lif_current1.i_e": 3}}]
    )
    circuit.claims.add(
        "same",
        experiment="rest",
        against="bare",
        compare="difference",
        measure="spike_count",
        args={"element": "lif_current1"},
        expected=0,
        tolerance=1,
        text="As many",
        source="counted",
        known_miss={"measured": 3.0, "reason": "none"},
    )
    circuit.scenario.add(
        "ask",
        text="What now?",
        set={"heat1.temperature": 45},
        speed=0.5,
        camera={"fit": ["heat1"]},
        watch=["heat1"],
        traces=["lif_current1.v", "lif_current1"],
        wait={"spikes": "lif_current1", "count": 2},
        question={"text": "More?", "choices": ["yes", "no"], "answer": 1},
        note="slowly",
    )
    circuit.save(tmp_path / "all.circuit")
    again = load(tmp_path / "all.circuit")
    assert again.model == circuit.model
    assert again.timeline[:] == [
        {"at": 2000.0, "set": {"heat1.temperature": 46.0}, "mute": ["heat1"], "label": "hot"},
        {"at": "day 2", "set": {"document.body_clock": 60.0}},
    ]
    assert again.experiments["days"]["seeds"] == [1, 2]
    assert again.claims["same"]["compare"] == "difference"
    assert again.scenario["ask"]["wait"] == {"spikes": "lif_current1", "count": 2}


def test_steps_of_the_timeline_stand_in_order() -> None:
    circuit = built()
    for at in (30, 10, 20):
        circuit.timeline.add(at, set={"heat1.temperature": 40})
    assert [step["at"] for step in circuit.timeline] == [10, 20, 30]
    del circuit.timeline[1]
    assert [step["at"] for step in circuit.timeline] == [10, 30]
    circuit.timeline.clear()
    assert len(circuit.timeline) == 0


def test_values_of_each_cell_are_kept_by_steps_that_follow() -> None:
    circuit = built()
    circuit.timeline.add(1, set={"lif_current1.i_e": np.array([1.0, 2.0, 3.0])})
    circuit.timeline.add(2, set={"lif_current1.i_e": 0})
    np.testing.assert_array_equal(circuit.timeline[0]["set"]["lif_current1.i_e"], [1.0, 2.0, 3.0])


def test_entries_are_taken_out_by_number_or_by_name() -> None:
    circuit = built()
    circuit.scenario.add("end")
    assert circuit.scenario.ids == ("start", "end")
    del circuit.scenario["start"]
    assert [step["id"] for step in circuit.scenario] == ["end"]
    del circuit.claims[0]
    assert circuit.claims.ids == ()
    circuit.scenario.clear()
    assert not len(circuit.scenario)
    del circuit.experiments["rest"]
    assert list(circuit.experiments) == []


def test_what_is_read_cannot_change_the_circuit() -> None:
    circuit = built()
    circuit.experiments["rest"]["for"] = 3
    assert circuit.experiments["rest"]["for"] == 50.0


def test_what_a_preset_says_takes_more() -> None:
    circuit = preset("fig4")
    before = [len(circuit.claims), len(circuit.scenario), len(circuit.experiments)]
    circuit.experiments.add("more")
    circuit.claims.add(
        "more",
        experiment="more",
        measure="spike_count",
        args={"element": "spinal"},
        at_least=0,
    )
    circuit.scenario.add("more")
    after = [len(circuit.claims), len(circuit.scenario), len(circuit.experiments)]
    assert after == [count + 1 for count in before]


def claim(circuit: Circuit, **given: Any) -> None:
    whole = {"experiment": "rest", "measure": "spike_count", "at_most": 0, **given}
    circuit.claims.add("new", args={"element": "lif_current1"}, **whole)


REFUSED: dict[str, tuple[Callable[[Circuit], object], str]] = {
    "a step at no time": (lambda c: c.timeline.add("soon"), "at: “soon” is not a number"),
    "a step of nobody": (
        lambda c: c.timeline.add(3, set={"heat2.temperature": 3}),
        "set/heat2.temperature: There is no element called “heat2”; did you mean “heat1”?",
    ),
    "a step too hot": (
        lambda c: c.timeline.add(3, set={"heat1.temperature": 400}),
        "400 °C is too high",
    ),
    "a step of nothing": (lambda c: c.timeline.add(3), "“set” is missing"),
    "an experiment back in time": (
        lambda c: c.experiments.add("x", duration=-3),
        "duration: −3 ms is too low",
    ),
    "an experiment twice": (lambda c: c.experiments.add("rest"), "“rest” already"),
    "an experiment with a bad step": (
        lambda c: c.experiments.add("x", timeline=[{"at": 3, "set": {"foo.b": 3}}]),
        "timeline/0/set/foo.b: There is no element called “foo”",
    ),
    "an experiment that is needed": (
        lambda c: c.experiments.__delitem__("rest"),
        "rest: the claim “silent” is measured in “rest”; remove the claim first",
    ),
    "all experiments, one needed": (lambda c: c.experiments.clear(), "remove the claim first"),
    "no such experiment": (lambda c: c.experiments.__delitem__("rst"), "did you mean “rest”?"),
    "a claim of no measure": (
        lambda c: claim(c, measure="spike_cont"),
        "did you mean “spike_count”?",
    ),
    "a claim nowhere": (lambda c: claim(c, experiment="rst"), "experiment: There is no experiment"),
    "a claim of two minds": (lambda c: claim(c, expected=3), "give one of the two"),
    "a claim of nothing": (lambda c: claim(c, at_most=None), "nothing says what is expected"),
    "no such claim": (lambda c: c.claims["silnt"], "did you mean “silent”?"),
    "a walk past nobody": (
        lambda c: c.scenario.add("x", watch=["heat2"]),
        "watch: There is no element called “heat2”; did you mean “heat1”?",
    ),
    "a step of a walk twice": (lambda c: c.scenario.add("start"), "id: Another step is called"),
}


@each_case(("ask", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_does_not_fit_is_refused_and_the_circuit_stays(
    ask: Callable[[Circuit], object], said: str
) -> None:
    circuit = built()
    before = circuit.model.copy()
    with pytest.raises(CircuitError) as refusal:
        ask(circuit)
    assert said in str(refusal.value)
    assert circuit.model == before
