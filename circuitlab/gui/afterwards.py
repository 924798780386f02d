"""What the window's first picture does without: loaded on a thread as soon as it is painted."""

from __future__ import annotations

import importlib
import threading

AFTER_MS = 60
"""Time from the first picture to loading."""

MODULES = (
    "circuitlab.gui.inspector.element_page",
    "circuitlab.gui.inspector.wire_page",
    "circuitlab.gui.sidebar.quick_add",
    "circuitlab.gui.sidebar.connect",
    "circuitlab.gui.instrument.instrument",
    "circuitlab.render.closeup.closeup",
    "circuitlab.model.pathways",
    "circuitlab.gui.lit",
    "circuitlab.gui.inspector.pathway_page",
)
"""In the order in which they may be asked for; whoever asks before imports them himself."""


def load_afterwards() -> None:
    """Load, without waiting for it, what the first picture did without."""
    threading.Thread(target=load, name="afterwards", daemon=True).start()


def load() -> None:
    """Import all of it."""
    for name in MODULES:
        importlib.import_module(name)
