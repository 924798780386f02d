"""Large files, and those of other programs, read on a thread while the window answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from circuitlab.exchange import opening
from circuitlab.files.tally import tally_of
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
    from circuitlab.files.tally import Tally
    from circuitlab.gui.shell.workspace import Workspace

    Taken = Callable[[list[Problem]], None]

LARGE = 200_000
"""Bytes of a file from which on reading it takes longer than a frame or two."""


class ReadingDialog(WorkDialog):
    """Shown while a file is being read."""


def takes_a_while(path: Path) -> bool:
    """Return whether a file is large, or another program's."""
    try:
        return opening.is_foreign(path) or path.stat().st_size >= LARGE
    except OSError:  # what is wrong with it is said by whoever reads it
        return False


def open_beside(window: Workspace, path: Path, taken: Taken) -> ReadingDialog:
    """Open a file; the present circuit stays until all of it is read.

    One that was being read before is given up.

    Parameters
    ----------
    taken : called with what of the file could not be taken as it stands
    """
    for earlier in window.window().findChildren(ReadingDialog):
        earlier.reject()
    what = _("“{name}” is being read").format(name=path.name)
    dialog = ReadingDialog(_("Open"), what, window.window())
    own = None if opening.is_foreign(path) else path
    dialog.came.connect(lambda read: taken(window.document.take(read[0], own, read[1])))
    dialog.failed.connect(lambda problem: taken([problem]))
    dialog.begin(partial(_read, path, window.catalog))
    return dialog


def _read(path: Path, catalog: Catalog, told: Told) -> tuple[Loaded, Tally | None]:
    with without_collecting():
        loaded = opening.load(path, catalog, told=told)
        told(1.0)
        return loaded, tally_of(loaded.circuit) if loaded.circuit is not None else None
