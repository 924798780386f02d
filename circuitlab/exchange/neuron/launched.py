"""Starting a program of NEURON on one process or several, and listening to it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path

from circuitlab.exchange.errors import CannotExchange
from circuitlab.exchange.neuron.installed import Installed
from circuitlab.resources import _

_LAST = 40
"""Lines that are kept of what a program says."""
_AT = "at "
_ENVIRONMENT = {
    "NEURON_MODULE_OPTIONS": "-nogui",
    "OMPI_MCA_mpi_yield_when_idle": "1",
    "OMPI_MCA_rmaps_base_oversubscribe": "1",
    "PRTE_MCA_rmaps_default_mapping_policy": ":oversubscribe",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
"""More processes than cores share them without waiting for each other at full speed."""


def launched(
    folder: Path,
    mods: Path,
    tools: Installed,
    ranks: int,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Run the program of a folder to its end; each process writes what it knows to `results`.

    Raises
    ------
    CannotExchange
        When it stops with an error: its own words.
    """
    (folder / "results").mkdir()
    words = ["--ranks", str(ranks), "--mods", str(mods), "--results", str(folder / "results")]
    command = [*tools.launcher, sys.executable, str(folder / "run.py"), *words, "--progress"]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        try:
            last = _heard(process, progress)
        except BaseException:
            process.terminate()
            raise
    if process.returncode:
        raise CannotExchange("NEURON", *_told(list(last)))


def _heard(process: subprocess.Popen[str], progress: Callable[[float], None] | None) -> deque[str]:
    """Listen until it ends; return its last lines."""
    last: deque[str] = deque(maxlen=_LAST)
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(_AT) and progress is not None:
            progress(float(line.removeprefix(_AT)))
        elif line.strip() and not line.startswith(_AT):
            last.append(line.strip())
    return last


def _environment() -> dict[str, str]:
    """The user's, with what may be set of MPI; root may start it where only root is."""
    environment = {**_ENVIRONMENT, **os.environ}
    if hasattr(os, "getuid") and os.getuid() == 0:
        environment |= {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
    return environment


def _told(lines: list[str]) -> tuple[str, str]:
    """What went wrong, of what a program said, and what to do."""
    ours = [line for line in lines if line.startswith(("This process", "A spike", "The compiled"))]
    errors = [line for line in lines if "rror" in line and "mpirun" not in line]
    line = next(iter([*ours, *errors[-1:], *lines[-1:]]), _("it stopped without a word"))
    return line, _("see whether it runs on one process, or export it and run it by hand")
