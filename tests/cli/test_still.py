"""The end of a run is drawn as the window would export it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from circuitlab.api import Circuit
from circuitlab.api.run_figure import figure_of, live_frame, recorded
from circuitlab.catalog.load import default_catalog
from circuitlab.cli.target import read_circuit, title_of
from circuitlab.engine.running.run import Run, run_circuit
from circuitlab.model.step import Step
from circuitlab.playback.trace_rows import rows_of

END_MS = 600.0
TIMELINE = [
    Step(100.0, {("ketamine", "concentration"): 10}),
    Step(200.0, {("ketamine", "concentration"): 20}, "more ketamine"),
    Step(700.0, {("ketamine", "concentration"): 0}, "none"),
]


@pytest.fixture(scope="module")
def run(qapp: object) -> Run:
    circuit = read_circuit("fig4")
    circuit.apply(circuit.with_document({"timeline": TIMELINE}))
    return run_circuit(circuit, END_MS, record=recorded(circuit), every_ms=0.1)


def test_the_traces_are_the_rows_of_the_window(run: Run) -> None:
    rows, traces = rows_of(run.circuit, default_catalog()), figure_of(run, "It").traces
    assert [trace.label for trace in traces] == [row.title for row in rows]
    assert "Pain read-out" in [trace.label for trace in traces]
    for row, trace in zip(rows, traces, strict=True):
        if row.is_raster:
            assert trace.time_ms.size == 0
            assert trace.size == row.size
        else:
            assert trace.spikes_ms.size == 0
            assert trace.time_ms[-1] == pytest.approx(END_MS, abs=1.0)


def test_a_raster_shows_the_spikes_of_all_cells() -> None:
    """Of two cells that fire together, at 20 and at 40 ms; a voltmeter has a row of its own."""
    circuit = Circuit()
    cells = circuit.add("lif_current", size=2)
    circuit.add("shock", on=cells, start=20, period=20, count=2, amplitude=10_000, stop=100)
    for meter in ("raster", "voltmeter"):
        circuit.add(meter, on=cells)
    run = run_circuit(circuit.model, 60.0, record=recorded(circuit.model))
    fired, potential = figure_of(run, "It").traces
    assert fired.time_ms.size == 0
    assert fired.spikes_ms == pytest.approx([20.5, 20.5, 40.5, 40.5], abs=0.6)
    assert sorted(fired.cells) == [0.0, 0.0, 0.5, 0.5]
    assert potential.time_ms.size > 0


def test_steps_of_the_timeline_are_marked_in_words(run: Run) -> None:
    marks = figure_of(run, "It").marks
    assert [mark.time_ms for mark in marks] == [100.0, 200.0]
    assert "10 µM" in marks[0].label
    assert marks[1].label == "more ketamine"


def test_an_injury_in_the_middle_of_a_run_is_marked(run: Run) -> None:
    circuit = run.circuit.copy()
    for start, marked in ((0.15, [150.0]), (0.7, [])):
        circuit.apply(circuit.with_param("injury", "start", start))
        marks = figure_of(replace(run, circuit=circuit), "It").marks
        assert [mark.time_ms for mark in marks if mark.label == "Nerve injury"] == marked


def test_the_frame_shows_what_the_protocol_set(run: Run) -> None:
    frame = live_frame(run)
    assert frame.time_ms == pytest.approx(END_MS)
    assert frame.set_now["ketamine", "concentration"] == 20


def test_rates_and_flashes_are_of_those_that_fired(run: Run) -> None:
    frame = live_frame(run)
    last = {id: run.spike_pairs(id)[1] for id in run.firing}
    fired = {id for id, times in last.items() if times.size and times.max() > END_MS - 500.0}
    assert fired
    assert fired == {id for id, rate in frame.rate_hz.items() if rate > 0.0}
    for id in fired:
        spikes = np.count_nonzero(last[id] > END_MS - 500.0)
        assert frame.rate_hz[id] == pytest.approx(spikes / run.size(id) / 0.5, rel=0.2)


def test_the_stamp_says_whether_something_was_set(run: Run) -> None:
    assert " It · seed 1 · step 0.025 ms · at 0.6 s" in figure_of(run, "It").stamp
    assert " It (changed) · " in figure_of(run, "It", is_changed=True).stamp


def test_a_circuit_has_the_name_that_the_window_gives_it(tmp_path: Path) -> None:
    circuit = read_circuit("fig4")
    assert title_of("fig4", circuit) == circuit.document["title"]
    path = tmp_path / "mine.circuit"
    path.touch()
    assert title_of(str(path), circuit) == "mine"
