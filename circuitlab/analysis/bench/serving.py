"""A process that measures what standard input asks for, after all else that runs.

Run as `python -m circuitlab.analysis.bench.serving`. In and out go pickled values: whoever started
it is the only one whom it hears. It ends with its input.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from circuitlab.analysis.bench.aside import measured_aside
from circuitlab.analysis.bench.behind import circuit_of
from circuitlab.analysis.bench.measured import Measured
from circuitlab.analysis.bench.messages import Done, Failed, Wanted
from circuitlab.analysis.bench.order import Order
from circuitlab.analysis.bench.protocols import protocols
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.running.background_compiler import Apart
from circuitlab.resources import speak


@dataclass
class _Work:
    """The measurement under way, and by what it is ended."""

    number: int = -1
    stop: threading.Event = field(default_factory=threading.Event)
    apart: Apart = field(default_factory=Apart)

    def end(self) -> None:
        self.stop.set()
        self.apart.stop()


class Desk:
    """Takes what comes in on one thread, and measures on another: so that it can be ended.

    Parameters
    ----------
    heard : file of bytes
        From which messages are read.
    """

    def __init__(self, heard: BinaryIO) -> None:
        self.wanted = queue.SimpleQueue[Wanted | None]()
        self._heard, self._lock = heard, threading.Lock()
        self._work, self._unwanted = _Work(), set[int]()

    def listen(self) -> None:
        """Take what comes in, until nobody is left to say anything."""
        with contextlib.suppress(EOFError, OSError):
            while True:
                said = pickle.load(self._heard)
                if isinstance(said, Wanted):
                    self.wanted.put(said)
                else:
                    self._end(said.number)
        self._end(self._work.number)
        self.wanted.put(None)

    def _end(self, number: int) -> None:
        with self._lock:
            self._unwanted.add(number)
            if self._work.number == number:
                self._work.end()

    def measured(self, wanted: Wanted, told: Callable[[float], None]) -> Measured | Failed:
        """Measure, or say why that came to nothing."""
        with self._lock:
            self._work = work = _Work(wanted.number)
            if wanted.number in self._unwanted:
                return Failed()
        try:
            return measured_aside(_order(wanted), told, work.stop, work.apart)
        except InterruptedError:
            return Failed()
        except Exception as error:  # told where the curve would stand; the next may go well
            return Failed(str(error) or type(error).__name__)


def _order(wanted: Wanted) -> Order:
    speak([wanted.language])
    protocols.cache_clear()
    protocol = protocols()[wanted.protocol]
    meant = circuit_of(wanted.behind)
    return Order(meant, default_catalog(), wanted.id, protocol, wanted.settings)


def main() -> None:
    """Measure one thing after another."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints something does not come between

    def say(what: object) -> None:
        pickle.dump(what, out)
        out.flush()

    desk = Desk(sys.stdin.buffer)
    threading.Thread(target=desk.listen, daemon=True).start()
    while (wanted := desk.wanted.get()) is not None:
        say(desk.measured(wanted, lambda part: say(Done(part))))
    os._exit(0)  # without waiting for the thread that reads, or a compiler's


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main()
