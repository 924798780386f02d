"""Receptors: magnesium block, conductances, potentials, vesicles, and ketamine in the pore."""

import numpy as np
import pytest
from engine.lab import (
    Circuit,
    advance,
    change,
    listener,
    mechanism,
    only,
    part,
    planned,
    simulation,
    traces,
)

MAGNESIUM_FREE = {
    -80: 0.0244,
    -70: 0.0445,
    -60: 0.0796,
    -40: 0.2302,
    -20: 0.5081,
    0: 0.7812,
    40: 0.9771,
}
LARGE_CELL = {"area": 4000, "g_l": 0.042}
"""Makes of an interneuron a cell of 40 pF with the leak of a projecting one."""


@pytest.mark.parametrize("v", MAGNESIUM_FREE)
def test_magnesium_leaves_open_what_jahr_and_stevens_found(v: float) -> None:
    free = mechanism("nmda", v=v, before=v, magnesium=1.0, g_half=20.0, dt=0.025)["unplugged"]
    assert free == pytest.approx(MAGNESIUM_FREE[v], abs=1e-4)


def conductance(kind: str, milliseconds: float) -> tuple[np.ndarray, np.ndarray]:
    """(ms, nS) of a receptor of weight 1 after one event that arrives at 10.5 ms."""
    circuit = listener("wdr_neuron", (10.0,))
    receptor = only(circuit, "wdr_neuron1", kind, 1.0)
    t, (g,) = traces(simulation(circuit), milliseconds, (receptor, "g"))
    return t, g


def test_a_conductance_is_a_dual_exponential_whose_peak_is_its_weight() -> None:
    t, g = conductance("ampa", 60.0)
    since = np.maximum(t - 10.5 - 0.0125, 0.0)  # a conductance stands at the middle of its step
    peak_at = 0.1 * 5.0 / 4.9 * np.log(50.0)
    scale = 1.0 / (np.exp(-peak_at / 5.0) - np.exp(-peak_at / 0.1))
    assert g.max() == pytest.approx(1.0, abs=1e-3)
    assert g == pytest.approx(scale * (np.exp(-since / 5.0) - np.exp(-since / 0.1)), abs=1e-9)


def test_with_two_time_constants_alike_a_conductance_is_an_alpha_function() -> None:
    circuit = listener("wdr_neuron", (10.0,))
    receptor = only(circuit, "wdr_neuron1", "ampa", 1.0)
    circuit.set(receptor, tau_rise=5.0, tau_decay=5.0)
    t, (g,) = traces(simulation(circuit), 60.0, (receptor, "g"))
    since = np.maximum(t - 10.5 - 0.0125, 0.0) / 5.0
    assert g == pytest.approx(since * np.exp(1.0 - since), abs=1e-4)
    assert g.max() == pytest.approx(1.0, abs=1e-4)


def test_nothing_opens_before_the_event_arrives() -> None:
    t, g = conductance("ampa", 12.0)
    assert np.all(g[t <= 10.5] == 0.0)
    assert g[np.searchsorted(t, 10.5 + 0.02)] > 0.0


def potential(times: tuple[float, ...]) -> float:
    """Largest EPSP (mV) that events of 1 nS AMPA make in a cell of 40 pF."""
    circuit = listener("inhibitory_interneuron", times, **LARGE_CELL)
    only(circuit, "inhibitory_interneuron1", "ampa", 1.0)
    t, (v,) = traces(simulation(circuit), 120.0, ("inhibitory_interneuron1", "v"))
    return float(v.max() - v[t < times[0]][-1])


def test_one_nanosiemens_lifts_a_cell_of_40_pf_by_5_5_mv() -> None:
    assert potential((50.0,)) == pytest.approx(5.511, rel=0.02)


def test_a_doublet_of_the_reference_chain_lifts_it_by_9_6_mv() -> None:
    assert potential((52.55, 62.95)) == pytest.approx(9.63, rel=0.02)


def test_vesicles_follow_tsodyks_and_markram() -> None:
    u, recovery, gap = 0.4, 400.0, 100.0
    circuit = listener("wdr_neuron", tuple(10.0 + gap * np.arange(6)), u=u)
    receptor = only(circuit, "wdr_neuron1", "ampa", 0.01)
    t, (g,) = traces(simulation(circuit), 620.0, (receptor, "g"))
    peaks = [g[(t > start) & (t < start + gap)].max() for start in 10.0 + gap * np.arange(6)]
    ready = [1.0]
    for _event in range(5):
        ready.append(1.0 - (1.0 - ready[-1] * (1.0 - u)) * np.exp(-gap / recovery))
    assert np.array(peaks) / peaks[0] == pytest.approx(ready, rel=1e-6)


def test_a_synapse_shows_its_vesicles_filling_up_again() -> None:
    circuit = listener("wdr_neuron", (10.0,), u=0.4)
    running = simulation(circuit)
    shown = []
    for _part in range(3):
        advance(running, 200.0)
        shown.append(running.values("synapse1", "vesicles")[0])
    waited = np.array([200.0, 400.0, 600.0]) - 10.0
    assert shown == pytest.approx(1.0 - 0.4 * np.exp(-waited / 400.0), abs=1e-4)


def test_fractions_of_nmda_receptors_never_exceed_one() -> None:
    circuit = listener("wdr_neuron", tuple(10.0 + 5.0 * np.arange(40)))
    receptor = only(circuit, "wdr_neuron1", "nmda", 5.0)
    circuit.add("ketamine", on=receptor, concentration=3.0)
    running = simulation(circuit)
    for _part in range(25):
        advance(running, 10.0)
        parts = [running.values(receptor, name)[0] for name in ("open", "blocked_mg", "drugged")]
        assert min(parts) >= 0.0
        assert sum(parts) <= 1.0 + 1e-12


def dosed(concentration: float, **more: object) -> Circuit:
    circuit = listener("wdr_neuron", (10.0,))
    receptor = part(circuit, "wdr_neuron1", "nmda")
    circuit.add("ketamine", on=receptor, concentration=concentration, **more)
    return circuit


@pytest.mark.parametrize(("dose", "block"), [(0.7, 0.146), (3.0, 0.422), (10.0, 0.709)])
def test_equilibrated_ketamine_blocks_the_fraction_of_the_reference(
    dose: float, block: float
) -> None:
    running = simulation(dosed(dose))
    assert running.values("nmda1", "drugged")[0] == pytest.approx(block, abs=0.01)


def test_ketamine_that_is_not_equilibrated_starts_outside() -> None:
    assert simulation(dosed(10.0, equilibrated=False)).values("nmda1", "drugged")[0] == 0.0


def test_ketamine_given_beforehand_leaves_its_pores_as_it_came_only_when_it_is_taken_away() -> None:
    running = simulation(dosed(10.0))
    held = running.values("nmda1", "drugged")[0]
    change(running, dosed(0.0, equilibrated=False))
    assert running.values("nmda1", "drugged")[0] == held > 0.7
    change(running, without_drug(dosed(0.0, equilibrated=False)))
    assert running.values("nmda1", "drugged")[0] == held
    change(running, dosed(10.0))
    change(running, without_drug(dosed(10.0)))
    assert running.values("nmda1", "drugged")[0] == 0.0


def without_drug(circuit: Circuit) -> Circuit:
    circuit.remove("ketamine1")
    return circuit


def test_without_transmitter_ketamine_neither_enters_nor_is_simply_washed_out() -> None:
    block = _clamped(blocked=0.7, ketamine=0.0, active=0.0, seconds=120.0)
    assert block / 0.7 == pytest.approx(0.86, abs=0.02)
    assert _clamped(blocked=0.0, ketamine=10.0, active=0.0, seconds=120.0) == 0.0


def test_50_seconds_of_transmitter_free_the_pores() -> None:
    assert _clamped(blocked=0.97, ketamine=0.0, active=1.0, seconds=50.0, mg=0.0) < 0.02 * 0.97


def test_block_without_magnesium_settles_at_its_affinity() -> None:
    half = _clamped(blocked=0.0, ketamine=0.3125, active=1.0, seconds=300.0, mg=0.0, escape=0.0)
    assert half == pytest.approx(0.5, abs=0.001)


def _clamped(
    *,
    blocked: float,
    ketamine: float,
    active: float,
    seconds: float,
    mg: float = 1.0,
    escape: float = 1.257e-3,
) -> float:
    """Block after some seconds at −66 mV, from the mechanism alone."""
    plan = planned(listener("wdr_neuron", (10.0,)))
    slope = float(plan.parameters["nmda1", "nmda", "slope"][1][0])
    for _step in range(1000):
        blocked = mechanism(
            "nmda",
            v=-66.0,
            before=-66.0,
            blocked=blocked,
            nmda_total=20.0 * active,
            g_half=20.0,
            ketamine=ketamine,
            magnesium=mg,
            k_on=0.32,
            k_off=0.10,
            k_escape=escape,
            slope=slope,
            dt=seconds,
        )["blocked"]
    return blocked


def test_glycine_and_gaba_pull_a_cell_to_the_chloride_potential_and_no_further() -> None:
    circuit = Circuit()
    train = circuit.add("spike_train", times=tuple(np.arange(10.0, 150.0, 2.0)))
    relay = circuit.add("inhibitory_interneuron")
    circuit.wire(train, relay)
    circuit.set(part(circuit, relay, "ampa"), weight=10.0)
    cell = circuit.add("wdr_neuron")
    circuit.wire(relay, cell)
    for kind in ("gaba_a", "glycine"):
        circuit.set(part(circuit, cell, kind), weight=50.0, e_rev=-70.0)
    _t, (v,) = traces(simulation(circuit), 150.0, (cell, "v"))
    assert v.min() == pytest.approx(-70.0, abs=0.2)
    assert v.min() >= -70.0
