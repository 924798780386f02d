"""The nociceptor's numbers at rest, with current and with heat, naive and sensitised."""

import numpy as np
import pytest
from engine.lab import (
    REALLY_AT_REST_MS,
    advance,
    change,
    nociceptors,
    simulation,
    spikes,
    traces,
)

from circuitlab.engine.stepping.simulation import Simulation

RAMP_C_PER_S = 2.0
RAMP_FROM_C = 26.0
PKC = (0.0, 0.25, 0.5, 0.75, 1.0, 0.0)
PKA = (0.0, 0.0, 0.0, 0.0, 0.0, 1.0)


@pytest.fixture(scope="module")
def cold_cell() -> Simulation:
    """A nociceptor without heat channels, at rest."""
    circuit, _cells, channel = nociceptors(2, i_e=np.array([0.0, -5.0]))
    circuit.set(channel, number=0)
    running = simulation(circuit)
    advance(running, REALLY_AT_REST_MS)
    return running


def rheobase(pka: float) -> float:
    """Least current (pA) of 500 ms that makes a rested cell without heat channels fire."""
    currents = np.arange(10.0, 50.0, 0.25)
    circuit, cells, channel = nociceptors(len(currents), pka=pka)
    circuit.set(channel, number=0)
    running = simulation(circuit)
    advance(running, 300.0)
    circuit.set(cells, i_e=currents)
    change(running, circuit)
    index, _times = spikes(running, advance(running, 500.0), cells)
    return float(currents[index.min()])


def ramp_thresholds(size: int, number: float = 1.0, **parameters: object) -> np.ndarray:
    """Temperature (°C) at each cell's first spike while the skin warms from 26 by 2 °C/s."""
    circuit, cells, channel = nociceptors(size, **parameters)
    circuit.set(channel, temperature=RAMP_FROM_C, number=number)
    circuit.add(
        "heat", on=cells, temperature=50, resting=RAMP_FROM_C, rate=RAMP_C_PER_S, start=1000
    )
    running = simulation(circuit, fused="wait")
    index, times = spikes(running, advance(running, 11_000.0), cells)
    first = np.asarray([times[(index == k) & (times > 500.0)][0] for k in range(size)])
    return RAMP_FROM_C + RAMP_C_PER_S * (first - 1000.0) / 1000.0


@pytest.fixture(scope="module")
def thresholds() -> np.ndarray:
    return ramp_thresholds(6, pkc=np.array(PKC), pka=np.array(PKA))


def test_it_rests_at_minus_63_mv(cold_cell: Simulation) -> None:
    assert cold_cell.values("nociceptor_c1", "v")[0] == pytest.approx(-62.89, abs=0.3)


def test_its_input_resistance_is_679_megohm(cold_cell: Simulation) -> None:
    rest, hyperpolarised = cold_cell.values("nociceptor_c1", "v")
    assert (hyperpolarised - rest) / -5.0 * 1e3 == pytest.approx(679.0, rel=0.03)


def test_35_pa_make_it_fire() -> None:
    assert rheobase(0.0) == pytest.approx(35.2, rel=0.1)


def test_protein_kinase_a_halves_the_current_it_needs() -> None:
    assert rheobase(1.0) == pytest.approx(16.8, rel=0.1)


def test_its_action_potential_has_the_shape_of_the_reference() -> None:
    circuit, cells, channel = nociceptors(1)
    circuit.set(channel, number=0)
    circuit.add("current_step", on=cells, amplitude=150, start=200, stop=204)
    t, (v,) = traces(simulation(circuit, dt=0.01), 300.0, (cells, "v"))
    half = (v.max() + v[t < 200.0][-1]) / 2
    above = t[v >= half]
    assert v.max() == pytest.approx(52.75, abs=0.3)
    assert v.min() == pytest.approx(-81.42, abs=0.2)
    assert above[-1] - above[0] == pytest.approx(3.61, abs=0.05)


def test_a_naive_one_fires_at_43_degrees(thresholds: np.ndarray) -> None:
    assert thresholds[0] == pytest.approx(43.2, abs=0.3)


def test_each_quarter_of_protein_kinase_c_lowers_the_threshold_by_two_degrees(
    thresholds: np.ndarray,
) -> None:
    assert thresholds[1:5] == pytest.approx([41.2, 39.2, 37.1, 35.1], abs=0.4)


def test_the_threshold_stands_where_the_reference_puts_it(thresholds: np.ndarray) -> None:
    assert thresholds == pytest.approx([43.23, 41.19, 39.15, 37.12, 35.08, 35.34], abs=0.1)


def test_twice_the_receptors_fire_at_41_degrees() -> None:
    assert ramp_thresholds(1, number=2.0)[0] == pytest.approx(40.9, abs=0.4)


def test_inflammation_lowers_the_threshold_as_in_the_reference() -> None:
    bradykinin = np.array([300.0, 0.0, 0.0, 0.0])
    pge2 = np.array([30.0, 100.0, 300.0, 300.0 / (1.0 + 30.0 / 7.2)])
    pka = pge2 / (pge2 + 100.0)
    pkc = np.maximum(bradykinin / (bradykinin + 30.0), 0.5 * pka)
    found = ramp_thresholds(4, pkc=pkc, pka=pka)
    assert found == pytest.approx([34.0, 37.3, 34.3, 38.8], abs=0.4)


def test_full_protein_kinase_c_makes_it_fire_at_the_warmth_of_the_body() -> None:
    circuit, cells, _channel = nociceptors(1, pkc=1.0)
    circuit.add("heat", on=cells, temperature=37, start=500)
    running = simulation(circuit, fused="wait")
    _index, times = spikes(running, advance(running, 5500.0), cells)
    assert np.sum(times > 500.0) / 5.0 == pytest.approx(4.0, rel=0.2)


def test_held_heat_makes_it_fire_faster_the_hotter_it_is() -> None:
    held = []
    for temperature in (37.0, 43.0, 47.0, 49.0):
        circuit, cells, _channel = nociceptors(1)
        circuit.add("heat", on=cells, temperature=temperature, start=500)
        running = simulation(circuit, fused="wait")
        _index, times = spikes(running, advance(running, 5500.0), cells)
        held.append(np.sum(times > 500.0) / 5.0)
    assert held == pytest.approx([0.0, 1.0, 8.0, 13.0], rel=0.15, abs=0.3)


def test_taking_the_heat_away_ends_the_firing() -> None:
    circuit, cells, _channel = nociceptors(1)
    circuit.add("heat", on=cells, temperature=48, start=1000, stop=4000)
    running = simulation(circuit, fused="wait")
    _index, times = spikes(running, advance(running, 5000.0), cells)
    assert np.sum((times > 1000.0) & (times < 4000.0)) == pytest.approx(32, abs=1)
    assert times[-1] < 4000.0
