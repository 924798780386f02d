"""A small circuit on the desk, a runner that computes nothing, and a window on both."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication, QMainWindow
from shiboken6 import getAllValidWrappers, isValid

sys.path.insert(0, str(Path(__file__).parent))

import fake_engine
from two_neurons import two_neurons

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.gui.bench.orders import Worker
from circuitlab.gui.document import Document
from circuitlab.gui.session import Session
from circuitlab.gui.shell.dialogs import Elsewhere, Unsaved
from circuitlab.model.circuit import Circuit


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform without a screen says of many things that it lacks them."""
    ignore = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(ignore)


@pytest.fixture(autouse=True)
def fresh_settings(qapp: object) -> Iterator[None]:
    """No test sees what another one remembered, nor lives on beside it."""
    QCoreApplication.setOrganizationName("CircuitLab")
    QCoreApplication.setApplicationName("CircuitLab tests")
    QSettings().clear()
    yield
    for window in getAllValidWrappers():  # to ask Qt would wrap what is none of ours
        if isinstance(window, QMainWindow):
            _delete(window)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _delete(window: QMainWindow) -> None:
    """Let a window go, and what would keep it by its signals; each later one is dressed with it."""
    for each in (window, getattr(window, "session", None), getattr(window, "document", None)):
        if each is not None and isValid(each):
            each.deleteLater()


@pytest.fixture(autouse=True)
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is measured in another process, asked for or not."""

    def ended(_worker: Worker, *_order: object) -> None:
        raise InterruptedError

    monkeypatch.setattr(Worker, "__init__", lambda _worker: None)
    monkeypatch.setattr(Worker, "end", lambda _worker: None)
    monkeypatch.setattr(Worker, "measured", ended)


@pytest.fixture
def catalog() -> Catalog:
    return default_catalog()


@pytest.fixture
def circuit(catalog: Catalog) -> Circuit:
    return two_neurons(catalog)


@pytest.fixture
def document(catalog: Catalog, circuit: Circuit, qapp: object) -> Iterator[Document]:
    """A document that goes with its test: signals of one that stays would keep a whole window."""
    made = Document(catalog, circuit)
    yield made
    made.deleteLater()


@pytest.fixture
def session(document: Document) -> Iterator[Session]:
    made = Session(document, lambda: fake_engine.Runner)
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
def running(session: Session, qtbot: object) -> Session:
    """A session whose runner is there."""
    session.start()
    qtbot.waitUntil(lambda: session.engine.ready)  # type: ignore[attr-defined]
    return session


class Answers:
    """Questions that are answered at once, and remember what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.unsaved = Unsaved.CANCEL
        self.elsewhere = Elsewhere.CANCEL
        self.path: Path | None = None
        self.problems: list[Problem] = []

    def file_to_open(self, folder: Path) -> Path | None:
        self.asked.append("open")
        return self.path

    def file_to_save(self, proposal: Path) -> Path | None:
        self.asked.append("save")
        return self.path

    figure_to_save = table_to_save = file_to_save

    def graph_to_save(self, proposal: Path, suffixes: Sequence[str]) -> Path | None:
        assert proposal.suffix in suffixes
        return self.file_to_save(proposal)

    def data_to_save(self, proposal: Path, ending: str) -> Path | None:
        assert proposal.suffix == ending
        return self.file_to_save(proposal)

    def recording_to_open(self, folder: Path) -> Path | None:
        return self.file_to_open(folder)

    def unsaved_changes(self, title: str) -> Unsaved:
        self.asked.append("unsaved")
        return self.unsaved

    def changed_elsewhere(self, name: str) -> Elsewhere:
        self.asked.append("elsewhere")
        return self.elsewhere

    def show_log(self) -> None:
        self.asked.append("log")

    def show_problems(self, title: str, problems: list[Problem]) -> None:
        self.asked.append("problems")
        self.problems = list(problems)

    def tell(self, title: str, text: str) -> None:
        self.asked.append(title)


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def make_window(
    document: Document, session: Session, answers: Answers, qtbot: object, qapp: QApplication
) -> Callable[[], object]:
    """Build and show the window, with its questions answered by `answers`.

    As in the program, it is dressed once it is built, which takes half as long.
    """
    from circuitlab.gui.main_window import build

    def made() -> object:
        qapp.setStyleSheet("")
        window = build(document, session)
        window.questions = answers  # type: ignore[assignment]
        qtbot.addWidget(window, before_close_func=_forget_changes)  # type: ignore[attr-defined]
        window.resize(1440, 900)
        window.show()
        return window

    return made


@pytest.fixture
def window(make_window: Callable[[], object]) -> object:
    return make_window()


def _forget_changes(window: object) -> None:
    window.document.undo_stack.setClean()  # type: ignore[attr-defined]
