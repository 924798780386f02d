"""The states of the window that are looked at, and what brings a window to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from circuitlab.catalog.words import Problem
from circuitlab.gui.inspector.more_values import FilterField
from scripts.contact_sheet.deeds import (
    do,
    ids_of,
    open_bench_on,
    present,
    scroll_to,
    select,
    spin,
)

if TYPE_CHECKING:
    from circuitlab.gui.main_window import MainWindow

_REMEDY = "draw a wire from it to a nerve ending in the skin"

Prepare = Callable[["MainWindow"], QWidget | None]


@dataclass(frozen=True, slots=True)
class State:
    """One state.

    Attributes
    ----------
    preset
        The circuit on the desk; none for the start page.
    prepare
        Brings the window to it; returns what is grabbed in the window's place, as a dialog.
    is_brief
        Whether it is lost when the window is resized or dressed, and brought about anew then.
    """

    name: str
    preset: str
    prepare: Prepare
    is_brief: bool = False


def states() -> Iterator[State]:
    """Yield all of them."""
    yield State("start", "", lambda _window: None)
    yield State("empty", "", lambda window: window.show_start_page(False))
    yield State("lecture-empty", "", _lecture_of_nothing)
    yield State("start-no-match", "", lambda window: window.start_page.search.setText("xyz"))
    yield from _of_the_desk()
    yield from _of_dialogs()
    yield from _of_lectures()


def _of_the_desk() -> Iterator[State]:
    yield State("circuit", "fig4", lambda _window: None)
    yield State("start-with-way-back", "fig4", lambda window: window.show_start_page())
    yield State("close-up", "fig4", _near)
    for kind in ("wdr_neuron", "nociceptor_c", "nmda", "trpv1", "tissue_damage", "pain_readout"):
        yield State(f"inspector-{kind}", "fig4", partial(select, kind=kind))
    for family in ("synapse", "stimulus", "drug", "treatment", "meter"):
        yield State(f"inspector-{family}", "whole-story", partial(_family, family=family))
    yield State("inspector-glia", "touch-becomes-pain", partial(_family, family="glia"))
    yield State("filter-no-match", "fig4", _filter_nothing, is_brief=True)
    yield State("parts-no-match", "fig4", lambda w: w.palette_.search.setText("xyz"))
    yield State("outline-no-match", "fig4", _find_nothing)
    yield State("refusal", "fig4", _refused)
    yield State("fault", "fig4", _fault)
    yield State("wire", "fig4", _wire)
    yield State("several", "fig4", lambda w: w.session.selection.select(ids_of(w)[:5]))
    yield State("all-parts", "fig4", lambda w: w.palette_.all.click())
    yield State("outline", "fig4", lambda w: do(w, "outline"))
    yield State("quick-add", "fig4", partial(_popup, action="quick_add"), is_brief=True)
    yield State("connect", "fig4", _connect, is_brief=True)
    yield State("measures", "fig4", lambda w: w.traces.measuring.instrument.open(True))
    yield State("panels-away", "fig4", _panels_away)
    yield State("only-circuit", "fig4", lambda w: do(w, "only_circuit"))
    yield State("pins", "fig4", _pins)
    yield State("banner", "fig4", _banner)
    yield State("file-elsewhere", "fig4", _file_elsewhere)
    yield State("look-back", "fig4", lambda w: w.session.look_back(900.0))
    yield State("compare", "fig4", lambda w: do(w, "compare"))
    yield State("pain-gauge", "pain-without-input", lambda w: select(w, "pain_readout"))
    yield State("days", "pregabalin-over-days", lambda _window: None)
    yield State("pathways", "fig4", _pathways)


def _of_dialogs() -> Iterator[State]:
    yield State("bench-empty", "fig4", lambda w: open_bench_on(w, "wdr_neuron", "f-I"))
    yield State("bench-f-I", "fig4", lambda w: open_bench_on(w, "wdr_neuron", "f-I", measures=True))
    yield State(
        "bench-latency", "fig4", lambda w: open_bench_on(w, "wdr_neuron", "latency", measures=True)
    )
    yield State("bench-I-V", "fig4", lambda w: open_bench_on(w, "nmda", "I-V", measures=True))
    yield State("changes", "fig4", _changes)
    yield State("log", "fig4", lambda w: _asked(w.questions.show_log))
    yield State("pin-dialog", "fig4", _pin_dialog)
    yield State("unsaved", "fig4", _unsaved)
    yield State("elsewhere", "fig4", _elsewhere)
    yield State("problems", "fig4", _problems)
    yield State("export-data", "fig4", lambda w: _asked(lambda: do(w, "export_data")))
    yield State("settings-told", "fig4", _told)
    yield State("about", "fig4", lambda w: _asked(lambda: do(w, "about")))
    yield State("keyboard", "fig4", lambda w: _asked(lambda: do(w, "keyboard")))


def _of_lectures() -> Iterator[State]:
    yield State("lecture", "fig4", lambda w: do(w, "edit_steps"))
    yield State("lecture-lost-element", "fig4", _lecture_that_lost)
    yield State("recording", "fig4", lambda w: do(w, "record_step"))
    yield State("walk", "fig3", lambda w: w.guide.begin())
    yield State("walk-question", "fig4", _walk_to_question)
    yield State("present", "fig3", lambda w: w.presentation.enter())
    yield State("present-walk", "fig3", lambda w: present(w, "next"))
    yield State("present-question", "fig4", _present_question)
    yield State("present-keys", "fig4", lambda w: present(w, "next", "help"))
    yield State("spotlight", "fig3", _spotlight)
    yield State("present-blank", "fig3", lambda w: present(w, "blank"))


# ---- what brings a window to a state


def _popup(window: MainWindow, action: str) -> QWidget:
    """Return what pops up over the window, which is no part of its picture."""
    for _time in range(2):  # without a screen the first of a window goes away by itself
        do(window, action)
        spin(0.1)
        tops = (each for each in QApplication.topLevelWidgets() if each.isVisible())
        for each in tops:
            if each is not window:
                return each
    raise SystemExit(f"nothing pops up: {action}")


def _family(window: MainWindow, family: str) -> None:
    kinds, elements = window.catalog.kinds, window.document.circuit.elements.values()
    found = [each.id for each in elements if kinds[each.kind].family == family]
    window.session.selection.select(found[:1])


def _near(window: MainWindow) -> None:
    from circuitlab.gui.canvas import room

    room.centre_on(window.canvas, ids_of(window, "nmda")[0])
    window.canvas.zoom_by(24.0)


def _wire(window: MainWindow) -> None:
    window.session.selection.select_wire(ids_of(window, "synapse")[0])


def _connect(window: MainWindow) -> QWidget:
    select(window, "nociceptor_c")
    return _popup(window, "connect")


def _filter_nothing(window: MainWindow) -> None:
    select(window, "wdr_neuron")
    spin(0.2)
    for field in window.findChildren(FilterField):
        field.setText("xyz")
        scroll_to(field)


def _find_nothing(window: MainWindow) -> None:
    do(window, "outline")
    window.outline.field.setText("xyz")


def _refused(window: MainWindow) -> None:
    problem = Problem("heat1", "Heat does not act on a wide dynamic range neuron", _REMEDY)
    window.canvas.say(problem, QPointF(window.canvas.width() * 0.6, 120.0))


def _fault(window: MainWindow) -> None:
    id = ids_of(window, "wdr_neuron")[0]
    problem = Problem(id, "Spinal neuron has left the range of numbers at 2 451 ms", _REMEDY)
    window.session.problem_found.emit(problem)


def _file_elsewhere(window: MainWindow) -> None:
    from circuitlab.gui.safety.banner import Choice, Notice

    text = "“lecture.circuit” was changed on the disk by another program."
    choices = tuple(Choice(each, lambda: None) for each in ("Read it again", "Keep mine"))
    window.banner.tell(Notice("file", text, choices))


def _told(window: MainWindow) -> QWidget | None:
    text = "The figure could not be written to /media/stick/figure.pdf: no room is left there."
    return _asked(lambda: window.questions.tell("Export figure", text))


def _lecture_that_lost(window: MainWindow) -> None:
    window.document.push(window.document.circuit.removed(ids_of(window, "ketamine"), "Remove"))
    do(window, "edit_steps")


def _panels_away(window: MainWindow) -> None:
    for name in ("left_side", "inspector", "traces"):
        do(window, name)


def _pins(window: MainWindow) -> None:
    from circuitlab.gui.pins.pinning_by_hand import turn_pin, turn_shown

    for kind, name in (("heat", "temperature"), ("nmda", "gbar")):
        ids = ids_of(window, kind)[:1]
        known = window.catalog.kinds[kind].parameters
        chosen = name if name in known else next(iter(known))
        turn_pin(window.document, ids, chosen)
        turn_shown(window.document, ids, chosen)


def _pin_dialog(window: MainWindow) -> QWidget:
    from circuitlab.gui.pins.pin_dialog import PinDialog

    _pins(window)
    circuit = window.document.circuit
    dialog = PinDialog(circuit, window.catalog, circuit.document["pins"][0], window)
    dialog.show()
    return dialog


def _banner(window: MainWindow) -> None:
    from circuitlab.gui.safety.banner import Choice, Notice

    text = "CircuitLab ended before “{}” was saved. The work of 14:32 is kept."
    choices = tuple(Choice(each, lambda: None) for each in ("Open it", "Throw away", "Later"))
    window.banner.tell(Notice("left", text.format(window.document.title), choices))


def _pathways(window: MainWindow) -> None:
    select(window, "nociceptor_c")
    do(window, "pathways")


def _changes(window: MainWindow) -> QWidget | None:
    circuit, kinds = window.document.circuit, window.catalog.kinds
    for id in ids_of(window)[:3]:
        for name, known in list(kinds[circuit.elements[id].kind].parameters.items())[:3]:
            if known.type == "number" and known.minimum is not None:
                window.document.push(window.document.circuit.with_param(id, name, known.minimum))
    return _asked(lambda: do(window, "changes"))


def _problems(window: MainWindow) -> QWidget | None:
    problem = Problem("heat1.temperature", "600 °C is more than 60 °C", "give a smaller number")
    said = "Not everything in “lecture.circuit” could be read"
    return _asked(lambda: window.questions.show_problems(said, [problem] * 3))


def _unsaved(window: MainWindow) -> QWidget | None:
    return _asked(lambda: window.questions.unsaved_changes("Figure 4"))


def _elsewhere(window: MainWindow) -> QWidget | None:
    return _asked(lambda: window.questions.changed_elsewhere("lecture.circuit"))


def _lecture_of_nothing(window: MainWindow) -> None:
    window.show_start_page(False)
    do(window, "edit_steps")


def _question_at(window: MainWindow) -> int:
    steps = window.document.circuit.document["scenario"]
    return next(at for at, step in enumerate(steps) if step.question is not None)


def _walk_to_question(window: MainWindow) -> None:
    window.guide.begin(_question_at(window))


def _present_question(window: MainWindow) -> None:
    present(window, "next")
    window.guide.go_to(_question_at(window))


def _spotlight(window: MainWindow) -> None:
    present(window, "spotlight")
    window.presentation.ink.point(QPointF(window.width() / 3, window.height() / 2))


def _asked(ask: Callable[[], object]) -> QWidget | None:
    """Ask, and return the dialog in which that is asked, open."""
    known, found = QDialog.exec, []

    def show(dialog: QDialog) -> int:
        found.append(dialog)
        dialog.show()
        return 0

    QDialog.exec = show  # type: ignore[method-assign]
    try:
        ask()
    finally:
        QDialog.exec = known  # type: ignore[method-assign]
    shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog)]
    return found[0] if found else next((each for each in shown if each.isVisible()), None)


def named(wanted: list[str]) -> dict[str, list[State]]:
    """Return the states whose names hold one of some words (none: all), by their preset."""
    found: dict[str, list[State]] = {}
    for state in states():
        if not wanted or any(each in state.name for each in wanted):
            found.setdefault(state.preset, []).append(state)
    return found
