"""Making runners on a thread, so that the window never waits for a compiler."""

from __future__ import annotations

import contextlib
import importlib
import queue
import threading
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlab.model.circuit import Circuit

PATIENCE_S = 1.0
"""How long closing waits for a run to end."""


class Runner(Protocol):
    """What the window needs of the engine's runner."""

    def start(self) -> None: ...
    def post(self, message: object) -> None: ...
    def poll(self) -> Any: ...
    def stop(self) -> None: ...


Made = tuple[int, Any, "Runner | Exception"]
"""Number of the order, the engine's module, and the runner or what went wrong."""


def load_engine() -> Any:
    """Import the engine's runner (slow: it loads the compiler)."""
    return importlib.import_module("circuitlab.engine.runner")


class RunnerMaker:
    """Makes one runner at a time; only the last that was ordered is handed out.

    Parameters
    ----------
    engine : callable
        Returns the module with ``Runner`` and its messages; called on a thread.
    """

    def __init__(self, engine: Callable[[], Any]) -> None:
        self._load = engine
        self._ready: queue.SimpleQueue[Made] = queue.SimpleQueue()
        self._number = 0

    def order(self, circuit: Circuit, catalog: object, old: Runner | None) -> None:
        """Make and start a runner of a circuit, once the old one has ended."""
        self._number += 1
        arguments = (self._number, circuit, catalog, old)
        threading.Thread(target=self._make, args=arguments, daemon=True).start()

    def take(self) -> tuple[Any, Runner] | None:
        """Return the engine and the runner that was ordered last, once, when they are there.

        Raises
        ------
        Exception
            Whatever kept the runner from being made.
        """
        while not self._ready.empty():
            number, engine, made = self._ready.get()
            if isinstance(made, Exception):
                raise made
            if number == self._number:
                return engine, made
            stop_aside(made)
        return None

    def stop(self) -> None:
        """Hand out nothing that has been ordered so far."""
        self._number += 1
        self._drop()

    def _make(self, number: int, circuit: Circuit, catalog: object, old: Runner | None) -> None:
        try:
            if old is not None:
                old.stop()
            engine = self._load()
            runner = engine.Runner(circuit, catalog)
            runner.start()
        except Exception as error:  # handed to the window's thread, which raises it
            self._ready.put((number, None, error))
            return
        self._ready.put((number, engine, runner))
        if number != self._number:
            self._drop()

    def _drop(self) -> None:
        """End every runner that was made too late."""
        with contextlib.suppress(queue.Empty):
            while True:
                _number, _engine, made = self._ready.get_nowait()
                if not isinstance(made, Exception):
                    stop_aside(made)


def stop_aside(runner: Runner) -> threading.Thread:
    """End a runner on a thread: it may be compiling, and the window must not wait for that."""
    thread = threading.Thread(target=runner.stop, daemon=True)
    thread.start()
    return thread
