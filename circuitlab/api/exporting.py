"""Circuits written for other programs."""

from __future__ import annotations

from pathlib import Path

from circuitlab.api.errors import CircuitError
from circuitlab.catalog.words import Problem
from circuitlab.engine.errors import CannotRun
from circuitlab.exchange.neuroml.export import export
from circuitlab.exchange.order import Order
from circuitlab.model.circuit import Circuit
from circuitlab.model.run_settings import read_duration
from circuitlab.resources import _


def neuroml(
    circuit: Circuit, folder: Path, duration: str | float, seed: int | None
) -> tuple[str, ...]:
    """Write a circuit as NeuroML; return what is left out.

    Raises
    ------
    CircuitError
    """
    lasting = read_duration(duration)
    if isinstance(lasting, Problem):
        raise CircuitError([Problem("duration", lasting.what, lasting.remedy)])
    try:
        left_out = export(Order(circuit, folder, duration_ms=lasting, seed=seed))
    except CannotRun as error:
        raise CircuitError([error.problem]) from error
    except OSError as error:
        remedy = _("choose another folder")
        raise CircuitError([Problem(str(folder), error.strerror or str(error), remedy)]) from error
    return tuple(str(one) for one in left_out)
