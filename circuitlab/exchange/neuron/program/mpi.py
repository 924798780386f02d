"""Finding MPI: how many processes were started, and the library that NEURON is to load."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping

LIBRARY = "MPI_LIB_NRN_PATH"
"""Environment variable that tells NEURON which library of MPI to load."""
_SIZES = ("OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMIX_SIZE", "MPI_LOCALNRANKS")
"""What launchers of MPI tell of the number of processes."""


def launched(environment: Mapping[str, str] = os.environ) -> int:
    """Return how many processes a launcher has started; 1 where there is none."""
    told = (environment.get(name, "") for name in _SIZES)
    return next((int(size) for size in told if size.isdigit()), 1)


def find_library() -> None:
    """Tell NEURON of the library of MPI, unless somebody has: Debian's has another name."""
    if not os.environ.get(LIBRARY):
        path = library_in(_listed())
        if path is not None:
            os.environ[LIBRARY] = path


def library_in(listing: str) -> str | None:
    """Return the path of the library of MPI in what ``ldconfig -p`` lists."""
    found = re.findall(r"^\s*libmpi(?:ch)?\.so(?:\.\d+)*\s.*=> (\S+)$", listing, re.MULTILINE)
    return found[0] if found else None


def _listed() -> str:
    for command in ("ldconfig", "/sbin/ldconfig"):
        try:
            return subprocess.run([command, "-p"], capture_output=True, text=True).stdout
        except OSError:
            continue
    return ""


def alone(asked: int) -> str:
    """Return what a process says that finds no others."""
    return (
        f"This process was started as one of {asked} and finds no others: NEURON could not load "
        f"the library of MPI. Set {LIBRARY} to the path of libmpi.so of the MPI whose mpirun "
        f"starts it (now: {os.environ.get(LIBRARY) or 'not set'})."
    )
