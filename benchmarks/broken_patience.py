"""How long anybody waits for what is done with a damaged file."""

from __future__ import annotations

import contextlib
import faulthandler
import signal
import traceback
from collections.abc import Callable, Iterator

CPU_S = 10.0
"""Processor time that a file may take for one thing."""


class Hangs(BaseException):
    """It takes longer than anybody waits."""


@contextlib.contextmanager
def patience(seconds: int) -> Iterator[None]:
    """Raise `Hangs` where something takes longer; end the process where even that is not heard."""
    before = signal.signal(signal.SIGALRM, _hangs)
    signal.alarm(seconds)
    faulthandler.dump_traceback_later(3 * seconds, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """Raise `Hangs` after so much processor time as a file may take."""
    before = signal.signal(signal.SIGPROF, _hangs)
    signal.setitimer(signal.ITIMER_PROF, CPU_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        signal.signal(signal.SIGPROF, before)


def _hangs(_number: int, _frame: object) -> None:
    raise Hangs


def within(limit: contextlib.AbstractContextManager[None], step: Callable[[], str | None]) -> str:
    """Return what a step says is wrong, or how it failed; nothing where all is well."""
    try:
        with limit:
            return step() or ""
    except Hangs:
        return "hangs\n" + traceback.format_exc()
    except Exception:  # whatever it was, it is told
        return traceback.format_exc()
