"""The running circuit on its own thread: messages in, frames out, no lock and no shared model.

The window posts frozen messages and polls frames. The runner keeps its own copy of the circuit,
steps it in chunks of at most 16 ms of wall time, and drains its inbox between chunks. When the
machine is too slow, model time falls behind and the frame says so; the window never waits.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from typing import Any

from circuitlab.catalog.spec import Catalog
from circuitlab.engine.running.messages import Logged, Message, RunnerFrame, merged
from circuitlab.engine.running.moment import Moment
from circuitlab.engine.running.worker import Worker
from circuitlab.model.circuit import Circuit

_PARCELS = 20_000


class Runner:
    """Runs one circuit on a thread of its own.

    Parameters
    ----------
    circuit : copied; edits reach the run as messages only
    """

    def __init__(self, circuit: Circuit, catalog: Catalog) -> None:
        self._inbox: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._outbox: deque[RunnerFrame] = deque(maxlen=_PARCELS)
        self._worker = Worker(circuit.copy(), catalog, self._inbox, self._outbox)
        self._thread = threading.Thread(target=self._worker.run, name="engine", daemon=True)

    def start(self) -> None:
        """Start the thread; compiling begins at once, model time at a message to play."""
        self._thread.start()

    def post(self, message: Message) -> None:
        """Hand a message over; it takes effect between two chunks."""
        self._inbox.put(message)

    def poll(self) -> RunnerFrame | None:
        """Everything since the last poll in one frame, or None if there is nothing new.

        The frame ends at a moment that all keep who go on together; what came after it is told by
        the next poll.
        """
        parcels, kept = self._parcels()
        self._worker.company.want_kept()
        if not parcels:
            return None
        told: dict[str, Any] = {}
        if parcels[-1].kept and kept is None:
            told["kept"] = 0
        moment = kept or self._worker.moment
        if moment is not None:
            view = moment.view
            told |= {"moment": moment, "values": view, "firing": view.firing}
            told["potentials"] = view.potentials()
        return merged(parcels, **told)

    def _parcels(self) -> tuple[list[RunnerFrame], Moment | None]:
        parcels: list[RunnerFrame] = []
        while self._outbox:
            parcels.append(self._outbox.popleft())
            number = parcels[-1].kept
            if number and (kept := self._worker.company.fetch(number)) is not None:
                return parcels, kept
        return parcels, None

    def stop(self) -> None:
        """End the thread; returns when it has ended."""
        self._inbox.put(None)
        if self._thread.is_alive():
            self._thread.join()

    @property
    def log(self) -> tuple[Logged, ...]:
        """Every edit so far with its tick."""
        return tuple(self._worker.log)
