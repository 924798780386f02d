"""What a run on NEURON needs of this machine, and what to install where it is missing."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from circuitlab.exchange.errors import CannotExchange
from circuitlab.exchange.extras import MissingExtra
from circuitlab.exchange.neuron.program import mpi
from circuitlab.resources import _

_COMPILERS = ("g++", "c++", "clang++")
_LAUNCHERS = ("mpirun", "mpiexec")


@dataclass(frozen=True, slots=True)
class Installed:
    """Programs that were found.

    Attributes
    ----------
    nrnivmodl : NEURON's compiler of equations
    launcher : starts several processes; empty where there is one
    """

    nrnivmodl: str
    launcher: tuple[str, ...] = ()


def installed(ranks: int) -> Installed:
    """Return what a run on so many processes needs.

    Raises
    ------
    MissingExtra, CannotExchange
        Where something is missing: what, and how it is installed.
    """
    if find_spec("neuron") is None:
        raise MissingExtra("neuron", "neuron")
    _refuse_without_compiler()
    return Installed(_nrnivmodl(), _launcher(ranks) if ranks > 1 else ())


def _nrnivmodl() -> str:
    beside = (sysconfig.get_path("scripts"), str(Path(sys.executable).parent))
    found = shutil.which("nrnivmodl", path=os.pathsep.join(beside)) or shutil.which("nrnivmodl")
    if found is None:
        what = _("NEURON is there, but not its compiler of equations")
        raise CannotExchange("nrnivmodl", what, _("pip install --force-reinstall neuron"))
    return found


def _refuse_without_compiler() -> None:
    if not any(map(shutil.which, _COMPILERS)) or shutil.which("make") is None:
        what = _("NEURON compiles equations, and there is no compiler of C++ with make")
        remedy = _(
            "install one: “apt install g++ make” on Debian, “xcode-select --install” on macOS"
        )
        raise CannotExchange("g++", what, remedy)


def _launcher(ranks: int) -> tuple[str, ...]:
    found = next(filter(None, map(shutil.which, _LAUNCHERS)), None)
    if found is None:
        what = _("several processes need MPI, and there is no mpirun")
        raise CannotExchange("mpirun", what, _("“apt install openmpi-bin” on Debian"))
    mpi.find_library()
    if not os.environ.get(mpi.LIBRARY):
        what = _("there is mpirun, but not the library of MPI that NEURON would load")
        remedy = _("set {variable} to the path of libmpi.so").format(variable=mpi.LIBRARY)
        raise CannotExchange("libmpi", what, remedy)
    return (found, "-n", str(ranks))
