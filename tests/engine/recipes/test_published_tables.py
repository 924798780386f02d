"""The rows of published tables can be set as they stand, and give the published numbers.

Counts of spikes are of the paper's equations by Runge and Kutta's method of fourth order in steps
of a fiftieth of Δ_T and at most 10 µs, the spike cut off at 0 mV.
"""

import pytest
from engine.lab import Circuit, advance, simulation, spikes

NAUD_2008 = {
    "tonic spiking": ((200, 10, -70, -50, 2, 2, 30, 0, -58, 500), 51),
    "adaptation": ((200, 12, -70, -50, 2, 2, 300, 60, -58, 500), 10),
    "initial burst": ((130, 18, -58, -50, 2, 4, 150, 120, -50, 400), 10),
    "regular bursting": ((200, 10, -58, -50, 2, 2, 120, 100, -46, 210), 9),
    "delayed accelerating": ((200, 12, -70, -50, 2, -10, 300, 0, -58, 300), 36),
    "delayed regular bursting": ((100, 10, -65, -50, 2, -10, 90, 30, -47, 110), 26),
    "transient spiking": ((100, 10, -65, -50, 2, 10, 90, 100, -47, 180), 1),
    "irregular spiking": ((100, 12, -60, -50, 2, -11, 130, 30, -48, 160), 28),
}
"""Table 1 of Naud et al. 2008: C, g_L, E_L, V_T, Δ_T, a, τ_w, b, V_r and the current of its figure
4; spikes in 500 ms of it from rest."""

_ADEX = ("c_m", "g_l", "e_l", "v_t", "delta_t", "a", "tau_w", "b", "v_reset", "i_e")


def fired(row: tuple[float, ...], peak: float, dt: float) -> int:
    circuit = Circuit()
    values = dict(zip(_ADEX, row, strict=True))
    cell = circuit.add("adex", **values, v_init=values["e_l"], v_peak=peak)
    running = simulation(circuit, dt=dt)
    return len(spikes(running, advance(running, 500.0), cell)[1])


@pytest.mark.parametrize("pattern", NAUD_2008)
def test_firing_patterns_of_the_adaptive_exponential_cell(pattern: str) -> None:
    row, count = NAUD_2008[pattern]
    assert fired(row, 0.0, 0.025) == count


@pytest.mark.parametrize("pattern", sorted(NAUD_2008.keys() - {"irregular spiking"}))
def test_a_coarse_step_gives_the_same_patterns_where_they_are_not_chaotic(pattern: str) -> None:
    row, count = NAUD_2008[pattern]
    assert fired(row, 0.0, 0.05) == count


def test_where_a_spike_is_cut_off_counts() -> None:
    row, _count = NAUD_2008["tonic spiking"]
    assert [fired(row, peak, 0.025) for peak in (0.0, -40.0)] == [51, 52]


IZHIKEVICH_2004 = {
    "tonic spiking": (0.02, 0.2, -65, 6),
    "phasic spiking": (0.02, 0.25, -65, 6),
    "tonic bursting": (0.02, 0.2, -50, 2),
    "phasic bursting": (0.02, 0.25, -55, 0.05),
    "mixed mode": (0.02, 0.2, -55, 4),
    "spike frequency adaptation": (0.01, 0.2, -65, 8),
    "class 1 excitable": (0.02, -0.1, -55, 6, 4.1, 108),
    "class 2 excitable": (0.2, 0.26, -65, 0),
    "spike latency": (0.02, 0.2, -65, 6),
    "subthreshold oscillation": (0.05, 0.26, -60, 0),
    "resonator": (0.1, 0.26, -60, -1),
    "integrator": (0.02, -0.1, -55, 6, 4.1, 108),
    "rebound spike": (0.03, 0.25, -60, 4),
    "rebound burst": (0.03, 0.25, -52, 0),
    "threshold variability": (0.03, 0.25, -60, 4),
    "bistability": (1, 1.5, -60, 0),
    "depolarising after-potential": (1, 0.2, -60, -21),
    "inhibition-induced spiking": (-0.02, -1, -60, 8),
    "inhibition-induced bursting": (-0.026, -1, -45, 0),
}
"""Rows of the program of Izhikevich 2004 (figure 1): a, b, c, d, and the linear and the constant
term where they are not 5 and 140."""

SETTABLE = {
    "izhikevich": [
        dict(zip(("a", "b", "c", "d", "linear", "constant"), row, strict=False))
        for row in (*IZHIKEVICH_2004.values(), (0.02, 0.25, -65, 0.05), (0.1, 0.26, -65, 2))
    ],
    "adex": [
        {"a": 80, "tau_w": 720, "b": 80.5, "e_l": -60, "v_reset": -47.2},
        {"a": 4, "tau_w": 20, "b": 500, "v_reset": -45.4},
        {"c_m": 59, "g_l": 2.9, "e_l": -62, "v_t": -42, "delta_t": 3, "a": 1.8, "v_reset": -54},
        {"c_m": 104, "g_l": 4.3, "v_t": -52, "delta_t": 0.8, "a": -0.8, "tau_w": 88, "b": 65},
    ],
    "hh_squid": [
        {"c_m": "1 µF/cm²", "g_na": g_na, "g_k": g_k, "g_l": g_l, "temperature": temperature}
        for g_na, g_k, g_l, temperature in (
            (120, 36, 0.3, 6.3),
            (65, 26, 0.13, 18.5),
            (260, 49, 0.5, 20),
        )
    ],
    "hh_traub_miles": [
        {"c_m": 200, "g_na": 20000, "g_k": 6000, "g_l": 10, "e_l": -60, "v_t": -63},
        {"c_m": 290, "g_na": 14500, "g_k": 2900, "g_l": 29, "e_l": -70, "v_t": -61.5},
    ],
    "lif_current": [
        {"e_l": 0, "v_th": 20, "v_reset": 10, "v_init": 0, "tau_m": 20, "t_ref": 2},
        {"c_m": 250, "tau_m": 10, "e_l": -65, "v_th": -50, "v_reset": -65, "t_ref": 2},
    ],
    "lif_conductance": [{"c_m": 200, "g_l": 10, "e_l": -60, "v_th": -50, "v_reset": -60}],
    "ampa_kinetic": [{"alpha": 1.1, "beta": 0.19, "e_rev": 0, "transmitter": 1, "duration": 1}],
    "nmda_kinetic": [{"alpha": 0.072, "beta": 0.0066, "e_rev": 0}],
    "gaba_a_kinetic": [{"alpha": 5, "beta": 0.18, "e_rev": -80}],
    "gaba_b": [
        {"k1": 0.52, "k2": 0.0013, "k3": 0.098, "k4": 0.033, "k_d": 100, "e_rev": -95},
        {"k1": 0.09, "k2": 0.0012, "k3": 0.18, "k4": 0.034, "transmitter": 0.5, "duration": 0.3},
    ],
}
"""Izhikevich 2003 and 2004; Brette & Gerstner 2005 and Naud et al. 2008 (tables 2 and 3);
Hodgkin & Huxley 1952 (table 3 with its ranges); Brette et al. 2007 and Pospischil et al. 2008;
Brunel 2000 and Potjans & Diesmann 2014; Destexhe, Mainen & Sejnowski 1994 and 1998."""


@pytest.mark.parametrize("kind", SETTABLE)
def test_published_rows_can_be_set(kind: str) -> None:
    for row in SETTABLE[kind]:
        Circuit().add(kind, **row)


TSODYKS_MARKRAM = {
    "depressing": (0.5, 800, 0),
    "facilitating": (0.03, 130, 530),
    "to interneurons": (0.04, 100, 1000),
    "F1": (0.16, 45, 376),
    "F2": (0.25, 706, 21),
    "F3": (0.32, 144, 62),
}


@pytest.mark.parametrize("sort", TSODYKS_MARKRAM)
def test_published_synapses_can_be_set(sort: str) -> None:
    circuit = Circuit()
    synapse = circuit.wire(circuit.add("adex"), circuit.add("lif_conductance"))
    circuit.set(
        synapse, **dict(zip(("u", "tau_rec", "tau_fac"), TSODYKS_MARKRAM[sort], strict=True))
    )


@pytest.mark.parametrize(("pattern", "cells"), list(IZHIKEVICH_2004.items()))
def test_a_simple_cell_of_any_pattern_runs(pattern: str, cells: tuple[float, ...]) -> None:
    values = dict(zip(("a", "b", "c", "d", "linear", "constant"), cells, strict=False))
    circuit = Circuit()
    circuit.add("izhikevich", **values)
    running = simulation(circuit)
    advance(running, 50.0)
    assert running.first_non_finite() is None
