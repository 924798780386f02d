"""The actions that take data out of the window, and bring recordings into it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from circuitlab.catalog.families import METER
from circuitlab.catalog.words import Problem
from circuitlab.exchange.left_out import told
from circuitlab.gui.shell.action import Action
from circuitlab.gui.shell.commands import folder
from circuitlab.model.metered import QUANTITY
from circuitlab.model.recording_edits import with_recordings
from circuitlab.model.rules import add_kind
from circuitlab.playback.trace_rows import rows_of
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from circuitlab.exchange.left_out import LeftOut
    from circuitlab.gui.data.add_dialog import AddDialog
    from circuitlab.gui.data.export_dialog import ExportDialog
    from circuitlab.gui.shell.workspace import Workspace
    from circuitlab.gui.traces.strip import Key
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta
    from circuitlab.model.recordings import Recording

KEYS = ("export_data", "add_recording")
_ABOVE = 90.0
"""Canvas units from an element to the meter that is added for its recording."""


def actions() -> tuple[Action, ...]:
    """Return what exports data and adds recordings."""
    return (
        Action("export_data", _("Export data…"), export_data, enabled=_has_elements),
        Action("add_recording", _("Add recording…"), add_recording, enabled=_has_elements),
    )


def export_data(window: Workspace) -> ExportDialog:
    """Ask as what, run the circuit and write what it did."""
    from circuitlab.gui.data.export_dialog import ExportDialog

    def ask(name: Path, ending: str) -> Path | None:
        return window.questions.data_to_save(folder(window) / name, ending)

    shown_ms = window.session.now_ms
    dialog = ExportDialog(window.document.circuit, window.catalog, shown_ms, ask, window.window())
    dialog.written.connect(partial(_written, window))
    dialog.open()
    return dialog


def _written(window: Workspace, path: Path, left_out: tuple[LeftOut, ...]) -> None:
    window.say(_("Data saved as {name}").format(name=path.name))
    if left_out:
        lines = [Problem(each.where, each.why) for each in left_out]
        count = len(told(left_out))
        title = ngettext(
            "Saved. {count} thing is held otherwise or not at all:",
            "Saved. {count} things are held otherwise or not at all:",
            count,
        )
        window.questions.show_problems(title.format(count=count), lines)


def add_recording(window: Workspace) -> AddDialog | None:
    """Ask for a file, and lay one of its signals beside a trace."""
    path = window.questions.recording_to_open(folder(window))
    return None if path is None else open_recording(window, path)


def open_recording(window: Workspace, path: Path, key: Key | None = None) -> AddDialog:
    """Ask which signal of a file is to lie beside which trace; `key` is proposed."""
    from circuitlab.gui.data.add_dialog import AddDialog

    dialog = AddDialog(window.document, path, window.window(), key)
    dialog.taken.connect(partial(_add, window))
    dialog.open()
    return dialog


def _add(window: Workspace, recording: Recording) -> None:
    document = window.document
    circuit = document.circuit
    all_now = (*circuit.document["recordings"], recording)
    delta = with_recordings(circuit, all_now, _("Add the recording"))
    metered = _metered(window, circuit, recording)
    if metered is not None:
        delta = delta.merged(metered)
    document.push(delta)
    where = _("“{id}” lies beside its trace; Ctrl+drag moves it").format(id=recording.title)
    window.say(where)


def _metered(window: Workspace, circuit: Circuit, recording: Recording) -> Delta | None:
    """Return the edit that adds a meter where the trace is not shown yet."""
    catalog = window.catalog
    if any(row.key == recording.key for row in rows_of(circuit, catalog)):
        return None
    kind = next(
        each
        for each in catalog.kinds.values()
        if each.family == METER and QUANTITY in each.parameters
    )
    element = circuit.elements[recording.element]
    added = add_kind(
        circuit,
        catalog,
        kind.name,
        element.x,
        element.y - _ABOVE,
        on=recording.element,
        **{QUANTITY: recording.state},
    )
    return None if isinstance(added, Problem) else added[1]


def _has_elements(window: Workspace) -> bool:
    return bool(window.document.circuit.elements)
