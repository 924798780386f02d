"""What the bench measures in the course of time, beside closed forms."""

from __future__ import annotations

import numpy as np
import pytest

import circuitlab as cl
from circuitlab.analysis.bench.behind import behind
from circuitlab.analysis.bench.courses import outlined, states_shown
from circuitlab.analysis.bench.laboratory import Laboratory
from circuitlab.analysis.bench.measured import Measured
from circuitlab.analysis.bench.protocols import offered, protocols
from circuitlab.analysis.bench.upstream import upstream
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.errors import CannotRun

CATALOG = default_catalog()
NAMED = {each.name: each for each in protocols()}


def course(circuit: cl.Circuit, id: str, protocol: str = "course", **given: float) -> Measured:
    made = NAMED[protocol]
    settings = made.defaults() | given
    return made.measure(Laboratory(circuit.model, CATALOG, id, settings))


def test_whatever_is_on_for_a_time_and_all_that_is_slow_has_a_course() -> None:
    """Nothing fails, whatever its defaults; what gives something shows it."""
    lasting = ("stimulus", "tissue", "glia", "drug", "treatment")
    for kind in (each for each in CATALOG.kinds.values() if each.family in lasting):
        circuit = cl.Circuit()
        id = circuit.add(kind.name)
        names = [p.name for p in offered(circuit.model, CATALOG, id) if p.room[0] == "courses"]
        for name in names if kind.name != "spreading_damage" else ():
            made = course(circuit, id, name)
            assert made.curves, kind.name
            assert all(np.isfinite(each.y).all() for each in made.curves), kind.name
            assert made.note or any(each.y.any() for each in made.curves), kind.name
        has_times = kind.family == "stimulus" and {"start", "stop"} <= kind.parameters.keys()
        assert bool(names) or not (has_times or kind.family in ("tissue", "glia")), kind.name


def test_a_step_is_seen_whole_with_a_stretch_after_it() -> None:
    circuit = cl.Circuit()
    id = circuit.add("current_step", amplitude=80.0, start=100.0, stop=300.0)
    t, i = course(circuit, id)["current"]
    assert t[-1] == pytest.approx(1.25 * 300.0, rel=0.01)
    assert set(i[(t > 101) & (t < 299)]) == {80.0}
    assert not i[t < 99].any()
    assert not i[t > 301].any()


def test_what_returns_is_shown_three_times() -> None:
    circuit = cl.Circuit()
    id = circuit.add("shock", start=0.0, stop="1 h", period=200.0, width=2.0)
    t, i = course(circuit, id)["current"]
    assert t[-1] == pytest.approx(600.0, rel=0.01)
    assert np.count_nonzero(np.diff((i > 0).astype(int)) == 1) + (i[0] > 0) == 3


def test_slow_warming_is_followed_until_it_is_warm() -> None:
    circuit = cl.Circuit()
    id = circuit.add("heat", temperature=42.0, rate=2.0, start=0.0, stop="1 h")
    t, warm = course(circuit, id)["difference"]
    assert warm[-1] == pytest.approx(10.0)
    assert np.interp(2500.0, t, warm) == pytest.approx(5.0, abs=0.05)
    assert 5000.0 <= t[-1] <= 7000.0


def test_spikes_stand_where_they_are_sent() -> None:
    circuit = cl.Circuit()
    id = circuit.add("spike_train", times=(10.0, 25.0, 60.0))
    made = course(circuit, id)
    t, up = made["spikes"]
    assert t[up > 0] == pytest.approx([10.0, 25.0, 60.0], abs=0.05)
    assert made.value("spikes") == 3


def test_a_mediator_comes_with_its_time_constant_after_the_injury() -> None:
    circuit = cl.Circuit()
    id = circuit.add("tissue_damage", bradykinin=300.0, tau_bk=60.0)
    made = course(circuit, id, "days", length=0.05)
    hours, level = made["bradykinin"]
    assert made.x.unit == "h"
    seconds = hours * 3600.0
    assert not level[seconds < -10.0].any()
    for after in (30.0, 60.0, 180.0):
        exact = 300.0 * (1.0 - np.exp(-after / 60.0))
        assert np.interp(after, seconds, level) == pytest.approx(exact, rel=0.05)


def test_glia_and_immune_cells_are_called_by_the_injury_upstream() -> None:
    circuit = cl.Circuit()
    tissue = circuit.add("tissue_damage", nerve=1.0)
    cells = {kind: circuit.add(kind) for kind in ("microglia", "macrophage")}
    alone = course(circuit, cells["microglia"], "days")
    assert alone.note
    for cell in cells.values():
        circuit.wire(tissue, cell)
    called = course(circuit, cells["microglia"], "days")
    _days, pumps = called["kcc2"]
    assert called.x.unit == "d"
    assert pumps[0] == pytest.approx(1.0)
    assert pumps[-1] < 0.1
    assert course(circuit, cells["macrophage"], "days")["pge2"][1].max() > 1.0
    assert upstream(circuit.model, CATALOG, cells["microglia"]) == [tissue]


def test_what_is_upstream_is_part_of_what_a_curve_depends_on() -> None:
    circuit = cl.Circuit()
    tissue, cell = circuit.add("tissue_damage"), circuit.add("macrophage")
    circuit.wire(tissue, cell)
    before = behind(circuit.model, CATALOG, cell, {})
    circuit.set(tissue, severity=0.25)
    assert behind(circuit.model, CATALOG, cell, {}) != before


def test_a_dose_rises_and_falls_by_its_half_life() -> None:
    circuit = cl.Circuit()
    id = circuit.add("gabapentin", dose=400.0, dose_start=0.0)
    made = course(circuit, id, "days", length=3.0)
    days, level = made["plasma"]
    assert level.max() > 1.0
    half = float(CATALOG.kind("gabapentin").parameters["half_life"].default) / 24.0
    late = days[level.argmax()] + 1.0
    ratio = np.interp(late + half, days, level) / np.interp(late, days, level)
    assert ratio == pytest.approx(0.5, rel=0.05)


def test_what_may_not_run_ahead_of_the_neurons_says_so() -> None:
    circuit = cl.Circuit()
    id = circuit.add("ketamine", infusion=20.0, infusion_time=1.0)
    with pytest.raises(CannotRun, match="over days"):
        course(circuit, id, "days")


def test_what_is_set_free_is_drawn_and_of_a_drug_its_level() -> None:
    shown = {kind: states_shown(CATALOG.kind(kind)) for kind in ("tissue_damage", "gabapentin")}
    assert [each.name for each in shown["tissue_damage"]] == ["bradykinin", "pge2", "ngf"]
    assert {each.unit for each in shown["gabapentin"]} == {"µM"}


def test_an_outline_loses_no_pulse() -> None:
    t = np.arange(100_000.0)
    y = np.zeros(t.size)
    y[34_567] = 5.0
    x, kept = outlined(t, y)
    assert x.size < 3000
    assert kept.max() == 5.0
    assert (x[0], x[-1]) == (t[0], t[-1])


def test_a_cell_that_fires_once_has_no_rate_and_says_why() -> None:
    circuit = cl.Circuit()
    made = circuit.bench(circuit.add("nociceptor_c"), "f-I", points=5, duration=300)
    assert not made["steady"][1].any()
    assert "one spike" in made.note
    assert made.value("rheobase") > 0
