"""What is worked out beside the window: on a thread of its own, looked at a few times a second."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

POLL_MS = 60


class Ended(Exception):
    """Nobody wants to know any more: raised where the work would have told something."""


class Teller(Protocol):
    """By what work tells of itself, from its thread."""

    def advance(self, part: float) -> None:
        """Say how much is done, 0 to 1.

        Raises
        ------
        Ended
            When it was ended.
        """

    def find(self, found: Any) -> None:
        """Hand over a part of what is wanted."""

    def end_with(self, end: Callable[[], object]) -> None:
        """Name what ends the work under way, from whatever thread; called at once if it is over."""


class _Work:
    """One piece of work and its thread."""

    def __init__(self, name: str, do: Callable[[Teller], object]) -> None:
        self.part, self.fault, self.is_over = 0.0, "", False
        self._do, self._found = do, queue.SimpleQueue[Any]()
        self._lock, self._is_ended = threading.Lock(), False
        self._end: Callable[[], object] = lambda: None
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def take(self) -> list[Any]:
        """Return what has been found since the last time."""
        news = []
        while not self._found.empty():
            news.append(self._found.get())
        return news

    def end(self) -> None:
        """Begin nothing more, and end what is under way; nothing is heard of it any more."""
        with self._lock:
            self._is_ended, end = True, self._end
        end()

    def advance(self, part: float) -> None:
        if self._is_ended:
            raise Ended
        self.part = part

    def find(self, found: Any) -> None:
        self._found.put(found)

    def end_with(self, end: Callable[[], object]) -> None:
        with self._lock:
            self._end, is_late = end, self._is_ended
        if is_late:
            end()
            raise Ended

    def _run(self) -> None:
        try:
            self._do(self)
        except (Ended, InterruptedError):
            pass
        except Exception as error:  # said where the result would stand; the window goes on
            self.fault = str(error) or type(error).__name__
        self.is_over = True


class Aside(QObject):
    """One piece of work at a time, beside the window.

    Parameters
    ----------
    name : str
        Of its thread.
    takes : callable
        Given what has been found since the last time, and whether the work is over, whenever either
        or how much is done has changed.

    Attributes
    ----------
    part : float
        How much is done, 0 to 1.
    fault : str
        Why the last work came to nothing.
    changed : Signal()
        Any of these may be another.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        takes: Callable[[list[Any], bool], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._takes = name, takes
        self._work: _Work | None = None
        self.part, self.fault = 0.0, ""
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def is_on(self) -> bool:
        """Whether anything is worked out."""
        return self._work is not None

    def start(self, do: Callable[[Teller], object]) -> None:
        """Begin work in place of what is under way; `do` is called on a thread."""
        self.drop()
        self.part, self.fault = 0.0, ""
        self._work = _Work(self._name, do)
        self._timer.start()
        self.changed.emit()

    def forget(self) -> None:
        """Give up what is under way, and what was said of the last."""
        self.drop()
        self.part, self.fault = 0.0, ""

    def cancel(self) -> None:
        """Give up what is under way, if anything is, and say so."""
        if self.drop():
            self.changed.emit()

    def drop(self) -> bool:
        """Give up what is under way without a word; return whether anything was."""
        work, self._work = self._work, None
        self._timer.stop()
        if work is not None:
            work.end()
        return work is not None

    def _poll(self) -> None:
        work = self._work
        if work is None:
            return
        is_over, part = work.is_over, work.part  # before what was found: nothing comes after it
        news = work.take()
        if not (news or is_over or part != self.part):
            return
        self.part = part
        if is_over:
            self._work, self.fault = None, work.fault
            self._timer.stop()
        self._takes(news, is_over)
        self.changed.emit()
