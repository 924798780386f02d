"""Channels that dock: their kinetics against the formulas, and as part of any cell."""

from collections.abc import Callable

import numpy as np
import pytest
from each_case import each_case
from engine.lab import advance, mechanism, simulation, traces

from circuitlab.api import Circuit
from circuitlab.catalog.load import default_catalog

VOLTAGES = (-110.0, -85.0, -62.0, -45.0, -31.5, -20.0, -1.38, 15.0, 40.0)
STEP_MS = 0.005
SPEED = 2.0
Formula = Callable[[float], tuple[float, float]]
"""Voltage (mV) → steady state and time constant (ms) of a gate."""
exp = np.exp


def from_rates(opening: Callable[[float], float], closing: Callable[[float], float]) -> Formula:
    return lambda v: (
        opening(v) / (opening(v) + closing(v)),
        1.0 / (opening(v) + closing(v)),
    )


def linear(x: float, y: float) -> float:
    return x / (exp(x / y) - 1.0)


GATES: dict[tuple[str, str], Formula] = {
    ("nav17", "m"): from_rates(
        lambda v: 10.22 - 10.22 / (1 + exp((v + 7.19) / 15.43)),
        lambda v: 23.76 / (1 + exp((v + 70.37) / 14.53)),
    ),
    ("nav17", "h"): from_rates(
        lambda v: 0.0744 / (1 + exp((v + 99.76) / 11.07)),
        lambda v: 2.54 - 2.54 / (1 + exp((v + 7.8) / 10.68)),
    ),
    ("nav18", "m"): from_rates(
        lambda v: 7.35 - 7.35 / (1 + exp((v + 1.38) / 10.9)),
        lambda v: 5.97 / (1 + exp((v + 56.43) / 18.26)),
    ),
    ("nav18", "h"): from_rates(
        lambda v: 0.011 + 1.39 / (1 + exp((v + 78.04) / 11.32)),
        lambda v: 0.56 - 0.56 / (1 + exp((v - 21.82) / 20.03)),
    ),
    ("nap", "m"): from_rates(
        lambda v: 0.32 * linear(11 - (v + 55), 4), lambda v: 0.28 * linear(v + 55 - 42, 5)
    ),
    ("nap", "h"): from_rates(
        lambda v: 0.128 * exp((12 - (v + 55)) / 18),
        lambda v: 4 / (1 + exp(0.1 * (35 - (v + 55)))),
    ),
    ("kdr", "n"): lambda v: (
        1 / (1 + exp(-(v + 35) / 15.4)),
        0.16 + 0.8 * exp(-0.0267 * (v + 11))
        if v > -31
        else 1000 * (0.000688 + 1 / (exp((v + 75.2) / 6.5) + exp(-(v - 131.5) / 34.8))),
    ),
    ("ka", "n"): lambda v: (
        (1 + exp(-(v + 5.4) / 16.4)) ** -4,
        0.25 + 10.04 * exp(-((v + 24.67) ** 2) / (2 * 34.8**2)),
    ),
    ("ka", "h"): lambda v: (
        1 / (1 + exp((v + 49.9) / 4.6)),
        max(5, 20 + 50 * exp(-((v + 40) ** 2) / (2 * 40**2))),
    ),
    ("km", "n"): lambda v: (
        1 / (1 + exp(-(v + 30) / 6)),
        1 / (0.00395 * (exp((v + 30) / 40) + exp(-(v + 30) / 20))),
    ),
    ("ih", "fast"): lambda v: (
        1 / (1 + exp((v + 87.2) / 9.7)),
        140 + 50 * exp(-(v + 25) / 20) if v > -70 else 250 + 12 * exp((v + 240) / 50),
    ),
    ("ih", "slow"): lambda v: (
        1 / (1 + exp((v + 87.2) / 9.7)),
        300 + 542 * exp(-(v + 25) / 20) if v > -70 else 2500 + 100 * exp((v + 240) / 50),
    ),
    ("cal", "m"): lambda v: (
        1 / (1 + exp(-(v + 10) / 10)),
        1 / (1.6 / (1 + exp(-0.072 * (v - 5))) + 0.02 * linear(v - 1.31, 5.36)) / 3**1.25,
    ),
}
SLOWED = {"nap", "cal"}
"""Channels whose gates keep their own speed."""


@pytest.mark.parametrize(("name", "gate"), GATES)
def test_a_gate_moves_as_its_formula_says(name: str, gate: str) -> None:
    speed = 1.0 if name in SLOWED else SPEED
    for v in VOLTAGES:
        steady, tau = GATES[name, gate](v)
        for start in (0.0, 0.4, 1.0):
            moved = mechanism(name, v=v, dt=STEP_MS, q=SPEED, v_t=-55.0, **{gate: start})[gate]
            expected = steady + (start - steady) * exp(-STEP_MS * speed / tau)
            assert moved == pytest.approx(expected, abs=2e-5), v


CALCIUM = {
    "kca": lambda c2: (c2 / (1 + c2), max(0.1, 1 / (0.03 * (1 + c2)) / 4.655536721746079)),
    "can": lambda c2: (4 * c2 / (1 + 4 * c2), 2 * 2146 / (1 + 4 * c2)),
}


@pytest.mark.parametrize("name", CALCIUM)
def test_a_calcium_gate_moves_as_its_formula_says(name: str) -> None:
    for calcium in (0.05, 0.3, 0.5, 1.0, 4.0):
        steady, tau = CALCIUM[name](calcium**2)
        moved = mechanism(name, ca=calcium, m=0.2, dt=STEP_MS, tau=2146.0)["m"]
        expected = steady + (0.2 - steady) * exp(-STEP_MS / tau)
        assert moved == pytest.approx(expected, abs=1e-7), calcium


def test_cold_opens_trpm8_by_the_laws_of_thermodynamics() -> None:
    enthalpy, charge, half = -156e3, 0.87 * 96.485, 4.0 + 273.15
    for v in (-80.0, -60.0, 0.0):
        for celsius in (4.0, 12.0, 20.0, 32.0):
            entropy = (enthalpy - charge * -60.0) / half
            kelvin = celsius + 273.15
            energy = enthalpy - kelvin * entropy - charge * v
            expected = 1.0 / (1.0 + exp(energy / (8.314 * kelvin)))
            opened = settled_trpm8(v, celsius)
            assert opened == pytest.approx(expected, rel=1e-9)
    assert settled_trpm8(-60.0, 4.0) == pytest.approx(0.5)


def settled_trpm8(v: float, celsius: float) -> float:
    opened = 0.0
    for _ in range(60):
        opened = mechanism(
            "trpm8",
            v=v,
            open=opened,
            temperature=32.0,
            temperature_change=celsius - 32.0,
            enthalpy=-156e3,
            charge=0.87 * 96.485,
            half_temperature=4.0,
            v_ref=-60.0,
            rate=0.2,
            dt=10.0,
        )["open"]
    return opened


@pytest.mark.parametrize("dose", [3.0, 20.0, 100.0])
def test_mustard_oil_opens_trpa1_in_seconds_and_leaves_it_in_a_minute(dose: float) -> None:
    circuit = Circuit()
    channel = circuit.add("trpa1", on=circuit.add("adelta_fibre"), aitc=dose)
    _t, (_v,) = traces(running := simulation(circuit), 5000.0, ("adelta_fibre1", "v"))
    full = dose**1.5 / (dose**1.5 + 20.0**1.5)
    assert running.values(channel, "open")[0] == pytest.approx(full * (1 - exp(-1)), rel=1e-6)
    left = mechanism("trpa1", open=0.5, ec50=20.0, keep_on=0.0, keep_off=exp(-1.0))["open"]
    assert left == pytest.approx(0.5 * exp(-1))


def test_force_opens_a_mechanical_channel_that_then_tires() -> None:
    circuit = Circuit()
    channel = circuit.add("mechanical", on=circuit.add("adelta_fibre"), force=60.0)
    running = simulation(circuit)
    pressed = 1.0 / (1.0 + (120.0 / 60.0) ** (1 / 0.5))
    assert running.values(channel, "open")[0] == pytest.approx(pressed)
    advance(running, 1500.0)
    tired = 1.0 - 0.75 * pressed * (1.0 - exp(-1.0))
    assert running.values(channel, "open")[0] == pytest.approx(pressed * tired, rel=1e-6)


def test_an_agonist_at_its_half_effective_level_opens_half_of_girk() -> None:
    values = mechanism("girk", agonist=1.0, g_max=8.0, basal=0.0, e_k=-77.0)
    assert values["g"] == pytest.approx(4.0)
    assert values["ge"] == pytest.approx(4.0 * -77.0)


NOCICEPTOR = {"nav17": 67.0, "nav18": 43.0, "kdr": 9.4, "ka": 0.9, "km": 0.075}
REVERSAL = {"nav17": "e_na", "nav18": "e_na", "nap": "e_na", "can": "e_can"}
SPINAL = {"nap": 0.10, "cal": 3e-5, "kca": 1.5, "can": 0.04}


@pytest.mark.parametrize("name", [*NOCICEPTOR, *SPINAL])
def test_a_docked_channel_is_the_built_in_one_bit_for_bit(name: str) -> None:
    built_in, docked = (traced(name, docked=docked) for docked in (False, True))
    assert np.ptp(built_in) > 1.0
    assert np.array_equal(built_in.view(np.uint64), docked.view(np.uint64))


def traced(name: str, *, docked: bool) -> np.ndarray:
    """Voltage of a cell with the channel and those that are added up before it, none after."""
    every, kind = (NOCICEPTOR, "nociceptor_c") if name in NOCICEPTOR else (SPINAL, "wdr_neuron")
    before = list(every)[: list(every).index(name)]
    own = {} if docked else {name: every[name]}
    sizes = {of: own.get(of, every[of] if of in before else 0.0) for of in every}
    circuit = Circuit()
    cell = circuit.add(kind, i_e=60.0, **{size_of(of): size for of, size in sizes.items()})
    if kind == "nociceptor_c":
        circuit.set(cell, ahp_rate=0)
        circuit.remove(*circuit.model.parts(cell))
    if docked:
        size = "p_cal" if name == "cal" else "gbar"
        built_in = default_catalog().kind(kind).parameters
        channel = circuit.add(name, on=cell, **{size: every[name]})
        reversal = {"nav17": "e_na", "nav18": "e_na", "nap": "e_na", "can": "e_can"}.get(
            name, "e_k"
        )
        if name != "cal":
            circuit.set(channel, e_rev=built_in[reversal].default)
        if name == "nav17":
            shifts = ("m_shift", "h_shift")
            circuit.set(channel, **{each: built_in[f"nav17_{each}"].default for each in shifts})
    _t, (v,) = traces(simulation(circuit), 150.0, (cell, "v"))
    return v


def size_of(channel: str) -> str:
    return "p_cal" if channel == "cal" else f"g_{channel}"


HOSTS = [kind.name for kind in default_catalog().kinds.values() if "girk" in kind.docks]


@pytest.mark.parametrize("host", HOSTS)
def test_every_channel_runs_in_every_neuron_that_takes_it(host: str) -> None:
    circuit = Circuit()
    cell = circuit.add(host, size=3)
    for channel in default_catalog().kind(host).docks:
        circuit.add(channel, on=cell)
    running = simulation(circuit)
    advance(running, 20.0)
    assert running.first_non_finite() is None


@each_case("host", HOSTS)
def test_one_millisiemens_per_square_centimetre_is_sized_by_the_membrane(host: str) -> None:
    circuit = Circuit()
    cell = circuit.add(host)
    channel = circuit.add("leak", on=cell, gbar=1.0)
    kind = default_catalog().kind(host).parameters
    area = kind["area"].default if "area" in kind else 100.0 * kind["c_m"].default
    assert simulation(circuit).values(channel, "g")[0] == pytest.approx(0.01 * area)


def test_two_halves_of_a_calcium_channel_fill_one_pool_as_the_whole_does() -> None:
    whole, halves = plateau(3e-5), plateau(1.5e-5, 1.5e-5)
    assert whole > 0.05
    assert halves == pytest.approx(whole, rel=1e-6)


def plateau(*permeability: float) -> float:
    """Highest open fraction of calcium-activated channels in a cell that fires."""
    circuit = Circuit()
    cell = circuit.add("inhibitory_interneuron", i_e=60.0)
    for size in permeability:
        circuit.add("cal", on=cell, p_cal=size)
    watched = circuit.add("kca", on=cell, gbar=0.0)
    running = simulation(circuit)
    highest = 0.0
    for _ in range(200):
        advance(running, 1.0)
        highest = max(highest, running.values(watched, "open")[0])
    return highest


def test_calcium_channels_open_nothing_where_there_is_no_calcium() -> None:
    circuit = Circuit()
    cell = circuit.add("inhibitory_interneuron", i_e=60.0)
    watched = circuit.add("kca", on=cell)
    running = simulation(circuit)
    advance(running, 100.0)
    assert running.values(watched, "open")[0] == 0.0
