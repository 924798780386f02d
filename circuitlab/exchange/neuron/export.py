"""Writing a circuit as a program of NEURON."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.compiler import settings_of
from circuitlab.exchange.left_out import LeftOut
from circuitlab.exchange.neuron.folder import write_mods, write_note, write_program
from circuitlab.exchange.neuron.prepared import Prepared, prepared
from circuitlab.exchange.neuron.program.cells import LEAST_STEPS
from circuitlab.exchange.neuron.program.cut import MOST_DEVIATIONS
from circuitlab.exchange.order import Order
from circuitlab.files.whole_folder import whole_or_nothing
from circuitlab.model.overlay import resolve
from circuitlab.resources import _


def export(order: Order) -> list[LeftOut]:
    """Write a program into a folder that is not there yet, or is empty, wholly or not at all.

    Raises
    ------
    CannotRun
        When the circuit cannot be run, or something lies in the folder.
    OSError
    """
    _refuse_full(order.place)
    circuit = resolve(order.circuit, (order.overlay,))
    settings = settings_of(circuit, seed=order.seed, dt=None)
    made = prepared(circuit, default_catalog(), settings, order.duration_ms)
    missing = left_out(made)
    with whole_or_nothing(order.place) as beside:
        write_mods(made, beside, core=order.core)
        write_program(made, beside)
        write_note(made, beside, _title(made), missing, core=order.core)
    return missing


def _title(made: Prepared) -> str:
    return str(made.circuit.document["title"]) or _("A circuit")


def _refuse_full(place: Path) -> None:
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        problem = Problem(str(place), _("something lies there"), _("name a new folder"))
        raise CannotRun(problem.where, problem.what, problem.remedy)


def left_out(made: Prepared) -> list[LeftOut]:
    """What the program does not hold, or holds otherwise."""
    shown = [id for id in made.circuit.elements if id not in made.plan.taking_part]
    drawn = [id for id in made.circuit.elements if _may_come_at_once(made, id)]
    return [
        *(LeftOut(id, _("takes no part in a run: shown in CircuitLab alone")) for id in shown),
        *(LeftOut(id, _("delays drawn below two steps are two between processes")) for id in drawn),
    ]


def _may_come_at_once(made: Prepared, id: str) -> bool:
    """Whether a synapse draws delays that may be too short between processes."""
    mine = made.plan.terminals_of.get(id)
    if mine is None:
        return False
    terminals = made.plan.terminals
    spread = terminals.delay_sd[mine]
    least = terminals.delay[mine] - MOST_DEVIATIONS * spread
    return bool(np.any((spread > 0.0) & (least < LEAST_STEPS)))
