"""What the window's first picture does without: loaded on a thread once the engine is there."""

from __future__ import annotations

import gc
import importlib
import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 60
"""Time from the first picture, and from one look to the next, at whether it is time to load."""

MODULES = (
    "circuitlab.gui.inspector.element_page",
    "circuitlab.analysis.bench.protocols",
    "circuitlab.analysis.bench.electrodes",
    "circuitlab.analysis.bench.clamping",
    "circuitlab.analysis.bench.synaptic",
    "circuitlab.analysis.bench.doses",
    "circuitlab.analysis.bench.messages",
    "circuitlab.analysis.bench.apart",
    "circuitlab.gui.inspector.bench_section",
    "circuitlab.gui.inspector.hint_box",
    "circuitlab.gui.inspector.wire_page",
    "circuitlab.gui.sidebar.quick_add",
    "circuitlab.gui.sidebar.connect",
    "circuitlab.gui.instrument.instrument",
    "circuitlab.gui.canvas.layers.badges",
    "circuitlab.render.closeup.closeup",
    "circuitlab.render.closeup.receptor_counts",
    "circuitlab.gui.pins.pin_menu",
    "circuitlab.model.pathways",
    "circuitlab.gui.lit",
    "circuitlab.gui.inspector.pathway_page",
    "circuitlab.gui.pain.pain_section",
)
"""In the order in which they may be asked for; whoever asks before imports them himself."""


def load_afterwards(window: QObject, is_busy: Callable[[], bool]) -> None:
    """Load what the first picture did without, once what comes first is no longer being loaded."""
    QTimer.singleShot(LOOK_MS, window, partial(_begin, window, is_busy))


def _begin(window: QObject, is_busy: Callable[[], bool]) -> None:
    if is_busy():
        load_afterwards(window, is_busy)
        return
    threading.Thread(target=load, name="afterwards", daemon=True).start()


def load() -> None:
    """Import all of it.

    What was loaded by now, the compiler too, stays as long as the process: to look through it for
    garbage would hold the window for a seventh of a second now and then.
    """
    for name in MODULES:
        importlib.import_module(name)
    gc.freeze()
