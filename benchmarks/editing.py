"""How building, opening, editing and undoing grow with the number of cells drawn one by one.

`python -m benchmarks.editing` prints seconds of the window's thread and the powers with which they
grow; with a number it measures that many cells, in a process of its own.
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
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.one_run import MARK
from benchmarks.rounds import ROOT
from benchmarks.scale import exponent

if TYPE_CHECKING:
    from circuitlab.gui.canvas.view import CanvasView
    from circuitlab.gui.document import Document
    from circuitlab.model.delta import Delta

SIZES = (100, 1_000, 3_000)
TIMES = 5
"""How often each edit is made; the median counts."""
_LONGEST_S = 900.0


def measured() -> dict[str, dict[str, float | None]]:
    """Return seconds of each deed by number of cells, and how each grows."""
    found: dict[str, dict[str, float | None]] = {}
    for cells in SIZES:
        found[f"{cells:,} cells"] = dict(_said(cells))
    deeds = {deed for said in found.values() for deed in said}
    sizes = list(found.values())
    found["grows with the power"] = {
        deed: exponent(SIZES, [said.get(deed) for said in sizes], SIZES[0]) for deed in deeds
    }
    return found


def _said(cells: int) -> Mapping[str, float]:
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


def used(cells: int) -> dict[str, float]:
    """Build so many cells with twice as many wires, open them in the window, edit and undo."""
    from circuitlab.cli.bench.dense_circuit import dense_circuit
    from circuitlab.cli.bench.window import SIZE
    from circuitlab.files import store
    from circuitlab.gui.app import application
    from circuitlab.gui.document import Document
    from circuitlab.gui.main_window import build
    from circuitlab.gui.session import Session

    application()
    found: dict[str, float] = {}
    dense_circuit(4, 4)
    begun = time.thread_time()
    circuit = dense_circuit(cells, 2 * cells)
    found["build"] = time.thread_time() - begun
    document = Document(_catalog())
    window = build(document, Session(document))  # no engine: it has threads of its own
    window.resize(*SIZE)
    window.show()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cells.circuit"
        store.save(circuit, path, document.catalog)
        turns: list[float] = []
        found["open"] = _painted(lambda: document.open(path), window.canvas, turns)
        found["open, first picture"] = turns[0] + turns[1]
        found["open, longest turn after that"] = max(turns[2:], default=0.0)
    found |= _edited(document, window.canvas)
    found |= _edited_much(document, window.canvas)
    document.undo_stack.setClean()
    window.close()
    return found


def _edited(document: Document, canvas: CanvasView) -> dict[str, float]:
    """Seconds of each edit, from the push until it is painted, and of taking all back."""
    found, made = {}, 0
    for deed, edit in _edits(document).items():
        times = []
        for turn in range(TIMES):
            delta = edit(turn)
            times.append(_painted(partial(document.push, delta), canvas))
            made += 1
        found[deed] = median(times)
    found["undo"] = median(_painted(document.undo, canvas) for _step in range(made))
    found["redo"] = median(_painted(document.redo, canvas) for _step in range(made))
    return found


def _edited_much(document: Document, canvas: CanvasView) -> dict[str, float]:
    """Seconds of taking all away and back, with the longest turn of the event loop in each."""
    everything = document.circuit.removed(list(document.circuit.elements))
    found = {}
    for deed, act in (
        ("delete all", partial(document.push, everything)),
        ("undo that", document.undo),
    ):
        turns: list[float] = []
        found[deed] = _painted(act, canvas, turns)
        found[f"{deed}, longest turn"] = max(turns)
    return found


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


def _painted(
    act: Callable[[], object], canvas: CanvasView, turns: list[float] | None = None
) -> float:
    """Seconds of this thread from an act until what it changed is on the screen.

    Parameters
    ----------
    turns : list of float, optional
        Gets the seconds of the act, and those of each turn of the event loop after it.
    """
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()
    noted = [time.thread_time()]
    act()
    noted.append(time.thread_time())
    while len(noted) == 2 or canvas.drafting.is_on:
        QApplication.processEvents()
        noted.append(time.thread_time())
    canvas.repaint()  # now, also where the next frame would be due a little later
    noted.append(time.thread_time())
    if turns is not None:
        turns += [after - before for before, after in pairwise(noted)]
    return noted[-1] - noted[0]


def _catalog() -> Any:
    from circuitlab.catalog.load import default_catalog

    return default_catalog()


def main() -> None:
    """Measure one size, or all of them and print the table."""
    if len(sys.argv) > 1:
        print(MARK + json.dumps(used(int(sys.argv[1]))))
        return
    for what, said in measured().items():
        numbers = (f"{deed} {value:.3g}" for deed, value in said.items() if value is not None)
        print(f"{what}: {', '.join(sorted(numbers))}")


if __name__ == "__main__":
    main()
