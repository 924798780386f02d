"""Circuits run in NEURON, on one process and on several: the same bits as our own engine's."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import circuitlab as cl
from circuitlab.api import Run
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.plan.compiler import settings_of
from circuitlab.exchange.neuron.compiled import compiled
from circuitlab.exchange.neuron.export import export
from circuitlab.exchange.neuron.installed import installed
from circuitlab.exchange.neuron.prepared import prepared
from circuitlab.exchange.neuron.program.data import Data
from circuitlab.exchange.neuron.program.part import RankPart
from circuitlab.exchange.order import Order


def fig4() -> tuple[cl.Circuit, str]:
    """Noise, drawn delays, tired terminals, heat and a drug that comes by the timeline."""
    return cl.preset("fig4"), "2.5 s"


def network() -> tuple[cl.Circuit, str]:
    """A random network of a few hundred conductance neurons."""
    random = np.random.default_rng(1)
    size, exciting = 400, 320
    c = cl.Circuit()
    cells = c.add("hh_traub_miles", size=size, i_e=random.uniform(0.0, 250.0, size))
    c.set(cells, v_init=random.uniform(-70.0, -60.0, size))
    pre, post = np.nonzero(random.random((size, size)) < 0.05)
    for mine, e_rev, tau, weight in ((pre < exciting, 0, 5, 2.0), (pre >= exciting, -80, 10, 16.0)):
        c.connect(
            cells, cells, receptor="exp_conductance", pre=pre[mine], post=post[mine],
            weight=weight, delay=1.5, tau_syn=tau, e_rev=e_rev, u=0.0,
        )  # fmt: skip
    return c, "200 ms"


def potentiated() -> tuple[cl.Circuit, str]:
    """A synapse that is potentiated by what its cell's NMDA receptors let in."""
    return cl.preset("pain-beyond-the-injury"), "600 ms"


def woken() -> tuple[cl.Circuit, str]:
    """Microglia that nerve injury and spikes wake, and the descending drive."""
    return cl.preset("whole-story"), "300 ms"


CIRCUITS: dict[str, Callable[[], tuple[cl.Circuit, str]]] = {
    each.__name__: each for each in (fig4, network, potentiated, woken)
}


@pytest.fixture(scope="module", params=CIRCUITS)
def circuit(request: pytest.FixtureRequest) -> tuple[cl.Circuit, str, Run]:
    made, duration = CIRCUITS[request.param]()
    return made, duration, cl.simulate(made, duration)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("ranks", [1, 2, 4])
def test_neuron_gives_our_spikes(circuit: tuple[cl.Circuit, str, Run], ranks: int) -> None:
    made, duration, ours = circuit
    theirs = cl.simulate(made, duration, on="neuron", ranks=ranks)
    assert len(ours.raw_spikes) > 10
    np.testing.assert_array_equal(theirs.raw_spikes, ours.raw_spikes)
    for id, state in ours.recorded:
        np.testing.assert_allclose(
            theirs.trace(id, state)[1], ours.trace(id, state)[1], rtol=1e-7, atol=1e-9
        )


def test_a_process_that_finds_no_others_stops_with_a_sentence(tmp_path: Path) -> None:
    circuit = cl.preset("fig4").model
    export(Order(circuit, tmp_path / "fig4", duration_ms=5.0))
    made = prepared(circuit, default_catalog(), settings_of(circuit), 5.0)
    mods = compiled(made.kinds.values(), installed(1))
    command = [sys.executable, "run.py", "--mods", str(mods), "--ranks", "3"]
    said = subprocess.run(command, cwd=tmp_path / "fig4", capture_output=True, text=True)
    assert said.returncode != 0
    assert "MPI_LIB_NRN_PATH" in said.stderr


def test_each_process_has_less_where_there_are_more(tmp_path: Path) -> None:
    """Of a network that is split, no process holds the connections of another."""
    made, _duration = network()
    export(Order(made.model, tmp_path / "network", duration_ms=1.0))
    data = Data(tmp_path / "network" / "data")
    whole = len(RankPart(data, 0, 1).terminals.tables["target_a"])
    parts = [len(RankPart(data, rank, 4).terminals.tables["target_a"]) for rank in range(4)]
    assert sum(parts) == whole
    assert max(parts) < 0.3 * whole
