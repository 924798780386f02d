"""A run that began with loops built ahead of time goes on with those of this processor."""

from __future__ import annotations

import threading
from types import TracebackType

from circuitlab.engine.running.background_compiler import Apart, compile_driver
from circuitlab.engine.stepping.kernel_choice import fused_loops_of
from circuitlab.engine.stepping.kernel_library import library
from circuitlab.engine.stepping.simulation import Simulation

WORTH_S = 2.0
"""Seconds of stepping after which a run is long enough for compiling to pay."""


class Improving:
    """Has a long run's loops compiled beside it, and lets it step by them; no bit changes.

    Parameters
    ----------
    simulation
        What runs; nothing is done where all its loops are for this processor already.
    """

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation
        self._apart = Apart()
        self._thread: threading.Thread | None = None
        self._done = threading.Event()
        loops = fused_loops_of(simulation.plan)
        self._wanted = [] if library().has_native(loops) else loops

    def __enter__(self) -> Improving:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._apart.stop()
        if self._thread is not None:
            self._thread.join()

    def after(self, stepping_s: float) -> None:
        """Begin to compile, or take what has been compiled, between two calls of the driver."""
        if self._wanted and self._thread is None and stepping_s > WORTH_S:
            self._thread = threading.Thread(target=self._compile, name="compiler")
            self._thread.start()
        if self._done.is_set():
            self._done.clear()
            self._simulation.use_fused()

    def _compile(self) -> None:
        self._apart.compile(self._wanted)
        if not self._apart.is_stopped:
            for loop in self._wanted:
                library().native_address(*loop)
            compile_driver()
            self._done.set()
