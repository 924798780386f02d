"""The action that writes the circuit for simulators of NeuroML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.catalog.words import Problem
from circuitlab.engine.errors import CannotRun
from circuitlab.exchange.order import Order
from circuitlab.gui.shell.action import Action
from circuitlab.gui.shell.commands import folder
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.shell.workspace import Workspace

KEYS = ("export_neuroml",)


def actions() -> tuple[Action, ...]:
    """Return what exports to other programs."""
    return (
        Action("export_neuroml", _("Export as NeuroML…"), export_neuroml, enabled=_has_elements),
    )


def export_neuroml(window: Workspace) -> None:
    """Ask for a folder, write the circuit into it as NeuroML, and say what is left out."""
    place = window.questions.data_to_save(folder(window) / window.document.title, "")
    if place is None:
        return
    from circuitlab.exchange.neuroml.export import export  # brings the engine

    try:
        left_out = list(export(Order(window.document.circuit, place)))
    except (OSError, CannotRun) as error:
        problem = Problem(str(place), str(error), _("choose another folder, or mend the circuit"))
        window.questions.show_problems(_("NeuroML could not be written"), [problem])
        return
    window.say(_("NeuroML written to {name}").format(name=place.name))
    if left_out:
        problems = [Problem(one.where, one.why, "") for one in left_out]
        window.questions.show_problems(_("Written, but for this:"), problems)


def _has_elements(window: Workspace) -> bool:
    return bool(window.document.circuit.elements)
