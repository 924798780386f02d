"""What the menus do with the window's document, session and canvas."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF

from circuitlab import __version__
from circuitlab.catalog.words import Problem
from circuitlab.gui.canvas import room
from circuitlab.gui.shell import settings
from circuitlab.gui.shell.deletion import delete_selected
from circuitlab.gui.shell.dialogs import SUFFIX, Elsewhere, Unsaved
from circuitlab.gui.shell.reading_beside import open_beside, takes_a_while
from circuitlab.model.circuit import Circuit
from circuitlab.model.duplicate import OFFSET, duplicated
from circuitlab.model.mutes import toggled
from circuitlab.model.names import name_of
from circuitlab.model.rules import add_kind, connect, kinds_for
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from circuitlab.gui.shell.workspace import EditorWindow, Workspace
    from circuitlab.gui.sidebar.connect import Connect
    from circuitlab.gui.sidebar.quick_add import QuickAdd
    from circuitlab.model.delta import Delta


BESIDE = QPoint(44, 24)
"""How far from a part a list stands that is about it, in pixels."""


def undo(window: Workspace) -> None:
    """Take the last step back, and say which."""
    step = window.document.undo_stack.undoText()
    window.document.undo()
    window.say(_("Undone: {step}").format(step=step))


def redo(window: Workspace) -> None:
    """Take the last step taken back forward again, and say which."""
    step = window.document.undo_stack.redoText()
    window.document.redo()
    window.say(_("Done again: {step}").format(step=step))


def may_leave(window: Workspace) -> bool:
    """Return whether the circuit on the desk may go; asks only where something would be lost."""
    if not window.document.dirty:
        return True
    answer = window.questions.unsaved_changes(window.document.title)
    if answer is Unsaved.SAVE:
        return save(window)
    return answer is Unsaved.DISCARD


def new(window: Workspace) -> None:
    """Lay an empty circuit on the desk."""
    if may_leave(window):
        window.session.pause()
        window.document.new()


def open_asked(window: Workspace) -> None:
    """Ask for a file and open it."""
    if not may_leave(window):
        return
    path = window.questions.file_to_open(folder(window))
    if path is not None:
        _open(window, path)


def open_file(window: Workspace, path: Path | None) -> None:
    """Open the file at `path`, or ask for one."""
    if path is None:
        open_asked(window)
    elif may_leave(window):
        _open(window, path)


def open_at_start(window: Workspace, path: Path) -> None:
    """Open a file that the program was begun with and that takes a while, and let it run."""
    before = window.document.circuit

    def taken(problems: list[Problem]) -> None:
        if window.document.circuit is not before:
            window.session.play()
        _opened(window, path, before, problems)

    open_beside(window, path, taken)


def open_preset(window: Workspace, name: str) -> bool:
    """Lay the preset `name` on the desk and let it run; whether the one there might go."""
    if not may_leave(window):
        return False
    _report(window, name, window.document.open_preset(name))
    window.session.play()
    return True


def open_walk(window: EditorWindow, name: str) -> None:
    """Lay the preset `name` on the desk and begin its walk."""
    if open_preset(window, name):
        window.guide.begin()


def save(window: Workspace) -> bool:
    """Save to the document's file, or ask for one; True when it is saved."""
    if window.document.path is None:
        return save_as(window)
    if window.document.was_changed_elsewhere:
        return _settled(window, window.document.path)
    return _saved(window, window.document.path)


def _settled(window: Workspace, path: Path) -> bool:
    """Ask about a file that somebody else has changed, and do that; True when it is saved."""
    answer = window.questions.changed_elsewhere(path.name)
    if answer is Elsewhere.RELOAD:
        _open(window, path)
    elif answer is Elsewhere.SAVE_AS:
        return save_as(window)
    return answer is Elsewhere.OVERWRITE and _saved(window, path)


def save_as(window: Workspace) -> bool:
    """Ask where to save; True when it is saved."""
    proposal = window.document.path or folder(window) / f"{window.document.file_name}{SUFFIX}"
    path = window.questions.file_to_save(proposal)
    return path is not None and _saved(window, path)


def delete(window: Workspace) -> None:
    """Remove what is selected, with what cannot be without it."""
    delete_selected(window.document, window.session)


def mute(window: EditorWindow) -> None:
    """Let what is selected act on nothing, or act again where all of it is muted.

    While states are compared this is of the one that is worked on, and the sentence says so.
    """
    comparison = window.comparison
    document = comparison.document_of(comparison.active)
    delta = toggled(document.circuit, window.catalog, window.session.selection.ids)
    document.push(delta)
    state = comparison.active_name
    words = _("{what} in {state}").format(what=delta.label, state=state) if state else delta.label
    window.say(words)


def duplicate(window: Workspace) -> None:
    """Copy what is selected to a free place near it, and select the copies."""
    circuit, chosen = window.document.circuit, window.session.selection.ids
    boxes = room.covered(_alone(duplicated(circuit, chosen, (0.0, 0.0))[1]), window.catalog)
    offset = room.free_place(window.canvas, boxes, QPointF(*OFFSET))
    ids, delta = duplicated(circuit, chosen, (offset.x(), offset.y()))
    window.document.push(delta)
    window.session.selection.select(id for id in ids if window.document.circuit.host(id) is None)
    for id in window.session.selection.ids:
        room.bring_into_view(window.canvas, id)


def select_all(window: Workspace) -> None:
    """Select every element that stands by itself."""
    circuit = window.document.circuit
    window.session.selection.select(id for id in circuit.elements if circuit.host(id) is None)


def fit(window: Workspace) -> None:
    """Show the whole circuit, and say which of it lies too far off for that."""
    window.canvas.fit()
    tell_far_off(window)


def tell_far_off(window: Workspace) -> None:
    """Say what the canvas could not show when it was fitted last."""
    far = window.canvas.far_off
    if far:
        name = name_of(window.document.circuit, window.catalog, far[0])
        said = ngettext(
            "“{name}” lies too far off to be shown with the rest; the outline leads to it",
            "{count} parts, “{name}” among them, lie too far off; the outline leads to them",
            len(far),
        )
        window.say(said.format(name=name, count=len(far)))


def change_speed(window: Workspace, factor: float) -> None:
    """Run so many times as fast."""
    window.session.set_speed(window.session.speed * factor)


def look_back(window: Workspace, more_ms: float) -> None:
    """Look at the run so much longer ago than now."""
    window.session.look_back(window.session.ago_ms + more_ms)


def add(window: Workspace, kind: str, place: QPointF, source: str = "") -> None:
    """Add an element of `kind` at a place on the canvas, wired from `source`."""
    at = (round(place.x(), 1), round(place.y(), 1))
    made = add_kind(window.document.circuit, window.catalog, kind, *at, wired_from=source or None)
    if isinstance(made, Problem):
        window.say(str(made))
        return
    id, delta = made
    window.document.push(delta)
    window.session.selection.select([id])
    room.bring_into_view(window.canvas, id)


def add_in_view(window: Workspace, kind: str, source: str = "") -> None:
    """Add an element of `kind` in view: in its lane, beside what is there already."""
    wish, boxes = window.canvas.scene_centre(), _covered_by(window, kind)
    if source:
        wish = window.canvas.scene.geometry.places[source].centre
    lane = window.catalog.kind(kind).lane
    add(window, kind, room.free_place(window.canvas, boxes, wish, lane), source)


def add_near(window: Workspace, kind: str, wish: QPointF, source: str = "") -> None:
    """Add an element of `kind` at a place of the canvas, or near it where something lies there."""
    boxes = _covered_by(window, kind)
    free = room.is_free(window.canvas, boxes, wish)
    place = wish if free else room.free_place(window.canvas, boxes, wish)
    add(window, kind, place, source)


def _covered_by(window: Workspace, kind: str) -> list[QRectF]:
    """Return what a new element of `kind` would cover around its centre."""
    made = add_kind(Circuit(), window.catalog, kind)
    return [] if isinstance(made, Problem) else room.covered(_alone(made[1]), window.catalog)


def _alone(delta: Delta) -> Circuit:
    """Return a circuit of nothing but what an edit adds."""
    circuit = Circuit()
    circuit.apply(delta)
    return circuit


def quick_add(window: Workspace) -> None:
    """Open quick-add at the pointer, or in the middle of the canvas."""
    open_quick_add(window, window.canvas.pointed_at(), "")


def open_quick_add(window: Workspace, scene: QPointF | None, source: str) -> QuickAdd:
    """Open quick-add at a place of the canvas, for what may be wired from `source`.

    Without a place it stands in the middle, and what is chosen finds a place by itself.
    """
    circuit, catalog = window.document.circuit, window.catalog
    from circuitlab.gui.sidebar.quick_add import QuickAdd

    only = kinds_for(circuit, catalog, source) if source else None
    name = name_of(circuit, catalog, source) if source else ""
    popup = QuickAdd(catalog, window.theme, only, name, window.window())
    if scene is None:
        popup.chosen.connect(lambda kind: add_in_view(window, kind, source))
    else:
        popup.chosen.connect(lambda kind: add_near(window, kind, scene, source))
    popup.open_at(_on_screen(window, window.canvas.scene_centre() if scene is None else scene))
    return popup


def connect_to(window: Workspace) -> Connect:
    """Offer everything that what is selected may be connected to."""
    circuit, catalog, (source,) = (
        window.document.circuit,
        window.catalog,
        window.session.selection.ids,
    )
    from circuitlab.gui.sidebar.connect import Connect, new_part, targets_of

    targets = targets_of(circuit, catalog, source, lambda id: _drawn_at(window, id))
    if kinds_for(circuit, catalog, source):
        targets.insert(sum(not target.refused for target in targets), new_part())
    popup = Connect(name_of(circuit, catalog, source), targets, window.theme, window.window())
    popup.chosen.connect(lambda target: _connect(window, source, target))
    popup.open_at(_on_screen(window, QPointF(*_drawn_at(window, source))) + BESIDE)
    return popup


def _drawn_at(window: Workspace, id: str) -> tuple[float, float]:
    place = window.canvas.scene.place(id)
    return (place.centre.x(), place.centre.y()) if place is not None else (0.0, 0.0)


def _connect(window: Workspace, source: str, target: str) -> None:
    """Wire two parts in one step, or (with no target) offer what may be wired from the one."""
    if not target:
        open_quick_add(window, None, source)
        return
    made = connect(window.document.circuit, window.catalog, source, target)
    if isinstance(made, Problem):
        window.say(str(made))
        return
    window.document.push(made)
    window.say(made.label)
    room.bring_into_view(window.canvas, target)


def show_about(window: Workspace) -> None:
    """Say what this program is."""
    text = _("Build living neural circuits by hand, run them, and watch them.")
    caution = _("A teaching model, not medical advice.")
    window.questions.tell(
        _("About CircuitLab"), f"<b>CircuitLab {__version__}</b><p>{text}</p><p>{caution}</p>"
    )


def export_figure(window: EditorWindow) -> None:
    """Ask where to, and paint the circuit as it is now; or the states that are compared."""
    from circuitlab.gui.shell.export_figure import export, export_states

    proposal = folder(window) / f"{window.document.file_name}.svg"
    path = window.questions.figure_to_save(proposal)
    if path is None:
        return
    if window.comparison.is_on and len(window.comparison.states) > 1:
        problem = export_states(window.comparison, window.below, path)
    else:
        problem = export(window.document, window.session, window.traces, path)
    if problem is None:
        window.say(_("Figure saved as {name}").format(name=path.name))
    else:
        window.questions.show_problems(_("The figure could not be saved"), [problem])


def _open(window: Workspace, path: Path) -> None:
    taken = partial(_opened, window, path, window.document.circuit)
    if takes_a_while(path):
        open_beside(window, path, taken)
    else:
        taken(window.document.open(path))


def _opened(window: Workspace, path: Path, before: Circuit, problems: list[Problem]) -> None:
    if window.document.circuit is not before:
        settings.remember_file(path)
    _report(window, path.name, problems)
    tell_far_off(window)


def _report(window: Workspace, name: str, problems: list[Problem]) -> None:
    if problems:
        title = _("Not everything in “{name}” could be read").format(name=name)
        window.questions.show_problems(title, problems)


def _saved(window: Workspace, path: Path) -> bool:
    problems = window.document.save_as(path)
    if problems:
        title = _("“{name}” could not be saved").format(name=path.name)
        window.questions.show_problems(title, problems)
        return False
    settings.remember_file(path)
    return True


def folder(window: Workspace) -> Path:
    """Return where a file dialog begins: beside the document, or where one was last opened."""
    if window.document.path is not None:
        return window.document.path.parent
    recent = settings.recent_files()
    return recent[0].parent if recent else Path.home()


def _on_screen(window: Workspace, scene: QPointF) -> QPoint:
    view = window.canvas
    return view.mapToGlobal(view.mapFromScene(scene))
