"""Work that is done a step at a time, in the pauses between what else a window does."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from circuitlab.render.stepwise import Steps

SLICE_S = 0.006
"""Time from which on no further step is begun between two frames."""


class InPauses(QObject):
    """Does the steps of one piece of work, the newest; whoever needs it before has it finished."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Steps[None] | None = None
        self._times_begun = 0
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(lambda: self._go_on(time.perf_counter() + SLICE_S))

    @property
    def is_on(self) -> bool:
        """Whether any of it is left."""
        return self._steps is not None

    def begin(self, steps: Steps[None]) -> None:
        """Do this from now on, and no more of what was begun before."""
        self._times_begun += 1
        self._steps = steps
        self._next.start()

    def finish(self) -> None:
        """Do all that is left of it now; not while one of its steps is being done."""
        self._go_on(math.inf)

    def _go_on(self, until: float) -> None:
        steps, self._steps = self._steps, None  # what fails is not gone on with
        self._next.stop()
        times = self._times_begun
        for _step in steps or ():
            if self._times_begun != times:
                return  # the step has begun other work
            if time.perf_counter() >= until:
                self._steps = steps
                self._next.start()
                return
