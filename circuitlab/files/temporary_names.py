"""Names of what is written beside a file before it takes its place, and what a killed program left.

A name says which process on which machine writes there, so that what nobody writes any more can be
told from what somebody is about to finish.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import re
import secrets
import shutil
import time
from pathlib import Path

_HOUR_S = 3600.0
_PATTERN = re.compile(r"\.circuitlab-(?:(?P<host>[0-9a-f]{4})-(?P<pid>\d+)-)?[0-9a-f]{12}\.tmp")


def name_beside() -> str:
    """Return a new hidden name for what this process is about to write."""
    return f".circuitlab-{_host()}-{os.getpid()}-{secrets.token_hex(6)}.tmp"


def remove_what_was_left(folder: Path) -> None:
    """Remove files and folders that a process has left half written there by being killed."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            match = _PATTERN.fullmatch(path.name)
            if match is not None and _is_left(path, match):
                _remove(path)


def _is_left(path: Path, match: re.Match[str]) -> bool:
    """Whether nobody writes there: its process has ended, or all is quiet for an hour."""
    if match["host"] == _host() and os.name == "posix":
        return not _is_alive(int(match["pid"]))
    with contextlib.suppress(OSError):
        return time.time() - path.lstat().st_mtime > _HOUR_S
    return False


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def _host() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:4]
