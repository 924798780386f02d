import pytest
from runner_frames import frame_at

from circuitlab.cli.bench.dense_circuit import dense_circuit
from circuitlab.engine.running.spikes import Spikes
from circuitlab.playback.firing import FLASH_MS
from circuitlab.playback.live_state import LiveState
from circuitlab.playback.pulses import SHORTEST_PULSE_MS
from circuitlab.playback.ways_out import WaysOut


def frame(time_ms, spikes=(), values=None):
    return frame_at(time_ms, values or {}, running=True, spikes=Spikes.of(spikes))


@pytest.fixture
def live(circuit, catalog):
    return LiveState(circuit, catalog)


def test_shown_time_flows_evenly_though_polls_come_in_lumps(live):
    steps, before = [], 0.0
    for number in range(1, 60):
        if number % 2 == 0:
            live.take(frame(16.0 * number), 1.0)
        live.advance(16.0, 1.0)
        steps.append(live.frame.time_ms - before)
        before = live.frame.time_ms
    assert min(steps[20:]) > 10.0
    assert max(steps[20:]) < 22.0


def test_a_spike_flashes_and_fades_in_600_ms_of_screen_time(live):
    live.take(frame(100.0, [("nociceptor_c1", 0, 100.0)]), 0.1)
    live.advance(0.0, 0.1)
    assert live.frame.flash["nociceptor_c1"] > 0.9
    live.take(frame(100.0 + 0.1 * FLASH_MS * 1.01), 0.1)
    live.advance(FLASH_MS, 0.1)
    assert live.frame.flash["nociceptor_c1"] == pytest.approx(0.0, abs=0.01)


def test_many_spikes_glow_steadily(live):
    spikes = [("nociceptor_c1", 0, 10.0 * n) for n in range(50)]
    for n in range(50):
        live.take(frame(10.0 * n, [spikes[n]]), 1.0)
        live.advance(10.0, 1.0)
    glow = live.frame.flash["nociceptor_c1"]
    live.take(frame(496.0), 1.0)
    live.advance(6.0, 1.0)
    assert glow > 0.3
    assert live.frame.flash["nociceptor_c1"] == pytest.approx(glow, abs=0.05)


def test_a_spike_takes_at_least_240_ms_of_screen_time_to_its_synapse(live):
    live.take(frame(100.0, [("nociceptor_c1", 0, 100.0)]), 0.5)
    live.advance(0.0, 0.5)
    live.take(frame(100.0 + 0.25 * SHORTEST_PULSE_MS), 0.5)
    live.advance(0.5 * SHORTEST_PULSE_MS, 0.5)
    (pulse,) = live.frame.pulses
    assert pulse.synapse == "synapse1"
    assert pulse.position == pytest.approx(0.5, abs=0.1)


def test_a_long_axon_takes_its_real_delay(circuit, catalog):
    circuit.apply(circuit.with_param("synapse1", "path_length", 800.0))
    live = LiveState(circuit, catalog)
    live.take(frame(0.0, [("nociceptor_c1", 0, 0.0)]), 1.0)
    live.take(frame(500.0), 1.0)
    live.advance(500.0, 1.0)
    assert live.frame.pulses[0].position == pytest.approx(0.5, abs=0.01)


def test_transmitter_puffs_when_the_spike_arrives(live):
    live.take(frame(0.0, [("nociceptor_c1", 0, 0.0)]), 1.0)
    live.advance(0.0, 1.0)
    assert not live.frame.puff
    live.take(frame(SHORTEST_PULSE_MS + 5), 1.0)
    live.advance(SHORTEST_PULSE_MS + 5, 1.0)
    assert live.frame.puff["synapse1"] > 0.8


def test_rates_are_of_one_cell_however_many_there_are(circuit, catalog):
    circuit.apply(circuit.with_param("nociceptor_c1", "size", 10))
    live = LiveState(circuit, catalog)
    live.take(frame(500.0, [("nociceptor_c1", n, 400.0) for n in range(10)]), 1.0)
    live.advance(0.0, 1.0)
    assert live.frame.rate_hz["nociceptor_c1"] == pytest.approx(2.0)


def test_the_potential_of_a_population_is_its_mean(live):
    live.take(frame(1.0, values={("projection_neuron1", "v"): [-70.0, -60.0]}), 1.0)
    live.advance(1.0, 1.0)
    assert live.frame.potential["projection_neuron1"] == -65.0


def test_shown_time_is_never_ahead_of_the_engine(live):
    for number in range(1, 50):
        live.take(frame(10.0 * number), 1.0)
        live.advance(16.0, 1.0)
        assert live.frame.time_ms <= 10.0 * number


def test_an_engine_that_stands_still_is_shown_standing_still(live):
    live.take(frame(100.0), 1.0)
    for _ in range(50):
        live.advance(16.0, 1.0)
    assert live.frame.time_ms == 100.0


def test_the_ways_of_many_cells_are_laid_little_by_little_and_follow_edits(catalog):
    circuit = dense_circuit(64, 128)
    live = LiveState(circuit, catalog)
    assert not live._ways.ways
    circuit.apply(circuit.removed([next(iter(circuit.elements))]))
    live.edited(circuit, circuit.with_document({"title": "shorter"}))
    gone = circuit.removed([next(iter(circuit.elements))])
    circuit.apply(gone)
    live.edited(circuit, gone)
    while live._laying is not None:
        live.advance(16.0, 1.0)
    assert live._ways.ways == WaysOut(circuit, catalog, ()).ways


def test_spikes_that_come_before_all_ways_are_laid_travel_along_them(catalog):
    circuit = dense_circuit(64, 128)
    live, source = LiveState(circuit, catalog), "adelta_fibre1"
    live.take(frame(0.0, [(source, 0, 0.0)]), 1.0)
    live.take(frame(1.0), 1.0)
    live.advance(1.0, 1.0)
    ends = {pulse.synapse for pulse in live.frame.pulses}
    assert ends == {way.end for way in WaysOut(circuit, catalog, ()).ways[source]} != set()


def test_an_edit_of_much_lays_all_ways_anew(catalog):
    circuit = dense_circuit(64, 128)
    live = LiveState(circuit, catalog)
    live.take(frame(0.0, [("adelta_fibre1", 0, 0.0)]), 1.0)
    gone = circuit.removed(list(circuit.elements))
    for delta in (gone, gone.inverse()):
        circuit.apply(delta)
        live.edited(circuit, delta)
    while live._laying is not None:
        live.advance(16.0, 1.0)
    assert live._ways.ways == WaysOut(circuit, catalog, ()).ways
