"""Wherever something raises, the log has it with the last ten actions, and the window says so."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal
from pytestqt.qtbot import QtBot

from circuitlab import error_log
from circuitlab.gui.faults import Faults
from circuitlab.gui.main_window import MainWindow


class Raiser(QObject):
    """Raises when it is told to."""

    told = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.told.connect(fail)


class Work(QRunnable):
    """Work of a pool that fails."""

    def run(self) -> None:
        fail()


def fail() -> None:
    raise ZeroDivisionError("by nought, on purpose")


def in_a_slot(raiser: Raiser) -> None:
    raiser.told.emit()


def in_a_timer(_raiser: Raiser) -> None:
    QTimer.singleShot(0, fail)


def in_a_thread(_raiser: Raiser) -> None:
    thread = threading.Thread(target=fail, name="measuring")
    thread.start()
    thread.join()


def in_a_pool(_raiser: Raiser) -> None:
    QThreadPool.globalInstance().start(Work())
    assert QThreadPool.globalInstance().waitForDone(5000)


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(error_log, "user_log_path", lambda _name: tmp_path)
    error_log._done.clear()
    return tmp_path / error_log.NAME


@pytest.fixture
def faults(window: MainWindow, log: Path) -> Iterator[Faults]:
    made = Faults()
    made.found.connect(window.tell_fault)
    made.install()
    yield made
    made.uninstall()


@pytest.mark.parametrize("where", [in_a_slot, in_a_timer, in_a_thread, in_a_pool])
def test_what_raises_is_in_the_log_with_the_last_ten_actions_and_told(
    window: MainWindow,
    faults: Faults,
    log: Path,
    qtbot: QtBot,
    where: Callable[[Raiser], None],
) -> None:
    for number in range(12):
        error_log.note(f"step {number}")
    with qtbot.waitSignal(faults.found, timeout=5000):
        where(Raiser())
    said = log.read_text(encoding="utf-8")
    assert "step 1\n" not in said
    assert said.index("step 2\n") < said.index("step 11\n") < said.index("Traceback")
    assert "ZeroDivisionError: by nought, on purpose" in said
    assert window.status.problem_button.text() == "problems: 1"
    assert str(log) in window.status.currentMessage()
