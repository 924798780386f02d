"""Running an exported circuit: reading its part, building it in NEURON, stepping, writing down."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from . import mpi
from .cells import LEAST_STEPS, NeuronCells
from .data import Data
from .exchange import Exchange
from .library import CompiledSteps
from .part import RankPart
from .short_delays import short_delays
from .spike_file import write_spikes

_LOOK_MS = 8.0
"""Milliseconds of model time from one look at the voltages' ranges to the next."""


def main(folder: Path, words: Sequence[str] | None = None) -> None:
    """Run the circuit of a folder as the command line asks."""
    asked = _asked(words)
    expected = max(asked.ranks, mpi.launched())
    if expected > 1:
        mpi.find_library()
    library = compiled_equations(folder if asked.mods is None else asked.mods, core=asked.core)
    neuron = _neuron(library, core=asked.core)
    if expected > 1:
        neuron.nrnmpi_init()
    parallel = neuron.ParallelContext()
    if int(parallel.nhost()) != expected:
        sys.exit(mpi.alone(expected))
    data = Data(folder / "data")
    _run(asked, data, neuron, parallel, CompiledSteps(library), folder)
    parallel.barrier()
    if expected > 1:
        neuron.quit()


def _asked(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run an exported circuit in NEURON.")
    parser.add_argument("--ranks", type=int, default=1, help="processes that were started")
    parser.add_argument("--core", action="store_true", help="by CoreNEURON")
    parser.add_argument("--steps", type=int, help="so many steps instead of all")
    parser.add_argument("--mods", type=Path, help="folder in which nrnivmodl was run")
    parser.add_argument("--results", type=Path, help="folder for all that is known at the end")
    parser.add_argument("--progress", action="store_true", help="say how far it is")
    return parser.parse_args(words)


def compiled_equations(folder: Path, *, core: bool) -> Path:
    """The compiled equations.

    Raises
    ------
    SystemExit
        Where there are none.
    """
    name = "corenrnmech" if core else "nrnmech"
    beside = folder / platform.machine()
    places = [*(beside / f"lib{name}{end}" for end in (".so", ".dylib")), folder / f"{name}.dll"]
    found = next((path for path in places if path.exists()), None)
    if found is None:
        word = "nrnivmodl -coreneuron ." if core else "nrnivmodl ."
        sys.exit(f"{places[0]} is not there: run “{word}” in {folder} first.")
    return found.resolve()


def _neuron(library: Path, *, core: bool) -> Any:
    os.environ.setdefault("NEURON_MODULE_OPTIONS", "-nogui")
    from neuron import coreneuron, h

    if not hasattr(h, "ClabRank"):
        h.nrn_load_dll(str(library.with_name(library.name.replace("corenrn", "nrn"))))
    coreneuron.enable = core
    return h


def _run(
    asked: argparse.Namespace,
    data: Data,
    neuron: Any,
    parallel: Any,
    library: CompiledSteps,
    folder: Path,
) -> None:
    rank, ranks = int(parallel.id()), int(parallel.nhost())
    part = RankPart(data, rank, ranks)
    _refuse_short(parallel, part)
    part.hand_over(library)
    cells = NeuronCells(neuron, parallel, part)
    exchange = Exchange(parallel, part, library)
    if asked.core and exchange.is_needed:
        sys.exit("CoreNEURON stops for nothing, and slow biology reads cells of other processes.")
    steps = data.about["steps"] if asked.steps is None else asked.steps
    started, used = time.perf_counter(), time.process_time()
    _step(asked, data, neuron, parallel, library, exchange, steps)
    wall, used = time.perf_counter() - started, time.process_time() - used
    _hear_the_last(parallel, library, cells)
    if asked.results is not None:
        _write(asked.results / f"rank{rank}.npz", part, library, wall)
    spikes = parallel.py_gather(library.spikes(), 0)
    costs = parallel.py_gather((used, _peak_mb()), 0)
    if rank == 0:
        write_spikes(folder / "spikes.csv", np.concatenate(spikes), data.about)
        _say(sum(int(each[:, 2].sum()) for each in spikes), ranks, wall, costs)


def _peak_mb() -> float:
    """Return the most memory that this process has held; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0


def _hear_the_last(parallel: Any, library: CompiledSteps, cells: NeuronCells) -> None:
    """Tell of spikes that have left another process and did not arrive before the end."""
    longest = parallel.allreduce(max(cells.travel.values(), default=0), 2)
    spikes = library.spikes()
    late = spikes[spikes[:, 1] + longest >= library.tick, :2]
    for rank, found in enumerate(parallel.py_allgather(late)):
        if rank != parallel.id():
            waiting = [
                at + cells.travel.get(source, -at) > library.tick for source, at in found.tolist()
            ]
            library.hear(found[np.asarray(waiting, bool)])


def _say(spikes: int, ranks: int, wall: float, costs: Sequence[tuple[float, float]]) -> None:
    busy = ", ".join(f"{used:.2f}" for used, _peak in costs)
    memory = ", ".join(f"{peak:.0f}" for _used, peak in costs)
    print(
        f"{spikes} spikes on {ranks} in {wall:.2f} s; each computed {busy} s, and had {memory} MB"
    )


def _refuse_short(parallel: Any, part: RankPart) -> None:
    """Stop where a spike would reach another process too late; who is concerned is said."""
    found = short_delays(part.data, part.share.ranks) if part.share.ranks > 1 else []
    if not found:
        return
    if part.share.rank == 0:
        dt = part.data.about["dt"]
        for before, after, steps in found:
            print(
                f"A spike takes {steps * dt:g} ms from “{before}” to “{after}”, and needs "
                f"{LEAST_STEPS * dt:g} ms from one process to another: lengthen the delay, "
                "or run it on one process.",
                file=sys.stderr,
            )
    parallel.barrier()
    sys.exit(1)


def _step(
    asked: argparse.Namespace,
    data: Data,
    neuron: Any,
    parallel: Any,
    library: CompiledSteps,
    exchange: Exchange,
    steps: int,
) -> None:
    """Step to the end, with all that must be told meanwhile."""
    dt, slow = float(data.about["dt"]), int(data.about["slow_steps"])
    neuron.dt = dt
    parallel.set_maxstep(10)
    neuron.finitialize()
    apart = slow if exchange.is_needed else max(1, round(_LOOK_MS / (slow * dt))) * slow
    tick = 0
    while tick < steps:
        if exchange.is_needed:
            exchange.now()
        tick = steps if asked.core else min(steps, tick + apart)
        parallel.psolve(tick * dt)
        if asked.progress and parallel.id() == 0:
            print(f"at {tick * dt}", flush=True)
        if parallel.allreduce(int(library.has_strayed), 2):
            return


def _write(path: Path, part: RankPart, library: CompiledSteps, wall: float) -> None:
    """Write what this process knows at the end."""
    addresses, values = part.final()
    ready, used, last = library.vesicles()
    columns = [library.columns(watch) for watch in range(len(part.watched))]
    np.savez(
        path,
        spikes=library.spikes(),
        addresses=addresses,
        values=values,
        terminals=part.terminals.numbers if len(ready) else np.zeros(0, np.int64),
        vesicles=ready,
        utilised=used,
        last_use=last,
        watched=part.watched,
        columns=np.concatenate([np.zeros((0, 2)), *columns]),
        lengths=np.asarray([len(each) for each in columns], np.int64),
        tick=library.tick,
        strayed=library.has_strayed,
        wall=wall,
    )
