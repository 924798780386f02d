"""Mediators diffuse through a grid of tissue as Fick's law says."""

import numpy as np
import pytest
from engine.lab import Circuit, advance, planned, simulation

from circuitlab.engine.errors import CannotRun
from circuitlab.engine.recipes.tissue import longest_step, neighbours


def strip(places: int = 201, clock: float = 100.0, **given: object) -> tuple[Circuit, str]:
    """A strip of tissue, wounded at its middle place."""
    circuit = Circuit()
    parameters = {"columns": 1024, "extent": 1, "spacing": 50, **given}
    tissue = circuit.add("spreading_damage", size=places, **parameters)
    circuit.model.apply(circuit.model.with_document({"body_clock": clock}))
    return circuit, tissue


def test_each_place_of_a_sheet_has_its_direct_neighbours() -> None:
    _given, taking = neighbours(12, 4)
    assert np.bincount(taking).tolist() == [2, 3, 3, 2, 3, 4, 4, 3, 2, 3, 3, 2]
    assert set(zip(*neighbours(3, 9), strict=True)) == {(0, 1), (1, 0), (1, 2), (2, 1)}


def test_what_is_set_free_at_one_place_spreads_as_far_as_diffusion_says() -> None:
    """The variance of what one place gave grows by 2 D t, and nothing is lost."""
    circuit, tissue = strip(severity=0, tau_pge2=36000, d_pge2=400)
    running = simulation(circuit, dt=1.0)
    level = running.plan.address[tissue, "spreading_tissue", "pge2_level"]
    running.state[level[100]] = 1.0
    running.state[running.plan.address[tissue, "spreading_tissue", "near_pge2"][[99, 101]]] = 1.0
    running.advance(600)
    found = running.values(tissue, "pge2")
    away = 50.0 * (np.arange(201) - 100)
    assert found.sum() == pytest.approx(np.exp(-60.0 / 36000), rel=1e-3)
    assert np.sum(found * away**2) / found.sum() == pytest.approx(2 * 400 * 60.0, rel=1e-5)
    assert np.sqrt(2 * 2 * 400 * 60.0) == pytest.approx(310, abs=1)


def test_a_steady_wound_fades_with_distance_by_a_third_every_length() -> None:
    circuit, tissue = strip(spacing=20)
    found = simulation(circuit, dt=0.01).values(tissue, "bradykinin")
    length = np.sqrt(250 * 60.0)
    ratio = found[130] / found[120]
    assert ratio == pytest.approx(np.exp(-200.0 / length), rel=0.01)


def test_an_old_injury_begins_at_its_steady_state() -> None:
    circuit, tissue = strip(places=41)
    running = simulation(circuit, dt=1.0)
    before = running.values(tissue, "pge2")
    advance(running, 2000.0)
    assert running.values(tissue, "pge2") == pytest.approx(before, rel=1e-6)


def test_a_new_injury_comes_to_the_same_steady_state() -> None:
    circuit, tissue = strip(places=21, clock=1000.0, start=0.001)
    running = simulation(circuit, dt=1.0)
    assert running.values(tissue, "pge2").max() == 0.0
    advance(running, 6000.0)
    old, same = strip(places=21)
    steady = simulation(old, dt=1.0).values(same, "pge2")
    assert running.values(tissue, "pge2") == pytest.approx(steady, rel=1e-3)


def test_without_diffusion_each_place_is_a_well_mixed_patch() -> None:
    circuit, tissue = strip(places=5, d_bradykinin=0, d_pge2=0, d_ngf=0)
    found = simulation(circuit).values(tissue, "bradykinin")
    assert found == pytest.approx([0.0, 0.0, 300.0, 0.0, 0.0])


def test_a_step_beyond_stability_is_refused_in_words() -> None:
    assert longest_step(50.0, 400.0) == pytest.approx(1.5625)
    circuit, tissue = strip(places=5, clock=1500.0)
    planned(circuit, dt=1.0)
    circuit.model.apply(circuit.model.with_document({"body_clock": 1600.0}))
    with pytest.raises(CannotRun, match="cannot spread") as refused:
        planned(circuit, dt=1.0)
    assert refused.value.problem.where == tissue
    assert "1562" in refused.value.problem.remedy


def test_endings_far_from_the_wound_are_less_sensitised() -> None:
    circuit = Circuit()
    fibres = circuit.add("nociceptor_c", size=121)
    circuit.add("spreading_damage", on=fibres)
    kinase = simulation(circuit).values(fibres, "pkc").reshape(11, 11)
    assert kinase[5, 5] > 0.5
    assert np.all(np.diff(kinase[5, 5:]) < 0.0)
    assert kinase[0, 0] < 0.3 * kinase[5, 5]


def test_fewer_endings_lie_evenly_among_the_places() -> None:
    circuit = Circuit()
    fibres = circuit.add("nociceptor_c", size=3)
    circuit.add("spreading_damage", on=fibres, size=9, columns=9, spacing=200)
    kinase = simulation(circuit).values(fibres, "pkc")
    assert kinase[1] > 2.0 * kinase[0]
    assert kinase[0] == pytest.approx(kinase[2])
