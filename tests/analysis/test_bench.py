"""What the bench measures, beside what is known: closed forms, published numbers, parameters."""

from typing import Any

import numpy as np
import pytest

import circuitlab as cl
from circuitlab.analysis.bench.alone import as_now, members_of
from circuitlab.analysis.bench.laboratory import Laboratory
from circuitlab.analysis.bench.measured import Axis, Curve, Measured, first_tried, table_of
from circuitlab.analysis.bench.protocols import offered, protocols
from circuitlab.api import CircuitError
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.running.recorder import Recorder
from circuitlab.engine.running.timeline import NEVER

CATALOG = default_catalog()


@pytest.fixture(scope="module")
def leaky():
    circuit = cl.Circuit()
    return circuit, circuit.add("lif_current", t_ref=4.0)


def test_a_leaky_cells_curve_is_its_closed_form(leaky) -> None:
    circuit, cell = leaky
    made = circuit.bench(cell, "f-I", highest="1 nA", points=11, duration=400)
    current, rate = made["steady"]
    value = {n: float(p.default) for n, p in CATALOG.kind("lif_current").parameters.items()}
    end = value["e_l"] + value["tau_m"] / value["c_m"] * current
    fires = end > value["v_th"]
    rise = np.log((end - value["v_reset"])[fires] / (end - value["v_th"])[fires])
    assert rate[fires] == pytest.approx(1e3 / (4.0 + value["tau_m"] * rise), rel=4e-3)
    assert not rate[~fires].any()
    assert made.value("rheobase") == current[fires].min()
    assert made["first"][1][fires] == pytest.approx(rate[fires], rel=4e-3)


@pytest.mark.parametrize(
    ("value", "tried", "words"),
    [
        (2.75, np.linspace(0.0, 13.75, 21), "2.8 pA"),
        (50.0, np.linspace(0.0, 100.0, 5), "50 pA"),
        (6.31, np.geomspace(1.0, 1000.0, 31).round(3), "6 pA"),
        (2.736842, np.array([2.736842]), "2.737 pA"),
    ],
)
def test_what_is_first_seen_at_a_tried_value_has_no_more_digits_than_were_tried(
    value: float, tried: Any, words: str
) -> None:
    assert first_tried("rheobase", "Fires from", value, tried, "pA").words == words


def test_a_measurement_is_a_table_and_its_curves_are_named(leaky) -> None:
    circuit, cell = leaky
    made = circuit.bench(cell, "f-I", highest="1 nA", points=5, duration=100)
    table = made.table()
    assert list(table) == ["x_pA", "steady_Hz", "first_Hz"]
    assert table["steady_Hz"].tolist() == made["steady"][1].tolist()
    assert list(made) == ["steady", "first"]
    assert "steady" in made
    assert "f-I of lif_current1: steady, first, rheobase" in repr(made)


def test_curves_with_points_of_their_own_have_columns_of_their_own() -> None:
    axes = Axis("Time", "ms"), Axis("Current", "pA")
    long, short = np.arange(3.0), np.arange(2.0)
    curves = (Curve("a", "A", long, long), Curve("b", "B", short, 2 * short))
    table = Measured("steps", "cell1", "Cell", "Steps", *axes, curves).table()
    assert list(table) == ["a.x_ms", "a_pA", "b.x_ms", "b_pA"]
    assert table["b_pA"][:2].tolist() == [0.0, 2.0]
    assert np.isnan(table["b_pA"][2])


def test_the_range_is_found_where_none_is_asked_for(leaky) -> None:
    circuit, cell = leaky
    made = circuit.bench(cell, "f-I", points=9, duration=200)
    current, rate = made["steady"]
    assert 0 < np.count_nonzero(rate) < rate.size
    assert current[-1] == pytest.approx(4.0 * 200.0, rel=0.6)


def test_the_wait_for_the_first_spike_is_its_closed_form(leaky) -> None:
    circuit, cell = leaky
    current, wait = circuit.bench(cell, "latency", highest=1000, points=6, duration=100)["latency"]
    value = {n: float(p.default) for n, p in CATALOG.kind("lif_current").parameters.items()}
    rise = value["tau_m"] / value["c_m"] * current
    exact = -value["tau_m"] * np.log(1.0 - (value["v_th"] - value["e_l"]) / rise)
    assert wait == pytest.approx(exact, abs=0.05)


def test_a_second_pulse_waits_for_the_refractory_time(leaky) -> None:
    circuit, cell = leaky
    circuit.set(cell, t_ref=12.0)
    made = circuit.bench(cell, "recovery", shortest=4, longest=40, points=6)
    wait, strength = made["strength"]
    assert wait.min() > 10.0
    assert strength[-1] <= 1.0
    assert made.value("absolute") == wait.min()
    circuit.set(cell, t_ref=4.0)


def test_steps_and_ramp_show_the_potential(leaky) -> None:
    circuit, cell = leaky
    steps = circuit.bench(cell, "steps", highest=100, points=3, duration=200)
    value = {n: float(p.default) for n, p in CATALOG.kind("lif_current").parameters.items()}
    for current, curve in zip((0.0, 50.0, 100.0), steps.curves, strict=True):
        last = curve.y[np.isclose(curve.x, 199.0, atol=0.06)][0]
        assert last == pytest.approx(
            value["e_l"] + value["tau_m"] / value["c_m"] * current, abs=0.02
        )
    ramp = circuit.bench(cell, "ramp", highest=1000, duration=500)
    assert 0 < ramp.value("threshold") < ramp.value("last") <= 1000


@pytest.fixture(scope="module")
def squid():
    circuit = cl.Circuit()
    return circuit, circuit.add("hh_squid")


def test_the_axons_currents_are_those_of_its_discoverers(squid) -> None:
    circuit, cell = squid
    made = circuit.bench(cell, "I-V", holding=-65, lowest=-60, highest=60, points=3)
    at_zero = {curve.name: float(curve.y[1]) for curve in made.curves}
    assert at_zero["i_na peak"] == pytest.approx(-1456.8, rel=1e-3)
    assert at_zero["i_k end"] == pytest.approx(1890.3, abs=0.5)
    assert at_zero["clamp end"] == pytest.approx(
        sum(at_zero[f"{name} end"] for name in ("i_na", "i_k", "i_l")), abs=1e-6
    )


def test_a_cell_too_small_for_strong_currents_is_measured_all_the_same(squid) -> None:
    circuit, cell = squid
    made = circuit.bench(cell, "f-I", points=5, duration=200)
    assert 0 < made["first"][1].max() < 150


def test_the_dose_with_half_the_effect_is_the_parameter() -> None:
    circuit = cl.Circuit()
    fibre = circuit.add("nociceptor_c")
    drug = circuit.add("nav18_blocker", on=fibre, ic50=0.02)
    made = circuit.bench(drug, "dose", points=7, duration=20)
    assert made.value("ec50") == pytest.approx(0.02, rel=1e-4)
    assert made.value("hill") == pytest.approx(1.0, rel=1e-3)
    assert made["nav18_left"][1][0] > 0.9


@pytest.fixture(scope="module")
def joined():
    circuit = cl.Circuit()
    cell = circuit.add("projection_neuron")
    synapse = circuit.wire(circuit.add("spike_train"), cell)
    drug = circuit.add("ketamine", on="nmda1")
    return circuit, cell, synapse, drug


def test_a_receptors_current_reverses_where_it_must(joined) -> None:
    circuit, *_rest = joined
    made = circuit.bench("ampa1", "I-V", lowest=-80, highest=70, points=6, duration=20)
    assert made.value("reversal") == pytest.approx(0.0, abs=1e-6)
    volts, current = made["peak"]
    assert current / volts == pytest.approx(current[0] / volts[0])


def test_vesicles_come_back_with_their_time_constant(joined) -> None:
    circuit, _cell, synapse, _drug = joined
    wait, ratio = circuit.bench(synapse, "paired", points=4, longest=1600)["ratio"]
    u = float(circuit.model.value(synapse, "u", CATALOG))
    tau = float(circuit.model.value(synapse, "tau_rec", CATALOG))
    assert ratio[1:] == pytest.approx(1.0 - u * np.exp(-wait[1:] / tau), rel=0.01)


def test_a_long_axon_delays_no_measurement(joined) -> None:
    circuit, _cell, synapse, _drug = joined
    before = circuit.bench(synapse, "paired", points=3, longest=300)["ratio"][1]
    circuit.set(synapse, delay="300 ms")
    assert circuit.bench(synapse, "paired", points=3, longest=300)["ratio"][1] == pytest.approx(
        before
    )


def test_of_a_population_joined_pair_by_pair_one_cell_is_measured() -> None:
    circuit = cl.Circuit()
    cells = circuit.add("lif_conductance", size=3, g_l=[8.0, 10.0, 12.0], noise=5)
    source = circuit.add("lif_conductance", size=2)
    receptor = {"receptor": "exp_conductance", "weight": [1.0, 3.0], "delay": [1.0, 90.0]}
    synapse = circuit.connect(source, cells, pre=[0, 1], post=[1, 2], **receptor)
    alone = cl.Circuit()
    one = alone.add("lif_conductance", g_l=10.0)
    given = {"highest": 900.0, "points": 3, "duration": 100}
    mean, single = (
        c.bench(id, "f-I", **given)["steady"][1] for c, id in ((circuit, cells), (alone, one))
    )
    assert mean == pytest.approx(single)
    assert mean.max() > 0.0
    bound = circuit.model.targets(synapse)[0]
    peak = circuit.bench(bound, "I-V", points=3, duration=10)["peak"][1]
    assert np.all(np.isfinite(peak))
    assert np.ptp(peak) > 0.0


def test_a_pore_blockers_half_dose_is_that_of_its_rates(joined) -> None:
    from circuitlab.analysis.dose_response import dose_response

    circuit, _cell, _synapse, drug = joined
    made = circuit.bench(drug, "dose", points=7, duration=200)
    known = dose_response(circuit.model, CATALOG, drug)
    assert known is not None
    assert made.value("ec50") == pytest.approx(known.half, rel=0.1)


def test_what_else_the_circuit_does_to_a_neuron_is_left_out(joined) -> None:
    circuit, cell, synapse, drug = joined
    members = members_of(circuit.model, CATALOG, cell)
    assert members == [cell, "ampa1", "nmda1", drug]
    now = as_now(circuit.model, {(cell, "g_l"): 0.1, ("gone", "g_l"): 1.0})
    assert now.value(cell, "g_l") == 0.1
    assert circuit.model.value(cell, "g_l", CATALOG) != 0.1
    assert synapse not in members


def test_what_can_be_measured_follows_from_what_an_element_is(joined) -> None:
    circuit, cell, synapse, drug = joined
    names = {
        id: [p.name for p in offered(circuit.model, CATALOG, id)] for id in circuit.model.elements
    }
    assert names[cell] == ["f-I", "steps", "ramp", "latency", "recovery", "I-V"]
    assert names["nmda1"] == ["I-V", "paired"]
    assert names[synapse] == ["paired"]
    assert names[drug] == ["dose", "days"]
    assert names["spike_train1"] == ["course"]
    assert not offered(circuit.model, CATALOG, "gone")


def test_every_setting_of_every_protocol_fits_its_own_range() -> None:
    for protocol in protocols():
        for each in protocol.settings:
            assert each.minimum <= float(str(each.default)) <= each.maximum, protocol.title


def test_what_does_not_fit_is_said_in_a_sentence(joined) -> None:
    circuit, cell, *_rest = joined
    for id, name, given, said in (
        ("gone", "f-I", {}, "no element called"),
        (cell, "dose", {}, "cannot be measured by “dose”; choose from f-I"),
        (cell, "f-I", {"pints": 3}, "did you mean “points”"),
        (cell, "f-I", {"highest": "3 mV"}, "mV"),
        (cell, "f-I", {"lowest": 50, "highest": 20}, "lies not below"),
    ):
        with pytest.raises(CircuitError, match=said):
            circuit.bench(id, name, **given)


def test_a_measurement_tells_how_far_it_is_and_can_be_ended(leaky) -> None:
    circuit, cell = leaky
    protocol = next(each for each in protocols() if each.name == "steps")
    told: list[float] = []

    def stop(part: float) -> None:
        told.append(part)
        if part > 0.3:
            raise InterruptedError

    lab = Laboratory(circuit.model, CATALOG, cell, protocol.defaults() | {"highest": 50.0}, stop)
    with pytest.raises(InterruptedError):
        protocol.measure(lab)
    assert told == sorted(told)
    assert told[0] == 0.0


def test_a_table_carries_units_settings_seed_and_version(leaky) -> None:
    circuit, cell = leaky
    made = circuit.bench(cell, "f-I", highest=600, points=3, duration=100)
    lines = table_of(made).splitlines()
    about = "\n".join(line for line in lines if line.startswith("#"))
    for words in (cl.__version__, "seed", "step 0.025 ms", "highest = 600", "rheobase = "):
        assert words in about
    rows = [line for line in lines if not line.startswith("#")]
    assert rows[0] == "Current (pA),steady (Hz),first interval (Hz)"
    assert len(rows) == 4
    assert rows[1] == "0,0,0"


def test_a_neuron_with_many_channels_is_held_without_a_stop_at_each_step(monkeypatch):
    """Seventeen copies with eight currents each: stopping for them took most of a minute."""
    stops = []
    known = Recorder.next_tick

    def next_tick(recorder, tick):
        stops.append(known(recorder, tick))
        return stops[-1]

    monkeypatch.setattr(Recorder, "next_tick", next_tick)
    circuit = cl.Circuit()
    cell = circuit.add("wdr_neuron")
    for kind in ("ka", "nap", "cal", "can"):
        circuit.add(kind, on=cell)
    circuit.bench(cell, "I-V", duration=1)
    assert stops
    assert set(stops) == {NEVER}
