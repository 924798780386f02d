"""What is done with a window before it is grabbed: opened, run, selected in, put away."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

if TYPE_CHECKING:
    from circuitlab.gui.main_window import MainWindow

SIZE = (1440, 900)
READY_S, RUN_MS = 120.0, 2500.0
MEASURED_WITHIN_S = 60.0


def opened(preset: str) -> MainWindow:
    """Return a window on a preset that has run for a while."""
    from circuitlab.gui.app import application, window_on

    application()
    shutil.rmtree(Path(os.environ["XDG_CONFIG_HOME"]), ignore_errors=True)  # no panel stays away
    window, _problems = window_on(preset or None)
    window.resize(*SIZE)
    window.show()
    session = window.session
    session.start()
    if preset:
        session.play()
        spin(READY_S, lambda: session.live.time_ms >= RUN_MS)
        session.set_speed(0.1)
    return window


def put_away(window: MainWindow, shown: QWidget | None) -> None:
    """Close a window, whatever state it is in, and free it: each is dressed anew by a theme."""
    window.presentation.leave()
    if shown is not None:
        shown.close()
    window.session.stop()
    window.document.undo_stack.setClean()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def ids_of(window: MainWindow, kind: str = "") -> list[str]:
    """Return the elements of a kind; without one, all."""
    elements = window.document.circuit.elements.values()
    return [each.id for each in elements if not kind or each.kind == kind]


def do(window: MainWindow, action: str) -> None:
    """Trigger an action of the menus."""
    window.actions_by_key[action].trigger()


def select(window: MainWindow, kind: str) -> None:
    """Select the first element of a kind."""
    window.session.selection.select(ids_of(window, kind)[:1])


def scroll_to(piece: QWidget) -> None:
    """Bring a piece into the part of a scrolled panel that is seen."""
    above = piece.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(piece, 0, 200)


def open_bench_on(
    window: MainWindow, kind: str, protocol: str, *, measures: bool = False
) -> QWidget:
    """Open the bench on the first element of a kind, and wait for its measures if asked."""
    from circuitlab.gui.shell.bench_actions import open_bench

    select(window, kind)
    bench = open_bench(window, protocol, measures)
    if measures:
        spin(MEASURED_WITHIN_S, lambda: window.session.measuring.order is None)
    return bench


def present(window: MainWindow, *deeds: str) -> None:
    """Present, and do what keys do then."""
    window.presentation.enter()
    for deed in deeds:
        spin(0.3)
        window.presentation.keys._do[deed]()


def spin(seconds: float, done: Callable[[], bool] = lambda: False) -> None:
    """Let the window live for some seconds, or until it is `done`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and not done():
        QApplication.processEvents()
        time.sleep(0.002)
