"""HDF5 files tried out in a process of its own: with some that are damaged the library never ends.

Nothing can break off such a loop, and other damage ends the process that it is in. What the trial
outlives, whoever opens the file does, too.
"""

from __future__ import annotations

import subprocess
import sys
from functools import lru_cache
from pathlib import Path

from circuitlab.exchange.errors import CannotExchange
from circuitlab.resources import _

_CPU_S, _WALL_S = 6, 60.0
"""Time of a processor, and on a clock, that a file may take to be looked through."""
_TRIAL = f"""
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, ({_CPU_S}, {_CPU_S}))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except ImportError:
    pass
import h5py

def look(name, item):
    dict(item.attrs)
    len(item) if hasattr(item, "keys") else item.dtype

try:
    with h5py.File(sys.argv[1], "r") as file:
        look("", file)
        file.visititems(look)
except Exception:
    pass
"""


def refuse_endless(path: Path) -> None:
    """Refuse a file with which the library ends, or comes to no end.

    Raises
    ------
    CannotExchange, OSError
    """
    about = path.stat()
    if not _outlived(path.resolve(), about.st_mtime_ns, about.st_size):
        what = _("it is damaged: the library for such files comes to no end with it")
        raise CannotExchange(str(path), what, _("take it from another copy"))


@lru_cache(maxsize=64)
def _outlived(path: Path, _changed_ns: int, _size: int) -> bool:
    """Whether a process that looks at all names and texts of a file comes to its end."""
    words = (sys.executable, "-P", "-c", _TRIAL, str(path))
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(
            words, stdin=quiet, stdout=quiet, stderr=quiet, timeout=_WALL_S, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
