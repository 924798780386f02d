"""Files that other libraries write: wholly, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir

from circuitlab.files.atomic_write import is_device, named, pour_into
from circuitlab.files.temporary_names import name_beside, remove_what_was_left


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a name to write to; the file takes its place at `path` once all is written.

    Raises
    ------
    OSError
        With `path` as its file's name; what lay there before lies there as it was.
    """
    target = Path(os.path.realpath(path))
    room = Path(gettempdir()) if is_device(path) else target.parent
    remove_what_was_left(room)
    folder = room / name_beside()
    beside = folder / target.name  # libraries go by how a name ends
    try:
        folder.mkdir(mode=0o700)
        yield beside
        if is_device(path):
            pour_into(path, beside.read_bytes())
        else:
            beside.replace(target)
    except OSError as error:
        raise named(error, path) from error
    finally:
        rmtree(folder, ignore_errors=True)
