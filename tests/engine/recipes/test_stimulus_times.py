"""Start, stop, period and on-time mean the same in every stimulus that there is."""

import numpy as np
import pytest
from engine.lab import Circuit, Reals, advance, planned, simulation, spikes, traces

from circuitlab.api import CircuitError
from circuitlab.catalog.families import STIMULUS
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.errors import CannotRun

STIMULI = [kind for kind in default_catalog().kinds.values() if kind.family == STIMULUS]
SHARED = ("start", "stop", "period", "width")
TIMED = [kind for kind in STIMULI if {"start", "stop"} <= kind.parameters.keys()]
LASTING = [kind for kind in TIMED if "width" in kind.parameters and "count" not in kind.parameters]
STEP = 0.025
NEVER = 86_400_000
AT_ONCE = {"amplitude": 40, "rate": 0, "tau": 1, "sd": 5, "mean": 10, "temperature": 45}
"""What makes a stimulus give something as soon as it is on, where it has such a parameter."""


@pytest.mark.parametrize("kind", STIMULI, ids=lambda kind: kind.name)
def test_every_stimulus_can_be_timed(kind: object) -> None:
    names = kind.parameters.keys()
    assert {"start", "period"} <= names
    assert {"stop", "width"} & names
    assert {kind.parameters[name].unit for name in SHARED if name in names} == {"ms"}
    assert {kind.parameters[name].symbol for name in ("start", "period")} == {"t₁", "T"}


def given(kind: str, milliseconds: float, **times: float) -> Reals:
    """Times (ms) of the steps in which a stimulus gives something."""
    spec = default_catalog().kinds[kind]
    circuit = Circuit()
    usual = {name: value for name, value in AT_ONCE.items() if name in spec.parameters}
    if not spec.states:
        usual |= {"rate": 20_000} if "rate" in spec.parameters else {}
        source = circuit.add(kind, **usual, **times)
        running = simulation(circuit)
        return np.unique(spikes(running, advance(running, milliseconds), source)[1]) - STEP
    host = circuit.add("nociceptor_c")
    for channel in ("trpm8", "trpa1", "mechanical"):
        circuit.add(channel, on=host)
    stimulus = circuit.add(kind, on=host, **usual, **times)
    t, (found,) = traces(simulation(circuit), milliseconds, (stimulus, next(iter(spec.states))))
    return (t - STEP)[found != 0.0]


def within(found: Reals, low: float, high: float) -> bool:
    """Whether something is given then; what is slow is stepped once a millisecond."""
    return bool(np.any((found >= low + 1.0) & (found < high - 1e-6)))


@pytest.mark.parametrize("kind", LASTING, ids=lambda kind: kind.name)
def test_a_stimulus_is_on_for_its_time_again_and_again_until_it_stops(kind: object) -> None:
    found = given(kind.name, 160.0, start=20, stop=105, period=40, width=10)
    fading = 12.0 if kind.mechanism == "bath" else 1.0
    for low, high, on in [
        (0, 20, False),
        (20, 30, True),
        (30 + fading, 60, False),
        (60, 70, True),
        (70 + fading, 100, False),
        (100, 105, True),
        (105 + fading, 160, False),
    ]:
        if not (kind.mechanism == "bath" and not on):  # a bath is washed out slowly
            assert within(found, low, high) is on, (low, high)


@pytest.mark.parametrize("kind", LASTING, ids=lambda kind: kind.name)
def test_without_an_on_time_a_stimulus_is_on_from_start_to_stop(kind: object) -> None:
    found = given(kind.name, 60.0, start=10, stop=30)
    assert within(found, 10, 29)
    assert not within(found, 0, 10)
    if kind.mechanism != "bath":
        assert not within(found, 31, 60)


@pytest.mark.parametrize("kind", LASTING, ids=lambda kind: kind.name)
def test_a_stimulus_without_a_period_is_on_once(kind: object) -> None:
    found = given(kind.name, 100.0, start=10, width=15)
    assert within(found, 10, 25)
    if kind.mechanism != "bath":
        assert not within(found, 27, 100)


def test_random_spikes_fall_only_where_they_are_on() -> None:
    found = given("poisson", 200.0, start=50, stop=150, period=40, width=20)
    phase = (found - 50.0 + 1e-9) % 40.0
    assert len(found) > 200
    assert np.all((found > 50.0 - 1e-9) & (found < 150.0 - 1e-9) & (phase < 20.0 - 1e-6))


def test_random_spikes_without_times_are_those_that_always_were() -> None:
    """The same draws: what is on from the start without end is not asked when."""
    circuit, timed = Circuit(), Circuit()
    for each, times in ((circuit, {}), (timed, {"start": 0, "width": 50, "period": 50})):
        each.add("poisson", rate=500, size=20, **times)
    plain, gated = planned(circuit), planned(timed)
    assert plain.cells[0].layout.mechanisms == ("poisson_source",)
    assert gated.cells[0].layout.mechanisms == ("timed_poisson_source",)
    one, other = (advance(simulation(each), 100.0).spikes for each in (circuit, timed))
    assert len(one) > 500
    assert np.array_equal(one, other)


def listed(**parameters: object) -> list[float]:
    circuit = Circuit()
    train = circuit.add("spike_train", **parameters)
    running = simulation(circuit)
    return spikes(running, advance(running, 300.0), train)[1].tolist()


def test_listed_spikes_are_counted_from_start_and_return_until_stop() -> None:
    times = [1, 5, 30]
    assert listed(times=times) == pytest.approx([1, 5, 30])
    assert listed(times=times, start=100) == pytest.approx([101, 105, 130])
    again = [101, 105, 130, 151, 155, 180, 201]
    assert listed(times=times, start=100, period=50, stop=202) == pytest.approx(again)
    assert listed(times=times, stop=30) == pytest.approx([1, 5])
    assert listed(times=times, stop=0) == []


def test_a_list_that_would_return_too_often_is_refused() -> None:
    with pytest.raises(CannotRun, match="more than can be listed"):
        listed(times=list(range(1000)), period=1)


@pytest.mark.parametrize("kind", LASTING, ids=lambda kind: kind.name)
def test_what_contradicts_itself_is_refused_with_the_reason(kind: object) -> None:
    circuit = Circuit()
    stimulus = circuit.add(kind.name)
    for wrong, words in [
        ({"start": 50, "stop": 20}, "end before it begins"),
        ({"width": 60, "period": 50}, "still be on when it is due again"),
        ({"start": 0, "stop": 60, "period": 50}, "begin before the last has ended"),
    ]:
        with pytest.raises(CircuitError, match=words):
            circuit.set(stimulus, **wrong)
    circuit.set(stimulus, start=10, stop=1000, width=20, period=50)


def test_the_times_of_a_running_stimulus_may_be_changed() -> None:
    circuit = Circuit()
    cell = circuit.add("lif_conductance")
    source = circuit.add("poisson", rate=20_000)
    circuit.wire(source, cell)
    running = simulation(circuit)
    from engine.lab import change

    assert len(spikes(running, advance(running, 20.0), source)[1])
    circuit.set(source, start=30)
    change(running, circuit)
    when = spikes(running, advance(running, 20.0), source)[1]
    assert when.min() >= 30.0
