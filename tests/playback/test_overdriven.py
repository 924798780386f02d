"""More input makes every neuron fire more, or the run says why it does not, and what helps."""

from dataclasses import replace

import numpy as np
import pytest
from runner_frames import frame_at

from circuitlab.api import Circuit
from circuitlab.catalog.families import NEURON
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.running.run import Run, run_circuit
from circuitlab.engine.running.seen_times import named_spikes
from circuitlab.engine.running.spikes import Spikes
from circuitlab.engine.stepping.simulation import Chunk, Simulation
from circuitlab.model.hints import Hint
from circuitlab.playback.overdriven import AT_ONCE, MOST, Overdriven

CATALOG = default_catalog()
STRONG_PA, LONG_MS, SETTLED_MS = 5000.0, 1500.0, 400.0
CELL, SQUID = "projection_neuron1", "hh_squid1"


def run(circuit: Circuit, duration_ms: float) -> tuple[Run, dict[str, Hint]]:
    """Run a circuit; what it gave, and the last that there was to say."""
    overdriven = Overdriven(circuit.model, CATALOG)

    def look(simulation: Simulation, chunk: Chunk) -> None:
        overdriven.fired(named_spikes(simulation, chunk, 0.0).fired)
        overdriven.look(simulation.view(), simulation.time)

    found = run_circuit(circuit.model, duration_ms, seed=1, dt=0.05, look=look)
    return found, {hint.element: hint for hint in overdriven.hints}


def driven_by(fibres: int, kind: str = "projection_neuron") -> tuple[Circuit, str]:
    """A neuron behind a population that fires at random as C fibres do, by receptors as docked."""
    circuit = Circuit()
    source = circuit.add("random_c_fibres", size=fibres, rate=8)
    cell = circuit.add(kind)
    for receptor in circuit.receptors(circuit.wire(source, cell)):
        usual = CATALOG.kind(circuit[receptor].kind).parameters["weight"].default
        circuit.set(receptor, weight=usual)
    return circuit, cell


@pytest.mark.parametrize("kind", ["projection_neuron", "wdr_neuron"])
def test_a_neuron_that_many_fibres_silence_is_named_with_what_holds_it(kind: str) -> None:
    circuit, cell = driven_by(100, kind)
    found, hints = run(circuit, 3000.0)
    assert not np.any(found.spikes(cell) > 2000.0)
    said = hints[cell].sentence
    assert "Too much input: K⁺ current by calcium holds it silent at −" in said
    assert "fewer fibres, or smaller weights (AMPA receptor, NMDA receptor, NK1 receptor)" in said


def test_what_it_advises_lets_it_fire_again() -> None:
    fewer, cell = driven_by(10)
    weaker, _cell = driven_by(100)
    for id, element in weaker.model.elements.items():
        if "weight" in CATALOG.kind(element.kind).parameters:
            weaker.set(id, weight=0.1 * float(str(weaker.model.value(id, "weight", CATALOG))))
    for circuit in (fewer, weaker):
        found, hints = run(circuit, 2500.0)
        assert hints == {}
        assert np.sum(found.spikes(cell) > 1500.0) > 5


def test_every_kind_of_neuron_fires_under_a_strong_current_or_is_named() -> None:
    circuit = Circuit()
    cells = [circuit.add(kind.name) for kind in CATALOG.kinds.values() if kind.family == NEURON]
    for cell in cells:
        circuit.add("current_step", on=cell, amplitude=STRONG_PA, start=0, stop=1e6)
    found, hints = run(circuit, LONG_MS)
    silent = {cell for cell in cells if not np.any(found.spikes(cell) > SETTLED_MS)}
    assert silent == set(hints) >= {"inhibitory_interneuron1", SQUID}
    assert "cannot fire; less current from Current step lets it fire again" in hints[SQUID].sentence


def test_a_steady_current_is_named_where_that_is_what_drives_it() -> None:
    circuit = Circuit()
    circuit.add("hh_squid", i_e=150)
    _run, hints = run(circuit, LONG_MS)
    assert hints[SQUID].what.startswith("Too much input: held at −43 mV")
    assert hints[SQUID].remedy == "a smaller “Steady current” lets it fire again"


@pytest.mark.parametrize("current", [5.0, 40.0])
def test_a_neuron_that_fires_or_is_driven_too_little_is_not_named(current: float) -> None:
    circuit = Circuit()
    circuit.add("hh_squid", i_e=current)
    assert run(circuit, LONG_MS)[1] == {}


def test_a_neuron_without_sodium_channels_is_not_named() -> None:
    circuit = Circuit()
    circuit.add("hh_squid", i_e=150, g_na=0)
    assert run(circuit, LONG_MS)[1] == {}


class Told:
    """A projection neuron of which a test says what it is like."""

    def __init__(self, fibres: int = 100) -> None:
        self.circuit, self.cell = driven_by(fibres)
        self.watching = Overdriven(self.circuit.model, CATALOG)
        parts = self.circuit.model.parts(self.cell)
        self.receptor = {self.circuit.model.elements[part].kind: part for part in parts}

    def look(self, until_ms: float, begun: int = 0, fired: tuple[str, ...] = (), **given: float):
        """Let the run come to a time, every 100 ms a frame with these currents."""
        values = {(self.cell, "v"): -65.0, (self.cell, "i_kca"): given.get("i_kca", 300.0)}
        values[self.receptor["ampa"], "i"] = given.get("ampa", -320.0)
        values[self.receptor["gaba_a"], "i"] = given.get("gaba_a", 0.0)
        cells = {key: np.array([value]) for key, value in values.items()}
        for time_ms in np.arange(0.0, until_ms + 1.0, 100.0):
            spikes = Spikes.of([(id, 0, time_ms) for id in fired])
            frame = frame_at(time_ms, cells, running=True, begun=begun, spikes=spikes)
            self.watching.take(frame)
        return self.watching.hints


@pytest.fixture
def told() -> Told:
    made = Told()
    made.receptor["gaba_a"] = made.circuit.add("gaba_a", on=made.cell)
    made.watching.follow(made.circuit.model)
    return made


def test_it_is_named_after_a_second_without_a_spike(told: Told) -> None:
    assert told.look(900.0) == ()
    assert [hint.element for hint in told.look(1100.0, begun=1)] == [told.cell]


def test_a_spike_a_restart_and_its_removal_each_end_it(told: Told) -> None:
    assert told.look(2000.0)
    assert told.look(0.0, fired=(told.cell,)) == ()
    assert told.look(2000.0)
    assert told.look(0.0, begun=1) == ()
    assert told.look(2000.0, begun=1)
    told.watching.follow(Circuit().model)
    assert told.look(0.0, begun=1) == ()


@pytest.mark.parametrize(
    "given",
    [{"gaba_a": 400.0}, {"i_kca": 50.0}, {"ampa": -20.0, "i_kca": 19.0}],
    ids=["inhibited", "nothing of its own", "hardly any input"],
)
def test_other_reasons_for_silence_are_not_taken_for_it(told: Told, given: dict) -> None:
    assert told.look(2000.0, **given) == ()


def test_the_words_stay_while_it_stays_silent(told: Told) -> None:
    (first,) = told.look(2000.0)
    for more in range(1, 5):
        values = {(told.cell, "v"): np.array([-60.0 - more])}
        told.watching.look(values, 2000.0 + 100.0 * more)
    assert [hint is first for hint in told.watching.hints] == [True]


@pytest.mark.parametrize(("is_clamped", "neurons"), [(False, 1), (True, 1), (False, MOST + 1)])
def test_what_is_clamped_and_one_of_very_many_are_not_looked_at(
    is_clamped: bool, neurons: int
) -> None:
    circuit = Circuit()
    for _each in range(neurons):
        circuit.add("hh_squid")
    if is_clamped:
        circuit.add("voltage_clamp", on=SQUID)
    watching = Overdriven(circuit.model, CATALOG)
    watching.fired([SQUID])
    blocked = {(SQUID, "v"): np.array([-20.0]), (SQUID, "i_na"): np.array([-5.0])}
    for time_ms in range(0, 3000, 100):
        watching.look(blocked, time_ms)
    assert bool(watching.hints) == (not is_clamped and neurons == 1)


def test_a_frame_of_the_window_looks_at_few_and_comes_to_all() -> None:
    circuit = Circuit()
    cells = [circuit.add("hh_squid") for _each in range(10)]
    watching, asked = Overdriven(circuit.model, CATALOG), []
    watching.fired(cells)

    class Blocked(dict):
        def get(self, key, default=None):
            asked.append(key[0])
            return np.array([-20.0]) if key[1] in ("v", "i_na") else default

    for time_ms in range(0, 3000, 16):
        asked.clear()
        frame = frame_at(float(time_ms), {}, running=True)
        watching.take(replace(frame, values=Blocked()))
        assert len(set(asked)) <= AT_ONCE
    assert {hint.element for hint in watching.hints} == set(cells)
