"""Where errors that nobody foresaw are written down with all that is needed to find them."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from platformdirs import user_log_path

NAME = "circuitlab-error.log"
MOST_BYTES = 1_000_000
"""What a log may grow to; the next error begins a new one."""


def written_down(error: BaseException) -> Path:
    """Add an error with its traceback to the log, and return where that is.

    It lies in the user's log folder; where that cannot be written, in a new file among the
    temporary ones, and where nothing can be written, nowhere.
    """
    text = f"{datetime.now().isoformat(timespec='seconds')}\n{' '.join(sys.argv)}\n"
    text += "".join(traceback.format_exception(error)) + "\n"
    for write in (_into_log, _into_new_file):
        try:
            return write(text.encode("utf-8", "backslashreplace"))
        except OSError:
            continue
    return Path(os.devnull)


def _into_log(text: bytes) -> Path:
    folder = user_log_path("circuitlab")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    is_full = path.is_file() and path.stat().st_size > MOST_BYTES
    flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if is_full else os.O_APPEND)
    number = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(number, "ab") as log:
        log.write(text)
    return path


def _into_new_file(text: bytes) -> Path:
    number, name = tempfile.mkstemp(prefix="circuitlab-error-", suffix=".log")
    with os.fdopen(number, "wb") as log:
        log.write(text)
    return Path(name)
