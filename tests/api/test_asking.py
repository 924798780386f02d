"""What is asked for and is not there is named, with what there is, whoever is asked."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from each_case import each_case

import circuitlab as cl


@pytest.fixture(scope="module")
def circuit() -> cl.Circuit:
    made = cl.Circuit()
    made.title = "Three cells"
    cells, cell = made.add("lif_current", size=2, i_e=900), made.add("lif_current")
    made.connect(cells, cell, receptor="exp_current", pre=[0, 1], post=[0, 0])
    made.add("heat")
    made.experiments.add("quiet", duration="5 ms")
    return made


@pytest.fixture(scope="module")
def run(circuit: cl.Circuit) -> cl.Run:
    record = [("lif_current1", "v"), ("synapse1", "vesicles"), ("synapse1", "release")]
    return cl.simulate(circuit, "20 ms", record=record)


OF_A_RUN: dict[str, tuple[Callable[[cl.Run], object], str]] = {
    "nobody's spikes": (lambda r: r.spikes("lif_curent1"), "did you mean “lif_current1”?"),
    "no spikes": (lambda r: r.rate("heat1"), "has no cells that fire; choose from lif_current1"),
    "no number": (lambda r: r.size(3), "3 is not the id of an element"),
    "no state": (lambda r: r.trace("lif_current1", "volts"), "no quantity called “volts”; choose"),
    "not recorded": (lambda r: r.trace("lif_current2"), 'record=[("lif_current2", "v")]'),
    "nobody's value": (lambda r: r.value("x", "v"), "There is no element called “x”"),
    "no voltage": (lambda r: r.voltage("heat1"), "“heat1” has no membrane potential"),
    "no table": (lambda r: r.table("spike"), "did you mean “spikes”?"),
    "no file": (lambda r: r.save(5), "5 is not the name of a file"),
    "two ways": (lambda r: r.save("a.npz", every=2, dt=1), "“every” and “dt” are given at once"),
    "no sample": (lambda r: r.save("a.npz", every=0), "0 is no number of samples"),
    "half a sample": (lambda r: r.save("a.npz", dt=0.03), "0.03 ms is no multiple of it"),
}

OF_A_CIRCUIT: dict[str, tuple[Callable[[cl.Circuit], object], str]] = {
    "nobody": (lambda c: c["heat2"], "did you mean “heat1”?"),
    "a list": (lambda c: c[["heat1"]], "['heat1'] is not the id of an element"),
    "no kind": (lambda c: c.add(None), "There is no kind called “None”"),
    "on nobody": (lambda c: c.add("heat", on="x"), "There is no element called “x”"),
    "on a number": (lambda c: c.add("heat", on=5), "5 is not the id"),
    "a number as label": (lambda c: c.add("heat", label=5), "label: 5 does not fit here"),
    "a long label": (lambda c: c.add("heat", label=300 * "a"), "at most 200 characters"),
    "a label nobody sees": (lambda c: c.add("heat", label="a\x00"), "A character here cannot be"),
    "a title nobody sees": (lambda c: setattr(c, "title", "a\x00"), "A character here cannot be"),
    "a wire of numbers": (lambda c: c.wire(1, 2), "1 is not the id"),
    "no such junction": (lambda c: c.couple("lif_current1", 2), "2 is not the id"),
    "set of a number": (lambda c: c.set(5, i_e=1), "5 is not the id"),
    "removing a number": (lambda c: c.remove(["heat1", 5]), "5 is not the id"),
    "no kind in it": (lambda c: c.kinds()["ampa"], "There is no “ampa” in the circuit; there are:"),
    "no experiment": (lambda c: c.experiments["quite"], "did you mean “quiet”?"),
    "no name": (lambda c: c.experiments.add(5), "5 is no name of an experiment"),
    "no claim": (lambda c: c.claims[0], "There is no entry 0 here; there is none"),
    "no step": (lambda c: c.timeline["x"], "There is no entry 'x' here"),
    "no step to take out": (lambda c: c.timeline.__delitem__(3), "There is no entry 3 here"),
    "no such view": (lambda c: setattr(c, "view", {"a": float("nan")}), "a finite number"),
    "no circuit": (lambda c: cl.simulate("fig4", "1 s"), "'fig4' is no circuit; “load” opens"),
    "no model": (lambda c: cl.Circuit("fig4"), "'fig4' is no circuit"),
    "no path": (lambda c: cl.load(5), "5 is not the name of a file"),
    "no preset": (lambda c: cl.preset(4), "There is no preset called “4”"),
    "no target": (lambda c: cl.verify(None), "None is not the name of a file"),
    "no place": (lambda c: c.save(None), "None is not the name of a file"),
}


@each_case(("ask", "said"), OF_A_RUN.values(), ids=OF_A_RUN)
def test_a_run_says_what_there_is(run: cl.Run, ask: Callable[[Any], object], said: str) -> None:
    with pytest.raises(cl.CircuitError) as refusal:
        ask(run)
    assert said in str(refusal.value)


@each_case(("ask", "said"), OF_A_CIRCUIT.values(), ids=OF_A_CIRCUIT)
def test_a_circuit_says_what_there_is(
    circuit: cl.Circuit, ask: Callable[[Any], object], said: str
) -> None:
    before = circuit.model.copy()
    with pytest.raises(cl.CircuitError) as refusal:
        ask(circuit)
    assert said in str(refusal.value)
    assert circuit.model == before


def test_what_is_not_there_is_missed_as_in_any_dict_or_list(circuit: cl.Circuit) -> None:
    assert circuit.experiments.get("quite") is None
    assert "quite" not in circuit.experiments
    assert [step["at"] for step in circuit.timeline] == []
    with pytest.raises(KeyError):
        circuit.kinds()["ampa"]


def test_several_are_named_one_by_one_or_in_a_list(circuit: cl.Circuit) -> None:
    made = circuit.copy()
    made.mute(["heat1", "lif_current2"])
    assert made.muted == ("lif_current2", "heat1")
    made.timeline.add("1 s", mute="heat1")
    assert made.timeline[-1]["mute"] == ["heat1"]
    made.remove(["lif_current1", "lif_current2"])
    del made["heat1"]
    assert "lif_current1" not in made
    assert made.kinds() == {}


def test_a_copy_goes_its_own_way_also_in_another_process(circuit: cl.Circuit) -> None:
    for made in (circuit.copy(), copy.copy(circuit), copy.deepcopy(circuit)):
        made.remove("heat1")
        assert "heat1" in circuit
    assert pickle.loads(pickle.dumps(circuit)).model == circuit.model
    assert repr(circuit) == "<Circuit “Three cells”: 5 elements, 3 links>"


def test_how_it_is_looked_at_is_read_and_set(circuit: cl.Circuit) -> None:
    made = circuit.copy()
    made.view = {"traces": ["lif_current1"], "zoom": np.float64(2)}
    assert made.view == {"traces": ["lif_current1"], "zoom": 2.0}
    made.view["zoom"] = 3
    assert made.view["zoom"] == 2.0


def test_what_the_synapse_has_left_can_be_recorded(run: cl.Run) -> None:
    times, ready = run.trace("synapse1", "vesicles")
    assert len(times) == len(ready)
    assert float(ready.min()) < 1.0
    assert repr(run) == f"<Run of 20 ms: 5 elements, {len(run.raw_spikes)} spikes>"


@pytest.mark.parametrize("given", [{"every": 4}, {"dt": "0.1 ms"}, {"dt": 0.1}])
def test_traces_are_saved_thinned(run: cl.Run, given: dict[str, Any], tmp_path: Any) -> None:
    run.save(tmp_path / "run.npz", **given)
    times, v = run.trace("lif_current1")
    with np.load(tmp_path / "run.npz") as found:
        assert found["traces/time_ms"].tolist() == pytest.approx(times[3::4].tolist())
        assert found["traces/lif_current1.v[0]_mV"].tolist() == v[3::4, 0].tolist()
    assert found is not None
    assert np.diff(times[3::4]) == pytest.approx(0.1)


def test_the_presets_have_names() -> None:
    assert "fig4" in cl.presets()
    with pytest.raises(AttributeError, match="no attribute"):
        _gone = cl.Circut
