"""Writing several files into a folder, all of them or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree

from circuitlab.files.atomic_write import named
from circuitlab.files.temporary_names import name_beside, remove_what_was_left


@contextmanager
def whole_or_nothing(out: Path) -> Iterator[Path]:
    """Give a folder to write in; its files come to `out` once all are written, or none does.

    A folder that is made for it goes again where nothing is written.

    Raises
    ------
    OSError
        With `out` as its file's name; what lay in `out` before lies there as it was.
    """
    missing = _missing(out)
    folder = out / name_beside()
    try:
        out.mkdir(parents=True, exist_ok=True)
        remove_what_was_left(out)
        folder.mkdir(mode=0o700)
        yield folder
        for path in sorted(folder.iterdir()):
            path.replace(out / path.name)
        missing = ()
    except OSError as error:
        raise named(error, out) from error
    finally:
        rmtree(folder, ignore_errors=True)
        _unmake(missing)


def try_folder(out: Path) -> None:
    """See that a folder is there, or can be made, and leave all as it was.

    Raises
    ------
    OSError
    """
    missing = _missing(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    finally:
        _unmake(missing)


def _missing(folder: Path) -> Sequence[Path]:
    """Return what is to be made for a folder, the innermost first."""
    return [each for each in (folder, *folder.parents) if not each.exists()]


def _unmake(folders: Sequence[Path]) -> None:
    for each in folders:
        with suppress(OSError):  # not empty, or never made
            each.rmdir()
