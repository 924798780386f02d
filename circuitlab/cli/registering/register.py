"""`circuitlab --register`: the program's icon, menu entry and files, for this user alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from circuitlab.catalog.words import Problem
from circuitlab.cli.errors import CannotDo
from circuitlab.cli.registering import desktop_files, registry
from circuitlab.files.atomic_write import write
from circuitlab.resources import _

_RENEW = (("update-mime-database", "mime"), ("update-desktop-database", "applications"))
"""Programs that read anew what lies in a folder; a desktop without them reads it by itself."""


def register() -> None:
    """Let the desktop open circuits with this program."""
    if sys.platform == "win32":
        registry.write(command(), _("Neural circuit"))
    else:
        _write(data_folder())
    print(_("Files *.circuit open with CircuitLab now, which stands in the menu of programs."))
    print(_("“circuitlab --unregister” takes it back."))


def unregister() -> None:
    """Take back what `register` did; circuits and settings stay."""
    if sys.platform == "win32":
        registry.remove()
    else:
        _remove(data_folder())
    print(_("The desktop knows nothing of CircuitLab any more. Your circuits stay."))


def command() -> list[str]:
    """Return what starts this program, whether installed, in a checkout or in a folder."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    started = Path(sys.argv[0]).absolute()
    if started.stem == "circuitlab" and os.access(started, os.X_OK):
        return [str(started)]
    return [sys.executable, "-m", "circuitlab"]


def data_folder() -> Path:
    """Return where the desktop looks for what belongs to this user.

    Raises
    ------
    CannotDo
        Where programs are not registered by files.
    """
    if sys.platform == "darwin":
        what = _("on macOS only an app in its own bundle can be registered")
        remedy = _("open a circuit from within CircuitLab, or by “circuitlab FILE”")
        raise CannotDo(Problem("", what, remedy))
    given = os.environ.get("XDG_DATA_HOME", "")
    return Path(given) if Path(given).is_absolute() else Path.home() / ".local" / "share"


def _write(folder: Path) -> None:
    for name, content in desktop_files.files(command()).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if (problem := write(path, content)) is not None:
            raise CannotDo(problem)
    _renew(folder)


def _remove(folder: Path) -> None:
    for name in desktop_files.files(command()):
        (folder / name).unlink(missing_ok=True)
    _renew(folder)


def _renew(folder: Path) -> None:
    for program, name in _RENEW:
        if shutil.which(program) and (folder / name).is_dir():
            subprocess.run([program, str(folder / name)], check=False, capture_output=True)
