"""Writing several files into a folder, all of them or none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from circuitlab.files.temporary_names import name_beside, remove_what_was_left


@contextmanager
def whole_or_nothing(out: Path) -> Iterator[Path]:
    """Give a folder to write in; its files come to `out` once all are written, or none does.

    Raises
    ------
    OSError
        With `out` as its file's name; what lay in `out` before lies there as it was.
    """
    remove_what_was_left(out)
    folder = out / name_beside()
    try:
        folder.mkdir(mode=0o700)
        yield folder
        for path in sorted(folder.iterdir()):
            path.replace(out / path.name)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(out)) from error
    finally:
        rmtree(folder, ignore_errors=True)
