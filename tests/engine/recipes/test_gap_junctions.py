"""Gap junctions: current both ways, what a steady current comes to, populations, and rest."""

import numpy as np
import pytest
from engine.lab import Circuit, advance, change, planned, simulation, spikes, traces
from engine.watched import Watched

from circuitlab.api import CircuitError
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.retune import retuned
from circuitlab.model.mutes import toggled

CATALOG = default_catalog()
NEURONS = [kind.name for kind in CATALOG.kinds.values() if kind.family == "neuron"]
G_L, CURRENT = 10.0, 80.0


def coupled(kind: str = "lif_conductance", g: float = 5.0, **cell: object) -> tuple[Circuit, str]:
    """Two cells with a junction between them."""
    circuit = Circuit()
    first, second = (circuit.add(kind, **cell) for _each in range(2))
    return circuit, circuit.couple(first, second, g=g)


@pytest.mark.parametrize("g", [0.5, 5.0, 60.0])
@pytest.mark.parametrize("size", [1, 3])
def test_a_steady_current_parts_two_cells_by_what_is_known(g: float, size: int) -> None:
    """V₁ − V₂ = I/(g_L + 2 g_j) for two passive cells alike."""
    circuit, junction = coupled(g=g, size=size, v_th=0.0)
    circuit.add("current_step", on="lif_conductance1", amplitude=CURRENT)
    running = simulation(circuit)
    advance(running, 600.0)
    first, second = (running.values(f"lif_conductance{k}", "v") for k in (1, 2))
    assert first - second == pytest.approx(CURRENT / (G_L + 2.0 * g), rel=1e-6)
    assert first + second == pytest.approx(-120.0 + CURRENT / G_L, rel=1e-6)
    assert running.values(junction, "current") == pytest.approx(-g * (first - second), rel=1e-6)


def test_a_difference_fades_as_its_equation_says() -> None:
    """d(V₁ − V₂)/dt = −(g_L + 2 g_j)/C (V₁ − V₂), followed to the second order in the step."""
    errors = []
    for dt in (0.1, 0.05):
        circuit, _junction = coupled(g=20.0, v_th=0.0)
        circuit.set("lif_conductance1", v_init=-50.0)
        running = simulation(circuit, dt=dt)
        t, (first, second) = traces(
            running, 10.0, ("lif_conductance1", "v"), ("lif_conductance2", "v")
        )
        exact = 10.0 * np.exp(-(G_L + 40.0) / 200.0 * t)
        errors.append(np.abs(first - second - exact).max())
    assert errors[1] < 2e-3
    assert errors[1] < 0.35 * errors[0]


def test_what_leaves_one_cell_enters_the_other() -> None:
    circuit, junction = coupled("hh_squid", g=0.05)
    circuit.add("current_step", on="hh_squid1", amplitude=15.0, start=1.0, stop=4.0)
    plan = planned(circuit)
    running = simulation(circuit)
    advance(running, 6.0)
    given = running.state[plan.address["hh_squid1", "", "current"]][0]
    taken = running.state[plan.address["hh_squid2", "", "current"]][0]
    assert given == -taken == running.values(junction, "current")[0] != 0.0


@pytest.mark.parametrize("kind", NEURONS)
def test_any_two_neurons_are_drawn_together(kind: str) -> None:
    apart = []
    for g in (0.0, 0.05):
        circuit, _junction = coupled(kind, g=g)
        circuit.add("current_step", on=f"{kind}1", amplitude=-2.0)
        running = simulation(circuit)
        advance(running, 40.0)
        first, second = (running.values(f"{kind}{k}", "v")[0] for k in (1, 2))
        apart.append(second - first)
    assert 0.0 < apart[1] < apart[0]


def test_spikes_pass_from_cell_to_cell() -> None:
    circuit, _junction = coupled("hh_squid", g=0.2)
    circuit.add("current_step", on="hh_squid1", amplitude=20.0, start=5.0, stop=6.0)
    running = simulation(circuit)
    chunk = advance(running, 20.0)
    one, other = (spikes(running, chunk, f"hh_squid{k}")[1] for k in (1, 2))
    assert len(one) == len(other) == 1
    assert 0.1 < other[0] - one[0] < 3.0


def test_a_population_is_joined_within_itself() -> None:
    for rule, settled in (("one_to_one", None), ("all_to_all", -60.0 + 80.0 / 4 / G_L)):
        circuit = Circuit()
        circuit.add("lif_conductance", size=4, v_th=0.0, v_init=np.array([-30.0, -60, -60, -60]))
        circuit.add("gap_junction", on="lif_conductance1", rule=rule, g=30.0)
        running = simulation(circuit)
        advance(running, 4.0)
        v = running.values("lif_conductance1", "v")
        assert np.all(np.diff(v[1:]) < 0.0) == (rule == "one_to_one")
        assert v[1] > -58.0
        assert settled is None or np.ptp(v[1:]) < 1e-9


def test_all_cells_are_joined_with_all_of_another_population() -> None:
    circuit = Circuit()
    circuit.add("lif_conductance", v_th=0.0)
    circuit.add("lif_conductance", size=3, v_th=0.0)
    circuit.couple("lif_conductance1", "lif_conductance2", g=4.0, rule="all_to_all")
    circuit.add("current_step", on="lif_conductance1", amplitude=CURRENT)
    running = simulation(circuit)
    advance(running, 600.0)
    alone = running.values("lif_conductance1", "v")[0] + 60.0
    each = running.values("lif_conductance2", "v") + 60.0
    assert each == pytest.approx(alone * 4.0 / (G_L + 4.0), rel=1e-6)
    assert G_L * (alone + each.sum()) == pytest.approx(CURRENT, rel=1e-6)


@pytest.mark.parametrize("kind", ["lif_current", "lif_conductance", "hh_squid"])
def test_cells_that_rest_or_fade_are_coupled_as_if_all_were_stepped(kind: str) -> None:
    found = []
    for dense in (False, True):
        circuit, _junction = coupled(kind, g=0.02, size=17)
        circuit.add("current_step", on=f"{kind}1", amplitude=40.0, start=150.0, stop=152.0)
        running = simulation(circuit)
        running._dense = dense
        running._compile_steps()
        chunk = advance(running, 200.0)
        found.append((chunk.spikes.copy(), running.values(f"{kind}2", "v")))
    assert np.array_equal(found[0][0], found[1][0])
    assert np.array_equal(found[0][1], found[1][1])
    assert found[0][1].max() - CATALOG.kind(kind).parameters["v_init"].default != 0.0


def test_fused_loops_give_the_same_bits() -> None:
    voltages = []
    for fused in ("never", "wait"):
        circuit, _junction = coupled("lif_current", g=2.0)
        circuit.add("current_step", on="lif_current1", amplitude=500.0)
        running = simulation(circuit, fused=fused)
        advance(running, 60.0)
        voltages.append(running.values("lif_current2", "v")[0])
    assert voltages[0] == voltages[1]


def test_too_strong_a_junction_is_refused_before_it_swings() -> None:
    circuit, junction = coupled("hh_squid", g=9.0)
    planned(circuit)
    circuit.set(junction, g=11.0)
    with pytest.raises(CannotRun, match=r"a cell of 1 pF with more than 10 nS in all"):
        planned(circuit)
    circuit.set(junction, g=9.0)
    circuit.couple("hh_squid1", circuit.add("hh_squid"), g=9.0)
    with pytest.raises(CannotRun, match="in all"):
        planned(circuit)
    assert planned(circuit, dt=0.0125) is not None


def test_the_strongest_that_is_allowed_comes_to_rest() -> None:
    circuit = Circuit()
    circuit.add("lif_conductance", size=21, c_m=20.0, v_init=np.linspace(-80.0, -40.0, 21), v_th=0)
    circuit.add("gap_junction", on="lif_conductance1", rule="all_to_all", g=9.9)
    running = simulation(circuit)
    advance(running, 3.0)
    assert np.ptp(running.values("lif_conductance1", "v")) < 1e-6


def test_a_slider_of_a_junction_is_a_mere_write_and_is_watched_over() -> None:
    circuit, junction = coupled("hh_squid", g=0.1)
    before, plan = circuit.model.copy(), planned(circuit)
    circuit.set(junction, g=1.0)
    assert retuned(plan, before, circuit.model, CATALOG) is not None
    circuit.set(junction, g=90.0)
    with pytest.raises(CannotRun, match="in all"):
        retuned(plan, before, circuit.model, CATALOG)


def test_a_junction_may_come_and_go_while_the_cells_run() -> None:
    circuit, junction = coupled(g=40.0, v_th=0.0)
    circuit.add("current_step", on="lif_conductance1", amplitude=CURRENT)
    running = simulation(circuit)
    advance(running, 300.0)
    circuit.remove(junction)
    change(running, circuit)
    advance(running, 300.0)
    assert running.values("lif_conductance2", "v")[0] == pytest.approx(-60.0, abs=1e-4)
    circuit.couple("lif_conductance1", "lif_conductance2", g=40.0)
    change(running, circuit)
    advance(running, 300.0)
    assert running.values("lif_conductance2", "v")[0] > -57.0


def test_a_running_window_follows_an_edit() -> None:
    circuit, _junction = coupled(g=0.0, v_th=0.0)
    circuit.add("current_step", on="lif_conductance1", amplitude=CURRENT)
    watched = Watched(circuit)
    try:
        assert watched.step(4000).values["lif_conductance2", "v"][0] == pytest.approx(-60.0)
        watched.edit(gap_junction1__g=30.0)
        assert watched.step(4000).values["lif_conductance2", "v"][0] > -57.0
    finally:
        watched.runner.stop()


def test_only_neurons_are_joined_and_only_two() -> None:
    circuit, junction = coupled()
    with pytest.raises(CircuitError, match="can be wired to nothing more"):
        circuit.wire(junction, circuit.add("adex"))
    loose = circuit.add("gap_junction")
    with pytest.raises(CircuitError, match="joins the insides of two neurons; Heat is none"):
        circuit.wire(loose, circuit.add("heat"))
    with pytest.raises(CircuitError, match="another neuron"):
        circuit.couple("adex1", "adex1")
    assert "gap_junction2" in circuit.model.elements


def test_what_is_not_joined_at_both_ends_passes_nothing() -> None:
    circuit = Circuit()
    circuit.add("gap_junction", on=circuit.add("hh_squid"))
    running = simulation(circuit)
    advance(running, 2.0)
    assert "gap_junction1" not in running.plan.taking_part


def muted(circuit: Circuit, id: str) -> None:
    circuit.model.apply(toggled(circuit.model, CATALOG, [id]))


@pytest.mark.parametrize("silent", ["gap_junction1", "lif_conductance1", "lif_conductance2"])
def test_what_is_muted_passes_nothing(silent: str) -> None:
    circuit, _junction = coupled(g=30.0, v_th=0.0)
    circuit.add("current_step", on="lif_conductance1", amplitude=CURRENT)
    muted(circuit, silent)
    running = simulation(circuit)
    advance(running, 400.0)
    assert running.values("lif_conductance1", "v")[0] == pytest.approx(-52.0, abs=1e-3)
    assert running.values("lif_conductance2", "v")[0] == pytest.approx(-60.0)
    muted(circuit, silent)
    change(running, circuit)
    advance(running, 400.0)
    assert running.values("lif_conductance2", "v")[0] > -57.5
