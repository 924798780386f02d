"""Somebody restless before the window: every button, key, menu and gesture, in any order.

`python -m benchmarks.random_hands --actions 5000 --seed 1` opens the whole window with its engine
and does as many things at random: opens and saves files, edits, undoes, runs, looks back, walks,
measures, judges claims, drags and clicks wherever anything is. Whatever raises, and whatever Qt
complains of, is printed with what was done last. A seed does the same things again, as far as the
run, which has a clock of its own, lets it.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QMenu,
    QMessageBox,
    QWidget,
)

from benchmarks.mutations import mutated
from benchmarks.random_answers import RandomAnswers
from benchmarks.random_pointer import MODIFIERS, TEXTS, RandomPointer
from circuitlab.catalog.spec import Kind
from circuitlab.files import store
from circuitlab.gui.document import Document
from circuitlab.gui.main_window import MainWindow
from circuitlab.gui.shell import commands
from circuitlab.model import rules
from circuitlab.model.delta import Delta, RefusedDelta
from circuitlab.model.parameter_values import set_param

DIALOG_MS = 30
"""How long a menu or a dialog stays open before somebody presses something in it."""
KEYS = (
    *(Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Delete),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Backspace),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Menu),
    *(Qt.Key.Key_F2, Qt.Key.Key_A, Qt.Key.Key_1, Qt.Key.Key_Slash, Qt.Key.Key_Minus),
)
QUIET = ("This plugin does not support", "propagateSizeHints")
"""What Qt says of every window without a screen."""


class Hands(RandomPointer):
    """Hands that do things at random, and note what comes of it.

    Parameters
    ----------
    window : the whole window, shown
    folder : where files are saved and opened
    """

    def __init__(self, window: MainWindow, folder: Path, seed: int) -> None:
        super().__init__(seed)
        self._window, self._folder = window, folder
        self.failed: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        answers = RandomAnswers(self._random, folder, self._note, self.fail)
        window.questions = answers  # type: ignore[assignment]
        self._timer = QTimer(window, interval=DIALOG_MS)
        self._timer.timeout.connect(self._answer)
        self._kinds = sorted(window.catalog.kinds)
        self._presets = [preset.name for preset in store.presets()]

    # ---- doing

    def act(self, times: int) -> None:
        """Do so many things."""
        self._timer.start()
        for _time in range(times):
            self._once()
        self._timer.stop()
        while self._on_top() is not None:
            self._answer()

    def _once(self) -> None:
        ways: Sequence[tuple[Callable[[], object], int]] = (
            *((self._menu_action, 14), (self._edit, 16), (self._wire, 6), (self._add, 5)),
            *((self._widget, 18), (self._canvas, 14), (self._traces, 6), (self._key, 5)),
            *((self._select, 10), (self._wait, 6), (self._undo, 8), (self._run, 6)),
            *((self._open, 2), (self._cells, 2), (self._inspect, 5)),
        )
        way = self._random.choices([w for w, _n in ways], [n for _w, n in ways])[0]
        self.done[way.__name__.strip("_")] += 1
        self._note(way.__name__.strip("_"))
        try:
            way()
            self.let_pass(self._random.choice((0, 0, 5, 20)))
        except Exception as error:  # whatever it was, it is told
            self.fail("".join(traceback.format_exception(error)))

    def edit_once(self) -> None:
        """Change the circuit in one way or another."""
        ways = (self._edit, self._add, self._wire, self._cells, self._undo, self._edit)
        self._random.choice(ways)()

    def let_pass(self, ms: int) -> None:
        """Let the window live for some time."""
        QTest.qWait(ms) if ms else QApplication.processEvents()

    def fail(self, words: str) -> None:
        """Note that something has failed, and print it with what was done when it is new."""
        place = "\n".join(words.strip().splitlines()[-4:])
        self.failed[place] += 1
        if self.failed[place] == 1:
            print("-" * 60, *self._last, words, sep="\n", flush=True)

    # ---- what there is to be done

    def _menu_action(self) -> None:
        keys = [key for key, made in self._window.actions_by_key.items() if made.isEnabled()]
        if keys := [key for key in keys if key != "quit"]:
            key = self._random.choice(keys)
            self._note(key)
            self._window.actions_by_key[key].trigger()

    def _edit(self) -> None:
        id, kind = self._element()
        if kind is None or not kind.parameters:
            return
        name = self._random.choice(sorted(kind.parameters))
        given = self._given(kind, name)
        self._note(f"{id}.{name} = {given!r}")
        self._push(set_param(self._circuit, self._window.catalog, id, name, given))

    def _given(self, kind: Kind, name: str) -> object:
        about = kind.parameters[name]
        if about.choices:
            return self._random.choice(about.choices)
        if about.type == "switch":
            return self._random.random() < 0.5
        if about.type in ("text", "numbers"):
            return self._random.choice(("a word", [1.0, 5.0, 30.0], [], "1, 2, 3"))
        low, high = about.minimum, about.maximum
        if name == "size":
            return self._random.choice((1, 2, 5, 20))
        if about.type == "integer":
            return self._random.randint(int(low), int(min(high, low + 50)))
        return self._random.choice((low, high, about.default, self._random.uniform(low, high)))

    def _cells(self) -> None:
        id, kind = self._element()
        if kind is not None and "size" in kind.parameters:
            size = self._random.choice((2, 3, 7))
            self._push(set_param(self._circuit, self._window.catalog, id, "size", size))
            for name, about in kind.parameters.items():
                if about.per_cell and self._random.random() < 0.3:
                    values = [self._given(kind, name) for _cell in range(size)]
                    self._note(f"{id}.{name} = {values}")
                    self._push(set_param(self._circuit, self._window.catalog, id, name, values))

    def _wire(self) -> None:
        source, target = self._element()[0], self._element()[0]
        if source:
            self._note(f"{source} → {target}")
            self._push(rules.connect(self._circuit, self._window.catalog, source, target))

    def _add(self) -> None:
        kind = self._random.choice(self._kinds)
        self._note(kind)
        if len(self._circuit.elements) < 120:
            commands.add_in_view(self._window, kind)

    def _push(self, found: object) -> None:
        if isinstance(found, Delta):
            try:
                self._window.document.push(found)
            except RefusedDelta as refusal:  # the window says it in a sentence
                self._note(f"refused: {refusal}")

    def _undo(self) -> None:
        for _time in range(self._random.choice((1, 1, 3, 10))):
            (commands.undo if self._random.random() < 0.7 else commands.redo)(self._window)

    def _select(self) -> None:
        circuit, selection = self._circuit, self._window.session.selection
        if circuit.links and self._random.random() < 0.2:
            selection.select((), self._random.choice(list(circuit.links)))
        elif circuit.elements:
            count = self._random.choice((1, 1, 1, 2, 5))
            selection.select(self._random.choices(list(circuit.elements), k=count))

    def _wait(self) -> None:
        self.let_pass(self._random.choice((50, 100, 300)))

    def _run(self) -> None:
        session, guide = self._window.session, self._window.guide
        ways: tuple[Callable[[], object], ...] = (
            *(session.play, session.play, session.pause, session.step, session.step_back),
            *(session.reset, session.look_at_now, guide.begin, guide.go_on, guide.end),
            lambda: session.look_back(self._random.choice((10.0, 500.0, 5000.0, 1e6))),
            lambda: session.set_speed(10 ** self._random.uniform(-3, 2)),
            lambda: session.play_by_days(self._random.choice((0.0, 3600.0, 86400.0)), 20.0),
            lambda: session.checking.start(),
            session.checking.cancel,
        )
        self._random.choice(ways)()

    def _open(self) -> None:
        way = self._random.random()
        self._window.document.undo_stack.setClean()
        if way < 0.6:
            name = self._random.choice(self._presets)
            self._note(name)
            commands.open_preset(self._window, name)
        elif way < 0.9:
            path = self._folder / "mutated.circuit"
            preset = self._random.choice(store.presets())
            path.write_bytes(mutated(preset.path.read_bytes(), self._random))
            self._note(f"a mutated {preset.name}")
            commands.open_file(self._window, path)
        else:
            commands.new(self._window)

    def _inspect(self) -> None:
        """Use what the inspector shows of what is selected."""
        self._use(self._window.inspector)

    def _widget(self) -> None:
        """Use any widget of the window."""
        self._use(self._window)

    def _place(self, widget: QWidget) -> QPoint:
        """A place on a widget; on the canvas, often where an element is."""
        canvas = self._window.canvas
        places = list(canvas.scene.geometry.places.values())
        if widget is canvas and places and self._random.random() < 0.7:
            return canvas.mapFromScene(self._random.choice(places).centre)
        return super()._place(widget)

    def _canvas(self) -> None:
        self._drag(self._window.canvas)

    def _traces(self) -> None:
        inner = [each for each in self._window.traces.findChildren(QWidget) if each.isVisible()]
        if inner:
            self._drag(self._random.choice(inner))

    def _key(self) -> None:
        target = QApplication.focusWidget() or self._window
        key, keys = self._random.choice(KEYS), self._random.choice(MODIFIERS)
        self._note(f"{key} on {type(target).__name__}")
        QTest.keyClick(target, key, keys)

    def _element(self) -> tuple[str, Kind | None]:
        elements = list(self._circuit.elements.values())
        if not elements:
            return "", None
        one = self._random.choice(elements)
        return one.id, self._window.catalog.kinds.get(one.kind)

    @property
    def _circuit(self):  # type: ignore[no-untyped-def]
        return self._window.document.circuit

    # ---- menus and dialogs that open

    def _on_top(self) -> QWidget | None:
        return QApplication.activePopupWidget() or QApplication.activeModalWidget()

    def _answer(self) -> None:
        top = self._on_top()
        if isinstance(top, QMenu):
            chosen = [each for each in top.actions() if each.isEnabled() and each.text()]
            if chosen and self._random.random() < 0.7:
                one = self._random.choice(chosen)
                self._note(f"menu: {one.text()}")
                top.close()
                one.trigger()
            else:
                top.close()
        elif isinstance(top, QInputDialog):
            top.setTextValue(self._random.choice(TEXTS))
            top.accept() if self._random.random() < 0.7 else top.reject()
        elif isinstance(top, QFileDialog | QMessageBox):
            top.close()
        elif top is not None:
            self._press_in(top)

    def _press_in(self, top: QWidget) -> None:
        if self._random.random() < 0.7:
            self._use(top)
        elif top.findChildren(QDialogButtonBox) and self._random.random() < 0.5:
            QTest.keyClick(top, Qt.Key.Key_Return)
        else:
            top.close()


def listen(hands: Hands) -> None:
    """Have the hands hear of all that raises in slots, timers and threads, and of Qt's warnings."""
    window = hands._window
    before = sys.excepthook

    def raised(kind, error, trace):  # type: ignore[no-untyped-def]
        hands.fail("".join(traceback.format_exception(kind, error, trace)))
        before(kind, error, trace)

    sys.excepthook = raised

    def complained(_kind: object, _context: object, text: str) -> None:
        if not any(each in text for each in QUIET):
            hands.fail(f"Qt: {text}")

    qInstallMessageHandler(complained)
    assert isinstance(window, MainWindow)


def main() -> int:
    """Open the window, act in it, and return 1 where anything has failed."""
    from circuitlab.gui.app import application
    from circuitlab.gui.faults import Faults
    from circuitlab.gui.main_window import build
    from circuitlab.gui.session import Session

    reading = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reading.add_argument("--actions", type=int, default=2000)
    reading.add_argument("--seed", type=int, default=1)
    given = reading.parse_args()
    application()
    folder = Path(tempfile.mkdtemp(prefix="random-hands-"))
    from circuitlab.catalog.load import default_catalog

    document = Document(default_catalog())
    document.open_preset(random.Random(given.seed).choice(store.presets()).name)
    window = build(document, Session(document))
    hands = Hands(window, folder, given.seed)
    faults = Faults()
    faults.found.connect(window.tell_fault)
    faults.found.connect(lambda problem: hands.fail(str(problem)))
    window.session.restarted.connect(faults.forget)
    faults.install()
    listen(hands)
    window.show()
    window.session.start()
    window.session.play()
    try:
        hands.act(given.actions)
    finally:
        document.undo_stack.setClean()
        window.close()
        faults.uninstall()
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps({"done": hands.done, "failed": sum(hands.failed.values())}))
    return int(bool(hands.failed))


if __name__ == "__main__":
    sys.exit(main())
