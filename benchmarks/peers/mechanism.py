"""The Traub–Miles cell as a compiled mechanism, for the simulators that read NMODL."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
BUILT = HERE.parents[1] / ".bench-venv" / "mechanisms"


def compiled(source: str, command: list[str], result: str) -> Path:
    """Compile `source` with a program of this environment, once; return what came of it.

    Parameters
    ----------
    source : a file beside this one
    command : the program and its arguments
    result : the file that the program makes, seen from its own folder
    """
    folder = BUILT / Path(source).stem
    made = folder / result
    if made.exists() and made.stat().st_mtime > (HERE / source).stat().st_mtime:
        return made
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(HERE / source, folder / "traub_miles.mod")
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
        raise RuntimeError(f"{command[0]} did not compile {source}:\n{done.stdout}")
    return made
