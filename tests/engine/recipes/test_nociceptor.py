"""The nociceptor with its sodium channels blocked, against human neurons at 37 °C.

Nav1.8 blocked by more than 99 %: Stewart et al. 2025; Nav1.7 blocked: Fujita et al. 2026 (eLife
reviewed preprint 111490); Nav1.7 lost from birth: MacDonald et al. 2021, Deng et al. 2023.
"""

import numpy as np
import pytest
from engine.lab import advance, nociceptors, part, simulation, spikes, traces

from circuitlab.api import Circuit

BLOCKED_UM = 0.1
"""Of a Nav1.8 blocker: 250 times what blocks half."""
SECOND_MS = 1000.0
CURRENTS = np.array([50.0, 75.0, 100.0, 150.0, 200.0, 300.0, 400.0])


def cell(size: int, blocked: bool, **parameters: object) -> tuple[Circuit, str]:
    """Nociceptors without TRPV1, some with nearly all Nav1.8 blocked."""
    circuit, cells, channel = nociceptors(size, v_init=-62.9, **parameters)
    circuit.set(channel, number=0)
    circuit.add("nav18_blocker", on=cells, concentration=BLOCKED_UM if blocked else 0.0)
    return circuit, cells


def answered(currents: np.ndarray, lasting: float, blocked: bool, **given: object) -> np.ndarray:
    """Spikes of a cell under each current (pA)."""
    circuit, cells = cell(len(currents), blocked, i_e=tuple(currents.tolist()), **given)
    running = simulation(circuit, fused="wait")
    index, _times = spikes(running, advance(running, lasting), cells)
    return np.bincount(index, minlength=len(currents))


def rheobase(*, blocked: bool = False, **given: object) -> float:
    """Least current (pA) of half a second that makes the cell fire, to 1 pA."""
    currents = np.arange(10.0, 190.0, 1.0)
    return float(currents[np.nonzero(answered(currents, 500.0, blocked, **given))[0][0]])


def shocked(*, blocked: bool = False, **given: object) -> tuple[float, float]:
    """Steepest rise (mV/ms) and peak (mV) of the spike that a shock of 600 pA sets off."""
    circuit, cells = cell(1, blocked, **given)
    circuit.add("shock", on=cells, amplitude=600, start=5, stop=10, count=1)
    t, (v,) = traces(simulation(circuit), 20.0, (cells, "v"))
    return float(np.max(np.diff(v) / np.diff(t))), float(v.max())


def test_without_nav17_a_spike_takes_more_current_and_rises_more_slowly() -> None:
    whole, without = rheobase(), rheobase(g_nav17=0)
    assert whole == pytest.approx(35.0, abs=4.0)
    assert without > 1.4 * whole
    (rise, peak), (slower, lower) = shocked(), shocked(g_nav17=0)
    assert slower < 0.85 * rise
    assert lower < peak - 3.0


def test_trains_under_strong_currents_hardly_need_nav17() -> None:
    whole, without = (answered(CURRENTS, SECOND_MS, False, **g) for g in ({}, {"g_nav17": 0}))
    assert whole.max() >= 4
    assert without.max() >= 0.7 * whole.max()


def test_with_nav18_blocked_many_cells_still_fire_repetitively_when_driven_by_current() -> None:
    assert answered(CURRENTS, SECOND_MS, True).max() >= 3


def test_with_nav18_blocked_threshold_and_upstroke_change_little_and_the_peak_falls() -> None:
    whole, without = rheobase(), rheobase(blocked=True)
    assert whole <= without < 1.45 * whole
    (rise, peak), (slower, lower) = shocked(), shocked(blocked=True)
    assert slower > 0.65 * rise
    assert lower < peak - 3.0


def test_half_of_nav18_raises_the_current_that_it_takes() -> None:
    """25 to 50 % less calm a cell: J Gen Physiol 2024, 156:e202413596."""
    assert rheobase(g_nav18=40.0) > rheobase()


def test_firing_without_a_stimulus_stops_first() -> None:
    """Spontaneous discharges stop within minutes: bioRxiv 2025.04.09.648014."""
    circuit, cells, _channel = nociceptors(1, pkc=1.0)
    circuit.add("heat", on=cells, temperature=37, start=500)
    circuit.add("nav18_blocker", on=cells, concentration=BLOCKED_UM)
    running = simulation(circuit)
    _index, times = spikes(running, advance(running, 4500.0), cells)
    assert np.sum(times > 1000.0) <= 1


def relayed(release: float, **fibre: float) -> tuple[float, float]:
    """Rates (Hz) of the fibres and of the projection neuron in 3 s at 48 °C."""
    circuit, fibres, _channel = nociceptors(20, noise=3.0, **fibre)
    target = circuit.add("projection_neuron")
    synapse = circuit.wire(fibres, target)
    circuit.set(synapse, release=release, delay=100)
    for receptor, weight in (("ampa", 0.35), ("nmda", 0.15), ("nk1", 0.0005)):
        circuit.set(part(circuit, target, receptor), weight=weight)
    circuit.add("heat", on=fibres, temperature=48, start=2000, stop=5000)
    running = simulation(circuit, fused="wait")
    chunk = advance(running, 5100.0)
    rates = []
    for id, size in ((fibres, 20), (target, 1)):
        _index, times = spikes(running, chunk, id)
        rates.append(float(np.sum(times > 2000.0)) / 3.0 / size)
    return rates[0], rates[1]


def test_born_without_nav17_fibres_fire_and_too_little_is_released() -> None:
    """Release × 0.4 stands for what opioids hold back, and naloxone gives it back."""
    (whole, felt), (lost, silent), (_again, freed) = (
        relayed(1.0), relayed(0.4, g_nav17=0.0), relayed(1.0, g_nav17=0.0),
    )  # fmt: skip
    assert lost > 0.7 * whole
    assert felt > 8.0
    assert silent < 0.3 * felt
    assert freed > 0.6 * felt


@pytest.mark.parametrize("pge2", [100.0, 300.0])
def test_ibuprofen_relieves_at_every_dose(pge2: float) -> None:
    """It raised firing from 5.5 to 7.8 Hz as long as PKA moved Nav1.8's activation alone."""
    rates = []
    for dose in (0.0, 10.0, 30.0, 100.0):
        circuit, cells, channel = nociceptors(1)
        circuit.set(channel, number=1.5)
        tissue = circuit.add("tissue_damage", on=cells, pge2=pge2, bradykinin=300)
        circuit.add("nsaid", on=tissue, concentration=dose)
        circuit.add("heat", on=cells, temperature=37, start=500)
        running = simulation(circuit)
        _index, times = spikes(running, advance(running, 5500.0), cells)
        rates.append(float(np.sum(times > 500.0)) / 5.0)
    assert rates == sorted(rates, reverse=True)
    assert rates[0] > rates[-1] + 0.3


def test_a_run_may_begin_with_what_an_inflammation_has_left() -> None:
    circuit, fibre, _channel = nociceptors(2, pkc_start=0.8, pka_start=(0.2, 0.4), gained_start=1)
    running = simulation(circuit)
    assert running.values(fibre, "pkc") == pytest.approx([0.8, 0.8])
    assert running.values(fibre, "pka") == pytest.approx([0.2, 0.4])
    assert running.values(fibre, "number") == pytest.approx([2.0, 2.0])
    advance(running, 2000.0)
    calming = np.exp(-2.0 / 1200.0)
    assert running.values(fibre, "pkc") == pytest.approx([0.8 * calming] * 2, rel=1e-6)


def test_an_old_injury_that_has_left_more_is_what_a_run_begins_with() -> None:
    circuit, fibre, _channel = nociceptors(1, pkc_start=0.2)
    circuit.add("tissue_damage", on=fibre, bradykinin=300)
    assert simulation(circuit).values(fibre, "pkc")[0] == pytest.approx(300 / 330)


def test_receptors_release_and_immune_cells_begin_as_they_are_said_to() -> None:
    circuit = Circuit()
    synapse = circuit.wire(circuit.add("adex_nociceptor"), circuit.add("projection_neuron"))
    cell = circuit.add("mast_cell", active_start=0.5)
    receptor = part(circuit, "projection_neuron1", "nmda")
    circuit.set(receptor, gained_start=0.8)
    circuit.set(synapse, gained_start=0.25)
    running = simulation(circuit)
    assert running.values(receptor, "number")[0] == pytest.approx(1.8)
    assert running.values(synapse, "release")[0] == pytest.approx(1.25)
    assert running.values(cell, "active")[0] == pytest.approx(0.5)
