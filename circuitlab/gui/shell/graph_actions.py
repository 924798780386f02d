"""The actions that see the circuit as a graph: tidy it, select what hangs together, export it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.catalog.words import Problem
from circuitlab.files.atomic_write import write
from circuitlab.gui.shell.action import Action
from circuitlab.gui.shell.commands import folder
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.shell.workspace import Workspace


def actions() -> tuple[Action, ...]:
    """Return what tidies, selects along the wires, and exports."""
    return (
        Action("export_graph", _("Export graph…"), export_graph, enabled=_has_elements),
        Action("tidy", _("Tidy"), tidy, ("Ctrl+T",), enabled=_has_elements),
        Action(
            "select_connected",
            _("Select all that is connected"),
            select_connected,
            ("Ctrl+Shift+W",),
            enabled=lambda window: bool(window.session.selection.ids),
        ),
    )


def export_graph(window: Workspace) -> None:
    """Ask where to, and write the circuit as a graph for other programs."""
    from circuitlab.model.graph_files import encoded, suffixes

    proposal = folder(window) / f"{window.document.file_name}{suffixes()[0]}"
    path = window.questions.graph_to_save(proposal, suffixes())
    if path is None:
        return
    content = encoded(window.document.circuit, window.catalog, path.name)
    problem = content if isinstance(content, Problem) else write(path, content)
    if problem is None:
        window.say(_("Graph saved as {name}").format(name=path.name))
    else:
        window.questions.show_problems(_("The graph could not be saved"), [problem])


def tidy(window: Workspace) -> None:
    """Lay out what is selected, or with nothing selected everything, in one step."""
    from circuitlab.model.tidy import tidy

    circuit, chosen = window.document.circuit, window.session.selection.ids
    delta = tidy(circuit, window.catalog, chosen)
    window.document.push(delta)
    if not delta:
        window.say(_("Nothing to tidy: nothing overlaps, and no arrangement has fewer crossings"))
    elif not chosen:
        window.canvas.fit()


def select_connected(window: Workspace) -> None:
    """Select everything that wires join to what is selected, whichever way they lead."""
    from circuitlab.model.components import connected

    circuit = window.document.circuit
    ids = connected(circuit, window.session.selection.ids)
    window.session.selection.select(id for id in ids if circuit.host(id) is None)


def _has_elements(window: Workspace) -> bool:
    return bool(window.document.circuit.elements)
