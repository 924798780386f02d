"""What can be done with the recordings beside a trace: part of its strip's menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from circuitlab.catalog.families import STIMULUS
from circuitlab.gui.data.recording_drag import push_recording
from circuitlab.model.names import name_of
from circuitlab.model.recording_edits import with_recordings
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from circuitlab.gui.data.recorded_beside import RecordedBeside
    from circuitlab.gui.document import Document
    from circuitlab.gui.traces.strip import Key
    from circuitlab.model.recordings import Recording

START = "start"


class RecordingMenu:
    """Adds to a strip's menu a submenu for each recording beside its trace."""

    def __init__(self, document: Document, beside: RecordedBeside, over: QWidget) -> None:
        self._document, self._beside, self._over = document, beside, over

    def __call__(self, menu: QMenu, key: Key) -> None:
        """Add what there is beside the trace `key`."""
        for each in self._beside.beside(key):
            self._add(menu.addMenu(_("Recording {name}").format(name=each.title)), each)

    def _add(self, menu: QMenu, recording: Recording) -> None:
        hint = menu.addAction(_("Move it along") + "\t" + _("Ctrl+drag"))
        hint.setEnabled(False)
        self._add_alignment(menu.addMenu(_("Let its stimulus begin with")), recording)
        menu.addAction(_("Shift and scale…"), partial(self.shift, recording))
        menu.addAction(_("Its spikes drive…"), partial(self.drive, recording))
        menu.addSeparator()
        menu.addAction(_("Remove the recording"), partial(self.remove, recording))

    def _add_alignment(self, menu: QMenu, recording: Recording) -> None:
        document = self._document
        for id, at in stimuli_of(document).items():
            name = name_of(document.circuit, document.catalog, id)
            menu.addAction(name, partial(self.align, recording, at))
        menu.setEnabled(bool(menu.actions()) and recording.onset_ms is not None)

    def align(self, recording: Recording, at_ms: float) -> None:
        """Shift a recording so that its own stimulus begins at a model time."""
        moved = recording.moved_to(at_ms)
        if moved is not None:
            push_recording(self._document, moved, _("Align the recording"))

    def remove(self, recording: Recording) -> None:
        """Take a recording out of the circuit; its file stays where it is."""
        document = self._document
        left = [each for each in self._beside.recordings if each.id != recording.id]
        document.push(with_recordings(document.circuit, left, _("Remove the recording")))

    def shift(self, recording: Recording) -> QDialog:
        """Ask by how much a recording is to be shifted and scaled."""
        from circuitlab.gui.data.shift_dialog import ShiftDialog

        dialog = ShiftDialog(self._document, recording, self._over)
        dialog.open()
        return dialog

    def drive(self, recording: Recording) -> QDialog:
        """Ask which cell a recording's spikes are to drive."""
        from circuitlab.gui.data.drive_dialog import DriveDialog

        dialog = DriveDialog(self._document, recording, self._over)
        dialog.open()
        return dialog


def stimuli_of(document: Document) -> dict[str, float]:
    """Return the stimuli that begin at a time, with that time in ms."""
    circuit, kinds = document.circuit, document.catalog.kinds
    found = {}
    for id, element in circuit.elements.items():
        kind = kinds.get(element.kind)
        if kind is not None and kind.family == STIMULUS and START in kind.parameters:
            found[id] = float(str(circuit.value(id, START, document.catalog)))
    return found
