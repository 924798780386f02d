"""An exported circuit, compiled and stepped without NEURON: the same spikes as our own engine's."""

import ctypes
from pathlib import Path
from shutil import copy
from threading import Barrier, Thread
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import circuitlab as cl
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.plan.compiler import settings_of
from circuitlab.engine.running.run import run_circuit
from circuitlab.exchange.neuron import mod_files
from circuitlab.exchange.neuron.prepared import Prepared, prepared
from circuitlab.exchange.neuron.program.cells import LEAST_STEPS
from circuitlab.exchange.neuron.program.cut import NEVER
from circuitlab.exchange.neuron.program.data import Data, write_data
from circuitlab.exchange.neuron.program.exchange import Exchange
from circuitlab.exchange.neuron.program.library import CompiledSteps
from circuitlab.exchange.neuron.program.part import RankPart
from circuitlab.model.circuit import Circuit
from tests.exchange.neuron.compiled import compiled, needs_compiler

pytestmark = needs_compiler


class Process:
    """One of several processes, each a thread with a copy of the compiled equations."""

    def __init__(self, rank: int, others: list[Any], barrier: Barrier) -> None:
        self._rank, self._others, self._barrier = rank, others, barrier

    def py_allgather(self, mine: Any) -> list[Any]:
        self._others[self._rank] = mine
        self._barrier.wait(60)
        found = list(self._others)
        self._barrier.wait(60)
        return found


def stepped(data: Data, library: CompiledSteps, process: Process, rank: int, ranks: int) -> Any:
    """Step a part to the end; spikes go from process to process as late as NEURON brings them."""
    part = RankPart(data, rank, ranks)
    part.hand_over(library)
    exchange = Exchange(process, part, library)
    listening = set(part.terminals.remote().tolist())
    least = part.terminals.least_steps()
    code = library._library
    code.clab_arrive.argtypes = [ctypes.c_double, ctypes.c_double]
    code.clab_advance.argtypes = [ctypes.c_double, ctypes.c_double]
    seen, coming = 0, []
    for tick in range(data.about["steps"]):
        due = [each for each in coming if each[0] == tick]
        for _when, source, at in due:
            code.clab_arrive(float(source), float(at))
        coming = [each for each in coming if each[0] != tick]
        if exchange.is_needed and tick % data.about["slow_steps"] == 0:
            exchange.now()
        code.clab_advance((tick + 1) * data.about["dt"], data.about["dt"])
        mine = library.spikes()[seen:]
        seen += len(mine)
        for source, at, _count in np.concatenate(process.py_allgather(mine)).tolist():
            if source in listening and least[source] < NEVER:
                coming.append((at + max(LEAST_STEPS, int(least[source])), source, at))
    return library.spikes(), part.final()


def on_ranks(made: Prepared, folder: Path, ranks: int) -> tuple[NDArray[np.int64], Any]:
    """All spikes, and the state at the end, of a circuit on so many processes."""
    found: list[Any] = [None] * ranks
    others, barrier = [None] * ranks, Barrier(ranks)

    def run(rank: int) -> None:
        library = CompiledSteps(folder / f"{ranks}-{rank}.so")
        process = Process(rank, others, barrier)
        found[rank] = stepped(Data(folder / "data"), library, process, rank, ranks)

    for rank in range(ranks):
        copy(folder / "code.so", folder / f"{ranks}-{rank}.so")
    threads = [Thread(target=run, args=(rank,)) for rank in range(ranks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spikes = np.concatenate([spikes for spikes, _final in found])
    state = np.full(made.numbering.count, np.nan)
    for _spikes, (addresses, values) in found:
        state[addresses] = values
    return np.repeat(spikes[:, :2], spikes[:, 2], axis=0), state


def fig4() -> Circuit:
    return cl.preset("fig4").model


def mixture() -> Circuit:
    """Noise, sources at random and listed, junctions, boutons, tiring, drawn delays, a timeline."""
    c = cl.Circuit()
    chance = c.add("poisson", size=3, rate="400 Hz")
    listed = c.add("spike_train", times=[0.0, 3.0, 3.01, 9.5])
    cells = c.add("hh_traub_miles", size=5, i_e=[0, 100, 150, 200, 260])
    fire = c.add("lif_current", size=4, i_e=[500, 520, 0, 650], noise=30)
    brakes = c.add("inhibitory_interneuron", size=3, i_e=[20, 40, 60])
    wind = c.add("projection_neuron", size=2)
    c.add("gap_junction", on=fire, rule="all_to_all", g=0.2)
    current = c.add("noise", on=cells, sd=40)
    c.set(current, tau="2 ms")
    pairs = {"pre": [0, 1, 2, 0, 1], "post": [0, 1, 2, 3, 4]}
    c.connect(chance, cells, receptor="ampa", weight=2, delay="1 ms", **pairs)
    tired = {"u": 0.4, "tau_rec": "30 ms", "tau_fac": "20 ms", "delay_sd": "0.4 ms"}
    synapse = c.connect(
        cells, fire, receptor="exp_current", weight=300, delay="3 ms",
        pre=[0, 1, 2, 3, 4], post=[0, 1, 2, 3, 2], **tired,
    )  # fmt: skip
    one = {"pre": [0, 1, 2], "post": [0, 1, 1]}
    c.connect(brakes, wind, receptor="gaba_b", weight=0.3, delay="1.5 ms", **one)
    c.connect(brakes, wind, receptor="glycine", weight=1.5, delay=[0.2, 1.2, 2], **one)
    c.connect(cells, brakes, receptor="nmda", weight=3, delay=[1, 2, 0.5], **one)
    c.wire(listed, wind)
    c.timeline.add("20 ms", set={f"{synapse}.u": 0.2, f"{synapse}.delay": 1.0})
    return c.model


@pytest.fixture(scope="module", params=[(fig4, 130.0), (mixture, 40.0)], ids=["fig4", "mixture"])
def program(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    build, duration = request.param
    circuit = build()
    folder = tmp_path_factory.mktemp("program")
    made = prepared(circuit, default_catalog(), settings_of(circuit), duration)
    write_data(folder / "data", made.about, made.tables)
    compiled(mod_files.rank_code(made.kinds.values()), folder)
    ours = run_circuit(circuit, duration)
    return made, folder, ours


@pytest.mark.parametrize("ranks", [1, 2, 3])
def test_a_program_gives_our_spikes_on_any_number_of_processes(program: Any, ranks: int) -> None:
    made, folder, ours = program
    spikes, state = on_ranks(made, folder, ranks)
    assert len(ours.raw_spikes) > 2
    assert sorted(spikes.tolist()) == sorted(ours.raw_spikes.tolist())
    assert not np.isnan(state[2:]).any()
    for key, slots in made.plan.address.items():
        if key[1] in MECHANISMS and key[2] in MECHANISMS[key[1]].states:
            found, expected = state[made.numbering.of(slots)], ours.final.read(*key)
            np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12, err_msg=str(key))
