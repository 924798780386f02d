"""Fibres and the tissue around them: axon reflex, healing, sore tissue that moves, inflammation."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from circuitlab.api import Circuit, simulate
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.plan.compiler import compile_circuit, settings_of
from circuitlab.engine.stepping.simulation import Simulation
from tests.engine.lab import advance, change, part, planned, simulation

DAY = 86400.0


def burned(**tissue: object) -> tuple[Circuit, str, str]:
    """A nociceptor whose firing acts on tissue that is whole, and heat from the first second on."""
    c = Circuit()
    fibre = c.add("nociceptor_c")
    patch = c.add("tissue_damage", **{"severity": 0, **tissue})
    c.wire(fibre, patch)
    c.add("heat", on=fibre, temperature=48, start="1 s")
    return c, fibre, patch


def test_a_firing_fibre_sets_neuropeptides_free_and_these_make_prostaglandin() -> None:
    c, fibre, patch = burned(tau_peptide=5, tau_pge2=2)
    run = simulate(c, "9 s", record=[(patch, "peptide")])
    t, level = run.trace(patch, "peptide")
    assert level[t < 1000.0].max() == 0.0
    rate = 1e-3 * 1000.0 / 5.0 * np.exp(-(t[-1] - run.spikes(fibre)) / 5000.0).sum()
    assert level[-1] == pytest.approx(rate / (rate + 1.0), rel=1e-3)
    assert run.value(patch, "pge2")[0] > 10.0
    assert run.value(patch, "injury")[0] == 0.0


def test_the_axon_reflex_calls_immune_cells() -> None:
    c, _fibre, patch = burned()
    cell = c.add("mast_cell", tau=0.1)
    c.wire(patch, cell)
    assert simulate(c, "9 s").value(cell, "active")[0] > 0.3


def test_a_muted_fibre_leaves_tissue_alone() -> None:
    c, fibre, patch = burned()
    c.mute(fibre)
    run = simulate(c, "5 s")
    assert run.value(patch, "peptide")[0] == run.value(patch, "pge2")[0] == 0.0


def test_a_muted_tissue_hears_nothing() -> None:
    c, _fibre, patch = burned()
    c.mute(patch)
    assert simulate(c, "5 s").value(patch, "peptide")[0] == 0.0


def test_many_fibres_tell_tissue_their_mean_rate_alone_or_together() -> None:
    levels = []
    for sizes in ((4,), (1, 1, 1, 1)):
        c = Circuit()
        patch = c.add("tissue_damage", severity=0)
        for size in sizes:
            fibre = c.add("adex_nociceptor", size=size)
            c.wire(fibre, patch)
            c.add("shock", on=fibre, start=100, period=100, stop=1000, amplitude=1000, width=1)
        levels.append(float(simulate(c, "1 s").value(patch, "peptide")[0]))
    assert levels[0] == pytest.approx(levels[1], rel=1e-9)
    assert levels[0] > 0.1


def test_a_flare_in_spreading_tissue_is_everywhere_alike() -> None:
    c = Circuit()
    fibre = c.add("adex_nociceptor")
    patch = c.add("spreading_damage", severity=0, tau_pge2=1)
    c.wire(fibre, patch)
    c.add("shock", on=fibre, start=10, period=50, stop=3000, amplitude=1000, width=1)
    levels = simulate(c, "3 s").value(patch, "pge2")
    assert len(levels) == 121
    assert levels.min() == pytest.approx(levels.max())
    assert levels.min() > 1.0


def test_fibre_and_tissue_may_act_on_each_other() -> None:
    c, fibre, patch = burned()
    c.wire(patch, fibre)
    run = simulate(c, "3 s")
    assert run.value(fibre, "pka")[0] > 0.0


def test_tissue_heals_at_its_rate_from_the_injury_on() -> None:
    c = Circuit()
    patch = c.add("tissue_damage", healing=0.5, start=2)
    settings = replace(settings_of(c.model), body_clock=DAY)
    running = Simulation(compile_circuit(c.model, default_catalog(), settings), fused="never")
    advance(running, 1500.0)
    assert running.values(patch, "injury")[0] == 0.0
    advance(running, 2500.0)
    assert running.values(patch, "injury")[0] == pytest.approx(np.exp(-0.5 * 2.0), rel=2e-3)


def test_spreading_tissue_heals_too() -> None:
    c = Circuit()
    patch = c.add("spreading_damage", healing=10)
    running = simulation(c)
    advance(running, 100.0)
    left = running.values(patch, "injury").max()
    assert left == pytest.approx(np.exp(-10.0 * 0.1 / DAY), abs=3e-7)
    assert left < 1.0


def test_an_injury_that_is_not_told_to_heal_stays_to_the_bit() -> None:
    c = Circuit()
    patch = c.add("tissue_damage", severity=0.7)
    assert simulate(c, "500 ms").value(patch, "injury")[0] == 0.7


def test_sore_tissue_that_moves_makes_its_fibre_fire_from_half_again_the_limit_on() -> None:
    def rate(load: float, sore: float) -> float:
        c = Circuit()
        fibre = c.add("nociceptor_c", size=10, noise=3)
        c.add("mechanical", on=fibre)
        plan = c.add("movement", load=load, sensitisation_start=sore, tau=365)
        c.wire(plan, fibre)
        return len(simulate(c, "5 s", dt=0.05).spikes(fibre)[1]) / 50.0

    assert rate(0.8, 0.8) < 0.05
    assert rate(1.0, 0.8) < 0.1
    assert rate(1.5, 0.8) == pytest.approx(1.0, abs=0.25)
    assert rate(2.0, 0.0) == 0.0


def test_movement_wired_to_a_mechanical_channel_alone_strains_and_does_not_sensitise() -> None:
    c = Circuit()
    fibre = c.add("nociceptor_c")
    channel = c.add("mechanical", on=fibre)
    c.wire(c.add("movement"), channel)
    assert simulate(c, "100 ms").value(fibre, "pka")[0] == 0.0


def simple_fibre(temperature: float, *, injured: bool) -> float:
    c = Circuit()
    fibre = c.add("adex_nociceptor")
    c.add("trpv1", on=fibre)
    if injured:
        c.wire(c.add("tissue_damage"), fibre)
    c.add("heat", on=fibre, temperature=temperature, start=200)
    return len(simulate(c, "2200 ms", dt=0.05).spikes(fibre)) / 2.0


def test_the_simple_nociceptor_feels_heat_and_inflammation() -> None:
    healthy = {t: simple_fibre(t, injured=False) for t in (39, 47)}
    injured = {t: simple_fibre(t, injured=True) for t in (32.1, 37)}
    assert healthy[39] == 0.0
    assert 8.0 < healthy[47] < 18.0
    assert injured[32.1] == 0.0
    assert injured[37] > 3.0


def test_pka_lowers_the_simple_nociceptors_threshold() -> None:
    def fires(pka: float, amplitude: float) -> bool:
        c = Circuit()
        fibre = c.add("adex_nociceptor", pka=pka)
        c.add("current_step", on=fibre, amplitude=amplitude, start=50, stop=550)
        return len(simulate(c, "600 ms", dt=0.05).spikes(fibre)) > 0

    assert not fires(0.0, 7.5)
    assert fires(1.0, 6.5)


def test_a_heat_receptor_in_the_simple_nociceptor_is_made_for_it() -> None:
    c = Circuit()
    fibre, full = c.add("adex_nociceptor"), c.add("nociceptor_c")
    receptor = c.add("trpv1", on=fibre)
    assert c.model.elements[receptor].params["g"] == 0.1
    assert "g" not in c.model.elements[part(c, full, "trpv1")].params


def test_a_cold_fibre_fires_in_cold_and_not_in_heat() -> None:
    def spikes(kind: str, **stimulus: object) -> int:
        c = Circuit()
        fibre = c.add("cold_fibre")
        c.add(kind, on=fibre, start=100, **stimulus)
        return len(simulate(c, "2100 ms").spikes(fibre))

    assert spikes("cold", temperature=24) == 0
    assert 15 < spikes("cold", temperature=8) < 40


def test_a_puff_of_capsaicin_lasts_from_start_to_stop() -> None:
    c = Circuit()
    fibre = c.add("nociceptor_c")
    puff = c.add("capsaicin", on=part(c, fibre, "trpv1"), concentration=3, start=500, stop=1500)
    run = simulate(c, "3 s", record=[(puff, "concentration")])
    t, level = run.trace(puff, "concentration")
    assert level[t < 499.0].max() == level[t > 1502.0].max() == 0.0
    assert level[(t > 502.0) & (t < 1499.0)].min() == 3.0
    assert run.spikes(fibre).min() > 500.0
    assert run.spikes(fibre).max() < 1700.0


def test_force_thresholds_of_a_population_differ_by_list_or_by_spread() -> None:
    def fired(**channel: object) -> list[int]:
        c = Circuit()
        fibre = c.add("nociceptor_c", size=8)
        receptor = c.add("mechanical", on=fibre, **channel)
        c.add("force", on=receptor, force=60, start=100)
        index, _t = simulate(c, "1100 ms", dt=0.05).spikes(fibre)
        return np.bincount(index, minlength=8).tolist()

    listed = fired(f_half=[120.0, 120.0, 120.0, 120.0, 900.0, 900.0, 900.0, 900.0])
    assert min(listed[:4]) > 0
    assert max(listed[4:]) == 0
    assert len(set(fired(f_half=150, f_half_sd=0.7))) > 1


def test_live_edits_of_healing_and_flare_need_no_new_plan() -> None:
    c, _fibre, patch = burned()
    running = simulation(c)
    advance(running, 10.0)
    c.set(patch, healing=1.0, neurogenic=50, half_rate=2)
    assert running.patch(planned(c))
    change(running, c)
