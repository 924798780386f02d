"""The action that opens the bench on what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.gui.shell.action import Action
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.bench.window import BenchWindow
    from circuitlab.gui.shell.workspace import EditorWindow


def actions() -> tuple[Action, ...]:
    """Return what opens the bench."""
    return (Action("bench", _("Bench…"), open_bench, ("Ctrl+Shift+B",)),)


def open_bench(window: EditorWindow, protocol: str = "", measures: bool = False) -> BenchWindow:
    """Show the bench, made when it is first wanted.

    Parameters
    ----------
    protocol
        The name of the protocol to turn to.
    measures
        Whether it begins at once.
    """
    bench = window.inspector.window().findChild(_kind())
    if bench is None:
        bench = _made(window)
    bench.set_theme(window.theme)
    bench.show()
    bench.raise_()
    bench.activateWindow()
    if protocol:
        bench.choose(protocol)
    if measures:
        bench.start()
    return bench


def _kind() -> type[BenchWindow]:
    from circuitlab.gui.bench.window import BenchWindow

    return BenchWindow


def _made(window: EditorWindow) -> BenchWindow:
    top = window.inspector.window()
    return _kind()(window.document, window.session, window.theme, window.questions, top)
