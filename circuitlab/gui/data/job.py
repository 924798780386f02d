"""Work that takes a while, on a thread of its own: how far it is, and how to end it early."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from circuitlab.catalog.words import Problem
from circuitlab.error_log import written_down
from circuitlab.resources import _

if TYPE_CHECKING:
    Told = Callable[[float], None]
    Work = Callable[[Told], object]

POLL_MS = 40


class Job(QObject):
    """One piece of work at a time.

    Attributes
    ----------
    advanced : Signal(float)
        So much is done, 0 to 1.
    done : Signal(object)
        What came of it.
    failed : Signal(object)
        Why nothing came of it, as a Problem.
    ended : Signal()
        It is over, one way or the other; also when it was given up.
    """

    advanced = Signal(float)
    done = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: _Work | None = None
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self.poll)

    @property
    def is_busy(self) -> bool:
        """Whether anything is being done."""
        return self._work is not None

    def start(self, work: Work) -> None:
        """Do something, in place of what is being done."""
        self.cancel()
        self._work = _Work(work)
        self._timer.start()

    def cancel(self) -> None:
        """Give up what is being done; nothing is heard of it any more."""
        if self._work is not None:
            self._work.stop.set()
            self._finish()

    def poll(self) -> None:
        """See how far it is."""
        work = self._work
        if work is None:
            return
        if not work.is_over:
            self.advanced.emit(work.part)
            return
        self._finish()
        if work.problem is not None:
            self.failed.emit(work.problem)
        else:
            self.done.emit(work.found)

    def wait(self) -> None:
        """Wait until it is over, and tell."""
        if self._work is not None:
            self._work.thread.join()
            self.poll()

    def wait_for(self, seconds: float) -> None:
        """Wait so long at most, and tell if it is over by then."""
        if self._work is not None:
            self._work.thread.join(seconds)
            self.poll()

    def _finish(self) -> None:
        self._work = None
        self._timer.stop()
        self.ended.emit()


class _Work:
    """A piece of work on its thread."""

    def __init__(self, work: Work) -> None:
        self.part, self.is_over = 0.0, False
        self.found: object = None
        self.problem: Problem | None = None
        self.stop = threading.Event()
        self._work = work
        self.thread = threading.Thread(target=self._run, name="data", daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            self.found = self._work(self._told)
        except InterruptedError:
            pass
        except Exception as error:  # said by who began it; the window goes on
            self.problem = problem_of(error)
        self.is_over = True

    def _told(self, part: float) -> None:
        if self.stop.is_set():
            raise InterruptedError
        self.part = part


def problem_of(error: Exception) -> Problem:
    """Return what is said of an error: its own words, or where the details are."""
    problem = getattr(error, "problem", None)
    if isinstance(problem, Problem):
        return problem
    if isinstance(error, OSError):
        place = str(error.filename or "")
        return Problem(place, error.strerror or str(error), _("choose another place"))
    if isinstance(error, MemoryError):
        return Problem(
            "", _("there is not enough memory for this"), _("make it shorter or smaller")
        )
    what = _("something went wrong that is our mistake, not yours; the details are in {log}")
    return Problem("", what.format(log=written_down(error)), "")
