"""Marking the window's actions: which make sense now, and which are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.gui.shell.actions import BEFORE_A_CIRCUIT, WHILE_PRESENTING, action, actions

if TYPE_CHECKING:
    from circuitlab.gui.shell.workspace import EditorWindow

_READ = ("title", "origin", "scenario", "backdrop")
"""Fields of the document that conditions of actions read."""


class Marks:
    """Keeps the marks of a window's actions up to date.

    Parameters
    ----------
    window : EditorWindow
        Asked by the conditions of its actions.
    """

    def __init__(self, window: EditorWindow) -> None:
        self._window = window
        self._seen: tuple[object, ...] = ()

    def renew(self) -> None:
        """Ask every condition."""
        window = self._window
        has_circuit, is_at_desk = not window.shows_start_page, not window.presentation.is_on
        for spec in actions():
            made = window.actions_by_key[spec.key]
            has_place = has_circuit or spec.key in BEFORE_A_CIRCUIT
            has_place &= is_at_desk or spec.key in WHILE_PRESENTING
            made.setEnabled(has_place and spec.enabled(window))
            if spec.checked is not None:
                made.setChecked(spec.checked(window))
        self._name_steps()
        self._seen = self._read()

    def follow_edit(self) -> None:
        """Ask every condition, but only where an edit has changed what any of them reads."""
        if self._read() != self._seen:
            self.renew()
        else:
            self._name_steps()

    def _name_steps(self) -> None:
        """Say what would be taken back, and what forward again."""
        made, stack = self._window.actions_by_key, self._window.document.undo_stack
        for key, step in (("undo", stack.undoText()), ("redo", stack.redoText())):
            if (text := f"{action(key).text} {step}".strip()) != made[key].text():
                made[key].setText(text)

    def _read(self) -> tuple[object, ...]:
        """All that conditions read of what edits change."""
        window, document = self._window, self._window.document
        chosen, stack, fields = (
            window.session.selection,
            document.undo_stack,
            document.circuit.document,
        )
        worked_on = window.comparison.document_of(window.comparison.active).circuit
        return (
            *(stack.canUndo(), stack.canRedo(), document.path, window.shows_start_page),
            *(fields[name] for name in _READ),
            *(bool(document.circuit.rows.nodes), bool(window.traces.rows)),
            *(chosen.ids, chosen.link),
            *(each.rows.element(id) for id in chosen.ids for each in (document.circuit, worked_on)),
        )
