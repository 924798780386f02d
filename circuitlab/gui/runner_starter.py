"""Making runners on a thread, so that the window never waits for a compiler."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.engine.running.messages import Message, RunnerFrame
    from circuitlab.model.circuit import Circuit

PATIENCE_S = 1.0
"""How long closing waits for a run to end."""


class Runner(Protocol):
    """What the window needs of the engine's runner."""

    def start(self) -> None: ...
    def post(self, message: Message) -> None: ...
    def poll(self) -> RunnerFrame | None: ...
    def stop(self) -> None: ...


MakeRunner = Callable[["Circuit", "Catalog"], Runner]
LoadEngine = Callable[[], MakeRunner]
Made = tuple[int, "Runner | Exception"]
"""Number of the order, and the runner or what went wrong."""


def load_engine() -> MakeRunner:
    """Import the engine's runner (slow: it loads the compiler)."""
    from circuitlab.engine.running import runner

    return runner.Runner


class RunnerMaker:
    """Makes one runner at a time; only the last that was ordered is handed out.

    Parameters
    ----------
    load : callable
        Returns what makes a runner of a circuit; called on a thread.
    """

    def __init__(self, load: LoadEngine) -> None:
        self._load = load
        self._ready: queue.SimpleQueue[Made] = queue.SimpleQueue()
        self._number = 0

    def order(self, circuit: Circuit, catalog: Catalog, old: Runner | None) -> None:
        """Make and start a runner of a circuit, once the old one has ended."""
        self._number += 1
        arguments = (self._number, circuit, catalog, old)
        threading.Thread(target=self._make, args=arguments, daemon=True).start()

    def take(self) -> Runner | None:
        """Return the runner that was ordered last, once, when it is there.

        Raises
        ------
        Exception
            Whatever kept the runner from being made.
        """
        while not self._ready.empty():
            number, made = self._ready.get()
            if isinstance(made, Exception):
                raise made
            if number == self._number:
                return made
            stop_aside(made)
        return None

    def stop(self) -> None:
        """Hand out nothing that has been ordered so far."""
        self._number += 1
        self._drop()

    def _make(self, number: int, circuit: Circuit, catalog: Catalog, old: Runner | None) -> None:
        try:
            if old is not None:
                old.stop()
            runner = self._load()(circuit, catalog)
            runner.start()
        except Exception as error:  # handed to the window's thread, which raises it
            self._ready.put((number, error))
            return
        self._ready.put((number, runner))
        if number != self._number:
            self._drop()

    def _drop(self) -> None:
        """End every runner that was made too late; the one ordered last stays."""
        wanted: list[Made] = []
        with contextlib.suppress(queue.Empty):
            while True:
                number, made = self._ready.get_nowait()
                if number == self._number:
                    wanted.append((number, made))
                elif not isinstance(made, Exception):
                    stop_aside(made)
        for each in wanted:
            self._ready.put(each)


def stop_aside(runner: Runner) -> threading.Thread:
    """End a runner on a thread: it may be compiling, and the window must not wait for that."""
    thread = threading.Thread(target=runner.stop, daemon=True)
    thread.start()
    return thread
