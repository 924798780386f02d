"""What fails while the window is open: said once in words, written down, and worked on after.

Qt hands what a slot, a timer or a painter raises to `sys.excepthook`, Python what a thread raises
to `threading.excepthook`. `Faults` listens at both.
"""

from __future__ import annotations

import functools
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, TypeVar

from PySide6.QtCore import QObject, Signal

from circuitlab.catalog.words import Problem
from circuitlab.error_log import written_down
from circuitlab.model.delta import RefusedDelta
from circuitlab.resources import _

TELLS_ITSELF = "engine"
"""The thread whose last frame says why it stopped: here it is only written down."""

Place = tuple[type[BaseException], str, int]
Widget = TypeVar("Widget")


class Fault(Exception):
    """An error of ours with a sentence of its own."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Faults(QObject):
    """Hears of every error that nothing else has caught, and tells each place of them once.

    Attributes
    ----------
    found : Signal(object)
        The problem in words, in the window's thread whichever thread has failed.
    refused : Signal(str)
        Why an edit that was asked for cannot be made: nothing has failed then.
    """

    found = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: set[Place] = set()
        self._before: tuple[Any, Any, Any] | None = None
        self._is_telling = False

    def install(self) -> None:
        """Listen from now on."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._raised
        threading.excepthook = self._thread_failed
        sys.unraisablehook = self._not_raised

    def uninstall(self) -> None:
        """Listen no more."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = None

    def forget(self) -> None:
        """Tell again what was told: a run begins anew."""
        self._known.clear()

    def tell(self, error: BaseException, aloud: bool = True) -> None:
        """Write an error down and tell it, if its place has not been told yet."""
        if isinstance(error, RefusedDelta):
            self.refused.emit(str(error))
            return
        place = _place_of(error)
        if place in self._known:
            return
        self._known.add(place)
        log = written_down(error)
        if aloud and not self._is_telling:
            self._is_telling = True
            try:
                self.found.emit(_problem_of(error, log))
            finally:
                self._is_telling = False

    def _raised(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            self.tell(error)
        elif self._before is not None:
            self._before[0](kind, error, trace)

    def _thread_failed(self, failed: threading.ExceptHookArgs) -> None:
        if isinstance(failed.exc_value, Exception):
            name = failed.thread.name if failed.thread is not None else ""
            self.tell(failed.exc_value, aloud=name != TELLS_ITSELF)

    def _not_raised(self, failed: Any) -> None:
        if isinstance(failed.exc_value, Exception):
            self.tell(failed.exc_value)


def tell(error: Exception) -> None:
    """Hand an error to whoever listens, and go on."""
    sys.excepthook(type(error), error, error.__traceback__)


def attempt(do: Callable[..., object], *given: object) -> bool:
    """Do something that others must not fail with; whether it went well."""
    try:
        do(*given)
    except Exception as error:  # whatever it was, it is told
        tell(error)
        return False
    return True


def paints(
    paint: Callable[Concatenate[Widget, Any, ...], None],
) -> Callable[Concatenate[Widget, Any, ...], None]:
    """Mark a `paintEvent`, or an item's `paint`: once it has failed, it paints nothing more."""

    @functools.wraps(paint)
    def guarded(self: Widget, *given: Any) -> None:
        if getattr(self, "has_failed", False):
            return
        try:
            paint(self, *given)
        except Exception as error:  # it would fail again with each frame
            self.has_failed = True  # type: ignore[attr-defined]
            end_painting(error)
            tell(error)

    return guarded


def end_painting(error: Exception) -> None:
    """Let go of painters that an error has left open: Qt cannot show what is still painted on."""
    trace = error.__traceback__
    traceback.clear_frames(trace.tb_next if trace is not None else None)


def _place_of(error: BaseException) -> Place:
    """Where an error comes from: the line that raised it."""
    last = next(reversed(traceback.extract_tb(error.__traceback__)), None)
    return type(error), last.filename if last else "", (last.lineno if last else None) or 0


def _problem_of(error: BaseException, log: Path) -> Problem:
    if isinstance(error, Fault):
        return error.problem
    what = _("something went wrong here that is our mistake, not yours; the run is held")
    remedy = _("nothing is lost: save, and go on or restart the program; the details are in {log}")
    return Problem(_where(error), what, remedy.format(log=log))


def _where(error: BaseException) -> str:
    """Which part of the window failed, in words: the innermost that has a name."""
    steps = [step.filename.replace("\\", "/") for step in traceback.extract_tb(error.__traceback__)]
    for name in reversed(steps):
        for part, words in _parts():
            if part in name:
                return words
    return _("window")


def _parts() -> tuple[tuple[str, str], ...]:
    return (
        ("/gui/canvas/", _("canvas")),
        ("/gui/traces/", _("traces")),
        ("/playback/trace_", _("traces")),
        ("/gui/inspector", _("inspector")),
        ("/gui/element_sheet", _("inspector")),
        ("/gui/outline", _("outline")),
        ("/gui/palette", _("palette")),
        ("/gui/status_bar", _("status bar")),
        ("/playback/heat_thresholds", _("measuring")),
        ("/circuitlab/engine/", _("engine")),
        ("/circuitlab/files/", _("files")),
        ("/circuitlab/render/", _("drawing")),
        ("/gui/session", _("run")),
    )
