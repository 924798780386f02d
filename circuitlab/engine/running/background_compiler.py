"""Compiling in a process of its own, so that the window moves on: numba holds the interpreter.

What is compiled lies in the cache afterwards, from where it is loaded in a moment. Run as
`python -m circuitlab.engine.running.background_compiler`, with a JSON list of loops in a line of
standard input, which stays open for as long as somebody wants them.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import circuitlab
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.numerics.jit import FOLDER_OF_PARENT, cache_folder
from circuitlab.engine.plan.compiler import compile_circuit
from circuitlab.engine.stepping.kernel_library import KernelLibrary, library
from circuitlab.engine.stepping.kernel_source import Loop
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.model.circuit import Circuit

HURRY = "--hurry"
"""Argument of the process: somebody waits for it."""
Progress = Callable[[float, float], None]
"""Called with how many functions are compiled, and of how many."""
COMMAND = (sys.executable, "-P", "-m", "circuitlab.engine.running.background_compiler")
"""Whatever lies in the working folder, under whatever name, is not taken for a module."""


def _always() -> bool:
    return True


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

    def compile(
        self,
        loops: Iterable[Loop],
        progress: Progress | None = None,
        is_wanted: Callable[[], bool] = _always,
    ) -> None:
        """Wait until the driver and these loops are in the cache, or have failed to get there.

        Parameters
        ----------
        progress : told how far it is, and every core is used: somebody waits
        is_wanted : asked when it is its turn: an order that a later one has replaced is dropped
        """
        with self._lock:
            if self._stopped or not is_wanted():
                return
            with contextlib.suppress(OSError):  # whoever asked compiles for himself then
                self._process = _started(hurry=progress is not None)
                if self._stopped:
                    self._end()
                self._converse(self._process, list(loops), progress or _unheard)

    def _converse(
        self, process: subprocess.Popen[str], loops: Sequence[Loop], progress: Progress
    ) -> None:
        """Hand over what is to be done, and listen until it is."""
        if process.stdin is None or process.stdout is None:
            raise OSError("no pipe")
        with process, process.stdin as order:
            order.write(json.dumps(loops) + "\n")
            order.flush()  # and left open: its end tells the process that nobody is left
            for line in process.stdout:
                done, total = line.split()
                progress(float(done), float(total))

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


def _unheard(_done: float, _total: float) -> None:
    """Nobody watches."""


def environment() -> dict[str, str]:
    """Return in what a process runs that is to find this program, and what it has compiled."""
    top = str(Path(circuitlab.__file__).resolve().parent.parent)
    others = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join(filter(None, (top, others)))
    return {**os.environ, FOLDER_OF_PARENT: str(cache_folder()), "PYTHONPATH": path}


def _started(*, hurry: bool) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *([HURRY] if hurry else [])],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def compile_all(loops: Iterable[Loop], processes: int, progress: Progress = _unheard) -> None:
    """Compile the driver and these loops for this processor, and keep them.

    Parameters
    ----------
    progress : called with how many are done, and of how many
    """
    from concurrent.futures import ProcessPoolExecutor, as_completed  # slow to import above
    from multiprocessing import get_context

    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        tasks = [pool.submit(compile_driver)]
        tasks += [pool.submit(_compile, *loop) for loop in loops]
        for done, task in enumerate(as_completed(tasks), start=1):
            task.result()
            progress(done, len(tasks))


def processors() -> int:
    """How many processors there are."""
    return os.cpu_count() or 1


def compile_driver() -> None:
    """Have the driver for this processor at hand: from the cache, or compiled now."""
    Simulation(compile_circuit(Circuit(), default_catalog()), kernels=KernelLibrary())


def _compile(text: str, function: str) -> None:
    library().native_address(text, function)


def main() -> None:
    """Compile what standard input asks for; where nobody waits, leave a core to whoever works."""
    processes = processors() if HURRY in sys.argv else max(1, processors() - 1)
    loops = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    compile_all(loops, processes, _say)


def _end_with_parent() -> None:
    """End when whoever gave the order has gone, in whatever way, with all that was started."""
    while os.read(0, 1):  # not by way of sys.stdin, whose lock the end of the process wants
        pass
    if hasattr(os, "killpg"):
        os.killpg(os.getpgid(0), signal.SIGKILL)
    os._exit(1)


def _say(done: float, total: float) -> None:
    print(done, total, flush=True)


if __name__ == "__main__":
    main()
