"""Compiling in a process of its own, so that the window moves on: numba holds the interpreter.

What is compiled lies in the cache afterwards, from where it is loaded in a moment. Run as
`python -m circuitlab.engine.apart`, with a JSON list of loops on standard input.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable

from circuitlab.catalog.load import default_catalog
from circuitlab.engine.compiled import FOLDER_OF_PARENT, cache_folder
from circuitlab.engine.compiler import compile_circuit
from circuitlab.engine.kernels import Loop, library
from circuitlab.engine.simulation import Simulation
from circuitlab.model.circuit import Circuit

COMMAND = (sys.executable, "-m", "circuitlab.engine.apart")


class Apart:
    """Another process that compiles loops, one at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._stopped = False

    @property
    def is_stopped(self) -> bool:
        """Whether it compiles nothing more."""
        return self._stopped

    def compile(self, loops: Iterable[Loop]) -> None:
        """Wait until the driver and these loops are in the cache, or have failed to get there."""
        with self._lock:
            if self._stopped:
                return
            with contextlib.suppress(OSError):  # whoever asked compiles for himself then
                self._process = _started()
                if self._stopped:
                    self._end()
                self._process.communicate(json.dumps(list(loops)))

    def stop(self) -> None:
        """End what is under way, and begin nothing more."""
        self._stopped = True
        self._end()

    def _end(self) -> None:
        """End the process, with those that it has started."""
        if self._process is None or self._process.poll() is not None:
            return
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()


def _started() -> subprocess.Popen[str]:
    return subprocess.Popen(
        COMMAND,
        env={**os.environ, FOLDER_OF_PARENT: str(cache_folder())},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def compile_all(loops: Iterable[Loop], processes: int) -> None:
    """Compile the driver and these loops for this processor, and keep them."""
    from concurrent.futures import ProcessPoolExecutor  # costs the window's start if done above
    from multiprocessing import get_context

    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        tasks = [pool.submit(_compile_driver)]
        tasks += [pool.submit(_compile, *loop) for loop in loops]
        for task in tasks:
            task.result()


def _compile_driver() -> None:
    Simulation(compile_circuit(Circuit(), default_catalog()))


def _compile(text: str, function: str) -> None:
    library().address(text, function)


def main() -> None:
    """Compile what standard input asks for, and leave one core to whoever waits."""
    compile_all(json.load(sys.stdin), max(1, (os.cpu_count() or 1) - 1))


if __name__ == "__main__":
    main()
