"""Equations compiled by NEURON, kept for the next run of a circuit with the same."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import platformdirs

from circuitlab.engine.numerics.jit import cpu_name, is_usable
from circuitlab.exchange.errors import CannotExchange
from circuitlab.exchange.neuron.folder import FLAGS
from circuitlab.exchange.neuron.installed import Installed
from circuitlab.exchange.neuron.kinds import CellKind
from circuitlab.exchange.neuron.mod_files import mod_files
from circuitlab.resources import _

_DONE = "compiled"


def compiled(kinds: Iterable[CellKind], tools: Installed, *, core: bool = False) -> Path:
    """Return the folder in which the equations of these kinds are compiled.

    Raises
    ------
    CannotExchange
        When they cannot be: with the compiler's own words.
    """
    files = mod_files(kinds, core=core)
    room = Path(platformdirs.user_cache_dir("circuitlab")) / "neuron"
    folder = room / _digest(files, core=core)
    if (folder / _DONE).exists() and is_usable(folder):
        return folder
    making = Path(mkdtemp(prefix="circuitlab-neuron-", dir=room if is_usable(room) else None))
    for name, text in files.items():
        (making / name).write_text(text, "utf-8")
    _compile(making, tools, core=core)
    return _kept(making, folder)


def _kept(making: Path, folder: Path) -> Path:
    """Move what is compiled to its place, unless another process has been faster."""
    (making / _DONE).touch()
    try:
        return making.rename(folder)
    except OSError:
        if not (folder / _DONE).exists():
            return making
        rmtree(making, ignore_errors=True)
        return folder


def _compile(folder: Path, tools: Installed, *, core: bool) -> None:
    word = ["-coreneuron"] if core else []
    command = [tools.nrnivmodl, *word, "-incflags", FLAGS, "."]
    said = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if said.returncode:
        wrong = [line for line in said.stdout.splitlines() + said.stderr.splitlines() if line]
        lines = [line for line in wrong if "error" in line.casefold()] or wrong[-1:]
        rmtree(folder, ignore_errors=True)
        what = _("NEURON could not compile the equations: {line}").format(line=lines[0])
        raise CannotExchange("nrnivmodl", what, _("see whether g++ and make work here"))


def _digest(files: Mapping[str, str], *, core: bool) -> str:
    """Name of what these texts give on this machine."""
    made_for = f"{version('neuron')} {sys.prefix} {cpu_name()} {FLAGS} {core}"
    digest = hashlib.sha256(made_for.encode())
    for name, text in sorted(files.items()):
        digest.update(f"{name}\0{text}\0".encode())
    return digest.hexdigest()[:16]
