"""Orders to compile loops in the background, of which only the newest counts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from circuitlab.engine.running.background_compiler import Apart, compile_driver
from circuitlab.engine.stepping.kernel_library import library
from circuitlab.engine.stepping.kernel_source import Loop, common_loops, mechanism_loops


class CompileOrders:
    """Has loops compiled for this processor by another process, one order after the other.

    Parameters
    ----------
    apart : compiles
    done : called on a thread when what was ordered last is at hand
    """

    def __init__(self, apart: Apart, done: Callable[[], None]) -> None:
        self._apart = apart
        self._done = done
        self._newest = 0

    def place(self, loops: Sequence[Loop]) -> None:
        """Order loops; what was ordered before and has not begun is not compiled any more."""
        self._newest += 1
        if library().has_native_driver and library().has_native(loops):
            return
        number = self._newest
        order = threading.Thread(
            target=self._fulfil, args=(number, loops), name="compiler", daemon=True
        )
        order.start()

    def _fulfil(self, number: int, loops: Sequence[Loop]) -> None:
        def is_wanted() -> bool:
            return number == self._newest and not self._apart.is_stopped

        self._apart.compile(loops, is_wanted=is_wanted)
        for loop in loops:  # loaded, or compiled here if there is no other process to be had
            if is_wanted():
                library().native_address(*loop)
        if is_wanted():
            compile_driver()
            self._done()
        others = [*common_loops(), *mechanism_loops()]  # whatever is added next is stepped at once
        if is_wanted() and not library().has(others):
            self._apart.compile(others, is_wanted=is_wanted)
