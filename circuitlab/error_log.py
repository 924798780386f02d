"""Where what nobody foresaw is written down, with all that is needed to find it.

One text in the user's own folder, which one may read and send; nothing leaves the machine by
itself. A full one is put aside and a new one begun. It holds versions, errors with their tracebacks
and what was done last before them, and where the interpreter itself ends, each thread's place.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import platform
import sys
import tempfile
import traceback
from collections import deque
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import IO

from platformdirs import user_log_path

NAME = "circuitlab-error.log"
OLD = "circuitlab-error.1.log"
"""The log before this one."""
MOST_BYTES = 1_000_000
"""What a log may grow to; the next error begins a new one."""
LIBRARIES = ("PySide6_Essentials", "pyqtgraph", "numpy", "networkx", "numba", "llvmlite")
MOST_ACTIONS = 10

_done: deque[str] = deque(maxlen=MOST_ACTIONS)
_crashes: list[IO[str]] = []
"""The log, held open for what is written when the interpreter ends."""


def begin() -> Path | None:
    """Begin a session in the log, which also hears of crashes; None where it cannot be written."""
    with contextlib.suppress(OSError, ValueError):
        path = _into_log(f"{_now()} started\n{versions()}\n".encode())
        end()
        _crashes.append(os.fdopen(_opened(path), "a", encoding="utf-8"))
        faulthandler.enable(_crashes[-1])
        return path
    return None


def end() -> None:
    """Listen for crashes no more."""
    if _crashes:
        faulthandler.disable()
        _crashes.pop().close()


def note(action: str) -> None:
    """Remember what was done, in case the next thing fails; the last ten are remembered.

    In a session each is written down at once: where the interpreter ends, nobody can be asked.
    """
    line = f"{_now()} {' '.join(action.split())}"
    if not _done or _done[-1] != line:
        _done.append(line)
        with contextlib.suppress(OSError, ValueError):
            _add_to_session(line)


def _add_to_session(line: str) -> None:
    if _crashes and os.fstat(_crashes[-1].fileno()).st_size < MOST_BYTES:
        _crashes[-1].write(f"{line}\n".encode("utf-8", "backslashreplace").decode("utf-8"))
        _crashes[-1].flush()


def path() -> Path:
    """Return where the log lies, or would lie."""
    return user_log_path("circuitlab") / NAME


def text() -> str:
    """Return what is to be sent: the log, with what was done last."""
    try:
        written = path().read_text(encoding="utf-8", errors="replace")
    except OSError:
        written = f"{versions()}\n"
    return f"{written}{_last_actions()}"


def versions() -> str:
    """Return the versions of the program, of what it stands on, and of the machine."""
    names = ("circuitlab", *LIBRARIES)
    found = [f"{name} {_version(name)}" for name in names]
    return ", ".join([*found, f"Python {platform.python_version()}", platform.platform()])


def written_down(error: BaseException) -> Path:
    """Add an error with its traceback to the log, and return where that is.

    It lies in the user's log folder; where that cannot be written, in a new file among the
    temporary ones, and where nothing can be written, nowhere.
    """
    text = f"{_now()}\n{' '.join(sys.argv)}\n{versions()}\n{_last_actions()}"
    text += "".join(traceback.format_exception(error)) + "\n"
    for write in (_into_log, _into_new_file):
        try:
            return write(text.encode("utf-8", "backslashreplace"))
        except OSError:
            continue
    return Path(os.devnull)


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "?"


def _last_actions() -> str:
    return "".join(["last actions:\n", *(f"  {action}\n" for action in _done)]) if _done else ""


def _into_log(text: bytes) -> Path:
    log = path()
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if log.is_file() and log.stat().st_size > MOST_BYTES:
        log.replace(log.with_name(OLD))
    with os.fdopen(_opened(log), "ab") as file:
        file.write(text)
    return log


def _opened(log: Path) -> int:
    """Open the log to add to it; where it is a link, it is not followed."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    return os.open(log, flags, 0o600)


def _into_new_file(text: bytes) -> Path:
    number, name = tempfile.mkstemp(prefix="circuitlab-error-", suffix=".log")
    with os.fdopen(number, "wb") as log:
        log.write(text)
    return Path(name)
