"""What a process works out reaches the one that asked for it whole, refusals included."""

import pickle
from typing import Any

import pytest

import circuitlab as cl
from circuitlab.api.errors import CircuitError, NotThere
from circuitlab.catalog.words import Problem
from circuitlab.engine.errors import CannotRun, NotFinite
from circuitlab.exchange.errors import CannotExchange
from circuitlab.exchange.extras import MissingExtra


def _handed_over(thing: Any) -> Any:
    return pickle.loads(pickle.dumps(thing))


def _driven() -> cl.Circuit:
    c = cl.Circuit()
    cell = c.add("lif_current", size=2, i_e=[700, 900])
    c.experiments.add("driven", duration="20 ms")
    count = {"measure": "spike_count", "args": {"element": cell}}
    c.claims.add("fires", experiment="driven", at_least=1, **count)
    return c


def test_a_run_comes_back_with_its_circuit_and_its_numbers() -> None:
    run = cl.simulate(_driven(), "20 ms")
    back = _handed_over(run)
    assert back.circuit == run.circuit
    assert back.table("spikes")["time_ms"].tolist() == run.table("spikes")["time_ms"].tolist()
    assert back.rate("lif_current1") == run.rate("lif_current1") > 0
    assert back.value("lif_current1").tolist() == run.value("lif_current1").tolist()
    assert (back.seed, back.dt, back.duration_ms) == (run.seed, run.dt, run.duration_ms)


def test_whatever_else_is_measured_comes_back() -> None:
    c = _driven()
    alone = cl.Circuit()
    cell = alone.add("lif_current")
    for result in (
        c.compare("20 ms"),
        c.verify()[0],
        alone.bench(cell, "f-I", points=3, duration="50 ms"),
        cl.simulate(c, days=1, probe="5 ms"),
        c["lif_current1"],
    ):
        assert repr(_handed_over(result)) == repr(result)


@pytest.mark.parametrize(
    "refusal",
    [
        CircuitError([Problem("a", "no", "do"), Problem("b", "nor", "this")]),
        NotThere([Problem("", "nothing", "look")]),
        CannotRun("a", "no", "do"),
        NotFinite(Problem("a.v", "no", "do"), 2.5),
        CannotExchange("a", "no", "do"),
        MissingExtra("pynwb", "nwb"),
    ],
    ids=lambda refusal: type(refusal).__name__,
)
def test_a_refusal_comes_back_as_it_was(refusal: Exception) -> None:
    back = _handed_over(refusal)
    assert type(back) is type(refusal)
    assert str(back) == str(refusal)
    for name in ("problem", "problems", "time_ms", "name"):
        assert getattr(back, name, None) == getattr(refusal, name, None)
