"""A run on NEURON: the same circuit, settings, result and refusals as a run of our own engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import format_number
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.compiler import settings_of
from circuitlab.engine.running.run import Progress, Run
from circuitlab.exchange.neuron.compiled import compiled
from circuitlab.exchange.neuron.finished import finished
from circuitlab.exchange.neuron.folder import write_program
from circuitlab.exchange.neuron.installed import installed
from circuitlab.exchange.neuron.launched import launched
from circuitlab.exchange.neuron.prepared import Prepared, prepared
from circuitlab.exchange.neuron.program.cells import LEAST_STEPS
from circuitlab.exchange.neuron.program.data import Data
from circuitlab.exchange.neuron.program.short_delays import short_delays
from circuitlab.model.circuit import Circuit
from circuitlab.model.overlay import Overlay, resolve
from circuitlab.resources import _


def run_on_neuron(
    circuit: Circuit,
    duration_ms: float,
    *,
    ranks: int = 1,
    seed: int | None = None,
    dt: float | str | None = None,
    overlays: Iterable[Overlay] = (),
    record: Sequence[tuple[str, str]] = (),
    every_ms: float | None = None,
    catalog: Catalog | None = None,
    progress: Progress | None = None,
) -> Run:
    """Simulate a circuit from rest in NEURON, on one process or on several of MPI.

    Parameters
    ----------
    ranks : processes; all else is as of a run of our own engine

    Raises
    ------
    CannotRun, NotFinite
        As our own engine does.
    CannotExchange, MissingExtra
        Where NEURON, a compiler or MPI is missing, or fails.
    """
    tools = installed(ranks)
    catalog = catalog or default_catalog()
    resolved = resolve(circuit, overlays)
    settings = settings_of(resolved, seed=seed, dt=dt)
    made = prepared(resolved, catalog, settings, duration_ms, record, every_ms)
    _refuse_computed(made)
    with TemporaryDirectory(prefix="circuitlab-neuron-") as name:
        folder = Path(name)
        write_program(made, folder)
        refuse_short(Data(folder / "data"), ranks)
        mods = compiled(made.kinds.values(), tools)
        launched(folder, mods, tools, ranks, progress)
        return finished(made, catalog, folder / "results", ranks)


def refuse_short(data: Data, ranks: int) -> None:
    """Refuse delays that are too short between processes, before anything starts.

    Raises
    ------
    CannotRun
        With the elements of the first such pair, and how many others there are.
    """
    found = short_delays(data, ranks) if ranks > 1 else []
    if not found:
        return
    (before, after, steps), dt = found[0], data.about["dt"]
    what = _(
        "a spike takes {delay} ms to “{after}”, and needs {least} ms from one process to another"
    ).format(delay=format_number(steps * dt), after=after, least=format_number(LEAST_STEPS * dt))
    others = ", ".join(f"{a} → {b}" for a, b, _steps in found[1:])
    remedy = _("lengthen the delay, or run it on one process")
    if others:
        remedy = _("{remedy}; so it is with {others}").format(remedy=remedy, others=others)
    raise CannotRun(before, what, remedy)


def _refuse_computed(made: Prepared) -> None:
    """Refuse to record what is known only between the calls of our own engine.

    Raises
    ------
    CannotRun
    """
    for id, state in made.recorder.computed:
        what = _("this is computed between steps, and NEURON does not stop for it")
        raise CannotRun(
            f"{id}.{state}", what, _("record another quantity, or run it without NEURON")
        )
