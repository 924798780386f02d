"""What a process loads before it forks others, so that those need not."""

from __future__ import annotations

import contextlib
import importlib
import pkgutil
import sys

import circuitlab

USUAL_UPTO = "\u2300"
"""Letters of alphabets and units come before it."""


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

    _put_everywhere(run.fused_or_not, lambda: "ready")


def keep_fonts() -> None:
    """Cut the font anew for unusual letters only: it takes longer than all else of a figure."""
    from circuitlab.render.figure import font_face

    kept: dict[tuple[int, frozenset[str]], bytes] = {}
    once = font_face.woff

    def woff(weight: int, letters: frozenset[str]) -> bytes:
        unusual = frozenset(letter for letter in letters if letter > USUAL_UPTO)
        if (weight, unusual) not in kept:
            kept[weight, unusual] = once(weight, letters)
        return kept[weight, unusual]

    _put_everywhere(once, woff)


def _put_everywhere(what: object, instead: object) -> None:
    """Have every module that took something by its name take something else."""
    for name, module in list(sys.modules.items()):
        if name.startswith("circuitlab"):
            for word in [word for word, value in vars(module).items() if value is what]:
                setattr(module, word, instead)
