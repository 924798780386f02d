"""Claims judged beside a window: on one core, after all else, and ended from any thread."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator

from circuitlab.analysis.claim_results import ClaimResult
from circuitlab.analysis.claims import Progress, Stopped, judged
from circuitlab.analysis.judging import Judging
from circuitlab.engine.plan.plan import Plan
from circuitlab.engine.running.background_compiler import Apart
from circuitlab.engine.stepping.kernel_choice import loops_needed
from circuitlab.engine.stepping.kernel_library import library
from circuitlab.model.circuit import Circuit

_NICENESS = 10


class Aside:
    """Judges the claims of a circuit while somebody works with another one of it."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._apart = Apart()

    def end(self) -> None:
        """Begin nothing more, and end what is under way."""
        self._stop.set()
        self._apart.stop()

    def judged(self, circuit: Circuit, progress: Progress) -> Iterator[ClaimResult]:
        """Yield the claims of a circuit as they are judged.

        Raises
        ------
        Stopped
            When it was ended.
        ValueError
            If a claim cannot be measured.
        """
        judging = Judging(circuit, prepare=self._prepare)
        found = judged([judging], progress=progress, workers=1, stop=self._stop, begin=give_way)
        for _judging, result in found:
            yield result

    def _prepare(self, plan: Plan) -> None:
        """Have what is missing compiled in a process of its own: numba holds the interpreter."""
        loops = loops_needed(plan)
        if not (library().has_driver and library().has(loops)):
            self._apart.compile(loops)
        if self._stop.is_set():
            raise Stopped


def give_way() -> None:
    """Have this thread run after those of the window and its run, where a system can."""
    if sys.platform != "linux":
        return  # elsewhere a thread's number may be another process's
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
