"""Concentrations and the reversal potentials that follow from them."""

from __future__ import annotations

import numpy as np
import pytest
from each_case import each_case

from circuitlab.api import Circuit, simulate
from circuitlab.catalog.load import default_catalog
from tests.engine.lab import planned

SALTY = sorted(name for name, kind in default_catalog().kinds.items() if "k_out" in kind.parameters)


def thermal(celsius: float) -> float:
    """RT/F, mV."""
    return 1e3 * 8.314 * (celsius + 273.15) / 96485.0


def held(kind: str, state: str, **params: object) -> float:
    """A state of a cell that is held still by its own parameters, looked at after a step."""
    c = Circuit()
    cell = c.add(kind, **params)
    return float(simulate(c, "1 ms").value(cell, state)[0])


@each_case("kind", SALTY)
@each_case(("name", "ion"), [("e_k", "k"), ("e_na", "na")])
def test_the_catalogs_concentrations_give_its_potentials(kind: str, name: str, ion: str) -> None:
    values = {n: p.default for n, p in default_catalog().kind(kind).parameters.items()}
    kelvin = thermal(float(values.get("temperature", 37.0)))
    nernst = kelvin * np.log(values[f"{ion}_out"] / values[f"{ion}_in"])
    assert nernst == pytest.approx(values[name], abs=0.05)


@pytest.mark.parametrize("kind", SALTY)
def test_at_the_catalogs_concentrations_no_bit_moves(kind: str) -> None:
    spec = default_catalog().kind(kind).parameters
    assert held(kind, "e_k") == spec["e_k"].default
    assert held(kind, "e_na") == spec["e_na"].default
    assert held(kind, "e_k", e_k=-71.3) == -71.3


@pytest.mark.parametrize("kind", SALTY)
def test_potassium_outside_moves_its_potential_by_nernst(kind: str) -> None:
    spec = default_catalog().kind(kind).parameters
    usual = float(str(spec["k_out"].default))
    celsius = float(str(spec["temperature"].default)) if "temperature" in spec else 37.0
    risen = held(kind, "e_k", k_out=2.0 * usual) - held(kind, "e_k")
    assert risen == pytest.approx(thermal(celsius) * np.log(2.0), abs=1e-9)
    fallen = held(kind, "e_na", na_in=2.0 * float(str(spec["na_in"].default)))
    assert fallen - held(kind, "e_na") == pytest.approx(-thermal(celsius) * np.log(2.0), abs=1e-9)


def test_a_warmer_axon_has_steeper_potentials() -> None:
    cold, warm = (
        held("hh_squid", "e_k", k_out=10, temperature=celsius) - held("hh_squid", "e_k")
        for celsius in (6.3, 36.3)
    )
    assert warm / cold == pytest.approx(309.45 / 279.45)


@pytest.mark.parametrize("kind", SALTY)
def test_more_potassium_outside_lifts_the_resting_cell(kind: str) -> None:
    usual = float(str(default_catalog().kind(kind).parameters["k_out"].default))
    rests = []
    for part in (0.4, 0.6, 0.75):
        c = Circuit()
        cell = c.add(kind, k_out=part * usual)
        rests.append(float(simulate(c, "300 ms").value(cell, "v")[0]))
    assert rests[0] < rests[1] - 0.5 < rests[2] - 1.0


def test_much_potassium_makes_an_axon_fire_and_more_of_it_silences_it() -> None:
    fired = []
    for outside in (20, 30, 100):
        c = Circuit()
        axon = c.add("hh_squid", k_out=outside)
        run = simulate(c, "500 ms")
        fired.append(int(np.sum(run.spikes(axon) > 200.0)))
    assert fired[0] == fired[2] == 0
    assert fired[1] > 10


def test_less_sodium_outside_makes_smaller_spikes() -> None:
    peaks = []
    for outside in (440, 300, 200):
        c = Circuit()
        axon = c.add("hh_squid", na_out=outside)
        c.add("current_step", on=axon, amplitude=40, start=20, stop=20.5)
        peaks.append(simulate(c, "40 ms", record=[(axon, "v")]).trace(axon, "v")[1].max())
    assert peaks[0] > peaks[1] + 5.0 > peaks[2] + 10.0


@pytest.mark.parametrize("kind", ["kdr", "ka", "km", "kca", "girk", "leak"])
def test_a_docked_potassium_channel_follows_its_neuron(kind: str) -> None:
    def potential(k_out: float) -> float:
        c = Circuit()
        cell = c.add("inhibitory_interneuron", k_out=k_out)
        channel = c.add(kind, on=cell, e_rev=-77)
        rows = planned(c).parameters
        return float(rows[channel, kind, "e_l" if kind == "leak" else "e_k"][1][0])

    assert potential(4.0) == -77.0
    assert potential(8.0) == pytest.approx(-77.0 + thermal(37.0) * np.log(2.0))


def test_a_channel_in_a_neuron_without_concentrations_keeps_its_potential() -> None:
    c = Circuit()
    cell = c.add("adex")
    channel = c.add("kdr", on=cell)
    assert planned(c).parameters[channel, "kdr", "e_k"][1][0] == -85.0


def test_concentrations_can_be_moved_while_a_circuit_runs() -> None:
    kinds = default_catalog().kinds
    assert all(
        kinds[kind].parameters[name].live
        for kind in SALTY
        for name in ("k_out", "k_in", "na_out", "na_in")
    )
