"""The window speaks the language that was chosen, from its next start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QMenuBar

from circuitlab.gui import app
from circuitlab.gui.main_window import MainWindow
from circuitlab.gui.shell import settings
from circuitlab.gui.shell.actions import action
from circuitlab.resources import languages


@pytest.fixture(autouse=True)
def forgotten() -> None:
    QSettings().remove("language")


def test_each_language_can_be_chosen_and_the_one_of_the_desktop(window: MainWindow) -> None:
    assert action("language_system").checked(window)
    for name in languages():
        action(f"language_{name}").handler(window)
        assert settings.language_name() == name
        assert action(f"language_{name}").checked(window)
        assert app._wanted_languages() == (name,)
    action("language_system").handler(window)
    assert action("language_system").checked(window)


def test_the_environment_goes_before_the_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "fr:de")
    assert app._wanted_languages() == ("fr", "de")


def test_from_right_to_left_all_menus_are_there(window: MainWindow) -> None:
    bar = window.findChild(QMenuBar)
    assert bar is not None
    wide = bar.width()
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        window.resize(1400, 800)
        window.resize(1440, 900)
        assert bar.isRightToLeft()
        assert bar.width() >= 0.9 * wide > 200
    finally:
        window.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
