import subprocess
import sys
import threading

import fake_engine
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from circuitlab.exchange import opening
from circuitlab.files import store
from circuitlab.gui import app
from circuitlab.gui.main_window import MainWindow
from circuitlab.gui.session import Session
from circuitlab.gui.shell import reading_beside, settings


@pytest.fixture
def without_engine(monkeypatch):
    monkeypatch.setattr(
        app, "Session", lambda document: Session(document, lambda: fake_engine.Runner)
    )


def close_once_running(seen):
    """Close the window when its run is there, and note what it showed."""

    def look():
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow) and window.isVisible() and window.session.live.values:
                seen.append((window.document.title, window.session.playing))
                timer.stop()
                window.close()

    timer = QTimer(interval=10)
    timer.timeout.connect(look)
    timer.start()
    return timer


@pytest.mark.parametrize("preset", [preset.name for preset in store.presets()])
def test_a_preset_opens_and_plays(without_engine, preset):
    seen = []
    timer = close_once_running(seen)
    assert app.open_window(preset) == 0
    assert seen == [(store.load_preset(preset).circuit.document["title"], True)]
    assert not timer.isActive()


def test_a_window_that_opens_takes_the_keys(without_engine, monkeypatch):
    taken = []
    monkeypatch.setattr(app.MainWindow, "activateWindow", lambda window: taken.append(window))
    timer = close_once_running([])
    app.open_window("fig3")
    assert len(taken) == 1
    assert not timer.isActive()


def test_a_large_file_is_read_beside_the_window_and_then_plays(
    without_engine, document, tmp_path, monkeypatch
):
    threads, real = [], opening.load

    def load(*given, **named):
        threads.append(threading.current_thread() is threading.main_thread())
        return real(*given, **named)

    monkeypatch.setattr(reading_beside, "LARGE", 0)
    monkeypatch.setattr(app, "load_afterwards", lambda *_given: None)  # it takes its time
    monkeypatch.setattr(opening, "load", load)
    document.save_as(tmp_path / "mine.circuit")
    window, problems = app.window_on(str(tmp_path / "mine.circuit"))
    assert window.shows_start_page
    assert problems == threads == []
    window.close()
    seen = []
    timer = close_once_running(seen)
    assert app.open_window(str(tmp_path / "mine.circuit")) == 0
    assert seen == [("mine", True)]
    assert threads == [False]
    assert not timer.isActive()


def test_a_file_opens_and_has_its_name(without_engine, document, tmp_path):
    document.save_as(tmp_path / "mine.circuit")
    seen = []
    timer = close_once_running(seen)
    assert app.open_window(str(tmp_path / "mine.circuit")) == 0
    assert seen == [("mine", True)]
    assert not timer.isActive()


def test_the_window_is_there_before_the_compiler():
    script = (
        "import sys\n"
        "from circuitlab.gui import app\n"
        "a = app.application()\n"
        "window, problems = app.window_on('fig4')\n"
        "window.show()\n"
        "a.processEvents()\n"
        "assert not problems\n"
        "assert 'numba' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


def test_recent_files_are_the_newest_first_and_only_those_that_exist(tmp_path, qapp):
    paths = [tmp_path / f"{n}.circuit" for n in range(10)]
    for path in paths:
        path.touch()
        settings.remember_file(path)
    paths[9].unlink()
    settings.remember_file(paths[3])
    assert settings.recent_files()[:3] == [paths[3], paths[8], paths[7]]
    assert len(settings.recent_files()) <= settings.MOST_RECENT


def test_an_unknown_theme_in_the_settings_is_light(qapp):
    settings.remember_theme("neon")
    assert settings.theme_name() == "light"
