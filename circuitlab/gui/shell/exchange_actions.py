"""The action that writes the circuit for simulators of NeuroML."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from circuitlab.catalog.words import Problem
from circuitlab.exchange.order import Order
from circuitlab.gui.data.work_dialog import WorkDialog
from circuitlab.gui.shell.action import Action
from circuitlab.gui.shell.commands import folder
from circuitlab.gui.uncollected import without_collecting
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from circuitlab.exchange.left_out import LeftOut
    from circuitlab.exchange.order import Told
    from circuitlab.gui.shell.workspace import Workspace
    from circuitlab.model.circuit import Circuit

KEYS = ("export_neuroml",)


def actions() -> tuple[Action, ...]:
    """Return what exports to other programs."""
    return (
        Action("export_neuroml", _("Export as NeuroML…"), export_neuroml, enabled=_has_elements),
    )


def export_neuroml(window: Workspace) -> WorkDialog | None:
    """Ask for a folder, write the circuit into it as NeuroML, and say what is left out."""
    place = window.questions.data_to_save(folder(window) / window.document.title, "")
    if place is None:
        return None
    what = _("“{name}” is being written as NeuroML").format(name=place.name)
    dialog = WorkDialog(_("Export as NeuroML"), what, window.window())
    dialog.came.connect(partial(_written, window, place))
    title = _("NeuroML could not be written")
    dialog.failed.connect(lambda problem: window.questions.show_problems(title, [problem]))
    dialog.begin(partial(_exported, window.document.circuit.copy(), place))
    return dialog


def _exported(circuit: Circuit, place: Path, told: Told) -> Sequence[LeftOut]:
    from circuitlab.exchange.neuroml.export import export  # brings the engine

    with without_collecting():
        return list(export(Order(circuit, place, told=told)))


def _written(window: Workspace, place: Path, left_out: Sequence[LeftOut]) -> None:
    window.say(_("NeuroML written to {name}").format(name=place.name))
    if left_out:
        problems = [Problem(one.where, one.why, "") for one in left_out]
        window.questions.show_problems(_("Written, but for this:"), problems)


def _has_elements(window: Workspace) -> bool:
    return bool(window.document.circuit.elements)
