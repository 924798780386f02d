"""Mechanisms compiled for the simulators that read NMODL."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

MECHANISMS = Path(__file__).parent / "mechanisms"
BUILT = Path(__file__).parents[2] / ".bench-venv" / "mechanisms"
NEURON_LIBRARY = f"{platform.machine()}/libnrnmech.so"
"""What nrnivmodl makes."""


def compiled(sources: Sequence[Path], name: str, command: Sequence[str], result: str) -> Path:
    """Compile mechanisms with a program of this environment, once; return what came of it.

    Parameters
    ----------
    name : of the folder that is compiled in
    command : the program and its arguments
    result : the file that the program makes, seen from that folder
    """
    folder = BUILT / name
    made = folder / result
    newest = max(source.stat().st_mtime for source in sources)
    if made.exists() and made.stat().st_mtime > newest:
        return made
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for source in sources:
        shutil.copy(source, folder)
    programs = Path(sys.executable).parent
    found = os.pathsep.join([str(programs), os.environ["PATH"]])
    done = subprocess.run(
        [str(programs / command[0]), *command[1:]],
        cwd=folder,
        env={**os.environ, "PATH": found},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0 or not made.exists():
        raise RuntimeError(f"{command[0]} did not compile {name}:\n{done.stdout}")
    return made
