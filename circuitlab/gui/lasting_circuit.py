"""What is made of a large circuit stays, and is not looked through for garbage."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circuitlab.gui.document import Document

LARGE = 2000
"""Elements from which on to look through all that was made of them takes longer than a frame."""


class LastingCircuit:
    """Lets the collector of garbage pass over a large circuit until another one is opened.

    Else it would look through all of it now and then, between two frames, and find nothing.

    Parameters
    ----------
    document : Document
        All that follows it must have been made before.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._is_kept = False
        document.replaced.connect(self._replaced)

    def _replaced(self) -> None:
        is_large = len(self._document.circuit.elements) >= LARGE
        if self._is_kept:
            gc.unfreeze()  # what was made of the one before is garbage now
            gc.collect()
        if is_large:
            gc.freeze()
        self._is_kept = is_large
