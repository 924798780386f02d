"""How building, opening, editing and undoing grow with the number of cells drawn one by one.

`python -m benchmarks.editing` prints seconds of the window's thread and the powers with which they
grow, and for the most cells how long single turns of the event loop take; with a number it measures
that many cells, in a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.one_run import MARK
from benchmarks.rounds import ROOT
from benchmarks.scale import exponent
from benchmarks.turns import percentile, turns_of

if TYPE_CHECKING:
    from circuitlab.gui.canvas.view import CanvasView
    from circuitlab.gui.document import Document
    from circuitlab.gui.main_window import MainWindow
    from circuitlab.model.delta import Delta

SIZES = (100, 1_000, 3_000)
TIMES = 5
"""How often each edit is made; the median counts."""
_LONGEST_S = 900.0
_PROBABILITY = 0.1


def measured() -> dict[str, dict[str, float | None]]:
    """Return seconds of each deed by number of cells, and how each grows."""
    found: dict[str, dict[str, float | None]] = {}
    said: Mapping[str, Mapping[str, float]] = {}
    for cells in SIZES:
        said = _said(cells)
        found[f"{cells:,} cells"] = dict(said.get("took", {}))
    deeds = {deed for each in found.values() for deed in each}
    sizes = list(found.values())
    found["grows with the power"] = {
        deed: exponent(SIZES, [each.get(deed) for each in sizes], SIZES[0]) for deed in deeds
    }
    found[f"{SIZES[-1]:,} cells, longest turn"] = dict(said.get("longest", {}))
    found[f"{SIZES[-1]:,} cells, 99 of 100 turns"] = dict(said.get("most", {}))
    return found


def _said(cells: int) -> Mapping[str, Mapping[str, float]]:
    command = [sys.executable, "-m", "benchmarks.editing", str(cells)]
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            check=False,
            text=True,
            timeout=_LONGEST_S,
        )
    except subprocess.TimeoutExpired as failure:
        print(f"{cells} cells could not be measured here: {failure}", flush=True)
        return {}
    lines = [line for line in done.stdout.splitlines() if line.startswith(MARK)]
    return dict(json.loads(lines[-1].removeprefix(MARK))) if lines else {}


def used(cells: int) -> dict[str, dict[str, float]]:
    """Build so many cells with twice as many wires, open them in the window, edit and undo.

    Returns
    -------
    dict
        By deed: what it ``took``, from its begin until it is painted; its ``longest`` turn of the
        event loop, and what ``most`` take, 99 of 100. All in s of the window's thread.
    """
    from circuitlab.cli.bench.dense_circuit import dense_circuit
    from circuitlab.cli.bench.window import SIZE
    from circuitlab.files import store
    from circuitlab.gui.app import application
    from circuitlab.gui.document import Document
    from circuitlab.gui.main_window import build
    from circuitlab.gui.session import Session

    application()
    turns: dict[str, list[list[float]]] = {}
    dense_circuit(4, 4)
    begun = time.thread_time()
    circuit = dense_circuit(cells, 2 * cells)
    built_s = time.thread_time() - begun
    document = Document(_catalog())
    window = build(document, Session(document))  # no engine: it has threads of its own
    window.resize(*SIZE)
    window.show()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cells.circuit"
        store.save(circuit, path, document.catalog)
        turns["open"] = [_opened(window, path)]
    _edit(document, window.canvas, turns)
    _edit_much(document, window.canvas, turns)
    document.undo_stack.setClean()
    window.close()
    turns["connect by rule"] = [by_rule(cells)]
    return _told(built_s, turns)


def _told(built_s: float, turns: dict[str, list[list[float]]]) -> dict[str, dict[str, float]]:
    """Return what each deed took, and its turns."""
    found = {"build": built_s, **{deed: median(map(sum, each)) for deed, each in turns.items()}}
    longest = {deed: max(map(max, each)) for deed, each in turns.items()}
    most = {
        deed: percentile(99, [t for turn in each for t in turn]) for deed, each in turns.items()
    }
    return {"took": found, "longest": longest, "most": most}


def _opened(window: MainWindow, path: Path) -> list[float]:
    """Seconds of each turn from opening a file until all of it is drawn."""
    from circuitlab.gui.shell import commands

    document, before = window.document, window.document.circuit

    def is_drawn() -> bool:
        return document.circuit is not before and not window.canvas.drafting.is_on

    return turns_of(lambda: commands.open_file(window, path), is_drawn)


def by_rule(cells: int) -> list[float]:
    """Seconds of each turn while so many cells are connected by rule to as many, as they run."""
    from circuitlab.api import Circuit
    from circuitlab.engine.running.messages import Status
    from circuitlab.gui.app import application
    from circuitlab.gui.document import Document
    from circuitlab.gui.main_window import build
    from circuitlab.gui.runner_starter import load_engine
    from circuitlab.gui.session import Session

    app, made = application(), Circuit()
    one, other = (made.add("lif_current", size=cells) for _population in range(2))
    synapse = made.wire(one, other)
    document = Document(_catalog(), made.model)
    window = build(document, Session(document, load_engine))
    window.show()
    engine = window.session.engine
    window.session.start()
    while not (engine.ready and engine.status is Status.READY):
        app.processEvents()
    document.push(document.circuit.with_param(synapse, "rule", "probability"))
    edit = document.circuit.with_param(synapse, "probability", _PROBABILITY)
    taken = turns_of(partial(document.push, edit), lambda: engine.has_followed)
    window.session.stop()
    document.undo_stack.setClean()
    window.close()
    return taken


def _edit(document: Document, canvas: CanvasView, turns: dict[str, list[list[float]]]) -> None:
    """Make each edit some times, take all back and make all again."""
    made = 0
    for deed, edit in _edits(document).items():
        turns[deed] = []
        for number in range(TIMES):
            turns[deed].append(_turns(partial(document.push, edit(number)), canvas))
            made += 1
    turns["undo"] = [_turns(document.undo, canvas) for _step in range(made)]
    turns["redo"] = [_turns(document.redo, canvas) for _step in range(made)]


def _edit_much(document: Document, canvas: CanvasView, turns: dict[str, list[list[float]]]) -> None:
    """Take all away and back."""
    everything = document.circuit.removed(list(document.circuit.elements))
    turns["delete all"] = [_turns(partial(document.push, everything), canvas)]
    turns["undo that"] = [_turns(document.undo, canvas)]


def _turns(act: Callable[[], object], canvas: CanvasView) -> list[float]:
    """Seconds of each turn until all of it is drawn, and each name has its place."""
    scene, drafting = canvas.scene, canvas.drafting
    return turns_of(act, lambda: not drafting.is_on and not scene.are_names_late)


def _edits(document: Document) -> Mapping[str, Callable[[int], Delta]]:
    """What is done again and again, by name; each is told how often it was done before."""
    from circuitlab.catalog.families import NEURON
    from circuitlab.model import rules

    catalog = document.catalog
    elements = document.circuit.elements
    cells = [id for id, e in elements.items() if catalog.kind(e.kind).family == NEURON]
    middle = len(cells) // 2
    one = cells[middle]

    def move(turn: int) -> Delta:
        x, y = document.circuit.position(one)
        return document.circuit.moved({one: (x + 5.0 + turn, y + 5.0)})

    def add(turn: int) -> Delta:
        made = rules.add_kind(document.circuit, catalog, "lif_current", -200.0, 100.0 * turn)
        delta: Delta = _legal(made)[1]
        return delta

    def connect(turn: int) -> Delta:
        ends = cells[middle + 4 + 2 * turn], cells[middle + 9 + 2 * turn]
        delta: Delta = _legal(rules.connect(document.circuit, catalog, *ends))
        return delta

    return {
        "move": move,
        "set": lambda turn: document.circuit.with_param(one, "i_e", 15.0 + turn),
        "rename": lambda turn: document.circuit.relabelled(one, f"cell {turn}"),
        "add": add,
        "connect": connect,
        "delete": lambda turn: document.circuit.removed([cells[middle // 2 + turn]]),
    }


def _legal(made: Any) -> Any:
    from circuitlab.catalog.words import Problem

    if isinstance(made, Problem):
        raise SystemExit(f"the circuit refuses what is measured: {made}")
    return made


def _catalog() -> Any:
    from circuitlab.catalog.load import default_catalog

    return default_catalog()


def main() -> None:
    """Measure one size, or all of them and print the table."""
    if len(sys.argv) > 1:
        print(MARK + json.dumps(used(int(sys.argv[1]))))
        return
    found = measured()
    deeds = list(dict.fromkeys(deed for said in found.values() for deed in said))
    print("".ljust(17), *(what.rjust(30) for what in found))
    for deed in deeds:
        numbers = (said.get(deed) for said in found.values())
        told = ("" if number is None else f"{number:.3g}" for number in numbers)
        print(deed.ljust(17), *(each.rjust(30) for each in told))


if __name__ == "__main__":
    main()
