"""Files of other programs opened in the window, read on a thread of their own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from circuitlab.exchange import opening
from circuitlab.gui.data.work_dialog import WorkDialog
from circuitlab.gui.uncollected import without_collecting
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from circuitlab.catalog.spec import Catalog
    from circuitlab.catalog.words import Problem
    from circuitlab.exchange.order import Told
    from circuitlab.files.store import Loaded
    from circuitlab.gui.shell.workspace import Workspace

    Taken = Callable[[list[Problem]], None]


def open_foreign(window: Workspace, path: Path, taken: Taken) -> WorkDialog:
    """Open another program's file; the present circuit stays until all of it is read.

    Parameters
    ----------
    taken : called with what of the file could not be taken as it stands
    """
    what = _("“{name}” is being read").format(name=path.name)
    dialog = WorkDialog(_("Open"), what, window.window())
    dialog.came.connect(lambda loaded: taken(window.document.take(loaded)))
    dialog.failed.connect(lambda problem: taken([problem]))
    dialog.begin(partial(_read, path, window.catalog))
    return dialog


def _read(path: Path, catalog: Catalog, told: Told) -> Loaded:
    with without_collecting():
        return opening.load(path, catalog, told=told)
