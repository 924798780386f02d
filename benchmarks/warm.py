"""What a process loads before it forks others, so that those need not."""

from __future__ import annotations

import contextlib
import importlib
import pkgutil

import circuitlab


def load_all() -> None:
    """Import every module now: what lies in the folder may change while files are tried.

    Not those that are programs: what is run as one, and what is written for NEURON to run.
    """
    for found in pkgutil.walk_packages(circuitlab.__path__, "circuitlab."):
        with contextlib.suppress(ImportError):  # of an extra that is not there
            if not (found.name.endswith("__main__") or ".program" in found.name):
                importlib.import_module(found.name)


def never_compile() -> None:
    """Run with the loops that are there: damaged files make sets of equations nobody else has."""
    from circuitlab.engine.running import run

    run.fused_or_not = lambda: "ready"
