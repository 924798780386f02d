"""Starting the window: `open_window` is all that the command line needs."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QLocale, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from circuitlab import error_log
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.files.recovery import recovery_folder
from circuitlab.gui.afterwards import load_afterwards
from circuitlab.gui.document import Document
from circuitlab.gui.faults import Faults
from circuitlab.gui.main_window import MainWindow, build, keep_on_screen
from circuitlab.gui.opened_files import Application
from circuitlab.gui.safety.safety import Safety
from circuitlab.gui.session import Session
from circuitlab.gui.shell import commands, settings
from circuitlab.gui.shell.reading_beside import takes_a_while
from circuitlab.gui.widgets.stylesheet import prepare
from circuitlab.render.theme import theme
from circuitlab.resources import _, asked_languages, assets, speak

SWITCH_S = 0.0002
"""Time for which another thread may keep the interpreter while the window waits for it, which it
does some eight times a frame."""

FRAMED_MS = 150
"""Time after which the desktop has put its frame round a window."""


def open_window(target: str | None = None) -> int:
    """Open the window on a file or a preset and stay until it is closed.

    Parameters
    ----------
    target : str, optional
        A file's path or a preset's name; the start page by default.

    Returns
    -------
    int
        The exit code of the application.
    """
    error_log.begin()
    app = application()
    window, problems = window_on(target)
    window.document.changed.connect(lambda delta: error_log.note(delta.label))
    faults = Faults()
    faults.found.connect(window.tell_fault)
    faults.refused.connect(window.say)
    window.session.restarted.connect(faults.forget)
    faults.install()
    safety = keep_safe(window)
    try:
        return _stay(app, window, target, problems)
    finally:
        if safety is not None:
            safety.end()
        faults.uninstall()
        error_log.end()


def keep_safe(window: MainWindow) -> Safety | None:
    """Have a window's unsaved work kept, and what others left offered; None where it cannot be."""
    try:
        safety = Safety(window, recovery_folder())
    except OSError as error:
        what = _("Unsaved work cannot be kept beside ({reason})").format(reason=error)
        window.status.add_problem(Problem("", what, _("save often")))
        return None
    safety.offer()
    return safety


def _stay(
    app: QApplication, window: MainWindow, target: str | None, problems: list[Problem]
) -> int:
    """Show the window, with what could not be read of its file, until it is closed."""
    window.show()
    window.activateWindow()  # a display without a window manager gives the keys to nobody by itself
    later = _read_later(target)
    if target is not None and later is None:
        window.session.play()
    show_first_picture(app)
    if not window.isVisible():
        return 0
    QTimer.singleShot(0, window.session.start)
    load_afterwards(window, lambda: window.session.engine.loads)
    QTimer.singleShot(FRAMED_MS, window, lambda: keep_on_screen(window))
    if isinstance(app, Application):
        app.opened_files.hand_to(partial(commands.open_file, window))
    if later is not None:
        QTimer.singleShot(0, window, partial(commands.open_at_start, window, later))
    if problems:
        title = _("Not everything in “{name}” could be read").format(name=target)
        QTimer.singleShot(0, window, lambda: window.questions.show_problems(title, problems))
    return app.exec()


def show_first_picture(app: QApplication) -> None:
    """Paint what is shown, before the engine is loaded and takes its time from it."""
    app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def application() -> QApplication:
    """Return the application; its first window dresses it in the theme of last time."""
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    sys.setswitchinterval(SWITCH_S)
    QCoreApplication.setOrganizationName("CircuitLab")
    QCoreApplication.setApplicationName("CircuitLab")
    QGuiApplication.setDesktopFileName("circuitlab")
    app = Application(sys.argv[:1])
    app.setWindowIcon(QIcon(str(assets() / "icons" / "circuitlab.svg")))
    speak(_wanted_languages())
    prepare(app, theme(settings.theme_name()))
    return app


def _wanted_languages() -> tuple[str, ...]:
    """Return the languages chosen in the window, else asked for by the environment or desktop."""
    chosen = settings.language_name()
    if chosen != "system":
        return (chosen,)
    desktop = (name.replace("-", "_") for name in QLocale.system().uiLanguages())
    return asked_languages() or tuple(desktop)


def _read_later(target: str | None) -> Path | None:
    """Return the file that is read beside the window, once there is one; None if none is."""
    path = Path(target).expanduser() if target is not None else None
    return path if path is not None and path.is_file() and takes_a_while(path) else None


def window_on(target: str | None) -> tuple[MainWindow, list[Problem]]:
    """Return the window on a file or preset, and what could not be read of it.

    Without either it shows the start page, as it does while a large file is still to be read.
    """
    document = Document(default_catalog())
    if target is None or _read_later(target) is not None:
        window = build(document, Session(document))
        window.show_start_page()
        return window, []
    path = Path(target).expanduser()
    problems = document.open(path) if path.is_file() else document.open_preset(target)
    return build(document, Session(document)), problems
