"""What lies in the cache of kernels and is no file or folder as kernels are kept in: removed.

A folder where a file belongs, a link to nowhere: neither can be read, nor written over.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from shutil import rmtree

_FILES = (".py", ".compiled")
"""How the names of files end that lie in the folder itself; those of numba lie in folders."""
_FOLDER = re.compile(r".*_[0-9a-f]{40}")
"""What numba calls its folders."""


def sweep(folder: Path) -> None:
    """Remove from a cache what would be in the way for good."""
    for entry in _entries(folder):
        if entry.name.endswith(_FILES):
            _remove_unless_file(entry)
        elif not entry.is_dir(follow_symlinks=False):
            _remove_unless_folder(entry)
        else:
            for inner in _entries(Path(entry.path)):
                _remove_unless_file(inner)


def _entries(folder: Path) -> Iterable[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return ()


def _remove_unless_file(entry: os.DirEntry[str]) -> None:
    if entry.is_file(follow_symlinks=False):
        return
    if entry.is_dir(follow_symlinks=False):
        rmtree(entry.path, ignore_errors=True)
    else:
        _remove(entry)


def _remove_unless_folder(entry: os.DirEntry[str]) -> None:
    """Leave alone what another process is about to write under a name for a moment."""
    if _FOLDER.fullmatch(entry.name) or not entry.is_file(follow_symlinks=False):
        _remove(entry)


def _remove(entry: os.DirEntry[str]) -> None:
    with contextlib.suppress(OSError):
        Path(entry.path).unlink()
