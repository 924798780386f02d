"""The circuit being edited: its undo stack, its file, and whether anything would be lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from circuitlab.exchange import opening
from circuitlab.files import store
from circuitlab.files.content_mark import content_mark
from circuitlab.files.keepable import unkeepable
from circuitlab.files.legal_names import legal_name
from circuitlab.files.tally import Tally, grown_too_much, tally_of
from circuitlab.files.tally import after as tally_after
from circuitlab.gui.uncollected import without_collecting
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import RefusedDelta
from circuitlab.model.resizing import following_sizes
from circuitlab.model.within_limits import within_limits
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.catalog.words import Problem
    from circuitlab.files.store import Loaded
    from circuitlab.model.delta import Delta

_MERGEABLE = 1


class Edit(QUndoCommand):
    """One Delta on the undo stack; Deltas with the same merge key become one step.

    Parameters
    ----------
    document : Document
        Where the Delta is applied.
    delta : Delta
        What changes, with a label that Undo and Redo show; it has been applied.
    """

    def __init__(self, document: Document, delta: Delta) -> None:
        super().__init__(delta.label)
        self._document = document
        self._is_made = True
        self.delta = delta

    def redo(self) -> None:
        if not self._is_made:  # the stack asks for it, too, when the step is put there
            self._document._apply(self.delta)
        self._is_made = False
        self._document._tell(self.delta)

    def undo(self) -> None:
        back = self.delta.inverse()
        self._document._apply(back)
        self._document._tell(back)

    def id(self) -> int:
        return _MERGEABLE if self.delta.merge_key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Edit) or other.delta.merge_key != self.delta.merge_key:
            return False
        self.delta = self.delta.merged(other.delta)
        self.setObsolete(not self.delta.changes)
        return True


class Document(QObject):
    """The circuit on the desk. Every edit is a Delta pushed here.

    Parameters
    ----------
    catalog : Catalog
        The kinds that a file may name.
    circuit : Circuit, optional
        What to start with; an empty circuit by default.

    Attributes
    ----------
    unsaved : Signal(object)
        The same as `changed`, before it: work that no file holds yet. It is put down before views
        follow, which may take them longer than a program has that is ended.
    changed : Signal(object)
        The Delta that was just applied, also by undo and redo.
    replaced : Signal()
        Another circuit lies on the desk: build every view anew.
    state_changed : Signal()
        The path, the title, the saved state or what can be undone may differ.
    followed : Signal(str)
        An edit did more than was asked for: lists of each cell follow a population's size.
    """

    unsaved = Signal(object)
    changed = Signal(object)
    replaced = Signal()
    state_changed = Signal()
    followed = Signal(str)

    def __init__(
        self, catalog: Catalog, circuit: Circuit | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.catalog = catalog
        self.circuit = circuit if circuit is not None else Circuit()
        self.path: Path | None = None
        self.content_mark = ""
        self._gesture, self._before = "", self.circuit
        self._held: Tally | None = None
        self.undo_stack = QUndoStack(self)

    @property
    def dirty(self) -> bool:
        """Whether closing now would lose anything."""
        return not self.undo_stack.isClean()

    @property
    def was_changed_elsewhere(self) -> bool:
        """Whether somebody else has written to the file since it was opened or saved here."""
        now = self.mark_on_disk
        return bool(now) and now != self.content_mark

    @property
    def mark_on_disk(self) -> str:
        """What the file holds now, in short; empty where there is none."""
        return content_mark(self.path) if self.path is not None else ""

    @property
    def title(self) -> str:
        """What the window calls this circuit."""
        if self.path is not None:
            return self.path.stem
        return str(self.circuit.document.get("title") or "") or _("Untitled circuit")

    @property
    def file_name(self) -> str:
        """What a file of this circuit would be called on any system, before its ending."""
        return legal_name(self.title) or legal_name(_("Untitled circuit")) or "circuit"

    @property
    def speed(self) -> float:
        """The speed that the file asks for, model seconds per second."""
        return float(str(self.circuit.document.get("speed", 1.0)))

    def push(self, delta: Delta) -> None:
        """Apply `delta` as one undo step, or as part of the last one with its merge key.

        Raises
        ------
        StaleDelta, IllegalDelta
            When it cannot be applied; there is no step then.
        RefusedDelta
            When the circuit could not be saved and opened again with it; nothing has changed then.
        """
        delta = within_limits(delta)
        if delta.changes:
            begun = self._begun(delta.merge_key)
            followed = following_sizes(self.circuit, delta, self.catalog, begun)
            self._make(followed)
            self.undo_stack.push(Edit(self, followed))
            self.state_changed.emit()
            if followed is not delta:
                self.followed.emit(followed.label)

    def _make(self, delta: Delta) -> None:
        """Apply an edit if what it brings can be kept in a file; else change nothing."""
        held = tally_of(self.circuit) if self._held is None else self._held
        self.circuit.apply(delta)
        try:
            problems = unkeepable(self.circuit, delta, self.catalog)
            now = held if problems else tally_after(held, delta)
            if (much := grown_too_much(held, now)) is not None:
                problems = [much]
            if problems:
                raise RefusedDelta(problems)
            self._held = now
        except BaseException:
            self.circuit.apply(delta.inverse())
            self._held = held
            raise

    def _begun(self, gesture: str) -> Circuit:
        """The circuit as it was before the gesture of which an edit is part."""
        if not gesture or gesture != self._gesture:
            self._gesture, self._before = gesture, self.circuit.copy()
        return self._before

    def keep_view(self, name: str, value: object) -> None:
        """Keep how something is looked at with the circuit: saved with it, but no step of edits."""
        view = {**self.circuit.document["view"], name: value}
        delta = self.circuit.with_document({"view": view}, _("Arrange the view"))
        if delta.changes and not unkeepable(self.circuit, delta, self.catalog):
            self._apply(delta)
            self._tell(delta, is_unsaved=self.dirty)

    def undo(self) -> None:
        """Take the last step back."""
        self._gesture = ""
        self.undo_stack.undo()
        self.state_changed.emit()

    def redo(self) -> None:
        """Take the last step taken back forward again."""
        self._gesture = ""
        self.undo_stack.redo()
        self.state_changed.emit()

    def go_to(self, index: int) -> None:
        """Take back, or forward again, all steps up to one; the last where it has grown since."""
        self._gesture = ""
        if index == self.undo_stack.index():
            self.undo_stack.undo()
        else:
            self.undo_stack.setIndex(index)
        self.state_changed.emit()

    def new(self) -> None:
        """Lay an empty circuit on the desk."""
        self.replace(Circuit())

    def replace(self, circuit: Circuit, path: Path | None = None) -> None:
        """Lay `circuit` on the desk, saved as `path`, with no history."""
        self.circuit, self._held = circuit, None
        self._gesture = ""
        self._keep_path(path)
        self.undo_stack.clear()
        self.replaced.emit()
        self.state_changed.emit()

    def recover(self, circuit: Circuit, path: Path | None, mark: str) -> None:
        """Lay a circuit on the desk that was never saved.

        Parameters
        ----------
        path, mark
            Its file, and what that held when the circuit was taken from it.
        """
        self.circuit, self._held = circuit, None
        self._gesture = ""
        self.path, self.content_mark = path, mark
        self.undo_stack.clear()
        self.undo_stack.resetClean()
        self.replaced.emit()
        self.state_changed.emit()

    def open(self, path: Path) -> list[Problem]:
        """Read a file; when it cannot be read at all, the present circuit stays.

        Returns
        -------
        list of Problem
            Everything in the file that could not be taken as it stands.
        """
        with without_collecting():
            loaded = opening.load(path, self.catalog)
            return self.take(loaded, None if opening.is_foreign(path) else path)

    def take(
        self, loaded: Loaded, path: Path | None = None, held: Tally | None = None
    ) -> list[Problem]:
        """Lay the circuit of a file that has been read on the desk, if there is one.

        Parameters
        ----------
        held : Tally, optional
            How much the file holds, where that was counted already.

        Returns
        -------
        list of Problem
            As of :meth:`open`.
        """
        if loaded.circuit is not None:
            self.replace(loaded.circuit, path)
            self._held = held
        return list(loaded.problems)

    def open_preset(self, name: str) -> list[Problem]:
        """Lay a copy of the preset `name` on the desk; saving asks for a file."""
        loaded = store.load_preset(name, self.catalog)
        if loaded.circuit is not None:
            begun = loaded.circuit
            begun.apply(begun.with_document({"origin": name}))
            self.replace(begun)
        return list(loaded.problems)

    def save(self) -> list[Problem]:
        """Write to the present path.

        Raises
        ------
        ValueError
            When the circuit has no path yet.
        """
        if self.path is None:
            raise ValueError("the document has no path: use save_as")
        return self.save_as(self.path)

    def save_as(self, path: Path) -> list[Problem]:
        """Write to `path` and keep it; on failure nothing changes, here or on disk."""
        problems = list(store.save(self.circuit, path, self.catalog) or ())
        if not problems:
            self._keep_path(path)
            self.undo_stack.setClean()
            self.state_changed.emit()
        return problems

    def _keep_path(self, path: Path | None) -> None:
        self.path = path
        self.content_mark = content_mark(path) if path is not None else ""

    def _apply(self, delta: Delta) -> None:
        self.circuit.apply(delta)
        if self._held is not None:
            self._held = tally_after(self._held, delta)

    def _tell(self, delta: Delta, is_unsaved: bool = True) -> None:
        if is_unsaved:
            self.unsaved.emit(delta)
        self.changed.emit(delta)
